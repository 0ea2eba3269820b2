import { type AnyNode, memberName } from './syntax.ts';

/**
 * Of the arguments of a worker: `{ eval: true }`, or options that cannot be seen. Without it, a
 * worker takes a path or a URL.
 */
export function runsText([, options]: readonly AnyNode[]): boolean {
  if (options?.type !== 'ObjectExpression') return options !== undefined;

  return options.properties.some(
    (option) =>
      option.type === 'SpreadElement' ||
      (memberName(option) === 'eval' &&
        !(option.value.type === 'Literal' && option.value.value === false)),
  );
}
