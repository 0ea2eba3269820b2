import { placeKey, type SdkCall } from '../../../core/sdk-calls.ts';
import { isCallOf } from '../designs/aws-effects.ts';
import type { Places } from '../evidence.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, type NodeOf } from '../syntax.ts';

/** What calls ask of AWS, by their places. */
export class CallsOfAws {
  readonly #byPlace: ReadonlyMap<string, readonly SdkCall[]>;
  readonly #places: Places;

  constructor(calls: readonly SdkCall[], places: Places) {
    this.#byPlace = Map.groupBy(calls, placeKey);
    this.#places = places;
  }

  of(call: CallNode): readonly SdkCall[] {
    const own = this.#at(call).filter(({ operation }) => isCallOf(call, operation));
    const kept = own.length === 0 ? methodBehind(call.callee) : undefined;

    return kept ? this.#at(kept) : own;
  }

  #at(node: AnyNode): readonly SdkCall[] {
    return this.#byPlace.get(placeKey(this.#places.of(node))) ?? [];
  }
}

/** The method of a client that a name stands for: `const remove = promisify(db.delete).bind(db)`. */
function methodBehind(node: AnyNode, depth = 0): NodeOf<'MemberExpression'> | undefined {
  if (depth > MOST_STEPS) return undefined;
  if (node.type === 'Identifier') {
    const [definition, ...others] = bindingOf(node)?.definitions ?? [];
    const isOne = definition?.kind === 'value' && definition.path.length === 0;
    return isOne && others.length === 0 ? methodBehind(definition.node, depth + 1) : undefined;
  }
  if (node.type === 'MemberExpression') return depth > 0 ? node : undefined;
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const [given] = node.arguments;
  if (calledName(node) === 'promisify') return given && methodBehind(given, depth + 1);

  return callee.type === 'MemberExpression' && fieldRead(callee) === 'bind'
    ? methodBehind(callee.object, depth + 1)
    : undefined;
}

const MOST_STEPS = 4;
