import { calledName } from '../link.ts';
import { bindingOf, isPlainlySet } from '../scope.ts';
import { itemsOf, plainValue, type WrittenItem } from '../signatures/written-items.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { type AskedOfChange, givenAs } from './decided-call.ts';
import { liveNodes } from './live-nodes.ts';

/**
 * Whether code has put an item under the same key into the same table just before: what it changes is that one, and what it replaced is
 * said of the other call.
 */
export function isJustPut(key: WrittenItem, at: Call, asked: AskedOfChange): boolean {
  return (
    key.length > 0 &&
    liveNodes('Call', asked).some((each) => {
      if (calledName(each) !== 'put_item' || !hasRunBefore(each, at)) return false;
      const item = givenAs(each, undefined, 'Item');
      if (!item || !isOfSameTable(each, at)) return false;
      const items = itemsOf(item, each, asked.values);
      return items.length > 0 && items.every((written) => hasAllOf(written, key));
    })
  );
}

function hasAllOf(item: WrittenItem, key: WrittenItem): boolean {
  return key.every((part) => {
    const put = item.findLast((each) => each.key === undefined || each.key === part.key);
    return put?.key !== undefined && isSame(plainValue(put.value), plainValue(part.value));
  });
}

/** One name that is set once. */
function isSame(one: Expression, other: Expression): boolean {
  const binding = bindingOf(one);

  return (
    one.type === 'Name' &&
    binding !== undefined &&
    binding === bindingOf(other) &&
    binding.definitions.length === 1 &&
    isPlainlySet(binding) &&
    binding.loops.length === 0
  );
}

function isOfSameTable(one: Call, other: Call): boolean {
  const [first, second] = [one, other].map(({ callee }) =>
    callee.type === 'Attribute' ? bindingOf(callee.object) : undefined,
  );
  const [named, namedToo] = [one, other].map((each) => givenAs(each, undefined, 'TableName'));

  return first !== undefined && first === second && !named && !namedToo;
}

/** A statement of its own in a block around the other, above it. */
function hasRunBefore(call: Call, place: AnyNode): boolean {
  const { parent } = call;
  const block = parent?.type === 'Await' ? parent.parent?.parent : parent?.parent;
  if (call.end > place.start) return false;
  for (let at = place.parent; at; at = at.parent) {
    if (at === block) return true;
  }
  return false;
}
