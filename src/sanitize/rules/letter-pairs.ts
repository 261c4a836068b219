/**
 * The 180 pairs of letters that are most frequent in English and technical words (counted over 11,000 words of
 * READMEs, type declarations and manuals): a first letter, and those that often follow it.
 */
const frequent = new Set(
  (
    'a:bcdgilmnprst b:aeilou c:aehiklortu d:adeios e:acdefglmnprstvx f:aefio g:eir h:aeio i:abcdefglmnoprstvz ' +
    'k:e l:aeilostuy m:aeiop n:acdefgiost o:bcdglmnoprstuvw p:aeiloprst q:u r:acdeilmnorstuy s:acehilopstu t:aehilorstuy u:abclmnprst v:aei w:a y:p z:e '
  )
    .trim()
    .split(' ')
    .flatMap((row) => [...row.slice(2)].map((second) => row.slice(0, 1) + second)),
);

/** In words at least this share of the pairs is frequent; of eight letters drawn at random, 96 % have fewer. */
const MIN_SHARE_OF_FREQUENT = 0.6;

/** Small letters alone that no language of ours would put together so. */
export function isGibberish(word: string): boolean {
  if (!/^[a-z]{6,64}$/.test(word)) return false;
  let known = 0;
  for (let at = 0; at < word.length - 1; at++) if (frequent.has(word.slice(at, at + 2))) known += 1;
  return known / (word.length - 1) < MIN_SHARE_OF_FREQUENT;
}
