/** The regular expressions of the program that meet what others wrote. */

import { type Collected, collectPatterns } from './patterns.ts';

export async function patternsOfSrc(): Promise<Collected> {
  return await collectPatterns({ folder: 'src', notLoaded: ['main.ts', 'view/main.ts'] });
}
