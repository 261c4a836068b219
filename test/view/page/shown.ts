/** What a test tells the host page, and what the page tells back. */

export type Message = {
  readonly jsonrpc?: string;
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
};

export type Shown = {
  /** Left out where the host does not tell the view. */
  readonly tool?: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
};

/** What a host may lack, or do otherwise than the specification has it. */
export type HostKind = {
  readonly cannotCall?: boolean;
  readonly cannotAsk?: boolean;
  /** As Claude Desktop did: https://github.com/modelcontextprotocol/ext-apps/issues/696. */
  readonly stripsStructure?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
};

/** The globals of the page. */
export type HostPage = {
  /** Shows the view with this answer, and resolves when the view has been given it. */
  show(shown: Shown, kind?: HostKind): Promise<void>;
  /** Sends the view what a host may send at any time. */
  tell(message: object): void;
  /** Messages of the view, the oldest first. */
  received: Message[];
};
