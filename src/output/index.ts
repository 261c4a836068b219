/** A stream's whole, past what SSM keeps of it: pieces that can be shown, whatever it is encoded in. */

export {
  createWholeOutput,
  type OutputPiece,
  PIECE_BYTES,
  SEAM_BYTES,
  type WholeOutput,
} from './whole.ts';
