import type { Fact } from './entry.ts';
import type { Flow } from './flow.ts';
import { type Binding, bindingOf, moduleScope, scopeOf } from './scope.ts';
import type { Sink } from './sink.ts';
import type { AnyNode, Call, Name } from './syntax.ts';

const kept: Sink = {
  kind: 'state-between-invocations',
  title: 'a global variable',
};

/**
 * `global user; user = event['user']`, where it is not set again before it is read: what the next
 * invocation reads may be of this one.
 */
export function keepInGlobal(flow: Flow, target: Name, at: AnyNode, fact: Fact): void {
  const binding = bindingOf(target);
  if (!binding || !isGlobalOf(binding, target) || isSetFirst(binding, at)) return;

  if (binding.reads.some((read) => scopeOf(read).function !== undefined)) {
    flow.report(at, kept, fact);
  }
}

/** `SEEN.append(event['id'])`, of a list that nothing ever empties. */
export function keepInCollection(flow: Flow, call: Call, fact: Fact): void {
  const { callee } = call;
  if (callee.type !== 'Attribute' || callee.object.type !== 'Name') return;
  if (!/^(?:append|extend|add|insert)$/.test(callee.name)) return;

  const binding = bindingOf(callee.object);
  if (!binding || !isGlobalOf(binding, callee.object) || isEmptied(binding)) return;
  // `session.add(order)` of a database.
  const isOther = flow.values.namesOf(callee.object).some((name) => !ownCollections.test(name));
  if (isOther) return;
  flow.report(call, kept, fact);
}

const ownCollections = /^(?:builtins|collections)\./;

/** Whether a name in a function is one of its module. */
function isGlobalOf({ scope }: Binding, name: Name): boolean {
  const own = scopeOf(name);

  return own.function !== undefined && scope === moduleScope(own);
}

/** Set at the top of a function, it is set in every invocation; of one that is called late, it is not known. */
function isSetFirst({ reads }: Binding, at: AnyNode): boolean {
  const of = scopeOf(at).function;
  const isAtTop = at.parent === of?.body;

  return isAtTop && !reads.some((read) => scopeOf(read).function === of && read.start < at.start);
}

function isEmptied({ reads, writes }: Binding): boolean {
  const isSetAgain = writes.some(({ node, path }) => path.length === 0 && scopeOf(node).function);

  return (
    isSetAgain ||
    reads.some(({ parent }) => {
      const isCleared =
        parent?.type === 'Attribute' && /^(?:clear|pop|popleft|remove)$/.test(parent.name);
      return isCleared || parent?.type === 'Delete' || parent?.parent?.type === 'Delete';
    })
  );
}
