import { fieldOf } from './link.ts';
import { parentOf } from './scope.ts';
import { type AnyNode, isCall } from './syntax.ts';

/** Of `name.a`, where `name` is read: a. Undefined where all of it may go on, as what a method is called on does. */
export function fieldTaken(read: AnyNode): string | undefined {
  const member = parentOf(read);
  if (member?.type !== 'MemberExpression' || member.object !== read) return undefined;
  const around = parentOf(member);

  return isCall(around) && around.callee === member ? undefined : fieldOf(member);
}
