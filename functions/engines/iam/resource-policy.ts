import * as z from 'zod/mini';
import { fingerprint } from '../../core/fingerprint.ts';
import {
  describeSelection,
  MalformedPolicy,
  normalise,
  parseStatement,
  rawStatements,
  type Statement,
  statementElements,
} from './policy-document.ts';
import { type Principals, principalElement, principalsIn } from './principal.ts';

/** Who may use a function. */
export interface ResourcePolicy {
  /** Alias or version number; undefined for the function itself. */
  readonly qualifier?: string | undefined;
  readonly statements: readonly ResourceStatement[];
}

export interface ResourceStatement extends Statement {
  readonly principals: Principals;
}

/** Characters. Lambda takes 20,480, and IAM 8,192 for who may take up a role, URL-encoded. */
const LONGEST = 2 ** 15;

/** Strict, for the reason that identity statements are. */
const resourceStatement = z.strictObject({
  ...statementElements,
  Principal: z.optional(principalElement),
  NotPrincipal: z.optional(principalElement),
});

/**
 * A statement without a resource is about the one that the policy is attached to.
 *
 * @param document JSON text, as GetPolicy returns it.
 * @throws MalformedPolicy: an unreadable policy is not an empty one.
 */
export function parseResourcePolicy(
  document: string,
  qualifier: string | undefined,
): ResourcePolicy {
  const name = `the resource policy of ${qualifier ?? 'the function'}`;

  return { qualifier, statements: resourceStatements(document, name) };
}

/**
 * The statements of a policy that names principals, as any resource has it.
 *
 * @param name for the error.
 * @throws MalformedPolicy
 */
export function resourceStatements(document: string, name: string): readonly ResourceStatement[] {
  return rawStatements(document, name, LONGEST).map((raw, index) => {
    const parsed = parseStatement(resourceStatement, raw, index, name);

    return { ...normalise(parsed, index, name), principals: principalsOf(parsed, index, name) };
  });
}

/**
 * What a finding knows a statement by: the same every night, and wherever it stands. Without a name
 * it is what it says; two that say the same in all are one thing to fix.
 */
export function statementName(statement: Statement): string {
  if (statement.sid) return statement.sid;

  return `${statementTitle(statement)} ~${fingerprint(JSON.stringify(statement)).slice(0, 8)}`;
}

/** What every finding about a statement is known by: whose policy it stands in, and its name. */
export function statementSubject(
  statement: Statement,
  { qualifier = 'function' }: ResourcePolicy,
): string {
  return `${qualifier}/${statementName(statement)}`;
}

/** For a sentence, in which a name alone would read as a word. */
export function statementTitle({ sid, actions }: Statement): string {
  return `statement ${sid || `on ${describeSelection(actions)}`}`;
}

function principalsOf(
  { Principal, NotPrincipal }: z.infer<typeof resourceStatement>,
  index: number,
  name: string,
): Principals {
  const element = Principal ?? NotPrincipal;

  if (element === undefined || (Principal !== undefined && NotPrincipal !== undefined)) {
    const what = 'must have either Principal or NotPrincipal';
    throw new MalformedPolicy(`statement ${index + 1} of ${name} ${what}`);
  }
  return { scope: Principal ? 'only' : 'all but', named: principalsIn(element) };
}
