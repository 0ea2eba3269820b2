import type { RoleReader } from '../../app/account-readers.ts';
import { attempt, each, perTargetKnown } from '../../app/collectors.ts';
import type { Clock, FactStore } from '../../app/ports.ts';
import type { Survey, SweptResources } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import { firstReasons, joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import {
  type ChangeCandidates,
  type Changers,
  changeCandidates,
  changeCandidatesIn,
  changersAmong,
  changersSchema,
  noControls,
  type OrganizationControls,
} from '../../engines/iam/index.ts';
import { type AcceptedReader, readsSuppressed } from '../accepted-targets.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsControls } from '../role/controls.ts';
import { roleDetails } from '../role-grants.ts';
import { storedFact } from '../stored-fact.ts';

/** Its roles and users that can change functions. */
export const changersFact = defineFact({
  key: 'changers',
  about: ['account'],
  value: typed<Changers>(),
  words: 'the roles and users that can change functions',
  grants: [...roleDetails, ...readsSuppressed, ...readsControls],
});

/** Under which the facts table keeps the candidates, and what they can change. */
const CANDIDATES = 'change-candidates';
const KIND = 'changers';
const ID = 'account';

/** As many names of what was not seen as a reader wants. */
const MOST_NAMED = 3;

/**
 * Stores, once a sweep and along with what else is read of roles and users, which of them may be able
 * to change functions. What cannot be read is stored as unknown.
 */
export function changeCandidateSurvey(
  reader: RoleReader,
  facts: FactStore,
): Survey<unknown, readonly Gap[]> {
  return {
    async survey() {
      const surveyed = await attempt(async () => {
        const { roles, identities } = await reader.read();
        const users = identities.known ? identities.value.users : [];
        const found = changeCandidatesIn(
          new Map([
            ...each(roles, ({ permissions }) => permissions),
            ...users.map(({ arn, permissions }) => [arn, permissions] as const),
          ]),
        );
        const gap = identities.known ? identities.incomplete : identities.reason;

        return gap === undefined ? found : { ...found, unread: [...found.unread, `users: ${gap}`] };
      });

      await facts.write(CANDIDATES, new Map([[ID, surveyed]]));
      return [];
    },
  };
}

export interface ChangersProps {
  readonly facts: FactStore;
  readonly accepted: AcceptedReader;
  /** What the organization leaves to the account. @default all */
  readonly controls?: () => Promise<OrganizationControls>;
  readonly clock: Clock;
}

/** Stores, once all functions are listed, what the candidates can change of them. */
export function changerSurvey(props: ChangersProps): Survey<SweptResources, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      const changers = await attempt(() => changersIn(met, unlisted, props));

      await props.facts.write(KIND, new Map([[ID, changers.known ? changers.value : changers]]));
      return [];
    },
  };
}

/** What the survey stored. */
export function surveyedChangers(facts: FactStore): FactCollector<typeof changersFact> {
  return perTargetKnown(async () => {
    const stored = (await facts.read(KIND, [ID])).get(ID);

    return storedFact(stored, changersSchema, 'the roles and users that can change functions');
  });
}

async function changersIn(
  { functions }: SweptResources,
  unlisted: readonly Gap[],
  { facts, accepted, controls = async () => noControls, clock }: ChangersProps,
): Promise<Known<Changers>> {
  const stored = (await facts.read(CANDIDATES, [ID])).get(ID);
  const surveyed = storedFact(stored, changeCandidates, 'the roles and users of the account');
  if (!surveyed.known) return surveyed;

  const left = new Set(
    (await accepted('permissions/mutable-by', { arns: functions, severity: 'medium' })).map(
      ({ target }) => target,
    ),
  );
  const counted = [...functions].filter((arn) => !left.has(arn));
  return {
    known: true,
    value: changersAmong(surveyed.value, counted, clock().toISOString(), await controls()),
    incomplete: joinedReasons([
      ...unlisted.map(({ fact }) => `not listed: ${fact}`),
      unreadIn(surveyed.value),
    ]),
  };
}

function unreadIn({ unread }: ChangeCandidates): string | undefined {
  return unread.length === 0
    ? undefined
    : `some cannot be read: ${firstReasons(unread, MOST_NAMED)}`;
}
