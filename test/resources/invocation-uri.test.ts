import { describe, expect, it } from 'vitest';
import {
  formatInvocationUri,
  formatStreamUri,
  parseInvocationUri,
  parseStreamUri,
  STREAMS,
} from '../../src/resources/invocation-uri.ts';
import { InvalidInputError } from '../../src/run-command/errors.ts';
import fc from '../properties.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const INVOCATION = `ssm://us-east-1/commands/${COMMAND}/invocations/i-0123456789abcdef0`;

const wordCharacter = fc.constantFrom(...'abcXYZ0189_');
const word = (length: number) => fc.string({ unit: wordCharacter, minLength: length, maxLength: length });

const invocationRef = fc.record({
  region: fc.constantFrom('us-east-1', 'ap-southeast-7', 'us-gov-west-1', 'us-isob-east-1', 'cn-northwest-1'),
  // The service asks for a length and nothing else.
  commandId: fc.string({ unit: 'grapheme-ascii', minLength: 36, maxLength: 36 }),
  instanceId: fc.oneof(
    word(8).map((tail) => `i-${tail}`),
    word(17).map((tail) => `i-${tail}`),
    word(17).map((tail) => `mi-${tail}`),
  ),
});

const streamRef = fc
  .tuple(
    invocationRef,
    fc.oneof(
      fc.constantFrom('aws:runShellScript', 'PatchLinux', '0.aws:runShellScript', 'a/b?c#d%2F'),
      fc.string({ unit: 'grapheme', minLength: 4, maxLength: 60 }),
    ),
    fc.constantFrom(...STREAMS),
  )
  .map(([ref, pluginName, stream]) => ({ ...ref, pluginName, stream }));

describe('the URI of an invocation', () => {
  it('reads back as what it was written from, whatever the parts are', () => {
    fc.assert(
      fc.property(invocationRef, (ref) => {
        expect(parseInvocationUri(formatInvocationUri(ref))).toEqual(ref);
      }),
    );
  });

  it('is not taken for the URI of a stream, nor the other way round', () => {
    fc.assert(
      fc.property(streamRef, (ref) => {
        expect(parseStreamUri(formatInvocationUri(ref))).toBeUndefined();
        expect(parseInvocationUri(formatStreamUri(ref))).toBeUndefined();
      }),
    );
  });

  it.each([
    ['an empty part', `ssm:///commands/${COMMAND}/invocations/i-0123456789abcdef0`, 'region'],
    ['a Region that is none', INVOCATION.replace('us-east-1', 'everywhere'), 'region'],
    ['a short command id', INVOCATION.replace(COMMAND, 'x'), 'command_id'],
    ['a node id of the wrong length', `${INVOCATION}0`, 'instance_id'],
    ['a percent sign that encodes nothing', `${INVOCATION.slice(0, -1)}%zz`, 'instance_id'],
    [
      'an encoded slash that would lead elsewhere',
      INVOCATION.replace('us-east-1', 'us-east-1%2Fx'),
      'region',
    ],
  ])('names the part that is wrong: %s', (_what, uri, part) => {
    const parse = () => parseInvocationUri(uri);
    expect(parse).toThrow(InvalidInputError);
    expect(parse).toThrow(part);
  });

  it.each([`${INVOCATION}/`, `${INVOCATION}?x=1`, `${INVOCATION}#x`, ` ${INVOCATION}`, 'ssm://', ''])(
    'is not of this form: %j',
    (uri) => {
      expect(parseInvocationUri(uri)).toBeUndefined();
      expect(parseStreamUri(uri)).toBeUndefined();
    },
  );
});

describe('the URI of a stream', () => {
  it('reads back as what it was written from, whatever the plugin is called', () => {
    fc.assert(
      fc.property(streamRef, (ref) => {
        expect(parseStreamUri(formatStreamUri(ref))).toEqual(ref);
      }),
    );
  });

  it('takes the colon of a plugin name encoded and as it is', () => {
    for (const name of ['aws:runShellScript', 'aws%3ArunShellScript', 'aws%3arunShellScript']) {
      expect(parseStreamUri(`${INVOCATION}/plugins/${name}/stderr`)?.pluginName).toBe('aws:runShellScript');
    }
  });

  it('knows two streams, and no plugin name shorter than the service allows', () => {
    expect(() => parseStreamUri(`${INVOCATION}/plugins/PatchLinux/stdin`)).toThrow('stream');
    expect(() => parseStreamUri(`${INVOCATION}/plugins/abc/stdout`)).toThrow('plugin_name');
  });
});
