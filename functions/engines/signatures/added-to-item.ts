import { isLastChange } from './caller-words.ts';

/** What an update does to an item that is there: `for others` where all may do it, by the names of its fields; `adds` where nothing is lost that was there. */
export type Addition = 'for others' | 'adds';

/** One field that is set. */
export interface FieldSet {
  readonly name: string;
  /** It adds to what is there: `ADD attendees :a`, `list_append(comments, :c)`, `{ $push: … }`, a bid that has to be higher. */
  readonly isAdded: boolean;
}

/** What all the fields together are; undefined where one of them is lost, or none is seen. */
export function additionOf(fields: readonly FieldSet[]): Addition | undefined {
  const set = fields.filter(({ name }) => !isTime(name));
  if (set.length === 0) return undefined;
  if (set.every(({ name, isAdded }) => (isAdded ? isForOthers(name) : isMark(name))))
    return 'for others';

  return set.every(({ isAdded }) => isAdded) ? 'adds' : undefined;
}

/** What an `UPDATE` of SQL sets. */
export function fieldsOfStatement(statement: string): readonly FieldSet[] {
  const text = statement.slice(0, LONGEST);
  const begin = /^\s*UPDATE\s/i.test(text) ? text.search(/\sSET\s/i) : -1;
  const end = text.search(/\sWHERE\s/i);

  return begin < 0 || end < begin
    ? []
    : fieldsUpdated(text.slice(begin, end).trim(), '', (name) => name);
}

/** Of an `UpdateExpression` of DynamoDB. */
export function fieldsUpdated(
  expression: string,
  condition: string,
  names: (placeholder: string) => string,
): readonly FieldSet[] {
  if (expression.length > LONGEST) return [];
  // No one has it yet, or a bid has to be higher; what is the same as the request says asks nothing.
  const isGuarded = /attribute_not_exists|[<>]/.test(condition.replaceAll('<>', ''));
  const fields: FieldSet[] = [];
  let action = '';

  for (const part of partsOf(expression)) {
    const [, verb = '', rest = ''] = /^(SET|ADD|REMOVE|DELETE)\s(.*)$/is.exec(part) ?? [];
    action = verb.toUpperCase() || action;
    const written = verb === '' ? part : rest.trim();
    const [path = ''] = written.split(/[\s=[]/, 1);
    const [target = '', inner = ''] = path.split('.');
    const value = action === 'SET' ? written.slice(written.indexOf('=') + 1).trim() : '';
    fields.push({
      name: names(target),
      isAdded: action === 'ADD' || isGuarded || inner.startsWith('#') || isMore(value, target),
    });
  }
  return fields;
}

/** `list_append(comments, :c)`, `stock - :q`, `if_not_exists(clicks, :zero) + :one` */
function isMore(value: string, target: string): boolean {
  return (
    value.startsWith('list_append') ||
    (/^[^+-]{1,200}[+-]/.test(value) &&
      (value.startsWith(target) || value.startsWith('if_not_exists')))
  );
}

/** By the commas outside of brackets, and before each verb. */
function partsOf(expression: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const each of expression.replaceAll(/\b(?=(?:SET|ADD|REMOVE|DELETE)\s)/gi, ',')) {
    if (each === '(') depth += 1;
    if (each === ')') depth -= 1;
    if (each === ',' && depth <= 0) {
      parts.push(part.trim());
      part = '';
    } else part += each;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}

/** `updatedAt` */
function isTime(name: string): boolean {
  return (isLastChange(name) && /(?:at|on|date|time)$/i.test(name)) || /^last_?[a-z]/i.test(name);
}

/** What those add who do not own an item. */
function isForOthers(name: string): boolean {
  return /comment|repl(?:y|ies)|reaction|answer|response|attend|participant|guest|rsvp|registra|like|vote|clap|rating|review|star|score|sum|count|total|bid|offer|report|flag|message|feedback|view|visit|click|hits|player|connection|download|share|follow|subscri|applica|interest/i.test(
    name,
  );
}

/** What is marked on another's item: that it is reported, or was seen. */
function isMark(name: string): boolean {
  return /^(?:is_?)?(?:reported|flagged|viewed|seen|opened|read)$/i.test(name);
}

const LONGEST = 2_000;
