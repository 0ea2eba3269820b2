/** Two significant digits: `12,000`. The text of a finding does not change with every call. */
export function about(count: number): string {
  return Number(count.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 12 });
}

/** Three significant digits: `1,230`. */
export function roughly(count: number): string {
  return Number(count.toPrecision(3)).toLocaleString('en-US');
}

/** `2.4 s`, `120 ms`, of milliseconds; two significant digits. */
export function duration(ms: number): string {
  return ms >= 1000 ? `${about(ms / 1000)} s` : `${about(ms)} ms`;
}

/** `1 target`, `2 targets`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
