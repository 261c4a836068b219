/** A call of the server's tool, passed on by `serve-host.ts`: its progress comes line by line, its reply last. */

export type Reply = { readonly result?: unknown; readonly error?: object };

export async function callServer(
  params: Readonly<Record<string, unknown>>,
  onProgress: (progress: object) => void = () => {},
): Promise<Reply> {
  const response = await fetch('/call', { method: 'POST', body: JSON.stringify(params) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let reply: Reply = {};
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    text += value ?? '';
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const { progress, ...last } = JSON.parse(line);
      if (progress) onProgress(progress);
      else reply = last;
    }
    if (done) return reply;
  }
}
