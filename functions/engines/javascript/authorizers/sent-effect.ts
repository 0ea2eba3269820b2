import { bindingOf } from '../scope.ts';
import type { AnyNode } from '../syntax.ts';
import { settingOf } from '../telling.ts';
import { argumentsFor, type Sent } from './sent.ts';

/** Whether the effect of a statement is what the caller sends: `Effect: event.headers.effect`, `policy(user, claims.effect)`. */
export function isSentEffect(node: AnyNode, sent: Sent): boolean {
  const setting = settingOf(node);
  if (setting?.name !== 'Effect' || !setting.value) return false;

  return readsIn(setting.value, sent).some((each) => sent.has(each));
}

/** What is read for it, here or where a function is given it. */
function readsIn(value: AnyNode, sent: Sent): readonly AnyNode[] {
  if (value.type === 'ChainExpression') return readsIn(value.expression, sent);
  if (value.type === 'MemberExpression') return [value];

  return (bindingOf(value)?.definitions ?? []).flatMap((each) => {
    if (each.kind === 'parameter') return argumentsFor(each, sent.values) ?? [];

    return each.kind === 'value' ? [each.node] : [];
  });
}
