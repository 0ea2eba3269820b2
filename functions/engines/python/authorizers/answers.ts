import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { settingIn } from './settings.ts';

/** What an authorizer answers with: tables as they are written, and what objects are made into. */
export interface Answers {
  /** The fields that are set in each table. */
  readonly fields: ReadonlyMap<AnyNode, ReadonlySet<string>>;
  /** `policy.build()`, `response.asdict()` */
  readonly built: readonly Call[];
}

/** @param run all that it runs. */
export function answersOf(
  entries: readonly FunctionNode[],
  run: ReadonlySet<AnyNode>,
  values: Values,
): Answers {
  const pending: AnyNode[] = entries.flatMap((each) => returnsOf(each));
  const known = new Set<AnyNode>();
  const fields = new Map<AnyNode, Set<string>>();
  const built: Call[] = [];

  for (let node = pending.pop(); node && known.size < MOST_NODES; node = pending.pop()) {
    if (known.has(node)) continue;
    known.add(node);
    if (node.type === 'Dict') fields.set(node, new Set());
    if (node.type === 'Call' && /^(?:build|asdict|to_dict)$/.test(calledName(node) ?? '')) {
      built.push(node);
    }
    pending.push(...behind(node, values));
  }
  for (const node of run) {
    const name = settingIn(node)?.name;
    if (name !== undefined) for (const table of ownersOf(node)) fields.get(table)?.add(name);
  }
  return { fields, built };
}

function behind(node: AnyNode, values: Values): readonly AnyNode[] {
  switch (node.type) {
    case 'Name':
      return valuesPutIn(node);
    case 'Conditional':
      return [node.yes, node.no];
    case 'Await':
    case 'NamedValue':
      return [node.value];
    case 'Binary':
      return /^(?:and|or)$/.test(node.operator) ? [node.left, node.right] : [];
    case 'Call':
      return values.functionsOf(node.callee).flatMap((each) => returnsOf(each.node));
    default:
      return [];
  }
}

/** What names were set to as a whole. */
export function valuesPutIn(node: AnyNode): readonly AnyNode[] {
  return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' && each.path.length === 0 ? each.node : [],
  );
}

/** The tables in which a field is set. */
function ownersOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'DictEntry') return node.parent ? [node.parent] : [];
  const [target] = node.type === 'Assign' ? node.targets : [];

  return target?.type === 'Subscript' ? valuesPutIn(target.object) : [];
}

const MOST_NODES = 2_000;
