import { describe, expect, it } from 'vitest';
import { createDetector } from '../../src/sanitize/rules/detector.ts';
import { drawer } from './random.ts';

const detect = createDetector();
const draw = drawer(77);
const found = (text: string) => detect(text).map(({ start, end, kind }) => [text.slice(start, end), kind]);

const dockerToken = `dckr${'_pat_'}${draw('alnum', 27)}`;
const secretKey = draw('base64', 40).replace(/.$/, 'x');
const keyId = `AK${'IA'}${draw('base32', 16)}`;

describe('the detector', () => {
  it.each([
    '/* secretlint-disable */',
    '# secretlint-disable',
    '// secretlint-disable-next-line',
    'secretlint-disable',
  ])('is not switched off by %s in the text', (comment) => {
    expect(found(`${comment}\n${dockerToken}`)).toEqual([[dockerToken, 'token']]);
  });

  it('finds an AWS secret key from its first character to its last', () => {
    expect(found(`AWS_SECRET_ACCESS_KEY=${secretKey}`)).toEqual([[secretKey, 'AWS secret key']]);
  });

  it('finds access key ids, which its AWS rule leaves alone by itself', () => {
    expect(found(`using ${keyId}`)).toEqual([[keyId, 'AWS access key id']]);
  });

  it('leaves account ids and the ids of roles and users', () => {
    expect(
      found(`aws_account_id=111122223333 ARO${'A'}${draw('base32', 17)} AID${'A'}${draw('base32', 17)}`),
    ).toEqual([]);
  });

  it('finds every place of a secret that stands twice', () => {
    const text = `${dockerToken} and again ${dockerToken}`;
    expect(new Set(detect(text).map(({ start }) => start))).toEqual(new Set([0, text.lastIndexOf('dckr')]));
  });

  it('knows nothing of an earlier text', () => {
    detect(dockerToken);
    expect(detect('nothing here')).toEqual([]);
  });
});
