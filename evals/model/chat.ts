/** A conversation with a model that may call tools, whichever of the two usual interfaces it is behind. */

export type Tool = { readonly name: string; readonly description: string; readonly inputSchema: object };
export type ToolCall = {
  readonly id: string;
  readonly name: string;
  readonly arguments: Record<string, unknown>;
};
export type ToolResult = { readonly id: string; readonly text: string };
export type Reply = { readonly text: string; readonly calls: readonly ToolCall[] };

/** Sends the question first, and later what its calls answered. */
export type Chat = (results?: readonly ToolResult[]) => Promise<Reply>;

export type Brief = { readonly system: string; readonly question: string; readonly tools: readonly Tool[] };

export type Model = {
  readonly api: 'openai' | 'anthropic';
  /** Up to and with the version, such as `https://api.openai.com/v1`. */
  readonly url: string;
  readonly name: string;
  readonly key: string;
};

/** Tokens that one reply may have. */
export const MAX_REPLY_TOKENS = 4_096;

const ATTEMPTS = 4;
const TIMEOUT_MS = 180_000;
const LONGEST_PAUSE_MS = 60_000;

/** Tries again where the endpoint is busy. Throws an Error with the status and the beginning of the reply otherwise. */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: object,
  attempt: number = 1,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    // A key is not for whoever an endpoint points to.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const busy = response.status === 429 || response.status >= 500;
  if (!busy || attempt === ATTEMPTS) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`);
  const asked = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000;
  const pauseMs = Number.isFinite(asked) ? asked : 2_000 * 2 ** attempt;
  await new Promise((over) => setTimeout(over, Math.min(LONGEST_PAUSE_MS, pauseMs)));
  return post(url, headers, body, attempt + 1);
}
