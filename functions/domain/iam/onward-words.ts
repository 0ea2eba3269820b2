import { actionInWords } from './escalation-words.ts';
import type { OnwardHop, OnwardPath, OnwardStep } from './onward-path.ts';

/** In one sentence: which roles it becomes, to what end, and by which actions. */
export function onwardSummary(path: OnwardPath): string {
  const { hops, more, to } = path;
  const named = hops.map(({ role }) => nameOf(role));
  const roles = more > 0 ? [...named, `${more} more, the last of them ${nameOf(to)}`] : named;
  const actions = hops.flatMap(({ steps }) => steps.map(({ action }) => action));
  const proviso = path.isSure ? '' : ', under conditions';

  return `It can become ${roles.join(', then ')}, ${whatIs(path)}, with ${actions.join(', then ')}${proviso}`;
}

/** Step by step, each with the statements that open it. */
export function onwardLines({ hops, more, to, end }: OnwardPath): readonly string[] {
  const steps = hops.flatMap((hop, index) => stepsOf(hop, hops[index - 1]));
  const numbered = steps.flatMap(({ step, actor }, index) => linesOf(step, actor, index + 1));
  const rest = more > 0 ? [`and so on, over ${more} more roles, to ${to}`] : [];
  const last = end.with.length > 0 ? ` with ${end.with.join(', then ')}` : '';

  return [...numbered, ...rest, `${nameOf(to)} ${ends[end.as]}${last}`];
}

const ends = {
  administrator: 'is an administrator',
  'makes itself administrator': 'can make itself an administrator',
  'gains more': 'can gain more than it has',
} as const;

function whatIs({ end: { as } }: OnwardPath): string {
  return as === 'administrator' ? 'an administrator' : `which ${ends[as]}`;
}

/** Each step is taken as the role that the one before it has become. */
function stepsOf({ steps }: OnwardHop, before: OnwardHop | undefined) {
  return steps.map((step) => ({ step, actor: before && nameOf(before.role) }));
}

function linesOf(
  { action, on, passedTo, openedBy, conditions }: OnwardStep,
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

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
