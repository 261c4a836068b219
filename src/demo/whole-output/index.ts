export { type Encoding, GeneratedOutput, type GeneratedText, type Plant } from './generated-output.ts';
export { HeadOfOutput, LiteralOutput, type WholeOutput, wholeOf } from './whole-output.ts';
