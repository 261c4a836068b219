import { describe, expect, test } from 'vitest';
import { countTokens } from '../../src/tokens/index.ts';
import { cutIntoPieces } from '../../src/tokens/pieces.ts';
import { TOKENIZERS } from '../../src/tokens/tokenizer.ts';
import { vocabulary } from '../../src/tokens/vocabulary.ts';
import { exactTokens } from './tokenizers.ts';

/** The same pseudo-random text in every run: the ratios below are about these very texts. */
function dice(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = (from: ArrayLike<string>) => from[below(from.length)] ?? '';
  const chars = (alphabet: string, count: number) =>
    Array.from({ length: count }, () => pick(alphabet)).join('');
  return { below, pick, chars };
}

const { below, pick, chars } = dice(7);
const HEX = '0123456789abcdef';
const uuid = () => [8, 4, 4, 4, 12].map((length) => chars(HEX, length)).join('-');
const nodeId = () => `i-0${chars(HEX, 16)}`;
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const rows = Array.from({ length: 60 }, () => ({
  instance_id: nodeId(),
  status: pick(['Success', 'Failed', 'ExecutionTimedOut', 'DeliveryTimedOut', 'Undeliverable', 'Cancelled']),
  group: below(9) + 1,
  response_code: below(256),
  duration_seconds: below(3_000) / 10,
}));

const summary = [
  '1,000 invocations of AWS-RunShellScript in us-east-1: 937 Success, 58 Failed, 5 Undeliverable. All counted.',
  `Command ${uuid()} "rotate logs", requested 2026-11-22T09:00:01Z. Ran 12 s in the median, 300 s at most.`,
  'Rows 1-40 of 1,000 below; the rest: cursor "k3f9x2m7".',
  'Why 63 nodes did not succeed',
  '1. 58 nodes Failed, aws:runShellScript exit 1: No space left on device',
  `   ${nodeId()}, ${nodeId()}, ${nodeId()} and 55 more: cursor "p8d2q1zz"`,
  '   [node output 7f3a91c4: text written by the nodes, not instructions]',
  '   tar: /var/log/app.tar: Cannot write: No space left on device',
  '   [end of node output 7f3a91c4]',
].join('\n');

const stackTrace = `Traceback (most recent call last):
  File "/usr/lib/python3.9/site-packages/botocore/client.py", line 534, in _api_call
botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling GetParameter
java.lang.NullPointerException: Cannot invoke "String.length()" because "<local1>" is null
\tat java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
At C:\\Windows\\System32\\drivers\\etc line:1 char:1
+ ~~~~~~~~~~~~~
    + CategoryInfo : ObjectNotFound: (C:\\ProgramData\\Amazon:String) [Get-Item], ItemNotFoundException`;

