/** The regular expressions of the program, and of the packages that read what nodes wrote. */

import { type Collected, collectPatterns } from './patterns.ts';

type SanitizeDoor = typeof import('../../src/sanitize/index.ts');

/** secretlint makes its expressions when it first meets what may be a secret. */
const MAY_BE_SECRET = `aws_access_key_id = AKIA${'QRSTUVWXYZ234567'}`;

export async function patternsOfSrc(): Promise<Collected> {
  return await collectPatterns({
    folder: 'src',
    notLoaded: ['main.ts'],
    packages: ['@secretlint/'],
    use(modules) {
      const { createSanitizer } = modules.get('sanitize/index.ts') as SanitizeDoor;
      createSanitizer({ redact: true }).text(MAY_BE_SECRET);
    },
  });
}
