/** Of a time in ISO 8601, for people: `2026-11-24`. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** `2026-11-24 02:03 UTC` */
export function minuteOf(time: string): string {
  return `${dayOf(time)} ${time.slice(11, 16)} UTC`;
}
