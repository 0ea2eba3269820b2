import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { AccountCredentials } from '../../functions/adapters/aws/aws-clients.ts';
import { counted } from '../../functions/core/amounts.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import { accountInWords, type WatchedAccount } from '../../functions/domain/watched-account.ts';
import { sentenceFor } from '../sentence-for.ts';
import type { Diagnosis } from './diagnosis.ts';
import { creation, recordingTrails } from './trails.ts';

/** How other accounts are entered to ask: undefined where no role was named. */
export type EntersAccounts = ((account: string) => () => Promise<AccountCredentials>) | undefined;

interface AccountState {
  readonly state: Diagnosis['state'];
  readonly line: string;
}

/**
 * Whether a trail records changes in each of the other accounts that are looked at when something is
 * changed: without one, no event ever comes from there. A trail of the organization, which is seen from
 * here, records those that the organization has listed; of others each account is asked.
 *
 * @throws when the own account does not say which trails there are.
 */
export async function memberTrailsDiagnosis(
  others: readonly WatchedAccount[],
  enter: EntersAccounts,
): Promise<Omit<Diagnosis, 'about'>> {
  const own = await recordingTrails(new CloudTrailClient({}));
  const shared = own.find(({ IsOrganizationTrail }) => IsOrganizationTrail === true);
  const states = await Promise.all(
    others.map(async (other): Promise<AccountState> => {
      const state =
        shared && other.unit !== undefined
          ? ({ state: 'ok', line: `trail ${shared.Name} of the organization` } as const)
          : await asked(other.account, enter);
      return { ...state, line: `${accountInWords(other)}: ${state.line}` };
    }),
  );

  const numberOf = (wanted: Diagnosis['state']) =>
    states.filter(({ state }) => state === wanted).length;
  const detail = `a trail records the changes of ${numberOf('ok')} of ${counted(others.length, 'other account')}: without one, what is changed there is looked at by night alone`;
  const each = states.map(({ line }) => line);

  if (numberOf('not ok') > 0) return { state: 'not ok', detail, each, toDo: creation };
  if (numberOf('unknown') === 0) return { state: 'ok', detail, each };
  return {
    state: 'unknown',
    detail,
    each,
    ...(enter === undefined && {
      toDo: [
        `${vigilCommand('doctor --assume ROLE')} asks in each account, as a role that you may assume`,
      ],
    }),
  };
}

async function asked(account: string, enter: EntersAccounts): Promise<AccountState> {
  if (!enter) return { state: 'unknown', line: 'not asked' };

  try {
    const client = new CloudTrailClient({ credentials: enter(account) });
    const [recording] = await recordingTrails(client);
    return recording
      ? { state: 'ok', line: `trail ${recording.Name}` }
      : { state: 'not ok', line: 'no trail records management events' };
  } catch (error) {
    return { state: 'unknown', line: sentenceFor(error) };
  }
}
