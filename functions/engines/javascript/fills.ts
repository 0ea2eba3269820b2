import { anyField, type FieldPath } from '../flow/index.ts';
import { baseOf } from './link.ts';
import { requestOf } from './loads.ts';
import { type Binding, bindingOf, parentOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  constantText,
  isCall,
  memberName,
} from './syntax.ts';
import { wholeMember } from './whole-member.ts';

/** Calls that put fields into what a name stands for, or into a part of it: `Object.assign(q, other)`. */
export function fillsOf(binding: Binding): readonly CallNode[] {
  const known = knownFills.get(binding);
  if (known) return known;
  const fills = binding.reads.flatMap((read) => fillAround(read) ?? []);

  knownFills.set(binding, fills);
  return fills;
}

/**
 * Those that may put something into a field: not `Object.assign(q, { limit: 10 })` into another.
 *
 * @param fields from the name on, as `Named` has them.
 */
export function fillsOfField(binding: Binding, fields: string): readonly CallNode[] {
  const path = fields.split('\0');

  return fillsOf(binding).filter((call) => maySet(call, path));
}

function maySet(call: CallNode, fields: FieldPath): boolean {
  const [into, ...given] = call.arguments;
  const path = (into && baseOf(into)?.path) ?? [];
  const names = namesSet(call, given);
  const field = fields[path.length];
  const isWithin = path.every((each, at) => each === fields[at] && each !== anyField);
  if (!isWithin || !names || field === undefined || field === anyField) return true;

  return names.includes(field);
}

/** The fields that are set, where all of them are written there. */
function namesSet(call: CallNode, given: readonly AnyNode[]): readonly string[] | undefined {
  const method = calledName(call) ?? '';
  if (method === 'set' || method === 'defineProperty') {
    const name = constantText(given[0])?.split(/[.[\]]/)[0];
    return name === undefined ? undefined : [name];
  }
  const names = given.flatMap((each) =>
    each.type === 'ObjectExpression'
      ? each.properties.map((property) =>
          property.type === 'Property' ? memberName(property) : undefined,
        )
      : [undefined],
  );
  const known = names.flatMap((name) => (name === '__proto__' ? [] : (name ?? [])));

  return known.length === names.length ? known : undefined;
}

/** Each check of a field asks for them. */
const knownFills = new WeakMap<Binding, readonly CallNode[]>();

function fillAround(name: AnyNode): CallNode | undefined {
  const at = wholeMember(name);
  const call = parentOf(at);
  const isFirst = isCall(call) && call.arguments[0] === at;
  if (!isFirst) return undefined;
  const { callee } = call;
  const method = calledName(call) ?? '';

  return filling.test(method) || (method === 'set' && isOfLibrary(callee)) ? call : undefined;
}

/** Of JavaScript, lodash, jQuery and their like. */
const filling =
  /^(?:assign|assignIn|assignWith|extend|merge|mergeWith|mergeDeep|deepMerge|defaults|defaultsDeep|defineProperty|defineProperties|__assign|_extends)$/;

/** `_.set(q, 'id', x)`, by whichever name: `cache.set(q, x)` puts nothing into `q`. */
function isOfLibrary(callee: AnyNode): boolean {
  const base = callee.type === 'MemberExpression' ? baseOf(callee.object)?.node : callee;
  if (base?.type !== 'Identifier') return false;
  if (base !== callee && /^(?:_|lodash|Reflect)$/.test(base.name)) return true;

  return (bindingOf(base)?.definitions ?? []).some((definition) =>
    definition.kind === 'import'
      ? lodash.test(definition.from)
      : definition.kind === 'value' && lodash.test(loadedIn(definition.node) ?? ''),
  );
}

/** The library, and the package or file of one function of it. */
const lodash = /^(?:lodash|underscore)(?:[./-]|$)/;

/** What is loaded: by `require('lodash')`, and by what a compiler puts around it, `__toESM(require('lodash'))`. */
function loadedIn(node: AnyNode): string | undefined {
  const [given] = isCall(node) ? node.arguments : [];

  return requestOf(node) ?? (given && requestOf(given));
}
