import { holdersOf } from './granted-roles.ts';
import { codeChanges, policiesOf, roleGrants, userCredentials, userGrants } from './role-hop.ts';
import type { RoleNode } from './role-node.ts';

/** Of a role or a user, those that may be able to become it or to take it over, so far as names tell. */
export type Candidates = (to: RoleNode) => readonly Set<RoleNode>[];

/**
 * Each that is left to be asked, once. Whoever is done is taken out of the sets for good: in an
 * account where all may become all, they would be met millions of times.
 */
export function* leftIn(
  candidates: readonly Set<RoleNode>[],
  to: RoleNode,
  isDone: (node: RoleNode) => boolean,
): Iterable<RoleNode> {
  const met = new Set<RoleNode>([to]);

  for (const set of candidates) {
    for (const node of set) {
      if (isDone(node)) set.delete(node);
      else if (!met.has(node)) {
        met.add(node);
        yield node;
      }
    }
  }
}

export function becomersIn(nodes: readonly RoleNode[]): Candidates {
  const everybody = new Set(nodes);
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
      ...(named?.isEveryone ? [everybody] : []),
      ...(named && !named.isAccount ? [] : assume(arn)),
      ...rewrite(arn),
      ...(named && named.services.size === 0 ? [] : pass(arn)),
      ...own.flatMap((name) => change.flatMap((holders) => holders(name))),
    ];
  };
}

export function takersIn(nodes: readonly RoleNode[]): Candidates {
  const grants = [...roleGrants, 'iam:DeleteRolePermissionsBoundary'].map((action) =>
    holdersOf(action, nodes),
  );
  const ofUsers = [...userGrants, 'iam:DeleteUserPermissionsBoundary'].map((action) =>
    holdersOf(action, nodes),
  );
  const rewrite = holdersOf('iam:CreatePolicyVersion', nodes);

  return (to) => [
    ...(to.isUser ? ofUsers : grants).flatMap((holders) => holders(to.arn)),
    ...policiesOf(to).flatMap((arn) => rewrite(arn)),
  ];
}
