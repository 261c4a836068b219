/** Lines on stderr that show how far an area has come: a checker that is silent for minutes looks hung. */

const SECOND_MS = 1000;
const BETWEEN_LINES_MS = 15 * SECOND_MS;

export type Progress = {
  /** One more of the area's parts is done. */
  readonly step: () => void;
  readonly end: () => void;
};

/** Prints at the start, every 15 seconds, and at the end. */
export function startProgress(area: string, parts: number): Progress {
  const startedMs = performance.now();
  let done = 0;
  const print = () => {
    const seconds = Math.round((performance.now() - startedMs) / SECOND_MS);
    console.error(`${area}: ${done} of ${parts}, ${seconds} s`);
  };
  print();
  const timer = setInterval(print, BETWEEN_LINES_MS);
  return {
    step: () => {
      done += 1;
    },
    end: () => {
      clearInterval(timer);
      done = parts;
      print();
    },
  };
}
