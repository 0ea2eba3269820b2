import { fingerprint } from '../../core/fingerprint.ts';
import { type Severity, worstOf } from '../../core/severity.ts';
import { accountOf } from '../../core/target.ts';
import type { Finding, Transition, TransitionKind } from '../finding.ts';
import { changeId, findingId } from '../finding-id.ts';
import { identityOf } from '../target-identity.ts';
import { topOfKinds } from './alike.ts';
import { alarming, netChange } from './net-change.ts';
import { MOST_NAMED, type Notification, reportedChange } from './notification.ts';
import { type FindingChange, worstFirst } from './ranking.ts';
import { namingAccounts } from './several-accounts.ts';
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
 * @param urgent severities that are sent at once.
 * @param route whose transitions they are. @default those of all
 * @param own the account of the deployment, where the findings themselves name none that is watched.
 */
export function alertOf(
  transitions: readonly StoredTransition[],
  urgent: ReadonlySet<Severity>,
  { route, own }: { readonly route?: string | undefined; readonly own?: string | undefined } = {},
): Notification | undefined {
  const changes = [...changesByFinding(transitions).values()]
    .flatMap(netOf)
    .filter(({ kind, finding }) => alarming.has(kind) && urgent.has(finding.severity))
    .sort(worstFirst);
  const [worst] = changes;
  if (!worst) return undefined;

  const named = topOfKinds(MOST_NAMED);
  for (const change of changes) named.add(change);
  const times = changes.map(({ finding }) => finding.changedAt);
  const newest = times.toSorted().at(-1) ?? worst.finding.changedAt;

  return namingAccounts({
    version: 1,
    id: idOf(changes, route),
    kind: 'alert',
    ...(route !== undefined && { route }),
    account: accountWatched(changes) ?? own ?? accountOf(worst.finding.target),
    at: newest,
    severity: worstOf(changes.map(({ finding }) => finding.severity)),
    scanners: scannersOf(changes.map(({ finding }) => finding.check)),
    transitions: [...new Set(changes.map(({ kind }) => kind))].sort(),
    counts: {
      bySeverity: tallied(changes.map(({ finding }) => finding.severity)),
      byTransition: tallied(changes.map(({ kind }) => kind)),
      gone: 0,
    },
    changes: named.first().map((change) => reportedChange(change)),
    changesLeft: named.left(),
    gaps: [],
    gapsLeft: 0,
    lapsing: [],
    lapsingLeft: 0,
  });
}

/** That of a layer is its publisher's, which may be any. */
function accountWatched(changes: readonly FindingChange[]): string | undefined {
  return changes
    .map(({ finding }) => identityOf(finding.target))
    .find(({ kind }) => kind !== 'layer')?.account;
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

function netOf({ finding, kinds }: Changes): readonly FindingChange[] {
  const kind = netChange(kinds, finding);

  return kind ? [{ finding, kind }] : [];
}

/** The message to a route is another one than that to all. */
export function routed(route: string | undefined): readonly string[] {
  return route === undefined ? [] : ['route', route];
}

function idOf(changes: readonly FindingChange[], route: string | undefined): string {
  const ids = changes.map(({ finding, kind }) =>
    changeId(finding, { kind, at: finding.changedAt }),
  );

  return fingerprint('alert', ...routed(route), ...ids.sort());
}
