import * as z from 'zod/mini';
import type { ScanSettings } from './settings/settings.ts';

/** Whose accounts are watched: settings. */
export type Watch = Pick<ScanSettings, 'accounts' | 'organization'>;

export const watchedAccount = z.object({
  /** Twelve digits. */
  account: z.string(),
  /** As the organization calls it. */
  name: z.exactOptional(z.string()),
  /** By which setting it was found. */
  unit: z.exactOptional(z.string()),
  /** Why it cannot be entered. */
  closed: z.exactOptional(z.string()),
});

/** An account that is watched beside the deployment's own. */
export type WatchedAccount = Readonly<z.infer<typeof watchedAccount>>;

/** `111122223333, payments` */
export function accountInWords({
  account,
  name,
}: Pick<WatchedAccount, 'account' | 'name'>): string {
  return name === undefined ? account : `${account}, ${name}`;
}

/** All that are watched beside the deployment's own, as one night lists them. */
export const watchedAccounts = z.object({
  /** By their ids. */
  entered: z.readonly(z.array(watchedAccount)),
  /** What belongs to the organization and cannot be entered: why. */
  closed: z.readonly(z.array(z.object({ account: z.string(), reason: z.string() }))),
  /** Where more may be: no account that is not among these is gone then. */
  unlisted: z.readonly(z.array(z.object({ fact: z.string(), reason: z.string() }))),
});

export type WatchedAccounts = Readonly<z.infer<typeof watchedAccounts>>;

/** Of a deployment that watches its own account alone. */
export const noOthers: WatchedAccounts = { entered: [], closed: [], unlisted: [] };

export function watchesOthers({ accounts, organization }: Watch): boolean {
  return accounts.length > 0 || organization.length > 0;
}
