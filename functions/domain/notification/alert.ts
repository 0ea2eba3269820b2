import { fingerprint } from '../../core/fingerprint.ts';
import { type Severity, worstOf } from '../../core/severity.ts';
import { accountOf } from '../../core/target.ts';
import type { Finding, Transition, TransitionKind } from '../finding.ts';
import { changeId, findingId } from '../finding-id.ts';
import { alarming, netChange } from './net-change.ts';
import { MOST_NAMED, type News, toldChange } from './news.ts';
import { type Told, worstFirst } from './ranking.ts';
import { scannersOf, tallied } from './tallied.ts';

/** A transition as it comes out of the table. */
export interface StoredTransition extends Omit<Transition, 'before'> {
  /** It is part of a first night's summary. */
  readonly quiet: boolean;
}

/**
 * What of these transitions cannot wait for the digest. Undefined when nothing.
 *
 * @param transitions in the order in which they happened to each finding.
 * @param urgent severities that are told at once.
 */
export function alertOf(
  transitions: readonly StoredTransition[],
  urgent: ReadonlySet<Severity>,
): News | undefined {
  const told = [...changesByFinding(transitions).values()]
    .flatMap(netOf)
    .filter(({ kind, finding }) => alarming.has(kind) && urgent.has(finding.severity))
    .sort(worstFirst);
  const [worst] = told;
  if (!worst) return undefined;

  const times = told.map(({ finding }) => finding.changedAt);
  const newest = times.toSorted().at(-1) ?? worst.finding.changedAt;

  return {
    version: 1,
    id: idOf(told),
    kind: 'alert',
    account: accountOf(worst.finding.target),
    at: newest,
    severity: worstOf(told.map(({ finding }) => finding.severity)),
    scanners: scannersOf(told.map(({ finding }) => finding.check)),
    transitions: [...new Set(told.map(({ kind }) => kind))].sort(),
    counts: {
      bySeverity: tallied(told.map(({ finding }) => finding.severity)),
      byTransition: tallied(told.map(({ kind }) => kind)),
      gone: 0,
    },
    changes: told.slice(0, MOST_NAMED).map(({ finding, kind }) => toldChange(finding, kind)),
    changesLeft: Math.max(0, told.length - MOST_NAMED),
    gaps: [],
    gapsLeft: 0,
    lapsing: [],
    lapsingLeft: 0,
  };
}

interface Changes {
  /** As it is in the end. */
  readonly finding: Finding;
  readonly kinds: readonly TransitionKind[];
}

function changesByFinding(transitions: readonly StoredTransition[]): ReadonlyMap<string, Changes> {
  const byFinding = new Map<string, Changes>();

  for (const { finding, kind, quiet } of transitions) {
    const id = findingId(finding);
    const kinds = byFinding.get(id)?.kinds ?? [];
    byFinding.set(id, { finding, kinds: quiet ? kinds : [...kinds, kind] });
  }

  return byFinding;
}

function netOf({ finding, kinds }: Changes): readonly Told[] {
  const kind = netChange(kinds, finding);

  return kind ? [{ finding, kind }] : [];
}

function idOf(told: readonly Told[]): string {
  const ids = told.map(({ finding, kind }) => changeId(finding, { kind, at: finding.changedAt }));

  return fingerprint('alert', ...ids.sort());
}
