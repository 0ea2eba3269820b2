import { rankOf } from '../functions/core/severity.ts';
import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { findingAt } from '../functions/domain/finding-at.ts';
import { identityOf } from '../functions/domain/target-identity.ts';

/** What became of findings between two moments, in the order in which it is shown. */
export const changeKinds = ['new', 'worse', 'milder', 'fixed', 'suppressed', 'openAgain'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** `open again`, for people. */
export const changeWords: Readonly<Record<ChangeKind, string>> = {
  new: 'new',
  worse: 'worse',
  milder: 'milder',
  fixed: 'fixed',
  suppressed: 'suppressed',
  openAgain: 'open again',
};

export type FindingChanges = Readonly<Record<ChangeKind, readonly Finding[]>>;

/** Times are ISO 8601 in UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What differs between the two moments; what came and went in between is nothing. */
export function findingChanges(findings: readonly Finding[], period: Period): FindingChanges {
  const groups = Map.groupBy(findings, (finding) => changeOf(finding, period));
  const of = (kind: ChangeKind) => groups.get(kind) ?? [];

  return {
    new: of('new'),
    worse: of('worse'),
    milder: of('milder'),
    fixed: of('fixed'),
    suppressed: of('suppressed'),
    openAgain: of('openAgain'),
  };
}

function changeOf(finding: Finding, { from, to }: Period): ChangeKind | undefined {
  const [before, after] = [findingAt(finding, from), findingAt(finding, to)];
  const [was, is] = [before?.status ?? 'resolved', after?.status ?? 'resolved'];

  if (was !== is) {
    if (is === 'resolved') return 'fixed';
    if (is === 'suppressed') return 'suppressed';
    return was === 'suppressed' ? 'openAgain' : 'new';
  }
  if (is !== 'open' || !before || !after || before.severity === after.severity) return undefined;
  return rankOf(after.severity) > rankOf(before.severity) ? 'worse' : 'milder';
}

/** Scanners of one night begin within so long of one another. */
const LONGEST_NIGHT_MS = 12 * 60 * 60 * 1000;

/** When the last night began; undefined before the first one. ISO 8601 in UTC. */
export function lastNightOf(coverage: readonly Coverage[]): string | undefined {
  const begun = coverage
    .filter(({ target }) => identityOf(target).kind === 'account')
    .map(({ listedAt, observedAt }) => listedAt ?? observedAt)
    .sort();
  const last = begun.at(-1);
  if (last === undefined) return undefined;

  const earliest = new Date(Date.parse(last) - LONGEST_NIGHT_MS).toISOString();
  return begun.find((at) => at >= earliest);
}
