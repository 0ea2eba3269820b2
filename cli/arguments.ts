import { InvalidArgumentError } from 'commander';
import type { Clock } from '../functions/app/ports.ts';
import { checkIds, type ScannerName, scannerNames } from '../functions/checks/index.ts';
import { type Severity, severities } from '../functions/core/severity.ts';
import { closest, withSuggestion } from '../functions/domain/closest.ts';
import { type Status, statuses } from '../functions/domain/finding.ts';
import { CWE, frameworkNames, frameworks, isMappedTo } from '../functions/domain/frameworks.ts';
import { matches } from '../functions/engines/iam/index.ts';
import { knownRuntimes, supportedRuntimes } from './guessed-entry.ts';
import { checksLike } from './known-checks.ts';

/** Each takes what a user typed. @throws InvalidArgumentError, which commander prints. */

export function severityOf(text: string): Severity {
  return oneOf(severities, text);
}

export function statusOf(text: string): Status | 'all' {
  return oneOf([...statuses, 'all'], text);
}

/** A check or, by wildcards, several. One that is misspelt would find nothing, which looks like good news. */
export function checkOf(text: string): string {
  if (checkIds.some((id) => (/[*?]/.test(text) ? matches(text, id) : text === id))) return text;

  // There are too many to name each.
  const near = closest(text, checkIds);
  throw new InvalidArgumentError(
    near === undefined
      ? 'There is no such check; vigil explain lists them'
      : `Did you mean ${near}?`,
  );
}

/** A framework, or one item of one. What no check is mapped to would find nothing. */
export function frameworkOf(text: string): string {
  const asked = text.toLowerCase();
  if (checksLike('*').some(({ check }) => isMappedTo(check, asked))) return asked;

  const items = frameworkNames.flatMap((name) => Object.keys(frameworks[name].items));
  throw new InvalidArgumentError(
    withSuggestion(
      `It takes ${[CWE, ...frameworkNames].join(', ')}, or what a check is mapped to, such as Lambda.1 or CWE-78`,
      text,
      [CWE, ...frameworkNames, ...items],
    ),
  );
}

/** Of one that Lambda never had, nothing could be judged. */
export function runtimeOf(text: string): string {
  if (knownRuntimes.includes(text)) return text;

  // Of equally close ones the newest that AWS still patches.
  const near = closest(text, [...supportedRuntimes.toReversed(), ...knownRuntimes]);
  throw new InvalidArgumentError(
    near === undefined
      ? `It takes ${supportedRuntimes.join(', ')}, or an older one`
      : `Did you mean ${near}?`,
  );
}

export function scannersOf(text: string): readonly ScannerName[] {
  const named = listOf(text).map((name) => oneOf(scannerNames, name));

  return scannerNames.filter((name) => named.includes(name));
}

/** Milliseconds. */
export function durationOf(text: string): number {
  const [, count, unit = ''] = DURATION.exec(text) ?? [];
  const ms = unitMs[unit];
  if (count === undefined || ms === undefined) {
    throw new InvalidArgumentError('It takes a number of m, h, d or w, such as 30m or 7d');
  }

  return Number(count) * ms;
}

/** ISO 8601 in UTC, from a day or from how long ago it was. Since a day to come nothing has changed, whatever there is. */
export function sinceOf(clock: Clock) {
  const momentOf = momentBefore(clock);

  return (text: string): string => {
    const moment = momentOf(text);
    if (moment > clock().toISOString()) throw new InvalidArgumentError('It is in the future');

    return moment;
  };
}

function momentBefore(clock: Clock) {
  return (text: string): string => {
    const day = 24 * 60 * minute;
    const today = Math.floor(clock().getTime() / day) * day;
    if (text === 'today') return new Date(today).toISOString();
    if (text === 'yesterday') return new Date(today - day).toISOString();
    if (DURATION.test(text)) return new Date(clock().getTime() - durationOf(text)).toISOString();

    const iso = dateIn(text);
    if (iso === undefined) {
      throw new InvalidArgumentError(
        'It takes today, yesterday, how long ago such as 7d or 12h, or a date such as 2026-11-01',
      );
    }
    return iso;
  };
}

/** The beginning of a day in UTC, or a moment. ISO 8601 in UTC. */
export function dayOf(text: string): string {
  const iso = dateIn(text);
  if (iso === undefined) throw new InvalidArgumentError('It takes a date such as 2026-12-31');

  return iso;
}

/** Undefined for what is no date; JavaScript takes 30 February for 2 March. */
function dateIn(text: string): string | undefined {
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? new Date(text) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) return undefined;
  const iso = time.toISOString();

  return iso.slice(0, 10) === text.slice(0, 10) ? iso : undefined;
}

const DURATION = /^(\d{1,5})([mhdw])$/;
const minute = 60_000;
const unitMs: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
};

function listOf(text: string): readonly string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('It takes names with commas between');

  return items;
}

/** One of a list; else all of a short list is said, and of a long one the nearest. */
export function oneOf<T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;

  const near = closest(text, allowed);
  const all = `It takes ${allowed.join(', ')}`;
  throw new InvalidArgumentError(
    near !== undefined && allowed.length > MOST_SAID
      ? `Did you mean ${near}?`
      : withSuggestion(all, text, allowed),
  );
}

/** More words than one reads to find the one that was meant. */
const MOST_SAID = 12;
