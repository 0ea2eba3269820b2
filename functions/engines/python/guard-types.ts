import type { Fact } from './entry.ts';
import { anyField, isAnyKey, isJson, itsKeys } from './field-path.ts';
import { allKinds, type Kinds, noKinds, onlyText } from './kinds.ts';
import { lastName } from './last-name.ts';
import { isSubject, type Subject } from './subject.ts';
import type { Expression, NodeOf } from './syntax.ts';

/** What kind of value the event is in, as far as that is known: a text, a table, something with elements or fields. */
export type Holder = 'text' | 'table' | 'elements' | 'fields' | undefined;

export function holderOfEvent({ path, safe }: Fact): Holder {
  const [first] = path;

  if (first === undefined) return (safe & onlyText) === 0 ? undefined : 'text';
  if (isJson(path)) return 'text';
  if (isAnyKey(first) || first === itsKeys) return 'table';
  if (first === anyField || /^\d+$/.test(first)) return 'elements';
  return first === '{}' ? undefined : 'fields';
}

const texts: ReadonlySet<string> = new Set('str bytes bytearray basestring unicode'.split(' '));
const numbers: ReadonlySet<string> = new Set(
  'int float bool complex Decimal Number datetime date'.split(' '),
);
const lists: ReadonlySet<string> = new Set(
  'list tuple set frozenset List Tuple Sequence'.split(' '),
);
const tables: ReadonlySet<string> = new Set(
  'dict OrderedDict Mapping MutableMapping Dict'.split(' '),
);

/**
 * `isinstance(x, types)`: a number does no harm, a text is no table, and what is known to be a text
 * is no list.
 */
export function ofType(types: Expression | undefined, holder: Holder, outcome: boolean): Kinds {
  const names = namesOf(types);
  if (names.length === 0) return noKinds;
  const areAll = (...sets: readonly ReadonlySet<string>[]) =>
    names.every((name) => sets.some((set) => set.has(name)));
  const isAny = (set: ReadonlySet<string>) => names.some((name) => set.has(name));

  if (!outcome) {
    const isMet =
      (holder === 'text' && names.includes('str')) || (holder === 'table' && isAny(tables));
    return isMet ? allKinds : noKinds;
  }
  if (areAll(numbers)) return allKinds;
  if (holder === 'text' && areAll(numbers, lists, tables)) return allKinds;
  if (holder === 'elements' && areAll(numbers, texts)) return allKinds;
  const hasFields = holder === 'fields' || holder === 'table';
  if (hasFields && areAll(numbers, texts, lists)) return allKinds;
  return areAll(texts) ? onlyText : noKinds;
}

/** `type(x) == str`, `type(x) in (list, tuple)`. */
export function byType(
  { operator, left, right }: NodeOf<'Binary'>,
  subject: Subject & { readonly holder: Holder },
  outcome: boolean,
): Kinds {
  const [given] = left.type === 'Call' && lastName(left.callee) === 'type' ? left.arguments : [];
  const isSame = /^(?:==|is|in)$/.test(operator);
  if (!given || !isSubject(given.value, subject)) return noKinds;

  return isSame || /^(?:!=|is not|not in)$/.test(operator)
    ? ofType(right, subject.holder, outcome === isSame)
    : noKinds;
}

/** `str`, `(list, tuple)`, `list | tuple`. */
function namesOf(types: Expression | undefined): readonly string[] {
  switch (types?.type) {
    case 'Name':
    case 'Attribute':
      return [types.name];
    case 'Tuple':
    case 'List':
    case 'Set':
      return types.elements.flatMap(namesOf);
    case 'Binary':
      return types.operator === '|' ? [...namesOf(types.left), ...namesOf(types.right)] : [];
    default:
      return [];
  }
}
