import { actionsMatching } from '../action-catalogue.ts';
import { evaluatorOf } from '../evaluator.ts';
import type { NamedPolicy } from '../named-policy.ts';
import { type Selection, type Statement, selectsAction } from '../policy-document.ts';
import { fillVariables } from '../policy-variable.ts';
import { contextOf, type RequestContext } from '../request-context.ts';
import { areApart, contains, covers } from '../resource-overlap.ts';
import { hasWildcard, unspelt } from '../wildcard.ts';
import type { SizedStatement } from './composed-statements.ts';
import type { GrantedPart, Need } from './need.ts';
import type { SizedRole } from './sized-role.ts';

/** A need, and what of it is granted today. */
export interface KeptNeed {
  readonly need: Need;
  readonly parts: readonly GrantedPart[];
}

/**
 * What is wrong with a policy that should take the place of all those of a role: something that it
 * allows and they did not, or that they allow, is kept, and it does not. Each sentence names an action.
 * It knows nothing of how the policy was made.
 */
export function faultsIn(
  statements: readonly SizedStatement[],
  sized: SizedRole,
  kept: readonly KeptNeed[],
): readonly string[] {
  const context = contextOf(sized.role, sized.now);
  const all = statements.map(({ statement }) => statement);
  const decide = deciders(all, sized, context);

  return [
    ...all.flatMap((statement) => wideningIn(statement, sized, context)),
    ...spread(samplesIn(all)).flatMap((sample) => (isMore(decide, sample) ? [widens(sample)] : [])),
    ...spread(distinctNeeds(kept).flatMap(samplesOf)).flatMap((sample) =>
      isLess(decide, sample) ? [loses(sample)] : [],
    ),
  ];
}

/** Many differ in where they are called alone. */
function distinctNeeds(kept: readonly KeptNeed[]): readonly KeptNeed[] {
  const alike = kept.map(
    (each) => [JSON.stringify([each.need.action, each.need.resources]), each] as const,
  );

  return [...new Map(alike).values()];
}

/** Requests that are tried. Of a policy with more, every so many of them: what it widens is seen anyway. */
const MOST_TRIED = 1_000;

function spread(samples: readonly Sample[]): readonly Sample[] {
  const distinct = [
    ...new Map(samples.map((each) => [`${each.action} ${each.resource}`, each])).values(),
  ];
  const step = Math.ceil(distinct.length / MOST_TRIED);

  return distinct.filter((_, index) => index % step === 0);
}

interface Sample {
  readonly action: string;
  readonly resource: string;
}

type Answer = 'allowed' | 'denied' | 'conditional';

interface Deciders {
  readonly before: (sample: Sample) => Answer;
  readonly after: (sample: Sample) => Answer;
}

function deciders(
  statements: readonly Statement[],
  { permissions }: SizedRole,
  context: RequestContext,
): Deciders {
  const policy: NamedPolicy = { name: 'right-sized', source: 'inline', statements };
  const [before, after] = [
    evaluatorOf(permissions),
    evaluatorOf({ ...permissions, policies: [policy] }),
  ];

  return {
    before: (sample) => before({ ...sample, context }).answer,
    after: (sample) => after({ ...sample, context }).answer,
  };
}

const ranks: Readonly<Record<Answer, number>> = { denied: 0, conditional: 1, allowed: 2 };

function isMore({ before, after }: Deciders, sample: Sample): boolean {
  return ranks[after(sample)] > ranks[before(sample)];
}

function isLess({ before, after }: Deciders, sample: Sample): boolean {
  return ranks[after(sample)] < ranks[before(sample)];
}

function widens({ action, resource }: Sample): string {
  return `it would allow ${action} on ${shown(resource)}, which is not allowed today`;
}

function loses({ action, resource }: Sample): string {
  return `it would not allow ${action} on ${shown(resource)}, which is needed and allowed today`;
}

function shown(resource: string): string {
  return resource.replaceAll(unspelt, '*').replaceAll(ANY, '?');
}

