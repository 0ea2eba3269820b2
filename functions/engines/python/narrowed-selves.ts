import type { LinkedFile } from './link.ts';
import { holderOf } from './members.ts';
import { nodesIn } from './nodes-in.ts';
import { type Binding, bindingOf } from './scope.ts';
import type { AnyNode, ClassNode } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Of which class an object is in the methods of the classes above it, by these classes: where what Lambda calls makes or calls one
 * object, and nothing makes another of a class beside it. Then a method that each class below has in its own way is that one's.
 *
 * @param begin what the handler is called in its file.
 */
export function narrowedSelves(
  begin: Binding | undefined,
  files: Iterable<LinkedFile>,
  values: Values,
): ReadonlyMap<ClassNode, ClassNode> {
  const [first, ...others] = classesBehind(begin, values);
  const found = new Map<ClassNode, ClassNode>();
  if (!first || others.length > 0) return found;
  const all = [...files];

  const ancestors = ancestorsOf(first, values);
  for (const above of ancestors) {
    const isMade = [above, ...descendantsOf(above, values)].some((each) => {
      if (each === first) return false;
      return ancestors.includes(each) ? isCalled(each, all) : isUsed(each, all);
    });
    if (!isMade) found.set(above, first);
  }
  return found;
}

/** Classes with one above them in the code, of which the handler is an object or a method, or makes an object. */
function classesBehind(begin: Binding | undefined, values: Values): readonly ClassNode[] {
  const roots = (begin?.definitions ?? []).flatMap((each): readonly AnyNode[] => {
    if (each.kind === 'function') return nodesIn(each.node.body);
    return each.kind === 'value' ? nodesIn(each.node) : [];
  });
  const classes = roots.slice(0, MOST_NODES).flatMap((node) => {
    if (node.type !== 'Name' && node.type !== 'Call') return [];
    return values
      .valuesOf(node)
      .flatMap((value) => (value.kind === 'class' || value.kind === 'instance' ? value.node : []));
  });

  return [...new Set(classes)].filter((each) => ancestorsOf(each, values).length > 0);
}

function ancestorsOf(of: ClassNode, values: Values): readonly ClassNode[] {
  return closure(of, (each) =>
    each.bases.flatMap(({ value }) =>
      values.valuesOf(value).flatMap((base) => (base.kind === 'class' ? base.node : [])),
    ),
  );
}

function descendantsOf(of: ClassNode, values: Values): readonly ClassNode[] {
  return closure(of, (each) => values.subclassesOf(each));
}

function closure(
  of: ClassNode,
  next: (each: ClassNode) => readonly ClassNode[],
): readonly ClassNode[] {
  const found = new Set<ClassNode>();
  const pending = [...next(of)];

  for (let each = pending.pop(); each && found.size < MOST_CLASSES; each = pending.pop()) {
    if (found.has(each) || each === of) continue;
    found.add(each);
    pending.push(...next(each));
  }
  return [...found];
}

/** Whether objects of a class may be used: all but to set a name to one, which is not read again (`other_handler = Other()`), may. */
function isUsed(node: ClassNode, files: readonly LinkedFile[]): boolean {
  const holder = holderOf(node);
  if (!holder || isImported(holder, files)) return true;

  return holder.reads.some((read) => {
    const call = read.parent;
    if (call?.type === 'Argument' && call.parent?.type === 'Class') return false;
    const set = call?.type === 'Call' && call.callee === read ? call.parent : undefined;
    const [target, ...others] = set?.type === 'Assign' && set.value === call ? set.targets : [];
    const made = target?.type === 'Name' && others.length === 0 ? bindingOf(target) : undefined;

    return !made || made.reads.length > 0 || isImported(made, files);
  });
}

function isCalled({ name: { name } }: ClassNode, files: readonly LinkedFile[]): boolean {
  return files.some(({ calls }) => calls.has(name));
}

/** Whether another file, or code that asks for it by a dot, may have it. */
function isImported({ name }: Binding, files: readonly LinkedFile[]): boolean {
  return files.some(
    ({ attributes, imports }) =>
      attributes.has(name) ||
      imports.some(
        (each) => each.type === 'ImportFrom' && each.names.some((one) => one.name === name),
      ),
  );
}

/** Looked at of a handler. */
const MOST_NODES = 2_000;

/** Above or below one. */
const MOST_CLASSES = 200;
