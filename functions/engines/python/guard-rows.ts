import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { isSetOnce } from './guard-flags.ts';
import { type Kinds, mediumAtMost, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { nodesIn } from './nodes-in.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { definitionOf, isSubject, type Subject } from './subject.ts';
import type { Call, Expression } from './syntax.ts';

/**
 * `db.fetchone('SELECT … WHERE name = ?', (x,))` and `Plugin.query.filter_by(name=x).first()`, where there
 * is a row: x was stored as it is. Who may do that is not known, so it is less grave, no more.
 */
export function storedRow(call: Call, subject: Subject): Kinds {
  if (!oneRow.test(lastName(call.callee)) || isStoredHere(call, subject)) return noKinds;

  return isFoundBySql(call, subject) || isFoundByField(call, subject) ? mediumAtMost : noKinds;
}

/** A list of rows is something, and so is what would give them. */
const oneRow = /^(?:fetch_?(?:one|row|first)|first|one|one_or_none|scalar_one|scalar_one_or_none)$/;

/** `db.execute('INSERT … VALUES (?)', (x,))` in the same function: then there is a row of whatever was sent. */
function isStoredHere(call: Call, subject: Subject): boolean {
  const of = scopeOf(call).function;
  if (!of) return false;

  return nodesIn(of).some(
    (each) =>
      each.type === 'Call' &&
      each !== call &&
      isStoring(each) &&
      each.arguments.some(({ value }) => elementsOf(value).some((one) => isSubject(one, subject))),
  );
}

function isStoring({ callee, arguments: given }: Call): boolean {
  const [first] = given;
  const sql = first && constantText(first.value);

  return (
    /^_*(?:insert|add|save|create|put|store|upsert|get_or_create|update_or_create)/.test(
      lastName(callee),
    ) || /^\s*(?:insert|replace|update|merge|with)\b/i.test(sql ?? '')
  );
}

function elementsOf(node: Expression): readonly Expression[] {
  if (node.type === 'Tuple' || node.type === 'List') return node.elements.flatMap(elementsOf);
  if (node.type === 'Dict') return node.entries.map(({ value }) => value);

  return [node];
}

/** In the call itself, or in `.execute(…)` before it. */
function isFoundBySql(call: Call, subject: Subject): boolean {
  const before = call.callee.type === 'Attribute' ? call.callee.object : undefined;
  const asked = call.arguments.length > 0 ? call : queryOf(unwrapped(before));
  if (asked?.type !== 'Call') return false;
  const sql = constantText(argumentOf(asked, 0, 'query', 'sql', 'statement'));
  const given = argumentOf(asked, 1, 'values', 'params', 'parameters', 'args');
  const condition = sql === undefined ? undefined : conditionOf(sql);
  if (condition === undefined || !given) return false;

  return placesOf(condition).some((place) => {
    const value = valueAt(given, place);
    return value !== undefined && isSubject(value, subject);
  });
}

/** `cursor = db.execute(…)`, of which nothing but rows is asked. */
function queryOf(node: Expression | undefined): Expression | undefined {
  const binding = node?.type === 'Name' && isSetOnce(node) ? bindingOf(node) : undefined;
  const isOnlyRead = binding?.reads.every(
    ({ parent }) => parent?.type === 'Attribute' && /^(?:fetch\w*|close)$/.test(parent.name),
  );

  return node && isOnlyRead ? unwrapped(definitionOf(node)) : node;
}

function unwrapped(node: Expression | undefined): Expression | undefined {
  return node?.type === 'Await' ? node.value : node;
}

/** What all rows have to meet; undefined where some need not, or where there is always a row. */
function conditionOf(sql: string): string | undefined {
  const [before = '', text, ...others] = sql.split(/\bwhere\b/i);
  if (text === undefined || others.length > 0 || open.test(text)) return undefined;

  return isOfTable(before.trim().split(/\s+/)) ? text : undefined;
}

/** `SELECT a, b FROM t`: of a function such as `count(*)`, there is a row in any case. */
function isOfTable(words: readonly string[]): boolean {
  const from = words.findIndex((word) => word.toLowerCase() === 'from');
  const columns = words.slice(1, from).join('');
  if (words.some((word) => /^(?:union|except|intersect)$/i.test(word))) return false;

  return (
    words[0]?.toLowerCase() === 'select' &&
    from === words.length - 2 &&
    /^[\w.,"`*]+$/.test(columns) &&
    /^[\w."`]+$/.test(words.at(-1) ?? '')
  );
}

/** What is no plain comparison of a column with a value. */
const open =
  /\b(?:or|like|ilike|not|union|between|in|case|regexp|glob|select|group|is)\b|\|\||[<>!~+*/]/i;

/** Which parameters a column has to be equal to: by name, or the how many-th it is. */
function placesOf(condition: string): readonly string[] {
  let index = 0;

  return condition.split(/\band\b/i).flatMap((part) => {
    const place = placeIn(part, index);
    index += part.match(/\?|%s/g)?.length ?? 0;
    return place ?? [];
  });
}

/** `name = ?`, `name = %s`, `name = :name`, `name = %(name)s`. */
function placeIn(comparison: string, index: number): string | undefined {
  const [column = '', value = '', ...others] = comparison.split('=').map((side) => side.trim());
  if (others.length > 0 || !/^\(?[\w."`]{1,80}$/.test(column)) return undefined;
  const [sign = ''] = value.split(/[\s;]/);
  if (sign === '?' || sign === '%s') return String(index);

  return /^:(\w{1,60})$/.exec(sign)?.[1] ?? /^%\((\w{1,60})\)s$/.exec(sign)?.[1];
}

function valueAt(given: Expression, place: string): Expression | undefined {
  if (given.type === 'Tuple' || given.type === 'List') return given.elements[Number(place)];
  if (given.type !== 'Dict') return undefined;

  return given.entries.find(({ key }) => constantText(key) === place)?.value;
}

/** `Plugin.query.filter_by(name=x)`, `Plugin.objects.filter(name=x)`; `name__contains=x` is no equality. */
function isFoundByField({ callee }: Call, subject: Subject): boolean {
  let at = callee.type === 'Attribute' ? unwrapped(callee.object) : undefined;

  for (let steps = 0; steps < MOST_STEPS && at?.type === 'Call'; steps += 1) {
    const { callee: asked, arguments: given }: Call = at;
    if (asked.type !== 'Attribute') return false;
    const isOfModel = asked.name === 'filter' && lastName(asked.object) === 'objects';
    const isOne =
      (asked.name === 'filter_by' || isOfModel) &&
      given.every(({ name, spread }) => name !== undefined && spread === '') &&
      given.some(({ name, value }) => !name?.includes('__') && isSubject(value, subject));
    if (isOne) return true;
    if (!/^(?:order_by|limit|options|select_related)$/.test(asked.name)) return false;
    at = unwrapped(asked.object);
  }
  return false;
}

const MOST_STEPS = 6;
