import { anyField, type FieldPath, keyOf } from '../flow/index.ts';
import { type Binding, bindingOf, parentOf, type Write } from './scope.ts';
import { type AnyNode, fieldRead, isCall } from './syntax.ts';

/**
 * What becomes of a name, in an order in which one of its fields is found without a look at all: what
 * a module exports may have thousands of fields, and be read as often.
 */
export interface Uses {
  readonly writes: ReadonlyMap<string, readonly Write[]>;
  /** Reads of the name that are arguments. */
  readonly given: readonly AnyNode[];
  /** Reads of one of its fields that are arguments, by the field. */
  readonly fieldsGiven: ReadonlyMap<string, readonly AnyNode[]>;
  /** Itself, and names that stand for the same: `const name = binding`. */
  readonly names: readonly Binding[];
}

export function usesOf(binding: Binding): Uses {
  const known = knownUses.get(binding);
  if (known) return known;

  const uses = findUses(binding);
  knownUses.set(binding, uses);
  return uses;
}

const knownUses = new WeakMap<Binding, Uses>();

function findUses(binding: Binding): Uses {
  const writes = new Map<string, Write[]>();
  const fieldsGiven = new Map<string, AnyNode[]>();
  for (const write of binding.writes) add(writes, keyOf(write.path), write);
  for (const read of binding.reads) {
    const use = parentOf(read);
    const field = use?.type === 'MemberExpression' ? fieldRead(use) : undefined;
    if (use && field !== undefined && isCall(parentOf(use))) add(fieldsGiven, field, use);
  }

  return {
    writes,
    fieldsGiven,
    given: binding.reads.filter((read) => isCall(parentOf(read))),
    names: namesFor(binding),
  };
}

function namesFor(binding: Binding): readonly Binding[] {
  const names = new Set([binding]);

  for (const name of names) {
    if (names.size >= MOST_NAMES) break;
    for (const alias of aliasesOf(name)) names.add(alias);
  }
  return [...names];
}

/** `const name = binding`. */
function aliasesOf(binding: Binding): readonly Binding[] {
  return binding.reads.flatMap((read) => {
    const declared = parentOf(read);
    const isAlias =
      declared?.type === 'VariableDeclarator' &&
      declared.init === read &&
      declared.id.type === 'Identifier';
    const alias = isAlias ? bindingOf(declared.id) : undefined;

    return alias && alias !== binding ? [alias] : [];
  });
}

/** One or two, in code that is not made to have more. */
const MOST_NAMES = 50;

/** What is put into a field; and, of `for (const name in all) object[name] = all[name]`, into all of them. */
export function writesTo({ writes }: Uses, path: FieldPath): readonly Write[] {
  if (writes.size === 0) return none;
  const exact = writes.get(keyOf(path)) ?? none;
  const last = path.at(-1);
  if (last === undefined || last === anyField) return exact;
  const copies = writes.get(keyOf([...path.slice(0, -1), anyField])) ?? [];

  return copies.length === 0 ? exact : [...exact, ...copies];
}

const none: readonly Write[] = [];

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);

  if (list) list.push(item);
  else lists.set(key, [item]);
}
