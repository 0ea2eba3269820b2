import { STSClient } from '@aws-sdk/client-sts';
import { Option } from 'commander';
import { adaptiveRetry } from '../../functions/adapters/aws/adaptive-retry.ts';
import type { EnteredAccount } from '../../functions/adapters/aws/aws-clients.ts';
import { memberCredentials } from '../../functions/adapters/aws/member-credentials.ts';
import { type OnCall, observedCalls } from '../../functions/adapters/aws/observed-calls.ts';
import type { Clock } from '../../functions/app/ports.ts';
import { partitionOf, type Target } from '../../functions/core/target.ts';
import { InvalidSetting, readSetting } from '../../functions/domain/settings/read-settings.ts';
import { Failure } from '../failure.ts';

/** Which accounts an audit enters beside that of the credentials, and as what. */
export interface OtherAccountsOptions {
  readonly accounts?: readonly string[];
  readonly assume?: string;
  readonly externalId?: string;
}

/** New ones each time: commander keeps state in them. */
export function otherAccountsOptions(): readonly Option[] {
  return [
    new Option(
      '--accounts <ids>',
      'other accounts to audit too, separated by commas, as the role of --assume',
    ).argParser(accountIds),
    new Option(
      '--assume <role>',
      'name of the role in each of --accounts that your credentials may assume',
    ),
    new Option('--external-id <id>', 'what that role asks for as sts:ExternalId'),
  ];
}

function accountIds(text: string): readonly string[] {
  try {
    return readSetting('accounts', text);
  } catch (error) {
    if (!(error instanceof InvalidSetting)) throw error;
    throw new InvalidSetting(`--accounts: ${error.message}`);
  }
}

/**
 * The accounts to enter, with the credentials of the role in each. Whether they can be entered is a
 * question of the audit: one that cannot be is a gap of it.
 *
 * @param own that of the credentials: it is not entered.
 * @throws Failure where no role is named, or nothing to assume it for.
 */
export function enteredAccounts(
  { accounts = [], assume, externalId }: OtherAccountsOptions,
  own: Target<'account'>,
  { clock, onCall }: { readonly clock: Clock; readonly onCall: OnCall },
): readonly EnteredAccount[] {
  if (accounts.length === 0) {
    if (assume === undefined && externalId === undefined) return [];
    throw new Failure('--assume and --external-id are for --accounts: name the accounts too');
  }
  if (assume === undefined) {
    throw new Failure(
      'name the role with --assume that your credentials may assume in --accounts, such as OrganizationAccountAccessRole',
    );
  }

  const sts = observedCalls(new STSClient(adaptiveRetry), onCall);
  const others = [...new Set(accounts)].filter((account) => account !== own.account);
  return others.map((account) => {
    const role = `arn:${partitionOf(own.arn)}:iam::${account}:role/${assume}`;

    return {
      account,
      credentials: memberCredentials({ sts, role, scanner: 'audit', externalId, clock }),
    };
  });
}
