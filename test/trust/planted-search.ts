/** The built server before a fleet full of secrets and hostile strings: what comes out of it that should not. */

import { uuidOf } from '../../src/demo/seeded.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { ordinaryOutput } from '../sanitize/corpus.ts';
import { awsEnv } from '../stdio-client.ts';
import { type Answer, driveEverything } from './drive.ts';
import { hostileStrings } from './hostile-strings.ts';
import { createLeakFinder, hiddenCharacterIn, readingsOf } from './leaks.ts';
import { strayFieldsIn, strayWordsIn } from './outside-fences.ts';
import { type PlantedFleet, plantedFleet } from './planted-fleet.ts';
import { startServer } from './wire-server.ts';

export type SearchResult = {
  readonly secrets: number;
  readonly injections: number;
  readonly answers: number;
  readonly bytes: number;
  /** One line for each secret of which something was seen. */
  readonly leaks: readonly string[];
  /** One line for each way in which a hostile string got through. */
  readonly gotThrough: readonly string[];
  readonly stderr: string;
};

/** `share`: every nth secret, 1 for all. `args` go to the server. */
export async function searchPlantedFleet(
  share: number,
  thorough: boolean,
  args: string[] = [],
): Promise<SearchResult> {
  const planted = plantedFleet(share);
  const endpoint = await startEndpoint({ fleet: planted.fleet });
  const server = await startServer(awsEnv(endpoint.url), args);
  try {
    const answers = await driveEverything(server, planted, thorough);
    await server.end();
    const strayLines = server.strayLines.map(
      (line) => `a line of stdout that is no JSON: ${line.slice(0, 80)}`,
    );
    return {
      secrets: planted.secrets.length,
      injections: hostileStrings.length,
      answers: answers.length,
      bytes: Buffer.byteLength(server.stdout()),
      leaks: leaksIn(planted, server.stdout() + server.stderr()),
      gotThrough: [...strayLines, ...hiddenCharactersIn(server.stdout()), ...strayIn(answers)],
      stderr: server.stderr(),
    };
  } finally {
    server.kill();
    await endpoint.close();
  }
}

function leaksIn({ secrets }: PlantedFleet, written: string): readonly string[] {
  const find = createLeakFinder(secrets);
  const leaks = readingsOf(written).flatMap((reading) => find(reading));
  const bySecret = new Map(leaks.map((leak) => [leak.secret, leak]));
  return [...bySecret.values()].map(
    ({ secret, piece, around }) => `${secret}: "${piece}" in ${JSON.stringify(around)}`,
  );
}

/** Not in the reading with percent signs decoded: no client does that to a whole answer. */
function hiddenCharactersIn(written: string): readonly string[] {
  const [raw = '', texts = ''] = readingsOf(written);
  return [hiddenCharacterIn(raw), hiddenCharacterIn(texts)]
    .filter((found) => found !== undefined)
    .map((found) => `a hidden character: ${found}`);
}

function strayIn(answers: readonly Answer[]): readonly string[] {
  const stray = new Map<string, string>();
  for (const { asked, text, structured } of answers) {
    for (const line of strayWordsIn(text))
      stray.set(line.replace(/\d+|[0-9a-f-]{8,}/g, ''), `${asked}: ${line}`);
    for (const field of strayFieldsIn(structured)) stray.set(field.replace(/\d+/g, ''), `${asked}: ${field}`);
  }
  return [...stray.values()];
}

/** Ordinary outputs, read back as resources: which of them came with something redacted? */
export async function searchOrdinaryFleet(): Promise<{
  readonly ordinary: number;
  readonly redacted: readonly string[];
}> {
  const nodes = ordinaryOutput.map((stdout, index) => ({
    stdout,
    instanceId: `i-${String(index).padStart(17, '0')}`,
  }));
  const commandId = uuidOf('trust', 'ordinary');
  const invocations = nodes.map(({ instanceId, stdout }) => ({ instanceId, plugins: [{ stdout }] }));
  const endpoint = await startEndpoint({ fleet: fleetOf([{ commandId, invocations }]) });
  const server = await startServer(awsEnv(endpoint.url));
  try {
    const redacted: string[] = [];
    for (const { instanceId, stdout } of nodes) {
      const uri = `ssm://us-east-1/commands/${commandId}/invocations/${instanceId}/plugins/aws%3ArunShellScript/stdout`;
      const { result } = await server.request('resources/read', { uri });
      const text = JSON.stringify(result);
      if (!text?.includes('"text"')) throw new Error(`nothing came of ${uri}`);
      if (text.includes('[redacted: ') && !stdout.includes('[redacted: ')) redacted.push(stdout);
    }
    await server.end();
    return { ordinary: nodes.length, redacted };
  } finally {
    server.kill();
    await endpoint.close();
  }
}
