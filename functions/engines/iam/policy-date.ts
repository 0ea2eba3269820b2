const iso =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:Z|([+-])(\d\d):?(\d\d))?)?)?$/i;

/**
 * Seconds since 1970 of a date as policies write it: ISO 8601, in UTC where it does not say, or the
 * seconds themselves. Undefined for what is no date.
 *
 * Source: "IAM JSON policy elements: Condition operators" (IAM User Guide).
 */
export function secondsOf(date: string): number | undefined {
  if (/^\d{1,12}$/.test(date)) return Number(date);

  const parts = iso.exec(date);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((at) =>
    Number(parts[at] ?? (at === 3 ? 1 : 0)),
  ) as [number, number, number, number, number, number];
  const offset = Number(parts[8] ?? 0) * 3_600 + Number(parts[9] ?? 0) * 60;
  const local = daysOf(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;

  return parts[7] === '-' ? local + offset : local - offset;
}

/** Days since 1970-01-01, in years that begin in March, so that a leap day is the last of one. */
function daysOf(year: number, month: number, day: number): number {
  const from = month <= 2 ? year - 1 : year;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leaps = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);

  return from * 365 + leaps + ofYear - 719_468;
}
