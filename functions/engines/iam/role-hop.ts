import { releasesOf, type Start } from './escalation.ts';
import { type Decision, evaluatorOf } from './evaluator.ts';
import type { NamedPolicy } from './named-policy.ts';
import { placeOf, reachOf } from './policy-statement.ts';
import type { ChainStep } from './role-chain.ts';
import { entryFor, type RoleEntry } from './role-entry.ts';
import type { RoleNode } from './role-node.ts';

/** How one role becomes another. */
export interface Hop {
  readonly steps: readonly ChainStep[];
  readonly isSure: boolean;
}

const ASSUME = 'sts:AssumeRole';
const REWRITE = 'iam:UpdateAssumeRolePolicy';

/** What puts code of one's own into a function, or a layer with such code. */
export const codeChanges = ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'];

/** What makes a role powerful, by what it is about: the role itself. */
export const roleGrants = ['iam:AttachRolePolicy', 'iam:PutRolePolicy'];

/** The same of a user. */
export const userGrants = ['iam:AttachUserPolicy', 'iam:PutUserPolicy'];

/** The same of a group, for all who are in it. */
export const groupGrants = ['iam:AttachGroupPolicy', 'iam:PutGroupPolicy'];

/** What gives a user the permissions of a group. */
export const JOIN = 'iam:AddUserToGroup';

/** What gives credentials of a user, which has no password yet, or has one. */
export const userCredentials = [
  'iam:CreateAccessKey',
  'iam:UpdateLoginProfile',
  'iam:CreateLoginProfile',
];

/** The best way by which a role comes to act as another role, or as a user, of its account. */
export function hopTo(from: RoleNode, to: RoleNode): Hop | undefined {
  if (to.isUser) return best(userCredentials.map((action) => doing(from, action, to.arn)));
  const byItself = assuming(from, to);
  // Nothing is shorter.
  if (byItself?.isSure) return byItself;

  return best([byItself, changingCode(from, to), rewriting(from, to), ...passing(from, to)]);
}

/** All the sets of actions by which a role can be handed to a service and act there. */
export function passesTo(from: RoleNode, to: RoleNode): readonly (readonly string[])[] {
  return passing(from, to).map(({ steps }) => steps.map(({ action }) => action));
}

/** The best way by which a role makes another powerful first, and then becomes it. */
export function takeoverOf(from: RoleNode, to: RoleNode): Hop | undefined {
  if (to.permissions === undefined) return undefined;
  const release = to.permissions.boundary && releaseOf(from, to);
  if (to.permissions.boundary && !release) return undefined;

  const grant =
    release && to.isHeldByBoundary()
      ? nothing
      : best([
          ...grantsOf(to).map((action) => doing(from, action, to.arn)),
          ...policiesOf(to).map((arn) => doing(from, 'iam:CreatePolicyVersion', arn)),
          ...overGroups(to).map(({ action, arn }) => doing(from, action, arn)),
        ]);
  const hop = grant && hopTo(from, to);
  return hop && inOrder([release ?? nothing, grant, hop]);
}

/** What makes a user powerful by a group. */
export function overGroups({ role: { groups } }: RoleNode) {
  const { own = [], powerful = [] } = groups ?? {};

  return [
    ...own.flatMap((arn) => groupGrants.map((action) => ({ action, arn }))),
    ...powerful.map((arn) => ({ action: JOIN, arn })),
  ];
}

const nothing: Hop = { steps: [], isSure: true };

function inOrder(hops: readonly Hop[]): Hop {
  return { steps: hops.flatMap(({ steps }) => steps), isSure: hops.every(({ isSure }) => isSure) };
}

function grantsOf({ isUser }: RoleNode): readonly string[] {
  return isUser ? userGrants : roleGrants;
}

function releaseOf(from: RoleNode, to: RoleNode): Hop | undefined {
  return best(releasesOf(to.isUser).map((action) => doing(from, action, to.arn)));
}

/** Whether a closer look is worth it: a role that is let in by name needs no permission of its own. */
export function mayBecome({ arn, isGranted }: RoleNode, { named, isUser }: RoleNode): boolean {
  if (isUser) return userCredentials.some(isGranted);

  return !named || named.isEveryone || named.roles.has(arn) || becoming.some(isGranted);
}

const becoming = [ASSUME, REWRITE, 'iam:PassRole', ...codeChanges];

