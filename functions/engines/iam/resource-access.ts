import { accountsLetIn, excludesPublic, organizationsLetIn, sparedBy } from './caller-condition.ts';
import type { Condition } from './condition.ts';
import { functionActions } from './function-actions.ts';
import { selects, selectsAction } from './policy-document.ts';
import {
  accountOfPrincipal,
  admitted,
  isEveryone,
  isNamedBy,
  type Principal,
} from './principal.ts';
import type { ResourcePolicy, ResourceStatement } from './resource-policy.ts';
import { fillWildcards, matches } from './wildcard.ts';

/** What some actions of a statement come to for one principal, after the Denies of its policy. */
export interface Access {
  readonly principal: Principal;
  readonly actions: readonly string[];
  /** A caller must pass all of them. */
  readonly gates: readonly Gate[];
}

/** A caller that meets any of these conditions passes; where there is none, no caller does. */
type Gate = readonly Condition[];

/**
 * All that a statement allows on a function, principal by principal. A Deny is heeded only where it
 * is certain to hit, so that what is left may be too much and never too little.
 *
 * @param arn of the function that the policy belongs to.
 */
export function accessBy(
  statement: ResourceStatement,
  policy: ResourcePolicy,
  arn: string,
): readonly Access[] {
  const own = policy.qualifier === undefined ? arn : `${arn}:${policy.qualifier}`;

  return accessWith(statement, policy.statements, { own, actions: actionsOf(statement) });
}

/**
 * The same on any resource.
 *
 * @param own its ARN.
 * @param actions those of the statement.
 */
export function accessWith(
  statement: ResourceStatement,
  statements: readonly ResourceStatement[],
  { own, actions: all }: { readonly own: string; readonly actions: readonly string[] },
): readonly Access[] {
  const denies = statements
    .filter(({ effect }) => effect === 'Deny')
    .filter((deny) => resourcesOf(statement, own).every((name) => selects(deny.resources, name)));

  const groups = grouped(all, denies);

  return admitted(statement.principals).flatMap((principal) =>
    groups.map(({ actions, hit }) => ({
      principal,
      actions,
      gates: [
        ...statement.conditions.map((condition) => [condition]),
        ...hit.map((deny) => sparing(deny, principal)).filter((gate) => gate !== undefined),
      ],
    })),
  );
}

/** Whether a Deny leaves it to no caller. */
export function isTakenBack({ gates }: Access): boolean {
  return gates.some((gate) => gate.length === 0);
}

/** Whether it is public: given to callers that were not chosen. */
export function isPublic({ principal, gates }: Access): boolean {
  return isEveryone(principal) && !gates.some((gate) => gate.every(excludesPublic));
}

/**
 * The accounts that have it, less those within an organization that was chosen. Undefined when
 * neither its principal nor a gate says; then it is a service's, or public.
 */
export function accountsWith({ principal, gates }: Access): readonly string[] | undefined {
  const account = accountOfPrincipal(principal);
  const known = gates.map(accountsThrough).filter((accounts) => accounts !== undefined);
  const [first, ...rest] = account === undefined ? known : [[account], ...known];

  return first?.filter((candidate) => rest.every((accounts) => accounts.includes(candidate)));
}

/**
 * The ids of organizations that have it as such, in lower case, but for the function's own where a
 * variable stands for it; none where it is left to accounts that are named besides.
 *
 * @param known ids of accounts that may have it, whichever organization they are of.
 */
export function organizationsWith(
  { principal, gates }: Access,
  known: ReadonlySet<string>,
): readonly string[] {
  const account = accountOfPrincipal(principal);
  if (account !== undefined && known.has(account)) return [];

  const named = new Set(gates.flat().flatMap((condition) => organizationsLetIn(condition) ?? []));
  return [...named].filter((organization) =>
    gates.every((gate) => gate.some((each) => letsIn(each, organization, known))),
  );
}

/** Whether an account of the organization that is not known may meet it. */
function letsIn(condition: Condition, organization: string, known: ReadonlySet<string>): boolean {
  const organizations = organizationsLetIn(condition);
  if (organizations) return organizations.includes(organization);

  const accounts = accountsLetIn(condition) ?? [];
  return accounts.length === 0 || accounts.some((account) => !known.has(account));
}

/** Actions that the same Denies are about come to the same. */
function grouped(actions: readonly string[], denies: readonly ResourceStatement[]) {
  const marksOf = (action: string) =>
    denies.map((deny) => (selectsAction(deny.actions, action) ? 'hit' : 'miss')).join();
  const groups = Map.groupBy(actions, marksOf);

  return [...groups].map(([marks, alike]) => {
    const hits = marks.split(',');
    return { actions: alike, hit: denies.filter((_, index) => hits[index] === 'hit') };
  });
}

function accountsThrough(gate: Gate): readonly string[] | undefined {
  const accounts = gate.map(accountsLetIn);

  return accounts.every((each) => each !== undefined) ? accounts.flat() : undefined;
}

/** The gate that a Deny leaves to a principal; undefined when it may not hit it at all. */
function sparing(deny: ResourceStatement, principal: Principal): Gate | undefined {
  const exempt = exemptFrom(deny, principal);
  const spared = deny.conditions.map(sparedBy);

  return exempt && spared.every((condition) => condition !== undefined)
    ? [...exempt, ...spared]
    : undefined;
}

/** Of those named by a principal, the ones that a Deny does not name; undefined: perhaps all. */
function exemptFrom({ principals }: ResourceStatement, principal: Principal): Gate | undefined {
  const { scope, named } = principals;

  if (scope === 'all but') return ofAccounts(named);
  const isHit = named.some(({ kind, name }) => kind === 'AWS' && name === '*');
  return isHit || named.some((other) => isNamedBy(principal, other)) ? [] : undefined;
}

function ofAccounts(named: readonly Principal[]): Gate | undefined {
  const values = named.map(accountOfPrincipal).filter((account) => account !== undefined);

  return values.length === named.length
    ? [{ operator: 'StringEquals', key: 'aws:PrincipalAccount', values }]
    : undefined;
}

/** A pattern of actions that are not known here is taken by one that it would match. */
function actionsOf({ actions }: ResourceStatement): readonly string[] {
  const key = JSON.stringify(actions);
  const before = knownActions.get(key);
  if (before) return before;

  const found = actionsSelectedBy(actions);
  if (knownActions.size >= MOST_KNOWN) knownActions.clear();
  if (key.length <= LONGEST_KNOWN) knownActions.set(key, found);
  return found;
}

/** Nearly every statement about a function is about the one action, and each is asked several times. */
const knownActions = new Map<string, readonly string[]>();
const MOST_KNOWN = 500;
/** Characters. */
const LONGEST_KNOWN = 500;

function actionsSelectedBy(actions: ResourceStatement['actions']): readonly string[] {
  const known = functionActions.filter((action) => selectsAction(actions, action));
  if (actions.scope === 'all but') return known;

  const isNew = (pattern: string) => {
    const selection = { scope: 'only', patterns: [pattern] } as const;
    return !known.some((action) => selectsAction(selection, action));
  };
  const others = actions.patterns.filter(isNew).map((pattern) => fillWildcards(pattern, 'x'));
  return [...known, ...others.filter((action) => /^lambda:/i.test(action))];
}

/** What a pattern stands for here: the function itself, if it may, or one that it would match. */
function resourcesOf({ resources }: ResourceStatement, own: string): readonly string[] {
  if (resources.scope === 'all but') return [own];

  return resources.patterns.map((pattern) =>
    matches(pattern, own) ? own : fillWildcards(pattern, 'x'),
  );
}
