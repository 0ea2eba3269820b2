import type { RoleReader } from '../../app/account-readers.ts';
import { attempt, perTarget } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import type { Survey } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import { firstReasons } from '../../core/joined-reasons.ts';
import { accountOf, type Target } from '../../core/target.ts';
import type { Grant } from '../../domain/grants.ts';
import {
  noControls,
  type OrganizationControls,
  organizationControls,
} from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** To read the policies of an organization, where there is one. */
export const readsControls = [
  { action: 'organizations:DescribeAccount', on: 'any part of the organization' },
  { action: 'organizations:ListParents', on: 'any part of the organization' },
  { action: 'organizations:ListPoliciesForTarget', on: 'any part of the organization' },
  { action: 'organizations:DescribePolicy', on: 'any part of the organization' },
] as const satisfies readonly Grant[];

/**
 * What the service and resource control policies of its organization leave to it. It is never
 * unknown: what could not be read is named in it, and takes nothing from anyone.
 */
export const controlsFact = defineFact({
  key: 'controls',
  about: ['role'],
  value: typed<OrganizationControls>(),
  words: 'the policies of its organization',
  grants: [...readsControls, ...keepsStored],
});

/**
 * Reads what the organization of an account leaves to it. @param account twelve digits.
 *
 * @throws when it is not known which policies there are.
 */
export type ControlReader = (account: string) => Promise<OrganizationControls>;

const KIND = 'controls';
const ID = 'account';

/** As many as a reader wants. */
const MOST_NAMED = 3;

/** Stores, once a sweep, what the organization leaves to the account whose roles are read. */
export function controlSurvey(
  roles: RoleReader,
  read: ControlReader,
  facts: FactStore,
): Survey<unknown, readonly Gap[]> {
  return {
    async survey() {
      const surveyed = await attempt(async () => read(await accountIn(roles)));

      await facts.write(KIND, new Map([[ID, surveyed]]));
      return gapsFor(surveyed.known ? surveyed.value.unread : [surveyed.reason]);
    },
  };
}

async function accountIn(reader: RoleReader): Promise<string> {
  const { roles } = await reader.read();
  const [role] = roles.keys();
  if (role === undefined) throw new Error('no role shows which account this is');

  return accountOf(role);
}

function gapsFor(unread: readonly string[]): readonly Gap[] {
  if (unread.length === 0) return [];

  return [
    {
      fact: 'service and resource control policies',
      reason: `${firstReasons(unread, MOST_NAMED)}: a finding may be about what one of them blocks`,
    },
  ];
}

/** What the sweep has stored: whatever of it is not known is named in it. */
export async function surveyedControls(facts: FactStore): Promise<OrganizationControls> {
  const read = await attempt(() => facts.read(KIND, [ID]));
  const stored = read.known
    ? storedFact(read.value.get(ID), organizationControls, 'the policies of the organization')
    : read;

  return stored.known ? stored.value : { ...noControls, unread: [stored.reason] };
}

/** @param isRead whether there is an organization whose policies the sweep reads. */
export function controls(facts: FactStore, isRead: boolean): FactCollector<typeof controlsFact> {
  if (!isRead) return perTarget(() => noControls);

  return async (roles: readonly Target<'role'>[]) => {
    const value = await surveyedControls(facts);

    return new Map(roles.map(({ arn }) => [arn, { known: true, value }]));
  };
}