/** Each Allow lies whole within one of today's, under the same conditions at least. */
function wideningIn(
  statement: Statement,
  { permissions }: SizedRole,
  context: RequestContext,
): readonly string[] {
  if (statement.effect === 'Deny') return [];
  const today = permissions.policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === 'Allow');

  if (statement.actions.scope === 'all but') return openEndedIn(statement, today);
  const conditioned = today.filter((each) => isConditionedBy(statement, each));
  const known = new Map(conditioned.map((each) => [each, filled(each.resources, context)]));

  return statement.actions.patterns.flatMap((action) => {
    const granting = conditioned.filter((each) => selects(each.actions, action));
    const spelt = new Set(granting.flatMap(({ resources }) => speltIn(resources)));
    const isGranted = (pattern: string) =>
      spelt.has(pattern) ||
      granting.some((each) => covers(known.get(each) ?? each.resources, pattern) === true);
    const { scope, patterns } = statement.resources;
    const wide =
      scope === 'only'
        ? patterns.filter((pattern) => !isGranted(pattern))
        : granting.some(({ resources }) => isSame(resources, statement.resources))
          ? []
          : ['all but some'];

    return wide.map((pattern) => widens({ action, resource: pattern }));
  });
}

/** One that allows all but what it names is one of today's. */
function openEndedIn(statement: Statement, today: readonly Statement[]): readonly string[] {
  const isToday = today.some(
    (each) =>
      isSame(each.actions, statement.actions) &&
      isSame(each.resources, statement.resources) &&
      isConditionedBy(statement, each),
  );

  return isToday ? [] : [widens({ action: 'all but some actions', resource: '*' })];
}

/** Patterns as they are written: one with variables is the same wherever it stands. */
function speltIn({ scope, patterns }: Selection): readonly string[] {
  return scope === 'only' ? patterns : [];
}

function isSame(one: Selection, other: Selection): boolean {
  return (
    one.scope === other.scope &&
    JSON.stringify(one.patterns.toSorted()) === JSON.stringify(other.patterns.toSorted())
  );
}

function isConditionedBy(statement: Statement, today: Statement): boolean {
  const own = new Set(statement.conditions.map((each) => JSON.stringify(each)));

  return today.conditions.every((each) => own.has(JSON.stringify(each)));
}

function filled({ scope, patterns }: Selection, context: RequestContext): Selection {
  const known = patterns
    .map((pattern) => fillVariables(pattern, context))
    .filter(({ variables }) => scope === 'all but' || variables === 'filled')
    .map(({ pattern }) => pattern);

  return { scope, patterns: known };
}

/** Whether a selection takes in an action, or each that a pattern stands for. */
function selects({ scope, patterns }: Selection, action: string): boolean {
  if (!hasWildcard(action)) return selectsAction({ scope, patterns }, action);
  const wanted = action.toLowerCase();
  const lower = patterns.map((pattern) => pattern.toLowerCase());

  return scope === 'only'
    ? lower.some((pattern) => contains(pattern, wanted))
    : lower.every((spared) => areApart(spared, wanted));
}

/** Some of those that a pattern stands for: that all of them are granted, `wideningIn` has seen to. */
function someOf(pattern: string): readonly string[] {
  if (!hasWildcard(pattern)) return [pattern];

  return actionsMatching(pattern)
    .slice(0, MOST_SAMPLES)
    .map(({ name }) => name);
}

const MOST_SAMPLES = 5;

/** A name that no policy spells out, in the place of each wildcard. */
const ANY = '\u{f8ff}';

function sampleOf(pattern: string): string {
  return pattern.replaceAll('*', unspelt).replaceAll('?', ANY);
}

/** Of whatever a statement names: any request may be asked about, and what it denies or spares as well. */
function samplesIn(statements: readonly Statement[]): readonly Sample[] {
  return statements.flatMap(({ actions, resources }) =>
    actions.patterns.flatMap(someOf).flatMap((action) => sampled(action, resources.patterns)),
  );
}

function samplesOf({ need, parts }: KeptNeed): readonly Sample[] {
  const granted = parts.flatMap(({ resources: { scope, patterns } }) =>
    scope === 'only' ? patterns : [],
  );

  return sampled(need.action, need.resources ?? granted);
}

/** Of a pattern with variables no resource is known that it stands for. */
function sampled(action: string, patterns: readonly string[]): readonly Sample[] {
  return patterns
    .filter((pattern) => !pattern.includes('${'))
    .flatMap((pattern) => (pattern === '*' ? ['*', unspelt] : [sampleOf(pattern)]))
    .map((resource) => ({ action, resource }));
}
