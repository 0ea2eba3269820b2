import type { Severity } from '../core/severity.ts';
import { alertOf, type StoredTransition } from '../domain/notification/alert.ts';
import type { Notification } from '../domain/notification/notification.ts';
import { total } from '../domain/notification/tallied.ts';
import { isForMain, takes } from '../domain/routing.ts';
import { attempt } from './collectors.ts';
import type { Publish, Recipients } from './ports.ts';

/**
 * Publishes what cannot wait for the digest, in one message for the topic of the alerts and one for
 * each route that something of it takes. @returns how much that was.
 *
 * @throws once all are tried, when some may not have arrived: publish them again.
 */
export async function announce(
  transitions: readonly StoredTransition[],
  urgent: ReadonlySet<Severity>,
  { account: own, main, mainGets, routes }: Recipients,
): Promise<{ readonly transitions: number; readonly announced: number }> {
  const selectors = routes.map(({ selector }) => selector);
  const forMain = transitions.filter(({ finding }) => isForMain(finding, mainGets, selectors));

  await publishAll([
    { publish: main, notification: alertOf(forMain, urgent, { own }) },
    ...routes.map(({ selector, publish }) => ({
      publish,
      notification: alertOf(
        transitions.filter(({ finding }) => takes(finding, selector)),
        urgent,
        { route: selector.name, own },
      ),
    })),
  ]);

  const alert = alertOf(transitions, urgent);
  return { transitions: transitions.length, announced: total(alert?.counts.bySeverity ?? {}) };
}

export interface Outgoing {
  readonly publish: Publish;
  /** Undefined where there is nothing to publish. */
  readonly notification: Notification | undefined;
}

/** A topic that fails keeps no other from its message. @throws once all are tried, when some failed. */
export async function publishAll(messages: readonly Outgoing[]): Promise<void> {
  const failures: string[] = [];
  for (const { publish, notification } of messages) {
    const sent = await attempt(() => notification && publish(notification));
    if (!sent.known) failures.push(`${notification?.route ?? 'alerts'}: ${sent.reason}`);
  }

  if (failures.length > 0) {
    throw new Error(`messages may not have arrived, publish them again: ${failures.join('; ')}`);
  }
}
