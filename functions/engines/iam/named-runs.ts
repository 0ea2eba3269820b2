import { type EscalationPath, escalationPaths } from '../../data/escalation-paths.ts';
import type { StepRequest } from './escalation-steps.ts';
import { type NamedResource, namedIn, resourcesOf, someOf } from './escalation-targets.ts';
import { type Hop, stepOf } from './role-hop.ts';
import type { RoleNode } from './role-node.ts';

/** A way to have something that policies name run code of the caller. */
export interface NamedRun {
  /** Which service runs it as a role of its own. */
  readonly service: string;
  readonly hop: Hop;
}

/**
 * The ways of a role that end with something it names: a function, an instance, a stack, a project.
 * As whom that runs is its own to say; ways that are open on any such thing are the role's own (see
 * escalationsOf).
 */
export function namedRunsOf(node: RoleNode): readonly NamedRun[] {
  return escalationPaths
    .filter(({ runsAs, actions }) => runsAs.length > 0 && actions.every(node.isGranted))
    .flatMap((path) =>
      hopsAlong(path, node).flatMap(({ hop }) => path.runsAs.map((service) => ({ service, hop }))),
    );
}

/** Those of single sign-on that it names and can widen: what people of the account are let in with. */
export function namedPermissionSets(node: RoleNode): readonly { arn: string; hop: Hop }[] {
  return escalationPaths
    .filter(({ actions }) => actions[0]?.startsWith('sso:') && actions.every(node.isGranted))
    .flatMap((path) =>
      hopsAlong(path, node).map(({ named, hop }) => ({ arn: named.pattern, hop })),
    );
}

function hopsAlong(
  path: EscalationPath,
  node: RoleNode,
): readonly { readonly named: NamedResource; readonly hop: Hop }[] {
  const template = targetOf(path);
  if (template === undefined) return [];
  const { permissions = { policies: [] }, role } = node;

  return namedIn(permissions, template, role.target).flatMap((named) => {
    const hop = hopOn(named, template, path, node);

    return hop ? [{ named, hop }] : [];
  });
}

/** What a path is about: of single sign-on what people are let in with. */
function targetOf({ actions }: EscalationPath): string | undefined {
  const templates = actions.flatMap((action) => resourcesOf(action).arns);

  return templates.find((template) => template.includes(':permissionSet/')) ?? templates[0];
}

function hopOn(
  { pattern, name }: NamedResource,
  target: string,
  { actions }: EscalationPath,
  { may, permissions = { policies: [] }, role }: RoleNode,
): Hop | undefined {
  const request: StepRequest = {
    on: 'one named',
    resources: (template) =>
      template === target ? [name] : someOf(template, role.target, permissions),
  };
  const decided = actions.map((action) => ({ action, decision: may(action, request) }));
  if (decided.some(({ decision }) => decision.answer === 'denied')) return undefined;

  return {
    steps: decided.map(({ action, decision }) =>
      stepOf(action, decision, resourcesOf(action).arns.includes(target) ? pattern : undefined),
    ),
    isSure: decided.every(({ decision }) => decision.answer === 'allowed'),
  };
}
