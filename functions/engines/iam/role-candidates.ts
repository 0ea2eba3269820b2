import { releasesOf } from './escalation.ts';
import { holdersOf } from './granted-roles.ts';
import {
  codeChanges,
  groupGrants,
  JOIN,
  overGroups,
  policiesOf,
  roleGrants,
  userCredentials,
  userGrants,
} from './role-hop.ts';
import type { RoleNode } from './role-node.ts';

/** Of a role or a user, those that may be able to become it or to take it over, as far as names show. */
export type Candidates = (to: RoleNode) => readonly Set<RoleNode>[];

/**
 * Each that is left to look at, once. Those that are done are removed from the sets for good: in an
 * account where all may become all, they would be visited millions of times.
 */
export function* leftIn(
  candidates: readonly Set<RoleNode>[],
  to: RoleNode,
  isDone: (node: RoleNode) => boolean,
): Iterable<RoleNode> {
  const visited = new Set<RoleNode>([to]);

  for (const set of candidates) {
    for (const node of set) {
      if (isDone(node)) set.delete(node);
      else if (!visited.has(node)) {
        visited.add(node);
        yield node;
      }
    }
  }
}

/** The roles that may be able to act as a role or a user. */
export function assumableBy(nodes: readonly RoleNode[]): Candidates {
  const everyone = new Set(nodes);
  const byArn = new Map(nodes.map((node) => [node.arn, node]));
  const assume = holdersOf('sts:AssumeRole', nodes);
  const rewrite = holdersOf('iam:UpdateAssumeRolePolicy', nodes);
  const pass = holdersOf('iam:PassRole', nodes);
  const change = codeChanges.map((action) => holdersOf(action, nodes));

  const credentials = userCredentials.map((action) => holdersOf(action, nodes));

  return ({ arn, isUser, named, role: { functions } }) => {
    if (isUser) return credentials.flatMap((holders) => holders(arn));
    const byName = [...(named?.roles ?? [])].map((name) => byArn.get(name));
    const own = functions.known ? functions.value : [];

    return [
      new Set(byName.filter((node) => node !== undefined)),
      ...(named?.isEveryone ? [everyone] : []),
      ...(named && !named.isAccount ? [] : assume(arn)),
      ...rewrite(arn),
      ...(named && named.services.size === 0 ? [] : pass(arn)),
      ...own.flatMap((name) => change.flatMap((holders) => holders(name))),
    ];
  };
}

/** The roles that may be able to give a role or a user permissions. */
export function changeableBy(nodes: readonly RoleNode[]): Candidates {
  const grants = [...roleGrants, ...releasesOf(false)].map((action) => holdersOf(action, nodes));
  const ofUsers = [...userGrants, ...releasesOf(true)].map((action) => holdersOf(action, nodes));
  const rewrite = holdersOf('iam:CreatePolicyVersion', nodes);
  const ofGroups = new Map(
    [...groupGrants, JOIN].map((action) => [action, holdersOf(action, nodes)] as const),
  );

  return (to) => [
    ...overGroups(to).flatMap(({ action, arn }) => ofGroups.get(action)?.(arn) ?? []),
    ...(to.isUser ? ofUsers : grants).flatMap((holders) => holders(to.arn)),
    ...policiesOf(to).flatMap((arn) => rewrite(arn)),
  ];
}
