/** What one check of one thing came to. */
export type Finding = {
  readonly name: string;
  readonly passed: boolean;
  /** What was counted, what failed, or why it does not apply. */
  readonly note: string;
  /** False: the thing is not what this server is for; `passed` then speaks of the form of its messages alone. */
  readonly applies?: false;
};

/** Prints one line a finding and gives the number that failed. */
export function report(title: string, findings: readonly Finding[]): number {
  console.log(`\n${title}`);
  for (const { name, passed, note, applies = true } of findings) {
    const mark = passed ? (applies ? 'pass' : 'n/a ') : 'FAIL';
    console.log(`  ${mark}  ${name}: ${note}`);
  }
  return findings.filter(({ passed }) => !passed).length;
}
