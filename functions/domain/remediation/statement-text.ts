import type {
  Condition,
  Principals,
  ResourceStatement,
  Selection,
  Statement,
} from '../../engines/iam/index.ts';

/** A statement as a policy document has it, as text. */
export function statementText(statement: Statement | ResourceStatement): string {
  return jsonText(writtenStatement(statement));
}

/** A whole document of statements. */
export function policyText(statements: readonly (Statement | ResourceStatement)[]): string {
  return jsonText({ Version: '2012-10-17', Statement: statements.map(writtenStatement) });
}

/**
 * JSON to be copied. It is ASCII without an apostrophe: nothing in it is invisible, and between
 * apostrophes it is one word of any shell. What is written otherwise means the same.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n -&(-~]/g, escaped);
}

function writtenStatement(statement: Statement | ResourceStatement) {
  const { sid, effect, actions, resources, conditions } = statement;
  const principals = 'principals' in statement ? statement.principals : undefined;

  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(principals && {
      [principals.scope === 'only' ? 'Principal' : 'NotPrincipal']: written(principals),
    }),
    [actions.scope === 'only' ? 'Action' : 'NotAction']: listed(actions),
    ...(!isOwnResource(statement) && {
      [resources.scope === 'only' ? 'Resource' : 'NotResource']: listed(resources),
    }),
    ...(conditions.length > 0 && { Condition: conditionBlock(conditions) }),
  };
}

/** A trust policy names no resource: it is about the role that it belongs to. */
function isOwnResource(statement: Statement | ResourceStatement): boolean {
  return (
    'principals' in statement &&
    statement.actions.patterns.every((pattern) => /^sts:/i.test(pattern))
  );
}

function listed({ patterns }: Selection): string | readonly string[] {
  return oneOrMany(patterns);
}

/** `*` for everyone, as Lambda writes it. */
function written({ named }: Principals) {
  const byKind = Object.groupBy(named, ({ kind }) => kind);

  return Object.fromEntries(
    Object.entries(byKind).map(([kind, some]) => [kind, oneOrMany(some.map(({ name }) => name))]),
  );
}

/** Keys of one operator stand together. An operator has each key once, as a document does. */
function conditionBlock(conditions: readonly Condition[]) {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operator, key, values } of conditions) {
    block[operator] = { ...block[operator], [key]: oneOrMany(values) };
  }

  return block;
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [first, ...rest] = values;

  return first !== undefined && rest.length === 0 ? first : values;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
