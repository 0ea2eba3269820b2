import type { Severity } from '../core/severity.ts';
import { alertOf, type StoredTransition } from '../domain/notification/alert.ts';
import { total } from '../domain/notification/tallied.ts';
import type { Publish } from './ports.ts';

/** Publishes in one message what cannot wait for the digest. @returns how much that was. */
export async function announce(
  transitions: readonly StoredTransition[],
  urgent: ReadonlySet<Severity>,
  publish: Publish,
): Promise<{ readonly transitions: number; readonly announced: number }> {
  const alert = alertOf(transitions, urgent);
  if (alert) await publish(alert);

  return { transitions: transitions.length, announced: total(alert?.counts.bySeverity ?? {}) };
}
