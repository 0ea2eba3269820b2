import { compareTexts } from '../../core/compare-texts.ts';
import type { TargetIdentity } from '../target-identity.ts';
import type { Notification } from './notification.ts';

/** What is known of the accounts that a notification may be about. */
export interface KnownAccounts {
  /** Names by ids, as the organization has them. @default none */
  readonly names?: ReadonlyMap<string, string> | undefined;
  /** How many are watched. @default as many as the notification is about */
  readonly watched?: number | undefined;
}

/**
 * The notification with the account of each target, where there are several: else the account that it
 * names at its head says it all.
 */
export function namingAccounts(
  notification: Notification,
  { names = new Map(), watched = 1 }: KnownAccounts = {},
): Notification {
  const accounts = accountsOf(notification);
  if (accounts.length < 2 && watched < 2) return notification;
  const named = (target: TargetIdentity): TargetIdentity =>
    target.kind === 'layer' ? target : { ...target, accountName: nameOf(target.account, names) };

  return {
    ...notification,
    accounts: Math.max(watched, accounts.length),
    changes: notification.changes.map((each) => ({ ...each, target: named(each.target) })),
    gaps: notification.gaps.map(({ also, ...gap }) => ({
      ...gap,
      target: named(gap.target),
      ...(also && { also: also.map(named) }),
    })),
    lapsing: notification.lapsing.map((each) => ({ ...each, target: named(each.target) })),
  };
}

/** That of a layer is its publisher's, which may be any. */
function accountsOf({ changes, gaps, lapsing }: Notification): readonly string[] {
  const targets = [...changes, ...gaps, ...lapsing].map(({ target }) => target);
  const own = targets.filter(({ kind }) => kind !== 'layer');

  return [...new Set(own.map(({ account }) => account))].toSorted(compareTexts);
}

function nameOf(account: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(account);

  return name === undefined ? account : `${name} ${account}`;
}
