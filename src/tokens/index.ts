import { type Counts, countAsText } from './counts.ts';
import { TOKENIZERS, type Tokenizer } from './tokenizer.ts';

/**
 * What to add for each seam when parts that are counted apart make up a whole: the real count of the
 * whole is then at most the sum, if the seams are line ends or lie between values of a JSON document (where
 * nothing needs adding). Measured, not proved: across a seam a tokenizer may cut differently. Elsewhere,
 * as in the middle of a word, the sum may fall short by more, so count a finished whole once again.
 */
export const TOKENS_PER_SEAM = 1;

const OPENAI_CONTROL =
  /<\|(?:endoftext|fim_prefix|fim_middle|fim_suffix|im_start|im_end|im_sep|endofprompt)\|>/;
/** Texts that a tokenizer may take for one token of control, which then parts the text around it. */
const CONTROL: Readonly<Record<Tokenizer, RegExp>> = {
  o200k: OPENAI_CONTROL,
  cl100k: OPENAI_CONTROL,
  anthropic: /<(?:EOT|META|META_START|META_END|SOS)>/,
};
/** What all of them begin with. */
const MAY_OPEN_CONTROL = /<[|EMS]/;

/**
 * The tokens of `text`, never fewer than o200k_base, cl100k_base or Anthropic's published tokenizer make
 * of it, whether they heed texts of control or not. Of this server's answers it counts about a twentieth
 * more than the largest of the three, of other ASCII text up to a fifth more, of other scripts up to two and
 * a half times as many.
 */
export function countTokens(text: string): number {
  const asText = countAsText(text);
  // Only the Anthropic tokenizer normalizes, but what opens no control text afterwards opened none before.
  const heeded = MAY_OPEN_CONTROL.test(text.normalize('NFKC')) ? countAroundControl(text) : asText;
  return Math.max(...TOKENIZERS.map((tokenizer) => Math.max(asText[tokenizer], heeded[tokenizer])));
}

function countAroundControl(text: string): Counts {
  const around = (tokenizer: Tokenizer, normalized: string) => {
    const parts = normalized.split(CONTROL[tokenizer]);
    return parts.reduce((sum, part) => sum + countAsText(part)[tokenizer], parts.length - 1);
  };
  return {
    o200k: around('o200k', text),
    cl100k: around('cl100k', text),
    anthropic: around('anthropic', text.normalize('NFKC')),
  };
}

/** The length of `text` in UTF-8; a lone surrogate counts three bytes, as it is sent as U+FFFD. */
export function countBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    if (code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(at + 1))) {
      at++;
    }
  }
  return bytes;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
