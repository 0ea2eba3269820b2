import { roleTarget } from '../../core/target.ts';
import type { AccountGroup, AccountIdentities } from './account-identities.ts';
import { isAdministrator } from './administrator.ts';
import { releasesOf } from './escalation.ts';
import { namedPermissionSets } from './named-runs.ts';
import { selectsAction } from './policy-document.ts';
import {
  doing,
  groupGrants,
  type Hop,
  JOIN,
  policiesOf,
  userCredentials,
  userGrants,
} from './role-hop.ts';
import type { RoleNode } from './role-node.ts';
import { matches } from './wildcard.ts';

/**
 * What a role can make powerful: a user, a group, what people are let in with. It gains by that where
 * it can act as one of them.
 */
export interface Empowered {
  /** ARN of the user, the group or the permission set. */
  readonly arn: string;
  readonly hop: Hop;
}

const policyRewrites = ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];

/** What is of no use, as far as is known, where no user is. */
export const identityChanges = [
  ...userCredentials,
  ...userGrants,
  ...groupGrants,
  JOIN,
  ...releasesOf(true),
];

type Empower = (from: RoleNode) => readonly Empowered[];

/** What of an account gives power to whom, by the actions that it takes. */
interface Lever {
  readonly action: string;
  /** What the action is about, and who gains by it. ARNs. */
  readonly places: readonly { readonly on: string; readonly arn: string }[];
}

/**
 * What each role can do for users and groups that it names.
 *
 * @param users as nodes of the graph.
 * @param now ISO 8601 in UTC.
 */
export function empowering(
  users: readonly RoleNode[],
  { groups }: AccountIdentities,
  now: string,
): Empower {
  const levers = leversOf(users, groups, now);

  return (from) => [
    ...namedPermissionSets(from),
    ...levers
      .filter(({ action }) => from.isGranted(action))
      .flatMap(({ action, places }) => {
        const named = namedFor(from, action);
        const place = places.find(
          ({ on, arn }) => arn !== from.arn && named.some((pattern) => matches(pattern, on)),
        );
        const hop = place && doing(from, action, place.on);

        return place && hop ? [{ arn: place.arn, hop }] : [];
      }),
  ];
}

/** ARNs of the groups of each user, by its ARN. */
export function groupsByMember({
  groups,
}: AccountIdentities): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();

  for (const { arn, members } of groups) {
    for (const member of members) {
      const own = found.get(member);
      if (own) own.push(arn);
      else found.set(member, [arn]);
    }
  }
  return found;
}

/** Groups whose members are administrators. */
export function powerfulGroups(
  { groups }: Pick<AccountIdentities, 'groups'>,
  now: string,
): readonly AccountGroup[] {
  return groups.filter(
    ({ arn, permissions }) =>
      permissions.known && isAdministrator(permissions.value, roleTarget(arn), now),
  );
}

function leversOf(
  users: readonly RoleNode[],
  groups: readonly AccountGroup[],
  now: string,
): readonly Lever[] {
  const inUse = groups.filter(({ members }) => members.length > 0);
  const powerful = powerfulGroups({ groups }, now);
  const free = users.filter(({ permissions }) => permissions && !permissions.boundary);
  const policies = free.flatMap((user) => policiesOf(user).map((on) => ({ on, arn: user.arn })));

  return [
    ...userGrants.map((action) => ({ action, places: free.map(({ arn }) => ({ on: arn, arn })) })),
    ...groupGrants.map((action) => ({
      action,
      places: inUse.map(({ arn }) => ({ on: arn, arn })),
    })),
    { action: JOIN, places: powerful.map(({ arn }) => ({ on: arn, arn })) },
    ...policyRewrites.map((action) => ({ action, places: policies })),
    ...releasesOf(true).map((action) => ({
      action,
      places: users.filter((user) => user.isHeldByBoundary()).map(({ arn }) => ({ on: arn, arn })),
    })),
  ];
}

/** What is open on all of a kind is a way of the role's own. */
function namedFor({ permissions }: RoleNode, action: string): readonly string[] {
  return (permissions?.policies ?? [])
    .flatMap(({ statements }) => statements)
    .filter(({ effect, actions }) => effect === 'Allow' && selectsAction(actions, action))
    .flatMap(({ resources: { scope, patterns } }) => (scope === 'only' ? patterns : ['*']));
}
