/**
 * The same time of day, so many days earlier or, below zero, later. A day has 24 hours, as in UTC.
 *
 * @param time ISO 8601 in UTC, or only its day: `2026-11-25`.
 */
export function daysBefore(time: string, days: number): string {
  const [year = 0, month = 1, day = 1] = time.slice(0, 10).split('-').map(Number);

  return `${dayOf(numberOf(year, month, day) - days)}${time.slice(10)}`;
}

/** Of four centuries, which repeat. */
const ERA_DAYS = 146_097;

/**
 * Days since 0000-03-01: a year that begins in March has its leap day at its end.
 * Source: "chrono-Compatible Low-Level Date Algorithms" (Howard Hinnant).
 */
function numberOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;

  return (
    era * ERA_DAYS +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear
  );
}

function dayOf(number: number): string {
  const era = Math.floor(number / ERA_DAYS);
  const dayOfEra = number - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);

  return [String(year).padStart(4, '0'), padded(month), padded(day)].join('-');
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
