/** Preloaded into the server (`node --import`): its clock starts where the fleet's stands. */
const RealDate = globalThis.Date;
const shiftMs = Number(process.env['EVALS_NOW_MS']) - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + shiftMs] : given));
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
