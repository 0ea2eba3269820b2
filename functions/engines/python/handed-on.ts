import { constantText, constantValue } from './constant-text.ts';
import type { LinkedFile } from './link.ts';
import { lookUp, scopeOf } from './scope.ts';
import type { AnyNode, Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';

/** What something else than its calls may call. */
export interface HandedOn {
  readonly names: ReadonlySet<string>;
  /** What the names begin with that the code makes, in small letters: `do_` of `getattr(self, 'do_' + action)`. */
  readonly beginnings: ReadonlySet<string>;
}

/**
 * Functions that are not only called: `Thread(target=self.load)`, `from files import load as read`,
 * `getattr(self, 'load')`, `globals()[name]`. Who then calls them, and with what, is not known.
 */
export function handedOnIn(files: Iterable<LinkedFile>): HandedOn {
  const names = new Set<string>();
  const beginnings = new Set<string>();

  for (const file of files) {
    for (const [name, attributes] of file.attributes) {
      if (!attributes.every(isCalled)) names.add(name);
    }
    for (const name of namesRead(file)) names.add(name);
    for (const asked of namesAsked(file)) {
      const name = constantText(asked);
      if (name === undefined) beginnings.add(beginningOf(asked));
      else names.add(name);
    }
    if (asksForAll(file)) beginnings.add('');
  }
  return { names, beginnings };
}

/** Python calls `__str__` and the like by itself; `__init__`, for who has the class in another way. */
export function isAmong(name: string, { names, beginnings }: HandedOn): boolean {
  if (/^__\w+__$/.test(name) || names.has(name)) return true;

  return [...beginnings].some((each) => name.toLowerCase().startsWith(each));
}

function namesAsked({ calls, attributes }: LinkedFile): readonly Expression[] {
  const byPlace = (name: string, place: number) =>
    (calls.get(name) ?? []).flatMap((call) => call.arguments[place]?.value ?? []);

  return [
    ...byPlace('getattr', 1),
    ...byPlace('attrgetter', 0),
    ...byPlace('methodcaller', 0),
    ...(attributes.get('__dict__') ?? []).flatMap((each) => keyOf(each) ?? []),
  ];
}

/** `error.__dict__['response']` */
function keyOf({ parent }: AnyNode): Expression | undefined {
  return parent?.type === 'Subscript' && constantText(parent.index) !== undefined
    ? parent.index
    : undefined;
}

/** `'do_' + action`, `f'do_{action}'`, `'do_%s' % action`; empty where it may begin with anything. */
function beginningOf(name: Expression): string {
  return isBegunAsWritten(name, 0) ? (literalStart(name) ?? '').toLowerCase() : '';
}

/** `('DO_%s' % action).lower()`, in any letters; what strips or replaces leaves another beginning. */
function isBegunAsWritten(node: Expression, depth: number): boolean {
  if (depth > MOST_STEPS) return false;

  switch (node.type) {
    case 'Name': {
      const value = constantValue(node);
      return !value || isBegunAsWritten(value, depth + 1);
    }
    case 'Binary':
      return isBegunAsWritten(node.left, depth + 1);
    case 'Call': {
      const { callee } = node;
      const isKept =
        callee.type === 'Attribute' && /^(?:format|lower|upper|rstrip|encode)$/.test(callee.name);
      return isKept && isBegunAsWritten(callee.object, depth + 1);
    }
    default:
      return true;
  }
}

/** Of an expression of more parts, the beginning is not known. */
const MOST_STEPS = 12;

/** `globals()[name]`, `self.__dict__[name]`. */
function asksForAll({ calls, attributes }: LinkedFile): boolean {
  return (
    ['globals', 'locals', 'vars', 'getmembers'].some((name) => calls.has(name)) ||
    (attributes.get('__dict__') ?? []).some((each) => keyOf(each) === undefined) ||
    attributes.has('__getattribute__')
  );
}

function namesRead({ scope, imports, functions }: LinkedFile): readonly string[] {
  const own = [...scope.names.values(), ...functions.flatMap((of) => holderIn(of) ?? [])];
  const imported = imports.flatMap((node) =>
    node.type === 'ImportFrom'
      ? node.names.map(({ name, alias }) => ({ name, alias, around: scopeOf(node) }))
      : [],
  );

  return [
    ...own.filter(({ reads }) => !reads.every(isCalled)).map(({ name }) => name),
    ...imported.flatMap(({ name, alias, around }) => {
      const isRenamed = alias !== undefined && alias !== name;
      const reads = lookUp(alias ?? name, around)?.reads ?? [];
      return isRenamed || !reads.every(isCalled) ? [name] : [];
    }),
  ];
}

/** Of a function in a function, its name there. */
function holderIn(of: LinkedFile['functions'][number]) {
  return of.name && lookUp(of.name.name, scopeOf(of));
}

function isCalled(node: AnyNode): boolean {
  return node.parent?.type === 'Call' && node.parent.callee === node;
}