/** ARNs of the account's own policies that a role has. */
export function policiesOf({ permissions }: RoleNode): readonly string[] {
  return (permissions?.policies ?? [])
    .map(({ arn }) => arn ?? '')
    .filter((arn) => /:\d{12}:policy\//.test(arn));
}

function assuming(from: RoleNode, to: RoleNode): Hop | undefined {
  const entry = to.trust && entryFor(to.trust, from.role.target, from.context);
  if (!entry) return undefined;

  const own = entry.by === 'name' ? unhindered(from, to) : allowed(from.decide(ASSUME, to.arn));
  return (
    own && {
      steps: [{ ...stepOf(ASSUME, own, to.arn), ...openedBy(entry, own) }],
      isSure: entry.isSure && own.answer === 'allowed',
    }
  );
}

function openedBy({ statement, isSure, sessions }: RoleEntry, own: Decision) {
  const { sid, conditions } = statement;
  const keys = isSure ? [] : conditions.map(({ operator, key }) => `${operator} ${key}`);

  return {
    openedBy: [...places(own), `the trust policy of that role${sid ? `, statement ${sid}` : ''}`],
    conditions: [...conditionsOf(own), ...keys, ...sessions.slice(0, 1).map(isSession)],
  };
}

function isSession(arn: string): string {
  return `its session is ${arn}`.slice(0, MOST_TEXT);
}

/**
 * A role that the other names needs no permission of its own, but neither may a Deny, a boundary nor
 * the organization stand against it.
 */
function unhindered(from: RoleNode, to: RoleNode): Decision | undefined {
  const own = from.decide(ASSUME, to.arn);
  if (own.answer !== 'denied') return own;

  const { policies, boundary, controls } = from.permissions ?? { policies: [] };
  const within = evaluatorOf({ policies: [...policies, anything], boundary, controls });
  const { answer, deciding, conditions } = within({
    action: ASSUME,
    resource: to.arn,
    context: from.context,
  });
  const others = deciding.filter(({ policy }) => policy !== anything);
  return allowed({ answer, deciding: others, conditions });
}

const anything: NamedPolicy = {
  name: 'any',
  source: 'inline',
  statements: [
    {
      effect: 'Allow',
      actions: { scope: 'only', patterns: ['*'] },
      resources: { scope: 'only', patterns: ['*'] },
      conditions: [],
    },
  ],
};

function rewriting(from: RoleNode, to: RoleNode): Hop | undefined {
  const rewritten = doing(from, REWRITE, to.arn);
  const own = rewritten && unhindered(from, to);

  return (
    own && {
      steps: [
        ...rewritten.steps,
        { ...stepOf(ASSUME, own, to.arn), openedBy: ['the trust policy that it has written'] },
      ],
      isSure: rewritten.isSure && own.answer === 'allowed',
    }
  );
}

function changingCode(from: RoleNode, to: RoleNode): Hop | undefined {
  const functions = to.role.functions.known ? to.role.functions.value : [];

  return best(functions.flatMap((arn) => codeChanges.map((action) => doing(from, action, arn))));
}

function passing(from: RoleNode, to: RoleNode): readonly Hop[] {
  const services = to.named?.services;
  if (!services || services.size === 0 || !from.isGranted('iam:PassRole')) return [];

  return [...from.starts()]
    .filter(([service]) => services.has(service))
    .flatMap(([service, starts]) => {
      const handed = doing(from, 'iam:PassRole', to.arn, service);

      return handed ? starts.map((start) => inOrder([handed, started(start)])) : [];
    });
}

function started(start: Start): Hop {
  return {
    steps: start.map(({ action, decision }) => stepOf(action, decision)),
    isSure: start.every(({ decision }) => decision.answer === 'allowed'),
  };
}

/** What takes one action on one resource. */
export function doing(
  from: RoleNode,
  action: string,
  resource: string,
  passedTo?: string,
): Hop | undefined {
  if (!from.isGranted(action)) return undefined;

  const request = { on: 'one named', passedTo, resources: () => [resource] } as const;
  const decision = allowed(from.may(action, request));
  return (
    decision && {
      steps: [{ ...stepOf(action, decision, resource), passedTo }],
      isSure: decision.answer === 'allowed',
    }
  );
}

export function stepOf(action: string, decision: Decision, on?: string): ChainStep {
  return { action, on, openedBy: places(decision), conditions: conditionsOf(decision) };
}

function places({ deciding }: Decision): readonly string[] {
  return deciding.slice(0, MOST_PLACES).map((origin) => {
    const verb = origin.statement.effect === 'Allow' ? 'allows' : 'denies';

    return `${placeOf(origin)}, which ${verb} ${reachOf(origin.statement)}`.slice(0, MOST_TEXT);
  });
}

/** Policies are hostile, and a path has to fit into an item. */
const MOST_PLACES = 3;
const MOST_TEXT = 400;

function conditionsOf({ conditions }: Decision): readonly string[] {
  const keys = conditions.map(({ operator, key }) => `${operator} ${key}`.slice(0, MOST_TEXT));

  return [...new Set(keys)].slice(0, MOST_PLACES);
}

function allowed(decision: Decision): Decision | undefined {
  return decision.answer === 'denied' ? undefined : decision;
}

function best(hops: readonly (Hop | undefined)[]): Hop | undefined {
  return hops
    .filter((hop) => hop !== undefined)
    .toSorted((a, b) => Number(b.isSure) - Number(a.isSure) || a.steps.length - b.steps.length)[0];
}
