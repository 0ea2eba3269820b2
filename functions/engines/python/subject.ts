import { changesOf, isChangeOf } from './changes.ts';
import { constantText } from './constant-text.ts';
import { isInLoop } from './in-loop.ts';
import { type Binding, bindingOf, scopeOf } from './scope.ts';
import type { AnyNode, Expression, NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/** `name.field` that a condition speaks of and that is read after it. */
export interface Subject {
  readonly binding: Binding;
  readonly fields: string;
  readonly start: number;
  /** Of a text, a character; of a list, an element. */
  readonly isPart?: boolean | undefined;
  /** Of a path, what stands between two slashes. */
  readonly isStep?: boolean | undefined;
  /** It is the name of a module that is to be loaded. */
  readonly isModule?: boolean | undefined;
  /** What an object keeps in a field counts as the host of its address. */
  readonly isHostKept?: boolean | undefined;
  /** A read of it, unless only its keys are: if it is a table, what is known of those is not of the values. */
  readonly readAt?: AnyNode | undefined;
  /** It lies in what is read, and how that is read on is not known: of a table, keys say nothing. */
  readonly isBelow?: boolean | undefined;
  /** What knows the functions that may change it. */
  readonly values?: Values | undefined;
}

/** The subject, or it as a number or in small letters. */
export function mentions(node: Expression, subject: Subject): boolean {
  if (isSubject(node, subject)) return true;
  if (node.type !== 'Call') return false;

  return (
    node.arguments.some(({ value }) => isSubject(value, subject)) ||
    (node.callee.type === 'Attribute' && isSubject(node.callee.object, subject))
  );
}

export function isSubject(node: Expression, subject: Subject): boolean {
  const other = subjectOf(withoutText(node));

  return (
    other?.binding === subject.binding &&
    other.fields === subject.fields &&
    isUnchanged(node, subject)
  );
}

/** Whether the subject is, where it is read, what it was where something was asked. */
export function isUnchanged(node: Expression, subject: Subject): boolean {
  const { binding, start } = subject;
  if (binding.loops.some((loop) => loop.start > node.start && loop.target.end < start))
    return false;

  const isWritten = binding.writes.some(
    ({ node: written }) =>
      written.start > node.start &&
      (written.end < start || isOfTurnBefore(written, node, start)) &&
      !isSetToConstant(written) &&
      !isBeside(written, subject, node),
  );
  return !isWritten && !isChanged(node, subject);
}

/** By something other than an assignment. */
function isChanged(asked: Expression, subject: Subject): boolean {
  const { start } = subject;

  return changesOf(subject.binding).some(
    (change) =>
      change.node.start > asked.start &&
      (change.node.end < start || isInLoop(change.node, start, asked.start)) &&
      isChangeOf(change, subject),
  );
}

/** Set in one branch of an `if` and read in the other: one run takes one of them, unless a loop asks no more. */
function isBeside(written: AnyNode, { binding, start }: Subject, asked: AnyNode): boolean {
  let at = written;

  for (let steps = 0; at.parent && steps < MOST_AROUND; steps += 1) {
    const around: AnyNode = at.parent;
    if (around.type === 'Function') return false;
    if (around.type === 'If' && around.start <= start && start < around.end) {
      const other = at === around.body ? around.otherwise : around.body;
      const isOther = other !== undefined && other.start <= start && start < other.end;
      return (
        isOther &&
        at !== around.test &&
        !isInLoop(around, start, asked.start) &&
        !isReadLater(binding, start, around)
      );
    }
    at = around;
  }
  return false;
}

/** `jobs.append(lambda: use(name))`: a function in a branch reads it when it is run. */
function isReadLater({ reads }: Binding, start: number, around: AnyNode): boolean {
  const read = reads.find((each) => each.start === start);

  return read !== undefined && scopeOf(read).function !== scopeOf(around).function;
}

/** Further out, branches are not looked for. */
const MOST_AROUND = 100;

/** `if ok: while …: use(name); name = other`: set in the turn before, of a loop that does not ask again. */
function isOfTurnBefore(written: AnyNode, asked: AnyNode, start: number): boolean {
  if (written.type !== 'Assign' || !written.value || !handers.has(written.value.type)) return false;
  if (isCutFromItself(written)) return false;

  return isInLoop(written, start, asked.start);
}

/** `name = name[1:]`: of what was asked for. */
function isCutFromItself({ targets, value }: NodeOf<'Assign'>): boolean {
  if (value?.type !== 'Subscript' || value.index.type !== 'Slice') return false;
  const own = bindingOf(value.object);

  return own !== undefined && targets.some((target) => bindingOf(target) === own);
}

/** What hands a value on as it is; what a call answers is seldom what a caller sent. */
const handers: ReadonlySet<AnyNode['type']> = new Set([
  'Name',
  'Attribute',
  'Subscript',
  'Binary',
  'FormattedText',
]);

/** Which fields of an expression the subject is: of `event`, `name`, where it is `event['name']`. */
export function fieldsBelow(node: Expression, subject: Subject): string | undefined {
  if (subject.fields === '') return undefined;
  const other = subjectOf(node);
  if (other?.binding !== subject.binding) return undefined;
  const isAround = other.fields === '' || subject.fields.startsWith(`${other.fields}\0`);
  if (!isAround || !isSubject(node, { ...subject, fields: other.fields })) return undefined;

  return other.fields === '' ? subject.fields : subject.fields.slice(other.fields.length + 1);
}

/** `name = None`: what was found of the name before still holds, or there is nothing of it. */
export function isSetToConstant(written: AnyNode): boolean {
  return written.type === 'Assign' && written.value !== undefined && isConstant(written.value);
}

/** `None`, `True`, a text of the code. */
export function isConstant(value: Expression): boolean {
  return value.type === 'Constant' || constantText(value) !== undefined;
}

/** `x['field']`, `x.items()`, `**x`, of a name here or anywhere else; not where its keys are read. */
export function isReadAsTable(node: AnyNode): boolean {
  if (isTableRead(node)) return true;
  if (isReadByKeys(node)) return false;
  const reads = bindingOf(node)?.reads ?? [];

  return reads.length < MOST_READS && reads.some(isTableRead);
}

/** More are not looked at. */
const MOST_READS = 100;

/** `for key in x`, `sorted(x)`, `x.keys()`. */
function isReadByKeys(node: AnyNode): boolean {
  const { parent } = node;

  switch (parent?.type) {
    case 'For':
    case 'Clause':
      return parent.source === node;
    case 'Attribute':
      return parent.object === node && parent.name === 'keys';
    case 'Argument': {
      const call = parent.parent?.type === 'Call' ? parent.parent : undefined;
      const { callee } = call ?? {};
      const name = callee?.type === 'Name' || callee?.type === 'Attribute' ? callee.name : '';
      return parent.spread === '' && /^(?:join|set|list|tuple|sorted|frozenset)$/.test(name);
    }
    default:
      return false;
  }
}

function isTableRead(node: AnyNode): boolean {
  const { parent } = node;

  switch (parent?.type) {
    case 'Subscript':
      return parent.object === node && constantText(parent.index) !== undefined;
    case 'Attribute':
      return parent.object === node && /^(?:items|values|get|setdefault)$/.test(parent.name);
    case 'Argument':
      return parent.spread === '**';
    default:
      return false;
  }
}

/** `x.lower()` and `str(x)` speak of x. */
function withoutText(node: Expression): Expression {
  if (node.type !== 'Call') return node;
  const { callee, arguments: given } = node;
  const [first] = given;
  // `x.strip('./')` is another text.
  if (callee.type === 'Attribute' && !first && /^(?:lower|upper|strip)$/.test(callee.name)) {
    return callee.object;
  }
  return callee.type === 'Name' && callee.name === 'str' && first ? first.value : node;
}

/** `name`, `name.field`, `name['field']`, `name.get('field')`. */
export function subjectOf(node: AnyNode): Subject | undefined {
  const fields: string[] = [];
  let at: AnyNode = node;

  while (fields.length < MOST_FIELDS) {
    if (at.type === 'Attribute') {
      fields.push(at.name);
      at = at.object;
    } else if (at.type === 'Subscript') {
      const key = at.index.type === 'Number' ? at.index.value : constantText(at.index);
      if (key === undefined) return undefined;
      fields.push(key);
      at = at.object;
    } else if (at.type === 'Call' && at.callee.type === 'Attribute' && at.callee.name === 'get') {
      const key = constantText(at.arguments[0]?.value);
      if (key === undefined) return undefined;
      fields.push(key);
      at = at.callee.object;
    } else break;
  }
  const binding = bindingOf(at);
  return binding && { binding, fields: fields.reverse().join('\0'), start: node.start };
}

/** Deeper, a guard is not looked for. */
const MOST_FIELDS = 12;

/** What a name was set to once; the node itself otherwise. */
export function definitionOf(node: Expression): Expression {
  const definition = bindingOf(node)?.definitions[0];

  return definition?.kind === 'value' && definition.path.length === 0 ? definition.node : node;
}
