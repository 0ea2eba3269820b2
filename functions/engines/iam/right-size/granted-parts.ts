import { all, outcomeOf } from '../condition-outcome.ts';
import { type Selection, type Statement, selectsAction } from '../policy-document.ts';
import { type PolicyStatement, statementsOf } from '../policy-statement.ts';
import { fillVariables } from '../policy-variable.ts';
import type { RequestContext } from '../request-context.ts';
import { areApart, contains, covers, meets } from '../resource-overlap.ts';
import { resourceTypesOf } from '../resource-types.ts';
import type { RolePermissions } from '../role-permissions.ts';
import { hasWildcard } from '../wildcard.ts';
import { mayBeOf } from './called-resources.ts';
import { commonPattern } from './common-pattern.ts';
import type { GrantedPart, Need } from './need.ts';

/** What a role has today, to be asked for many needs. */
export interface Granted {
  readonly allows: readonly PolicyStatement[];
  readonly denies: readonly PolicyStatement[];
  readonly context: RequestContext;
}

export function grantedTo({ policies }: RolePermissions, context: RequestContext): Granted {
  const inForce = policies
    .flatMap(statementsOf)
    .filter(({ statement }) => holds(statement, context) !== false);

  return {
    allows: inForce.filter(({ statement }) => statement.effect === 'Allow'),
    denies: inForce.filter(({ statement }) => statement.effect === 'Deny'),
    context,
  };
}

/**
 * What of a need is granted today, by the statements that grant it: never more than each of them, nor
 * more than is needed. Where that has no single pattern, it is what the statement names.
 */
export function grantedParts(
  { action, resources }: Pick<Need, 'action' | 'resources'>,
  granted: Granted,
): readonly GrantedPart[] {
  const wanted = (resources ?? ['*']).filter((pattern) => !deniedOn(pattern, granted)(action));
  const parts = granted.allows
    .filter(({ statement }) => selectsAction(statement.actions, action))
    .flatMap((origin) => partsOf(origin, action, wanted, granted.context))
    .flatMap((part) => (resources === undefined ? ofItsTypes(part, action) : [part]));

  const free = parts.filter(({ origin }) => origin.statement.conditions.length === 0);
  const isFree = new Set(free);
  const [named, others] = [patternsOf(free), free.slice(0, MOST_COMPARED)];
  return parts.filter(
    (part) =>
      isFree.has(part) ||
      part.resources.scope === 'all but' ||
      !part.resources.patterns.every(
        (pattern) =>
          named.has(pattern) || others.some((other) => covers(other.resources, pattern) === true),
      ),
  );
}

/** Beyond it a part may stay that another takes in. */
const MOST_COMPARED = 100;

function patternsOf(parts: readonly GrantedPart[]): ReadonlySet<string> {
  return new Set(
    parts.flatMap(({ resources: { scope, patterns } }) => (scope === 'only' ? patterns : [])),
  );
}

/** Whether a Deny of today surely hits an action, of those on all that a pattern stands for. */
export function deniedOn(
  pattern: string,
  { denies, context }: Granted,
): (action: string) => boolean {
  const hitting = denies.filter(({ statement }) => surelyCovers(statement, pattern, context));

  return (action) => hitting.some(({ statement }) => selectsAction(statement.actions, action));
}

/** The Denies of today that may say something about any of these statements. */
export function deniesAbout(
  allows: readonly Statement[],
  { denies, context }: Granted,
): readonly PolicyStatement[] {
  const asked = allows.map(({ actions, resources }) => ({
    actions: actions.scope === 'only' ? actions.patterns : ['*'],
    patterns:
      resources.scope === 'only'
        ? resources.patterns.map((each) => fillVariables(each, context).pattern)
        : ['*'],
  }));

  return denies.filter(({ statement }) => {
    const about = widest(statement, context);
    return asked.some(
      ({ actions, patterns }) =>
        actions.some((action) => mayName(statement.actions, action)) &&
        patterns.some((pattern) => meets(about, pattern) !== false),
    );
  });
}

