import { attempt, each, perChunkKnown } from '../../app/collectors.ts';
import type { Clock, Collector, FactStore, RoleReader, Survey } from '../../app/ports.ts';
import type { Gap } from '../../core/gap.ts';
import { firstReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import {
  type ChangeCandidates,
  type Changers,
  changeCandidates,
  changeCandidatesIn,
  changersOf,
} from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { roleDetails } from '../role-grants.ts';
import { storedFact } from '../stored-fact.ts';

/** Roles of its account that can change it. */
export const changersFact = defineFact({
  key: 'changers',
  about: ['function'],
  value: typed<Changers>(),
  words: 'the roles that can change it',
  grants: roleDetails,
});

const KIND = 'changers';
const ID = 'account';

/** As many names of what was not seen as a reader wants. */
const MOST_NAMED = 3;

/**
 * Stores, once a sweep and before any function is queued, which roles of the account may be able to
 * change functions. What cannot be read is stored as unknown; for a role that cannot be read, the
 * gap is reported once at the account, and not at each of its functions.
 */
export function changerSurvey(
  reader: RoleReader,
  facts: FactStore,
): Survey<unknown, readonly Gap[]> {
  return {
    async survey() {
      const surveyed = await attempt(async () => {
        const { roles } = await reader.read();

        return changeCandidatesIn(each(roles, ({ permissions }) => permissions));
      });

      await facts.write(KIND, new Map([[ID, surveyed]]));
      return surveyed.known ? gapsFor(surveyed.value) : [];
    },
  };
}

/** Who can change a function, by what the survey stored. */
export function surveyedChangers(
  facts: FactStore,
  clock: Clock,
): Collector<Target<'function'>, Changers> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const stored = (await facts.read(KIND, [ID])).get(ID);
    const surveyed = storedFact(stored, changeCandidates, 'the roles of the account');
    const now = clock().toISOString();

    return new Map(targets.map((target) => [target.arn, changersIn(surveyed, target, now)]));
  });
}

function changersIn(
  surveyed: Known<ChangeCandidates>,
  target: Target<'function'>,
  now: string,
): Known<Changers> {
  if (!surveyed.known) return surveyed;
  // Of whichever function, one that was found to be able to change it still may.
  const [gap] = gapsFor(surveyed.value);
  return {
    known: true,
    value: changersOf(surveyed.value, target, now),
    ...(gap && { incomplete: gap.reason, isAccountGap: true }),
  };
}

function gapsFor({ unread }: ChangeCandidates): readonly Gap[] {
  if (unread.length === 0) return [];

  return [
    {
      fact: 'roles that can change functions',
      reason: `some cannot be read: ${firstReasons(unread, MOST_NAMED)}`,
    },
  ];
}
