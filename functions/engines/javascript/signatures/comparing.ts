import { bindingOf } from '../scope.ts';
import { type AnyNode, calledName, childrenOf, type FunctionNode, isCall } from '../syntax.ts';

/** Whether what is called so compares two texts or buffers: `timingSafeEqual`, `safeCompare`, `bcrypt.compareSync`. */
export function isComparing(name: string): boolean {
  return /^(?:timingSafeEqual|equals|scmp|tsscmp|isEqual|compare(?:Sync)?)$|(?:safe|secure|constant|timing)\w{0,20}(?:compare|equal)/i.test(
    name,
  );
}

/** Whether a function of the code looks at all that it compares: in a loop, by another call, or as two values. */
export function comparesWhole({ body, params }: FunctionNode): boolean {
  const names = params.map((each) => bindingOf(each));
  const isParameter = (node: AnyNode) => {
    const binding = bindingOf(node);
    return binding !== undefined && names.includes(binding);
  };
  const pending: AnyNode[] = [body];

  for (
    let at = pending.pop(), steps = 0;
    at && steps < MOST_NODES;
    at = pending.pop(), steps += 1
  ) {
    if (/^(?:For|While)/.test(at.type)) return true;
    if (
      isCall(at) &&
      /^(?:timingSafeEqual|equals|compare|every|reduce|some)$/.test(calledName(at) ?? '')
    )
      return true;
    if (at.type === 'BinaryExpression' && /^[!=]==?$/.test(at.operator)) {
      if (isParameter(at.left) && isParameter(at.right)) return true;
    }
    pending.push(...childrenOf(at));
  }
  return false;
}

const MOST_NODES = 200;
