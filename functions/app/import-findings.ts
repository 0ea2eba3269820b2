import type { Finding } from '../domain/finding.ts';
import { findingId } from '../domain/finding-id.ts';
import type { StoredTransition } from '../domain/notification/alert.ts';
import { cut, printable } from '../domain/notification/plain-text.ts';
import {
  type Asff,
  type AsffCheck,
  asffId,
  asffOf,
  type Home,
} from '../domain/security-hub/asff.ts';
import type { Refused } from './refused.ts';

/** A customer's decision about a finding there. */
export interface WorkflowChange {
  readonly status: 'NEW' | 'SUPPRESSED';
  /** Why, and by whom. */
  readonly note?: { readonly text: string; readonly by: string } | undefined;
}

/**
 * Security Hub. Both return what it does not take, whatever is done.
 *
 * @throws when it cannot be reached, or is too busy for longer than is worth waiting.
 */
export interface SecurityHub {
  import(findings: readonly Asff[]): Promise<readonly Refused[]>;
  setWorkflow(ids: readonly string[], change: WorkflowChange): Promise<readonly Refused[]>;
}

export interface ImportParts {
  readonly hub: SecurityHub;
  readonly home: Home;
  /** Undefined for a check of another version. */
  readonly checkOf: (id: string) => AsffCheck | undefined;
}

/**
 * Has Security Hub follow what happened to findings: each as it is after the last of its changes.
 * Who suppressed it there is not asked: only our own suppressions set its workflow, and end it.
 *
 * @param changes in the order in which they happened to each finding.
 */
export async function importChanges(
  changes: readonly StoredTransition[],
  { hub, home, checkOf }: ImportParts,
): Promise<readonly Refused[]> {
  const byFinding = [...Map.groupBy(changes, ({ finding }) => findingId(finding)).values()];
  const latest = byFinding.flatMap((some) => some.at(-1)?.finding ?? []);
  const refused = [
    ...(await hub.import(latest.map((each) => asffOf(each, checkOf(each.check), home)))),
  ];

  for (const [key, findings] of workflowsIn(byFinding)) {
    const ids = findings.map((finding) => asffId(finding, home));
    refused.push(...(await hub.setWorkflow(ids, JSON.parse(key))));
  }
  return refused;
}

/**
 * Sends what is open or suppressed again, for Security Hub forgets what is not updated for 90 days, and
 * does not know what was found before it was turned on.
 *
 * @param now it takes what is newer than what it has. ISO 8601 in UTC.
 */
export async function importAgain(
  findings: readonly Finding[],
  now: string,
  { hub, home, checkOf }: ImportParts,
): Promise<readonly Refused[]> {
  const open = findings.filter(({ status }) => status !== 'resolved');

  return hub.import(open.map((finding) => asffOf(finding, checkOf(finding.check), home, now)));
}

/** Findings by the workflow that they are to have there, as JSON; those whose stays are left out. */
function workflowsIn(byFinding: readonly (readonly StoredTransition[])[]) {
  const decided = byFinding.flatMap((changes) => {
    const finding = changes.at(-1)?.finding;
    const change = finding && changes.some(isDecision) ? workflowOf(finding) : undefined;

    return finding && change ? [{ finding, key: JSON.stringify(change) }] : [];
  });

  return new Map(
    [...Map.groupBy(decided, ({ key }) => key)].map(([key, some]) => [
      key,
      some.map(({ finding }) => finding),
    ]),
  );
}

/** What ends a suppression of ours ends it there: a finding that reopens may still be suppressed. */
function isDecision({ kind, finding }: StoredTransition): boolean {
  if (kind === 'suppressed' || kind === 'unsuppressed') return true;

  return kind === 'reopened' && finding.history.some((change) => change.kind === 'suppressed');
}

function workflowOf({ status, suppression }: Finding): WorkflowChange | undefined {
  if (status === 'open') return { status: 'NEW' };
  if (status !== 'suppressed' || !suppression) return undefined;
  const { reason, until, by = 'lambda-vigil' } = suppression;

  return {
    status: 'SUPPRESSED',
    note: {
      text: cut(printable(`Until ${until.slice(0, 10)}: ${reason}`), LONGEST_NOTE),
      by: cut(printable(by), LONGEST_NOTE),
    },
  };
}

/** Characters. Source: "Note" (Security Hub API Reference). */
const LONGEST_NOTE = 512;
