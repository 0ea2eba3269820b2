import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, fieldRead } from './syntax.ts';

/** What opens an account; of a name that is computed, it may be. */
export function isAwsKey(name: string | undefined): boolean {
  return name === undefined || /^AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name);
}

/** `delete env.AWS_SECRET_ACCESS_KEY`, of a copy: its author chose what is shown. */
export function isTakenOutOf(name: AnyNode, isOne = isAwsKey): boolean {
  const reads = bindingOf(name)?.reads ?? [];

  return reads.some((read) => {
    const member = parentOf(read);
    const around =
      member?.type === 'MemberExpression' && member.object === read && parentOf(member);
    return (
      around &&
      around.type === 'UnaryExpression' &&
      around.operator === 'delete' &&
      isOne(fieldRead(member))
    );
  });
}
