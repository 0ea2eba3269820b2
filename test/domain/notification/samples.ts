import type { Severity } from '../../../functions/core/severity.ts';
import type {
  Coverage,
  Finding,
  Transition,
  TransitionKind,
} from '../../../functions/domain/finding.ts';
import { moved } from '../../../functions/domain/moved.ts';
import { alertOf, type StoredTransition } from '../../../functions/domain/notification/alert.ts';
import type { Notification } from '../../../functions/domain/notification/notification.ts';

export const account = '111122223333';
const urgent: ReadonlySet<Severity> = new Set(['critical', 'high']);

/** The ARN of a function. */
export function arnOf(name: string): string {
  return `arn:aws:lambda:eu-west-1:${account}:function:${name}`;
}

export function findingOf(parts: Partial<Finding> = {}): Finding {
  return {
    target: arnOf('orders'),
    check: 'permissions/public-resource-policy',
    subject: 'function/AllowAll',
    status: 'open',
    severity: 'critical',
    title: 'Public resource policy',
    summary: 'AllowAll allows lambda:InvokeFunction to everyone',
    evidence: [],
    remediation: 'Name the callers.',
    firstSeenAt: '2026-11-25T02:00:00.000Z',
    changedAt: '2026-11-25T02:00:00.000Z',
    history: [],
    ...parts,
  };
}

/** What happens to a finding: its history grows by it. */
export function happened(
  kind: TransitionKind,
  parts: Partial<Finding> = {},
  before?: Finding,
): Transition {
  const status = kind === 'resolved' || kind === 'suppressed' ? kind : 'open';

  return moved(kind, findingOf({ ...before, status, ...parts }), before);
}

export function stored(
  kind: TransitionKind,
  parts: Partial<Finding> = {},
  before?: Finding,
): StoredTransition {
  return { ...happened(kind, parts, before), quiet: false };
}

/** The alert about these. */
export function alertAbout(...findings: readonly Partial<Finding>[]): Notification {
  const alert = alertOf(
    findings.map((parts) => stored('opened', parts)),
    urgent,
  );
  if (!alert) throw new Error('The sample findings are not urgent');

  return alert;
}

export function coverageOf(parts: Partial<Coverage> = {}): Coverage {
  return {
    scanner: 'permissions',
    target: arnOf('orders'),
    observedAt: '2026-11-25T02:00:00.000Z',
    gaps: [],
    ...parts,
  };
}
