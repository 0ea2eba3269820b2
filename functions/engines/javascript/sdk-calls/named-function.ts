import { constantText, type FunctionNode } from '../syntax.ts';

/** Whether all that a function does is to define a property `name`: what it is given is what it gives back. */
export function setsName({ body }: FunctionNode): boolean {
  const call = body.type === 'BlockStatement' ? undefined : body;

  return (
    call?.type === 'CallExpression' &&
    constantText(call.arguments[1]) === 'name' &&
    call.arguments[2]?.type === 'ObjectExpression'
  );
}
