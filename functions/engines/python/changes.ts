import { constantText } from './constant-text.ts';
import { anyField, type FieldPath } from './field-path.ts';
import { type Binding, bindingOf, lookUp, scopeOf } from './scope.ts';
import { positionOf } from './sites.ts';
import type { AnyNode, Argument, Call, Expression, FunctionNode, Name } from './syntax.ts';
import { baseOf } from './target.ts';
import type { Values } from './value.ts';

/** Where something other than an assignment to the name may change what it stands for, or a part of it. */
export interface Change {
  readonly node: AnyNode;
  /** Below the name: what is changed, with all that lies in it. */
  readonly path: FieldPath;
  /** Of a call that may be one of a function of the archive: only where that changes what it is given. */
  readonly given?: Argument | Expression | undefined;
}

/** `event.update(…)`, `other = event` and then `other['name'] = …`, `merge(event)`. */
export function changesOf(binding: Binding): readonly Change[] {
  const known = knownChanges.get(binding);
  if (known) return known;

  const found = changesIn(binding, [binding]);
  knownChanges.set(binding, found);
  return found;
}

const knownChanges = new WeakMap<Binding, readonly Change[]>();

/** `around`: the names that it is another name of. */
function changesIn(binding: Binding, around: readonly Binding[]): readonly Change[] {
  const isOther = around.length > 1;
  const found = binding.reads.flatMap((read) => changesBy(read, around));

  return isOther ? found.slice(0, MOST_BY_OTHERS) : found;
}

/** A name of a name of a name. */
const MOST_NAMES = 3;

/** More are made to waste time. */
const MOST_BY_OTHERS = 200;

function changesBy(read: Name, around: readonly Binding[]): readonly Change[] {
  const whole = wholeOf(read);
  const path = baseOf(whole)?.path ?? [];
  const { parent } = whole;

  if (parent?.type === 'Call' && parent.callee === whole) {
    const object = path.slice(0, -1);
    if (path.length === 0) return [];
    if (changers.has(path.at(-1) ?? '')) return changedBy(parent, object);
    return [{ node: parent, path: object, given: whole }];
  }
  if (parent?.type === 'Argument' && parent.parent?.type === 'Call' && parent.spread === '') {
    return [{ node: parent.parent, path, given: parent }];
  }
  return parent?.type === 'Assign' && parent.value === whole
    ? parent.targets.flatMap((target) => changesByOther(target, path, around))
    : [];
}

const changers: ReadonlySet<string> = new Set(
  'update setdefault __setitem__ append extend insert pop popleft appendleft remove reverse sort'.split(
    ' ',
  ),
);

/** Of `update(status=1)` and `update({'status': 1})`, that field alone. */
function changedBy(call: Call, path: FieldPath): readonly Change[] {
  const all = { node: call, path };
  if (call.callee.type !== 'Attribute' || call.callee.name !== 'update') return [all];
  const keys = call.arguments.flatMap(({ name, value, spread }) => {
    if (name !== undefined) return [name];
    if (value.type !== 'Dict' || spread !== '') return [undefined];
    return value.entries.map(({ key }) => constantText(key));
  });

  return keys.map((key) => (key === undefined ? all : { node: call, path: [...path, key] }));
}

/** All of `name.field['key']`. */
function wholeOf(read: Name): Expression {
  let at: Expression = read;

  while (
    (at.parent?.type === 'Attribute' || at.parent?.type === 'Subscript') &&
    at.parent.object === at
  ) {
    at = at.parent;
  }
  return at;
}

/** What is done to it by another name. */
function changesByOther(
  target: Expression,
  path: FieldPath,
  around: readonly Binding[],
): readonly Change[] {
  const other = bindingOf(target);
  if (!other || around.includes(other) || around.length > MOST_NAMES) return [];
  const written = other.writes.filter((write) => write.path.length > 0);
  const changes = changesIn(other, [...around, other]);

  return [
    ...written.map((each) => ({ node: each.node, path: [...path, ...each.path] })),
    ...changes.map((each) => ({ ...each, path: [...path, ...each.path] })),
  ];
}

/** Whether it may change the subject, or something in it. */
export function isChangeOf(change: Change, subject: Changed, depth = 0): boolean {
  const { path, given } = change;
  const fields = subject.fields === '' ? [] : subject.fields.split('\0');
  if (!isAlong(path, fields)) return false;
  if (!given) return true;
  if (!subject.values) return false;

  const known = knownCalls.get(change) ?? new Map<string, boolean>();
  knownCalls.set(change, known);
  const key = `${depth}\0${subject.fields}`;
  const isChange =
    known.get(key) ??
    isChangedByCall(given, { ...subject, fields: fields.slice(path.length).join('\0') }, depth);
  known.set(key, isChange);
  return isChange;
}

/** Each is asked once of each field: what is checked is asked about at every place where it is used. */
const knownCalls = new WeakMap<Change, Map<string, boolean>>();

function isChangedByCall(given: Argument | Expression, subject: Changed, depth: number): boolean {
  const call = given.parent;
  if (depth > MOST_FUNCTIONS || call?.type !== 'Call' || !subject.values) return false;

  return subject.values.functionsOf(call.callee).some(({ node, taken }) => {
    const binding = parameterOf(given, node, taken);
    return binding !== undefined && isChangedIn(binding, subject, depth);
  });
}

/** Each is asked once: a method that many call has many that it calls. */
function isChangedIn(binding: Binding, subject: Changed, depth: number): boolean {
  const { values } = subject;
  if (!values) return false;
  const ofAll = knownAnswers.get(values) ?? new WeakMap<Binding, Map<string, boolean>>();
  const known = ofAll.get(binding) ?? new Map<string, boolean>();
  knownAnswers.set(values, ofAll.set(binding, known));
  const key = `${depth}\0${subject.fields}`;
  const before = known.get(key);
  if (before !== undefined) return before;

  const found =
    binding.writes.some(
      ({ node, path }) => path.length > 0 && isChangeOf({ node, path }, subject),
    ) || changesOf(binding).some((change) => isChangeOf(change, subject, depth + 1));
  known.set(key, found);
  return found;
}

const knownAnswers = new WeakMap<Values, WeakMap<Binding, Map<string, boolean>>>();

export interface Changed {
  readonly fields: string;
  readonly values?: Values | undefined;
}

/** Functions that hand it on to another one. */
const MOST_FUNCTIONS = 2;

/** Whether one lies in the other. */
function isAlong(path: FieldPath, fields: readonly string[]): boolean {
  return path.every((step, index) => {
    const field = fields[index];
    return field === undefined || step === anyField || step === field;
  });
}

function parameterOf(
  given: Argument | Expression,
  of: FunctionNode,
  taken: number,
): Binding | undefined {
  const parameter = of.parameters.find(({ name }, index) => {
    if (given.type !== 'Argument') return index === taken - 1;
    return given.name === undefined
      ? index === (positionOf(given) ?? 0) + taken
      : name.name === given.name;
  });

  return parameter && lookUp(parameter.name.name, scopeOf(parameter));
}
