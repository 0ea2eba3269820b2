/** Milliseconds, before a pace is worth a forecast. */
const TOO_SOON_MS = 5_000;
const MINUTE_S = 60;

export interface Pace {
  readonly done: number;
  /** Undefined where it is not known how many there are. */
  readonly total?: number | undefined;
  /** Milliseconds since the first of them was begun. */
  readonly elapsed: number;
}

/** `340 of 1,200 functions, about 2 min left` */
export function paceInWords({ done, total, elapsed }: Pace, unit: string): string {
  const count = (amount: number) => amount.toLocaleString('en-US');
  if (total === undefined || total < done) return `${count(done)} ${unit}`;

  const left =
    elapsed < TOO_SOON_MS || done === 0 ? '' : leftInWords((elapsed / done) * (total - done));
  return `${count(done)} of ${count(total)} ${unit}${left}`;
}

/** No finer than a forecast can be: tens of seconds, then minutes. */
function leftInWords(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds <= 0) return '';
  if (seconds < MINUTE_S) return `, about ${Math.ceil(seconds / 10) * 10} s left`;

  return `, about ${Math.round(seconds / MINUTE_S)} min left`;
}
