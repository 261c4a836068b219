import { type PlantedSecret, plantedSecrets } from './planted-secrets.ts';

export { ordinaryOutput } from './ordinary-output.ts';
export { type PlantedSecret, plantedSecrets };

/** As many characters in a row as may not survive of a secret. */
export const longestSurvivor = 8;

/** Pieces of a secret that can be read in `shown`; a piece shorter than eight characters counts whole. */
export function survivorsOf(pieces: readonly string[], shown: string): readonly string[] {
  return pieces.flatMap((piece) => {
    const length = Math.min(longestSurvivor, piece.length);
    if (length < 4) return [];
    const windows = Array.from({ length: piece.length - length + 1 }, (_, at) =>
      piece.slice(at, at + length),
    );
    return windows.filter((window) => shown.includes(window));
  });
}

/** What SSM puts where it cuts: nothing at the end of a stream, or one of its marks. */
const cutMarks = ['', '\n---Output truncated---\n----------ERROR-------\nwarning: x', '--output truncated--'];

/** A secret with its text ended in the middle of it, from eight characters on. */
export function cutsOf(planted: PlantedSecret): readonly PlantedSecret[] {
  const [secret, ...others] = planted.pieces;
  if (secret === undefined || others.length > 0 || planted.toldByWhatFollows) return [];
  const begins = planted.text.indexOf(secret);
  const lengths = new Set([
    8,
    9,
    10,
    12,
    16,
    20,
    30,
    40,
    Math.floor(secret.length / 2),
    secret.length - 1,
    secret.length,
  ]);
  return [...lengths]
    .filter((length) => length >= 8 && length <= secret.length)
    .flatMap((length) =>
      cutMarks.map((mark) => ({
        name: `${planted.name}, ${length} of ${secret.length} characters`,
        pieces: [secret.slice(0, length)],
        text: planted.text.slice(0, begins + length) + mark,
      })),
    );
}

const before = 'Nov 22 09:00:01 ip-10-0-3-7 app[311]: starting deployment of app 1.4.2\n+ set -x\n';
const after =
  '\nfailed to run commands: exit status 1\n----------ERROR-------\ncurl: (7) Failed to connect\n';

/** The same secret among other output, with CRLF line ends, and inside a JSON string. */
export function surroundingsOf(planted: PlantedSecret): readonly PlantedSecret[] {
  const quoted = JSON.stringify(planted.text);
  return [
    planted,
    { ...planted, name: `${planted.name}, among other output`, text: before + planted.text + after },
    { ...planted, name: `${planted.name}, indented`, text: planted.text.replace(/^/gm, '    ') },
    {
      ...planted,
      name: `${planted.name}, in a JSON string`,
      pieces: planted.pieces.map((piece) => JSON.stringify(piece).slice(1, -1)),
      text: `{"level":"error","message":${quoted},"code":1}`,
    },
  ];
}
