/** Formats as real tools print them, read from `formats/*.txt` with each `<<kind length>>` drawn at random. */

import { readFileSync } from 'node:fs';
import type { PlantedSecret } from './planted-secrets.ts';
import { alphabets, type Draw, drawer } from './random.ts';

/** A paragraph between lines of `~~~`, or else each line on its own. */
export function casesIn(name: string): readonly string[] {
  const lines = readFileSync(new URL(`./formats/${name}.txt`, import.meta.url), 'utf8').split('\n');
  const cases: string[] = [];
  let paragraph: string[] | undefined;
  for (const line of lines) {
    if (line === '~~~') {
      if (paragraph) cases.push(paragraph.join('\n'));
      paragraph = paragraph ? undefined : [];
    } else if (paragraph) paragraph.push(line);
    else if (line !== '') cases.push(line);
  }
  return cases;
}

export function plantingsIn(name: string): readonly PlantedSecret[] {
  return casesIn(name).map((template, index) =>
    planted(`${name} ${index + 1}: ${template.slice(0, 60)}`, template, drawer(hashOf(template))),
  );
}

/** What somebody would choose as a password, which no randomness betrays. */
const WORDS =
  'maple otter canyon velvet harbor saffron pebble lantern meadow copper thistle juniper walnut'.split(' ');

/** A drawn value in full, and what of it must not survive. */
type Drawn = { readonly text: string; readonly pieces: readonly string[] };

const alone = (text: string): Drawn => ({ text, pieces: [text] });
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const lines = (
  draw: Draw,
  alphabet: 'base64' | 'hex',
  count: number,
  width: number,
  separator: string,
): Drawn => {
  const all = Array.from({ length: count }, () => draw(alphabet, width));
  if (alphabet === 'base64') all.push(`${draw('base64', 22)}==`);
  return { text: all.join(separator), pieces: all };
};

const kinds: Readonly<Record<string, (draw: Draw, length: number) => Drawn>> = {
  pw: (draw) => alone(`${draw('alnum', 10)}!${draw('alnum', 3)}`),
  odd: (draw) => alone(`${draw('alnum', 4)}#${draw('alnum', 3)};${draw('alnum', 3)}+${draw('alnum', 2)}`),
  words: (draw) => {
    const word = () => WORDS[Number.parseInt(draw('hex', 4), 16) % WORDS.length] ?? '';
    return alone(word() + word());
  },
  plain: (draw, length) => alone(draw('alnum', length)),
  low: (draw, length) => alone(draw('lower', length)),
  lownum: (draw, length) => alone(draw('lowerAlnum', length)),
  upper: (draw, length) => alone(draw('upperAlnum', length)),
  upperhex: (draw, length) => alone(draw('hex', length).toUpperCase()),
  b64: (draw, length) => alone(draw('base64', length)),
  b64url: (draw, length) => alone(draw('base64url', length)),
  b32: (draw, length) => alone(draw('base32', length)),
  b64lines: (draw, length) => lines(draw, 'base64', length, 64, '\n'),
  b64esc: (draw, length) => lines(draw, 'base64', length, 64, '\\n'),
  b64pct: (draw, length) => {
    const { pieces } = lines(draw, 'base64', length, 64, '');
    return { text: pieces.map(encodeURIComponent).join('%0A'), pieces: pieces.map(encodeURIComponent) };
  },
  hexlines: (draw, length) => lines(draw, 'hex', length, 32, '\n'),
  colonhex: (draw, length) => {
    const row = () => Array.from({ length: 15 }, () => draw('hex', 2)).join(':');
    const rows = Array.from({ length }, row);
    return { text: rows.join(':\n    '), pieces: rows };
  },
  b64pem: (draw) => {
    const text = base64(`-----BEGIN RSA PRIVATE KEY-----\n${draw('base64', 200)}`);
    return { text, pieces: [text.slice(44)] };
  },
  b64up: (draw) => alone(base64(`svc:${draw('alnum', 16)}`)),
  ecr: (draw) => {
    const text = base64(
      JSON.stringify({
        payload: draw('base64', 120),
        datakey: draw('base64', 60),
        version: '2',
        type: 'DATA_KEY',
      }),
    );
    return { text, pieces: [text.slice(16)] };
  },
  dockercfg: (draw) => {
    const text = base64(
      JSON.stringify({ auths: { 'reg.internal': { username: 'ci', password: draw('alnum', 16) } } }),
    );
    return { text, pieces: [text.slice(40)] };
  },
  graf: (draw) => {
    const text = base64(JSON.stringify({ k: draw('alnum', 32), n: 'deploy', id: 1 }));
    return { text, pieces: [text.slice(10)] };
  },
  cloudflared: (draw) => {
    const text = base64(JSON.stringify({ a: draw('hex', 32), t: draw('hex', 32), s: draw('base64', 40) }));
    return { text, pieces: [text.slice(10)] };
  },
  jwt: (draw) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'HS256' })}.${part({ sub: draw('alnum', 18) })}.${draw('base64url', 43)}`;
    return { text, pieces: [text.slice(24)] };
  },
};

function planted(name: string, template: string, draw: Draw): PlantedSecret {
  const pieces: string[] = [];
  const text = template.replace(/<<(\w+)(?: (\d+))?>>/g, (_, kind: string, length = '0') => {
    const named = kind in alphabets ? (kind as keyof typeof alphabets) : undefined;
    const drawn = named ? alone(draw(named, Number(length))) : kinds[kind]?.(draw, Number(length));
    if (!drawn) throw new Error(`no such kind of secret: ${kind}`);
    pieces.push(...drawn.pieces);
    return drawn.text;
  });
  return { name, pieces, text };
}

/** So that a case keeps its secret when others are added before it. */
function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
