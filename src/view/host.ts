/**
 * The host's side of an MCP App, revision 2026-01-26: JSON-RPC over postMessage. Only what this page needs of it.
 */

const VERSION = '2026-01-26';

/** Of JSON-RPC. */
const METHOD_NOT_FOUND = -32601;

export type ToolResult = {
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: object;
  readonly isError?: boolean;
};

export type HostContext = {
  readonly theme?: string;
  readonly styles?: { readonly variables?: Readonly<Record<string, string | undefined>> };
  readonly toolInfo?: { readonly tool?: { readonly name?: string } };
};

export type Arguments = Readonly<Record<string, unknown>>;

export type Progress = { readonly progress: number; readonly total?: number; readonly message?: string };

export type Listeners = {
  onInput(args: Arguments): void;
  onResult(result: ToolResult): void;
  onCancelled(reason: string | undefined): void;
  onContext(context: HostContext): void;
};

export type Host = {
  readonly canCall: boolean;
  readonly canAsk: boolean;
  /** The name of the tool whose answer this is, where the host tells it. */
  readonly toolName: string | undefined;
  callTool(name: string, args: Arguments, onProgress?: (progress: Progress) => void): Promise<ToolResult>;
  /** Puts a message into the conversation, as if the person had written it. */
  ask(text: string): Promise<void>;
};

type Message = {
  readonly jsonrpc?: string;
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: { readonly code?: number; readonly message?: string };
};

type InitializeResult = {
  readonly hostCapabilities?: { readonly serverTools?: object; readonly message?: object };
  readonly hostContext?: HostContext;
};

/** Resolves when the host has answered; results may come before. */
export async function connectHost(listeners: Listeners): Promise<Host> {
  const waiting = new Map<number | string, (message: Message) => void>();
  const progress = new Map<unknown, (progress: Progress) => void>();
  let lastId = 0;

  const send = (message: Message) => window.parent.postMessage({ ...message, jsonrpc: '2.0' }, '*');

  const request = (method: string, params: Record<string, unknown>): Promise<unknown> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(error.message ?? 'The host refused it.')) : resolve(result),
      );
      send({ id, method, params });
    });
  };

  const notified = new Map<string, (params: Record<string, unknown>) => void>([
    ['ui/notifications/tool-input', ({ arguments: args }) => listeners.onInput((args ?? {}) as Arguments)],
    ['ui/notifications/tool-result', (params) => listeners.onResult(params)],
    ['ui/notifications/tool-cancelled', ({ reason }) => listeners.onCancelled(reason as string | undefined)],
    ['ui/notifications/host-context-changed', (params) => listeners.onContext(params)],
    ['notifications/progress', (params) => progress.get(params['progressToken'])?.(params as never)],
  ]);

  window.addEventListener('message', ({ source, data }: MessageEvent<Message | undefined>) => {
    if (source !== window.parent || data?.jsonrpc !== '2.0') return;
    const { id, method } = data;
    if (method === undefined) {
      if (id === undefined) return;
      waiting.get(id)?.(data);
      waiting.delete(id);
    } else if (id === undefined) {
      notified.get(method)?.(data.params ?? {});
    } else if (method === 'ping' || method === 'ui/resource-teardown') {
      send({ id, result: {} });
    } else {
      send({ id, error: { code: METHOD_NOT_FOUND, message: 'Unknown method' } });
    }
  });

  const { hostCapabilities = {}, hostContext = {} } = (await request('ui/initialize', {
    protocolVersion: VERSION,
    appInfo: { name: 'ssm-invocations', version: '1' },
    appCapabilities: {},
  })) as InitializeResult;
  listeners.onContext(hostContext);
  send({ method: 'ui/notifications/initialized', params: {} });
  reportSize((width, height) => send({ method: 'ui/notifications/size-changed', params: { width, height } }));

  return {
    canCall: hostCapabilities.serverTools !== undefined,
    canAsk: hostCapabilities.message !== undefined,
    toolName: hostContext.toolInfo?.tool?.name,
    async callTool(name, args, onProgress) {
      const token = `call-${lastId + 1}`;
      if (onProgress) progress.set(token, onProgress);
      try {
        const params = { name, arguments: args, _meta: { progressToken: token } };
        return (await request('tools/call', params)) as ToolResult;
      } finally {
        progress.delete(token);
      }
    },
    async ask(text) {
      const content = [{ type: 'text', text }];
      const { isError } = (await request('ui/message', { role: 'user', content })) as { isError?: boolean };
      if (isError) throw new Error('The host did not take the message.');
    },
  };
}

function reportSize(report: (width: number, height: number) => void): void {
  let last = '';
  const measure = () => {
    const { width, height } = document.documentElement.getBoundingClientRect();
    const size = `${Math.ceil(width)} ${Math.ceil(height)}`;
    if (size === last) return;
    last = size;
    report(Math.ceil(width), Math.ceil(height));
  };
  new ResizeObserver(measure).observe(document.documentElement);
  measure();
}
