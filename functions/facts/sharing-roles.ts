import type { AccountRoles, RoleReader } from '../app/account-readers.ts';
import { inTurn } from '../app/in-turn.ts';
import type { Survey } from '../app/surveys.ts';
import type { Gap } from '../core/gap.ts';

/**
 * Surveys that need all roles of the account, which is one answer for all of them. Each sweep asks
 * anew, for a process that is kept from an earlier one would answer with the roles of then.
 */
export function sharingRoles<T>(
  reader: RoleReader,
  surveys: readonly ((reader: RoleReader) => Survey<T, readonly Gap[]>)[],
): Survey<T, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      let answer: Promise<AccountRoles> | undefined;
      const shared: RoleReader = {
        read() {
          answer ??= reader.read();
          return answer;
        },
      };

      return inTurn(...surveys.map((survey) => survey(shared))).survey(met, unlisted);
    },
  };
}
