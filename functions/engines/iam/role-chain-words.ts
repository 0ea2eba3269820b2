import { actionInWords } from './escalation-words.ts';
import type { ChainHop, ChainStep, RoleChain } from './role-chain.ts';

/** In one sentence: as whom it comes to act, to what end, and by which actions. */
export function roleChainSummary(path: RoleChain): string {
  const { hops, more, to, presumes } = path;
  const isGiven = presumes?.that === 'credentials';
  const by = `with ${actionsOf(path)}${path.isSure ? '' : ', under conditions'}`;
  const roles = (isGiven && more === 0 ? hops.slice(0, -1) : hops).map(({ role }) => nameOf(role));
  const chain = chainOf(roles, more, nameOf(to));

  if (presumes?.that === 'runs')
    return `The role may be able to become ${chain}, ${whatIs(path)}, ${by}`;
  if (isGiven) {
    const first = roles.length > 0 ? `become ${chain}, and ` : '';
    return `The role can ${first}give permissions by way of ${nameOf(to)}, and may be able to use them, ${by}`;
  }
  return `The role can become ${chain}, ${whatIs(path)}, ${by}`;
}

/** In one sentence that is stored whole; its evidence has the rest. */
const MOST_ROLES = 3;
const MOST_ACTIONS = 4;

function chainOf(roles: readonly string[], more: number, last: string): string {
  const shown = roles.slice(0, MOST_ROLES);
  const left = roles.length - shown.length + more;

  return [...shown, ...(left > 0 ? [`${left} more, the last of them ${last}`] : [])].join(
    ', then ',
  );
}

function actionsOf({ hops }: RoleChain): string {
  const actions = hops.flatMap(({ steps }) => steps.map(({ action }) => action));
  const left = actions.length - MOST_ACTIONS;
  const more = left > 1 ? [`${left} more steps`] : actions.slice(MOST_ACTIONS);

  return [...actions.slice(0, MOST_ACTIONS), ...more].join(', then ');
}

/** Step by step, each with the statements that open it. */
export function roleChainLines({ hops, more, to, end, presumes }: RoleChain): readonly string[] {
  const steps = hops.flatMap((hop, index) => stepsOf(hop, hops[index - 1]));
  const numbered = steps.flatMap(({ step, actor }, index) => linesOf(step, actor, index + 1));
  const rest = more > 0 ? [`and so on, over ${more} more roles, to ${to}`] : [];
  const last = end.with.length > 0 ? ` with ${end.with.join(', then ')}` : '';
  const named = `${nameOf(to)} ${ends[end.as]}${last}`;

  return [...numbered, ...rest, ...(presumes ? presumed(presumes, to, named) : [named])];
}

/** What is not read, and so may be otherwise. */
function presumed(
  { that, service }: NonNullable<RoleChain['presumes']>,
  to: string,
  named: string,
): readonly string[] {
  if (that === 'credentials') {
    const whom = kindOf(to) === 'user' ? nameOf(to) : `one of ${nameOf(to)}`;

    return [`not read: whether it can act as ${whom}`];
  }

  return [
    `not read: as which role that runs; of those that trust ${service}, ${nameOf(to)} is the most powerful`,
    named,
  ];
}

/** `role`, `user`, `group`, `permission set` */
function kindOf(arn: string): string {
  const [kind = ''] = (arn.split(':')[5] ?? '').split('/');

  return kind === 'permissionSet' ? 'permission set' : kind;
}

const ends = {
  administrator: 'is an administrator',
  'makes itself administrator': 'can make itself an administrator',
  'gains more': 'can gain more than it has',
} as const;

function whatIs({ end: { as } }: RoleChain): string {
  return as === 'administrator' ? 'an administrator' : `which ${ends[as]}`;
}

/** Each step is taken as the role that the one before it has become. */
function stepsOf({ steps }: ChainHop, before: ChainHop | undefined) {
  return steps.map((step) => ({ step, actor: before && nameOf(before.role) }));
}

function linesOf(
  { action, on, passedTo, openedBy, conditions }: ChainStep,
  actor: string | undefined,
  number: number,
): readonly string[] {
  const as = actor === undefined ? '' : `as ${actor}, `;
  const to = passedTo === undefined ? '' : `, to ${passedTo}`;
  const what = on === undefined ? '' : `: ${on}`;
  const when = conditions.length > 0 ? `, if ${conditions.join(' and ')}` : '';

  return [
    `${number}. ${as}${actionInWords(action)} (${action}${to})${what}${when}`,
    ...openedBy.map((place) => `opened by ${place}`),
  ];
}

/** Roles are what is named most: others are named with what they are. */
function nameOf(arn: string): string {
  const name = arn.split('/').at(-1) ?? arn;

  return kindOf(arn) === 'role' ? name : `${kindOf(arn)} ${name}`;
}
