import { countOf } from './alike.ts';
import { MOST_NAMED, type Notification } from './notification.ts';

/**
 * As much of the notification as fits. Evidence goes first, then the less bad findings, which are counted
 * instead; what is not covered goes last.
 *
 * @throws when not even the notification of a single finding fits.
 */
export function fitting(
  notification: Notification,
  fits: (notification: Notification) => boolean,
): Notification {
  for (const { evidence, named } of sizes) {
    const smaller = reduced(notification, evidence, named);
    if (fits(smaller)) return smaller;
  }

  throw new Error(
    `The notification ${notification.id} does not fit a message, not even with one finding named`,
  );
}

const sizes = [
  ...[60, 30, 10, 3, 1].map((evidence) => ({ evidence, named: MOST_NAMED })),
  ...[10, 5, 1].map((named) => ({ evidence: 1, named })),
];

function reduced(notification: Notification, evidence: number, named: number): Notification {
  const changes = notification.changes.slice(0, named);
  const gaps = notification.gaps.slice(0, named);
  const lapsing = notification.lapsing.slice(0, named);

  return {
    ...notification,
    changes: changes.map((change) => ({ ...change, evidence: change.evidence.slice(0, evidence) })),
    changesLeft: notification.changesLeft + countOf(notification.changes.slice(named)),
    gaps,
    gapsLeft: notification.gapsLeft + notification.gaps.length - gaps.length,
    lapsing,
    lapsingLeft: notification.lapsingLeft + notification.lapsing.length - lapsing.length,
  };
}
