import type { Weakness } from '../../core/weakness.ts';
import { type HandlerMissing, notStarting, shownName } from '../flow/index.ts';
import type { HandlerName } from './handler-name.ts';
import type { LinkedFile } from './link.ts';

/** That the configured handler has no file. */
export function missingFile({ path, message }: HandlerMissing): Weakness {
  return notStarting(path, message);
}

/** That the file of the handler lacks the name, if all names that it has can be seen. */
export function missingName(
  { path, name }: HandlerName,
  { scope, stars, calls, functions, classes }: LinkedFile,
): Weakness | undefined {
  const mayMake = ['globals', 'setattr', 'exec', 'vars'].some((call) => calls.has(call));
  const has = scope.names.has(name) || scope.names.has('__getattr__');
  if (mayMake || has || stars.length > 0) return undefined;

  const defined = [...functions, ...classes].flatMap((node) =>
    node.scope === scope && node.name ? shownName(node.name.name) : [],
  );
  const others = defined.length === 0 ? 'no function' : defined.slice(0, MOST_NAMES).join(', ');
  return notStarting(path, `it defines ${others}, and no ${shownName(name)}`);
}

const MOST_NAMES = 5;