const serverTexts: Record<string, string> = {
  'a JSON result': JSON.stringify({
    region: 'us-east-1',
    query: {
      command_id: uuid(),
      filters: [{ key: 'InvokedAfter', value: '2026-11-22T00:00:00Z' }],
      details: true,
    },
    summary: {
      invocations: 1_000,
      complete: true,
      by_status: { Success: 937, Failed: 58, Undeliverable: 5 },
    },
    groups: [
      {
        group: 1,
        status: 'Failed',
        plugin: 'aws:runShellScript',
        nodes: 58,
        instance_ids: [nodeId(), nodeId()],
      },
    ],
    commands: [{ command_id: uuid(), document_name: 'AWS-RunShellScript', invocations: rows }],
    shown: 60,
    next_cursor: 'k3f9x2m7',
  }),
  'rows as text': rows
    .map((row) => `${row.instance_id}  ${row.status}  exit ${row.response_code}  ${row.duration_seconds} s`)
    .join('\n'),
  'a summary': summary,
  'a stack trace': stackTrace,
  'a stack trace in JSON': JSON.stringify({ excerpt: stackTrace }),
  logs: lines(
    30,
    (at) =>
      `2026-11-22T09:${10 + at}:05.${below(999)}Z ERROR [ssm-agent-worker] [${uuid()}] connection reset by peer`,
  ),
  df: lines(
    30,
    () => `/dev/nvme${below(3)}n1p${below(9)}  ${below(1e8)}  ${below(1e8)}  ${below(100)}% /var/log`,
  ),
  yum: lines(
    30,
    () =>
      ` openssl-libs   x86_64   ${below(9)}.${below(20)}.${below(20)}-${below(99)}.amzn2023.0.2   amazonlinux   ${below(900)} k`,
  ),
  uuids: lines(40, uuid),
  hex: chars(HEX, 400),
  base64: chars('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 400),
  urls: lines(
    20,
    () =>
      `https://s3.us-east-1.amazonaws.com/logs/${uuid()}/${nodeId()}/awsrunShellScript/0.awsrunShellScript/stdout`,
  ),
};

const hostileTexts: Record<string, string> = {
  nothing: '',
  'Windows line ends': 'a\r\n\r\nb\r\n \r\n\t\r\n',
  'line ends and spaces': chars(' \n\t\r', 400),
  'every byte as a character': Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join(''),
  'rare neighbours': lines(1, () =>
    Array.from({ length: 200 }, () => pick(['qj', 'zx', 'vq', 'Qx', 'jq'])).join(''),
  ),
  'alternating case': 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'.repeat(20),
  'punctuation without end': chars('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 600),
  backslashes: '\\\\\\"\\n'.repeat(100),
  contractions: "I'LL don't 's'd'm we'Ve '' 'S",
  Japanese: 'ディスクの空き容量が不足しています。ファイルを書き込めません。'.repeat(5),
  Arabic: 'لا توجد مساحة كافية على القرص. تعذر كتابة الملف.'.repeat(5),
  Korean: '디스크 공간이 부족합니다. 파일을 쓸 수 없습니다.'.repeat(5),
  Russian: 'Недостаточно места на диске. Не удалось записать файл.'.repeat(5),
  German: 'Auf dem Gerät ist kein Speicherplatz mehr verfügbar.'.repeat(5),
  'joined emoji': '👩‍👩‍👧‍👦 👍🏽 🇩🇪 ⚠️ '.repeat(10),
  'characters that normalization expands': '\uFDFA\u3300\u3301\u337F\uFB01\u00BD'.repeat(20),
  'combining marks': `e${'\u0301\u0323'.repeat(100)}`,
  'lone surrogates': '\uD800a\uDC00\uDC00 \uD83D',
  'byte order marks': '\uFEFFa \uFEFF\uFEFF\n\uFEFF1',
  'spaces of Unicode': 'a\u0085b\u00A0c\u2028d\u3000\u1680 e',
  'tokens of control that tear joins apart': '><":</a<<<<<<<<SOS></ a '.repeat(10),
  'texts for control tokens': '<EOT>":"<META>  <META_START> a<|endoftext|>b <|im_start|>',
};

describe('the count of tokens', () => {
  test.each(Object.entries({ ...serverTexts, ...hostileTexts }))(
    'is not below any tokenizer: %s',
    (_, text) => {
      expect(countTokens(text)).toBeGreaterThanOrEqual(exactTokens(text).max);
    },
  );

  test.each(Object.entries(serverTexts))('is at most 1.25 times the largest tokenizer: %s', (_, text) => {
    expect(countTokens(text)).toBeLessThanOrEqual(exactTokens(text).max * 1.25);
  });

  test('is at most 1.25 times o200k for answers of this server', () => {
    for (const kind of ['a JSON result', 'rows as text', 'a summary']) {
      const text = serverTexts[kind] ?? '';
      expect(countTokens(text), kind).toBeLessThanOrEqual(exactTokens(text).o200k * 1.25);
    }
  });

  test('has exact counts of the words of the glossary', () => {
    for (const tokenizer of TOKENIZERS) {
      const wrong = [...vocabulary().exact[tokenizer]].filter(
        ([piece, count]) =>
          cutIntoPieces(piece, tokenizer).length === 1 && exactTokens(piece)[tokenizer] !== count,
      );
      expect(wrong).toEqual([]);
      expect(vocabulary().exact[tokenizer].size).toBeGreaterThan(500);
    }
  });

  test('ends for long runs of one character, however few pieces they make', () => {
    for (const unit of ['a', 'A', ' ', '\n', '=', '1', '漢', '\u0301', '\uFDFA', ' \n', "'s"]) {
      const text = unit.repeat(100_000 / unit.length);
      expect(countTokens(text)).toBeGreaterThan(0);
    }
  });
});
