import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { seenSites } from './seen-sites.ts';

type Literal = NodeOf<'ObjectExpression'>;

/** Finds the objects that an expression surely is, as they are written. */
export class WrittenLiterals {
  readonly #values: Values;
  readonly #mayHaveMore: boolean;

  /** @param mayHaveMore whether objects count that are spread into one, or have fields whose names are made up */
  constructor(values: Values, { mayHaveMore = false }: { readonly mayHaveMore?: boolean } = {}) {
    this.#values = values;
    this.#mayHaveMore = mayHaveMore;
  }

  /** Nothing is put into them before, nor in their place. Undefined where that is not seen. */
  of(node: AnyNode, depth = 0): readonly Literal[] | undefined {
    if (depth > MOST_CALLERS) return undefined;
    if (node.type === 'ObjectExpression') {
      return this.#mayHaveMore || isWritten(node) ? [node] : undefined;
    }
    if (isCall(node)) {
      const [given] = node.arguments;
      return /^(?:marshall|marshaller)$/.test(calledName(node) ?? '') && given
        ? this.of(given, depth + 1)
        : undefined;
    }
    const binding = node.type === 'Identifier' ? bindingOf(node) : undefined;
    const [definition, ...others] = binding?.definitions ?? [];
    if (!binding || !definition || others.length > 0) return undefined;
    const isChanged =
      binding.writes.some(({ path }) => path.length > 0) ||
      binding.reads.some((read) => this.#isChangedAt(read, node));
    if (isChanged) return undefined;
    if (definition.kind === 'value') {
      return definition.path.length === 0 ? this.of(definition.node, depth + 1) : undefined;
    }
    if (definition.kind !== 'parameter' || definition.path.length > 0) return undefined;
    const sites = seenSites(this.#values, definition.of) ?? [];
    const all = sites.map(({ call, shift, isCallback }) => {
      const given = isCallback ? undefined : call.arguments[definition.index + shift];
      return given && this.of(given, depth + 1);
    });

    return all.length > 0 && all.every((each) => each !== undefined) ? all.flat() : undefined;
  }

  /** Whether a name is given to what may put more into it, but for what is set in it by its name. */
  isHandedOn(node: AnyNode): boolean {
    return (bindingOf(node)?.reads ?? []).some((read) => {
      const around = parentOf(read);
      const isSet =
        around?.type === 'MemberExpression' &&
        !around.computed &&
        parentOf(around)?.type === 'AssignmentExpression';
      return !isSet && this.#isChangedAt(read, node);
    });
  }

  /** Before it is written: `Object.assign(item, body)`, `params.Item.role = role`, `const other = item`. */
  #isChangedAt(read: AnyNode, use: AnyNode): boolean {
    if (read === use) return false;
    let at = read;
    for (
      let up = parentOf(at);
      up?.type === 'MemberExpression' && up.object === at;
      up = parentOf(at)
    )
      at = up;
    const around = parentOf(at);
    const isDeclared = around?.type === 'VariableDeclarator' && around.id === read;
    if (isDeclared || (around && isFunction(around))) return false;
    if (around?.type === 'AssignmentExpression') return true;
    if (around?.type === 'UpdateExpression') return true;
    if (around?.type === 'UnaryExpression') return around.operator === 'delete';
    // A field that is read gives nothing away but itself.
    if (at !== read && !isCall(around)) return false;
    // What shows it changes nothing.
    if (isCall(around) && around.callee !== at && this.#isShown(around.callee)) return false;

    return read.start < use.start && !this.#isStored(at);
  }

  /** `new PutCommand({ Item: item })`, `documents.put({ Item: item })` */
  #isStored(node: AnyNode): boolean {
    const property = parentOf(node);
    const settings = property?.type === 'Property' ? parentOf(property) : undefined;
    const call = settings?.type === 'ObjectExpression' ? parentOf(settings) : undefined;
    const called = isCall(call) ? this.#values.valuesOf(call.callee) : [];

    return (
      called.length > 0 &&
      called.every(
        (value) =>
          (value.kind === 'name' || value.kind === 'made') &&
          /^module:(?:@aws-sdk\/|aws-sdk)/.test(value.name),
      )
    );
  }

  #isShown(callee: AnyNode): boolean {
    const names = this.#values.namesOf(callee);

    return (
      names.length > 0 && names.every((name) => /^(?:console\.\w+|JSON\.stringify)$/.test(name))
    );
  }
}

/** Whether all of its fields stand there by their names. */
function isWritten({ properties }: Literal): boolean {
  return properties.every((each) => each.type === 'Property' && memberName(each) !== undefined);
}

const MOST_CALLERS = 4;
