import type { Severity } from '../../core/severity.ts';
import { argumentOf } from './call-arguments.ts';
import type { Call, Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';

/** Whether a text begins as a statement of SQL does. */
export function isSqlText(node: Expression | undefined): boolean {
  return verbOf(node) !== undefined;
}

/** What changes data is worse than what reads it. */
export function severityOfSql(call: Call): Severity | undefined {
  const text = call.arguments.map(({ value }) => verbOf(value)).find((verb) => verb !== undefined);
  const verb = text ?? verbOf(argumentOf(call, 0));

  return verb !== undefined && !reading.has(verb) ? 'critical' : undefined;
}

function verbOf(node: Expression | undefined): string | undefined {
  const start = (literalStart(node) ?? '').trimStart().slice(0, 20).toUpperCase();
  const [verb = ''] = start.split(/[\s(]/, 1);

  return verbs.has(verb) ? verb : undefined;
}

const reading: ReadonlySet<string> = new Set('SELECT WITH SHOW DESCRIBE EXPLAIN PRAGMA'.split(' '));

const verbs: ReadonlySet<string> = new Set([
  ...reading,
  ...'INSERT UPDATE DELETE REPLACE MERGE CREATE ALTER DROP TRUNCATE GRANT CALL EXEC EXECUTE COPY UPSERT'.split(
    ' ',
  ),
]);
