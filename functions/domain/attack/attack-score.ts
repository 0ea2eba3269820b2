import type { Mark } from '../../core/mark.ts';
import type { Severity } from '../../core/severity.ts';
import type { Link, Part } from './attack-path-parts.ts';
import { MOST_POINTS } from './attack-surface.ts';
import { type Reach, reachMark } from './reachability.ts';

/** What a part adds to a score: as much as its worst link, or more while some of it is unseen. */
export interface Weight {
  readonly least: number;
  readonly most: number;
  /** What there is to be had. */
  readonly of: number;
}

/** From 0 to 100. What is unknown counts half: neither as there nor as absent. */
export interface Score {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

export function weightOf({ links, unseen }: Part): Weight {
  const least = Math.max(0, ...links.map(({ points }) => points));

  return { least, most: unseen.length > 0 ? MOST_POINTS : least, of: MOST_POINTS };
}

/** That of something that is seen. */
export function weighed(points: number, of: number): Weight {
  return { least: points, most: points, of };
}

export function weightOfLink({ points }: Pick<Link, 'points'>): Weight {
  return weighed(points, MOST_POINTS);
}

export function scoreOf(weights: readonly Weight[]): Score {
  const all = sum(weights.map(({ of }) => of));
  const least = Math.round((100 * sum(weights.map((weight) => weight.least))) / all);
  const most = Math.round((100 * sum(weights.map((weight) => weight.most))) / all);

  return { value: Math.round((least + most) / 2), least, most };
}

export function severityOf({ value }: Score): Severity {
  if (value >= 80) return 'critical';

  return value >= 50 ? 'high' : 'medium';
}

/** `score 76 of 100 (62 to 90: part of it is unknown)` */
export function scoreInWords({ value, least, most }: Score): string {
  const range = least === most ? '' : ` (${least} to ${most}: part of it is unknown)`;

  return `score ${value} of 100${range}`;
}

/** `25 of 30 points`, `12 to 30 of 30 points` */
export function pointsInWords({ least, most, of }: Weight): string {
  return `${least === most ? least : `${least} to ${most}`} of ${of} points`;
}

/** What a reported attack stands for: who comes in, and each link that carries it on. */
export function attackMark(reaches: readonly Reach[], links: readonly Link[]): Mark {
  const carrying = links.filter(({ carries }) => carries);

  return [
    ...reachMark(reaches),
    ...carrying.map(({ finding: { check, subject } }) => `${check} ${subject}`),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
