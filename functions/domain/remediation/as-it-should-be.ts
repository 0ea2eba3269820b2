import type { Target } from '../../core/target.ts';
import {
  type Escalation,
  escalationsOf,
  type PolicyStatement,
  type RolePermissions,
  type Statement,
  statementFaults,
  statementsOf,
} from '../../engines/iam/index.ts';
import { cleared } from './cleared.ts';
import { closedStep, openingIn, weakest } from './closed-step.ts';

/** What should stand in the place of each statement of a role that something is wrong with. */
export type AsItShouldBe = ReadonlyMap<Statement, readonly Statement[]>;

/**
 * The statements of a role as they should be: nothing is wrong with one by itself, and together they
 * open no way to more permissions. Every check prints these, so that no finding undoes the fix of
 * another, or leaves what the next night would report.
 *
 * @param now ISO 8601 in UTC.
 */
export function asItShouldBe(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): AsItShouldBe {
  const before = answers.get(permissions);
  if (before?.role === role.arn && before.now === now) return before.all;

  const { all, opening } = closed(permissions, role, now);
  answers.set(permissions, { role: role.arn, now, all, opening });
  return all;
}

/** The statements that open ways to more permissions, those of the worst first. */
export function openingStatements(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly PolicyStatement[] {
  asItShouldBe(permissions, role, now);
  const opening = answers.get(permissions)?.opening ?? new Set();
  const origins = permissions.policies.flatMap(statementsOf);

  return [...opening].flatMap((each) => origins.filter(({ statement }) => statement === each));
}

/** What should stand in the place of a statement, if anything is wrong with it: else it stays. */
export function proposedFor(
  { statement }: PolicyStatement,
  all: AsItShouldBe,
): readonly Statement[] {
  return all.get(statement) ?? [statement];
}

interface Answer {
  readonly role: string;
  readonly now: string;
  readonly all: AsItShouldBe;
  /** Of `all`, those that open a way to more permissions. */
  readonly opening: ReadonlySet<Statement>;
}

/** Several checks of a role print from it. */
const answers = new WeakMap<RolePermissions, Answer>();

/** Ways that are closed one after the other: a policy with more was not written to be read. */
const MOST_ROUNDS = 40;

function closed(permissions: RolePermissions, role: Target<'role'>, now: string) {
  const faults = statementFaults(permissions, role, now);
  const all = new Map(faults.map((found) => [found.origin.statement, cleared(found, role)]));
  const opening = new Set<Statement>();

  // First those that are open as it stands, for these are what the reader is shown.
  let current = originals(permissions);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const [worst] = escalationsOf(current.permissions, role, now);
    const touched = worst ? close(worst, current, all) : [];
    if (touched.length === 0) break;

    for (const statement of touched) opening.add(statement);
    current = rewritten(permissions, all, opening);
  }
  return { all, opening };
}

interface Current {
  readonly permissions: RolePermissions;
  /** Of each statement, the one in whose place it stands. */
  readonly originals: ReadonlyMap<Statement, Statement>;
}

/** Closes the weakest step of a way. @returns the statements that opened it. */
function close(
  { steps }: Escalation,
  { originals: origins }: Current,
  all: Map<Statement, readonly Statement[]>,
): readonly Statement[] {
  const step = weakest(steps);
  const touched = openingIn(step.decision)
    .map(({ statement }) => origins.get(statement))
    .filter((statement) => statement !== undefined);

  for (const statement of touched) {
    const before = all.get(statement) ?? [statement];
    all.set(
      statement,
      before.flatMap((each) => closedStep(each, step)),
    );
  }
  return touched;
}

function originals(permissions: RolePermissions): Current {
  const own = permissions.policies.flatMap(({ statements }) => statements);

  return { permissions, originals: new Map(own.map((statement) => [statement, statement])) };
}

/** The permissions with what is proposed for some of the statements. */
function rewritten(
  permissions: RolePermissions,
  all: AsItShouldBe,
  changed: ReadonlySet<Statement>,
): Current {
  const inPlaceOf = new Map<Statement, Statement>();
  const policies = permissions.policies.map((policy) => ({
    ...policy,
    statements: policy.statements.flatMap((statement) => {
      const now = changed.has(statement) ? (all.get(statement) ?? [statement]) : [statement];
      for (const each of now) inPlaceOf.set(each, statement);
      return now;
    }),
  }));

  return { permissions: { ...permissions, policies }, originals: inPlaceOf };
}
