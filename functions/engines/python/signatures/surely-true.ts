import { returnsOf } from '../members.ts';
import type { AnyNode } from '../syntax.ts';
import type { Code } from './code.ts';
import { isTrue } from './plain-truth.ts';

/** Also what a function of the code makes, as an answer. */
export function isSurelyTrue(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_NAMES) return false;
  const is = (each: AnyNode) => isSurelyTrue(each, code, depth + 1);
  code.values.spend();
  if (node.type === 'Name') {
    const written = code.values.writtenAs(node);
    return written !== node && is(written);
  }
  const own = node.type === 'Call' ? code.values.functionsOf(node.callee) : [];

  return own.length > 0
    ? own.every(({ node: of }) => {
        const results = returnsOf(of);
        // One that ends without an answer gives None.
        return (
          code.of(of) && code.endOf(of)?.leaves === true && results.length > 0 && results.every(is)
        );
      })
    : isTrue(node);
}

/** What makes what makes an answer. */
const MOST_NAMES = 8;