/** Whether a selection and an action, or a pattern of them, may have one in common. */
function mayName({ scope, patterns }: Selection, action: string): boolean {
  if (!hasWildcard(action)) return selectsAction({ scope, patterns }, action);
  const wanted = action.toLowerCase();

  return scope === 'all but' || patterns.some((each) => !areApart(each.toLowerCase(), wanted));
}

function holds({ conditions }: Statement, context: RequestContext) {
  return all(conditions.map((each) => outcomeOf(each, context)));
}

function surelyCovers(statement: Statement, pattern: string, context: RequestContext): boolean {
  return (
    holds(statement, context) === true &&
    !statement.resources.patterns.some((each) => each.includes('${')) &&
    covers(statement.resources, pattern) === true
  );
}

/** All that a statement may be about, whatever its variables are. */
function widest(statement: Statement, context: RequestContext): Selection {
  const { scope, patterns } = statement.resources;
  if (scope === 'only') return filled(statement, context);

  const known = patterns.map((pattern) => fillVariables(pattern, context));
  const spared = known.filter(({ variables }) => variables === 'filled');
  return { scope, patterns: spared.map(({ pattern }) => pattern) };
}

/** With `*` for a variable that may be anything. */
function filled({ resources: { scope, patterns } }: Statement, context: RequestContext): Selection {
  const all = patterns.map((pattern) => fillVariables(pattern, context).pattern);

  return { scope, patterns: all };
}

function partsOf(
  origin: PolicyStatement,
  action: string,
  wanted: readonly string[],
  context: RequestContext,
): readonly GrantedPart[] {
  const { scope, patterns } = origin.statement.resources;
  if (scope === 'all but') return sparingParts(origin, wanted, context);

  const takesNone = resourceTypesOf(action).length === 0;
  const found = patterns
    .filter((pattern) => (takesNone ? contains(pattern, '*') : true))
    .flatMap((pattern) => wanted.flatMap((each) => common(pattern, each, context)));

  const distinct = [...new Set(found)];
  return distinct.length > 0 ? [{ origin, resources: { scope: 'only', patterns: distinct } }] : [];
}

/** Of what a statement names for several actions, what one of them can be about. */
function ofItsTypes(part: GrantedPart, action: string): readonly GrantedPart[] {
  const { scope, patterns } = part.resources;
  const types = resourceTypesOf(action);
  if (scope === 'all but' || types.length === 0) return [part];

  const own = patterns.filter((written) => {
    const { pattern } = fillVariables(written, NOTHING_KNOWN);
    return types.some((type) => mayBeOf(pattern, type));
  });
  return own.length > 0 ? [{ ...part, resources: { scope, patterns: own } }] : [];
}

const NOTHING_KNOWN: RequestContext = new Map();

/** Where a statement spares some resources, and may spare some of what is wanted, it stays as it is. */
function sparingParts(
  origin: PolicyStatement,
  wanted: readonly string[],
  context: RequestContext,
): readonly GrantedPart[] {
  const { statement } = origin;
  const known = statement.resources.patterns.map((spared) => fillVariables(spared, context));
  const left = wanted.filter(
    (pattern) =>
      !known.some((spared) => spared.variables === 'filled' && contains(spared.pattern, pattern)),
  );
  if (left.length === 0) return [];

  const spared = filled(statement, context);
  return left.every((pattern) => covers(spared, pattern) === true)
    ? [{ origin, resources: { scope: 'only', patterns: left } }]
    : [{ origin, resources: statement.resources }];
}

/** A variable that is not known here stays one. */
function common(granted: string, wanted: string, context: RequestContext): readonly string[] {
  const { pattern, variables } = fillVariables(granted, context);
  if (variables === 'absent' || areApart(pattern, wanted)) return [];
  if (granted.includes('${'))
    return contains(pattern, wanted) && variables === 'filled' ? [wanted] : [granted];

  return [commonPattern(granted, wanted) ?? granted];
}
