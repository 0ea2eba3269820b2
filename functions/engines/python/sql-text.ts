import type { Severity } from '../../core/severity.ts';
import type { Fact } from './entry.ts';
import type { Call, Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';
import type { Values } from './value.ts';

/** Whether a text begins as a statement of SQL does, where it was put together. */
export function isSqlText(call: Call, fact: Fact): boolean {
  return verbIn(call, fact) !== undefined;
}

/** What changes data is worse than what reads it. */
export function severityOfSql(call: Call, _: Values, fact: Fact): Severity | undefined {
  const verb = verbIn(call, fact);

  return verb !== undefined && !reading.has(verb) ? 'critical' : undefined;
}

/** Of what is given to a call, or of what it was before that, on its way. */
function verbIn(call: Call, fact: Fact): string | undefined {
  const given = call.arguments.map(({ value }) => verbOf(value)).find((verb) => verb !== undefined);
  if (given !== undefined) return given;

  let at: Fact | undefined = fact;
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { type } = at.node;
    const isText = type === 'FormattedText' || type === 'Binary' || type === 'Call';
    const verb = isText ? verbOf(at.node) : undefined;
    if (verb !== undefined) return verb;
    at = at.from;
  }
  return undefined;
}

/** Facts of which the texts are looked at. */
const MOST_STEPS = 40;

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
