import { createRedactor } from '../../src/sanitize/redactor.ts';
import { cutsOf, ordinaryOutput, plantedSecrets, surroundingsOf, survivorsOf } from './corpus.ts';

const { redact } = createRedactor();
const isRedacted = ({ pieces, text }: { pieces: readonly string[]; text: string }) =>
  survivorsOf(pieces, redact(text).text).length === 0;

const surrounded = plantedSecrets.flatMap(surroundingsOf);
const cut = plantedSecrets.flatMap(cutsOf);
const missed = [...surrounded, ...cut].filter((planted) => !isRedacted(planted));

console.log(
  JSON.stringify({
    planted: plantedSecrets.length,
    redacted: plantedSecrets.filter(isRedacted).length,
    inSurroundings: surrounded.length,
    inSurroundingsRedacted: surrounded.filter(isRedacted).length,
    cutOff: cut.length,
    cutOffRedacted: cut.filter(isRedacted).length,
    ordinary: ordinaryOutput.length,
    ordinaryRedacted: ordinaryOutput.filter((text) => redact(text).redactions > 0).length,
  }),
);
for (const { name, text } of missed.slice(0, 40))
  console.log(
    name,
    JSON.stringify(text).slice(0, 150),
    '=>',
    JSON.stringify(redact(text).text).slice(0, 170),
  );
