/** 44.5 -> "44.5 s", 1500 -> "25 min", 9000 -> "2.5 h". */
export function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds * 10) / 10} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`;
}
