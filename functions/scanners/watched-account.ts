import type { EnteredAccount } from '../adapters/aws/aws-clients.ts';
import { memberCredentials } from '../adapters/aws/member-credentials.ts';
import { accountFacts } from '../app/account-facts.ts';
import type { FactStore } from '../app/ports.ts';
import { memberRoleArn } from '../domain/member-role.ts';
import { type AssembledScanner, assembledBy, type ScannerParts } from './assembled-scanner.ts';

type StsClient = Parameters<typeof memberCredentials>[0]['sts'];

export interface WatchedScannersProps {
  /** The scanner's name. */
  readonly scanner: string;
  readonly assemble: (parts: ScannerParts) => AssembledScanner;
  /** Those of the deployment's account. */
  readonly parts: ScannerParts;
  /** That of the deployment: twelve digits. */
  readonly own: string;
  readonly partition: string;
  /** Made only where an account is entered. */
  readonly sts: () => StsClient;
}

/** A scanner of one account. */
export interface WatchedScanner extends AssembledScanner {
  /** What it stores of the account. */
  readonly facts: FactStore;
  /** Undefined for the account of the deployment. */
  readonly entered: EnteredAccount | undefined;
}

/** Clients of so many accounts are kept: what comes of one account comes in a row, mostly. */
const MOST_KEPT = 8;

/**
 * One scanner for each account: with the credentials of the account, its pace and its facts, so that
 * what is done for one account does not touch another.
 *
 * @returns a function of an account by its twelve digits; undefined for that of the deployment.
 */
export function watchedScanners(props: WatchedScannersProps) {
  const { assemble, parts, own, sts } = props;
  const kept = new Map<string | undefined, WatchedScanner>();
  const credentials = new Map<string, EnteredAccount>();
  let client: StsClient | undefined;

  const enter = (account: string): EnteredAccount => {
    client ??= sts();
    const entered = credentials.get(account) ?? enteredAccount(account, client, props);
    credentials.set(account, entered);

    return entered;
  };

  return (account: string | undefined): WatchedScanner => {
    const isOwn = account === undefined || account === own;
    const key = isOwn ? undefined : account;
    const before = kept.get(key);
    kept.delete(key);

    const scanner = before ?? scannerOf(assemble, parts, isOwn ? undefined : enter(account));
    kept.set(key, scanner);
    // The one that was asked for longest ago; that of the deployment itself, at times.
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
    return scanner;
  };
}

function scannerOf(
  assemble: WatchedScannersProps['assemble'],
  parts: ScannerParts,
  entered: EnteredAccount | undefined,
): WatchedScanner {
  const facts = entered ? accountFacts(parts.facts, entered.account) : parts.facts;

  return { ...assembledBy(assemble, { ...parts, facts, entered }), facts, entered };
}

function enteredAccount(
  account: string,
  sts: StsClient,
  { scanner, partition, parts }: WatchedScannersProps,
): EnteredAccount {
  const { memberRole, externalId } = parts.settings;
  const role = memberRoleArn({ partition, account, memberRole, scanner });

  return {
    account,
    credentials: memberCredentials({ sts, role, scanner, externalId, clock: parts.clock }),
  };
}
