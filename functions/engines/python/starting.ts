import type { Weakness } from '../../core/weakness.ts';
import { type HandlerMissing, notStarting, shownName } from '../flow/index.ts';
import type { HandlerName } from './handler-name.ts';
import type { LinkedFile } from './link.ts';
import type { Unread } from './modules.ts';

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

/**
 * That no Python 3 reads the file of the handler, as its unread part says. Only what leaves no doubt: the line of
 * a block without its colon, or one that is indented like none before. What else the parser does not know may be newer than it is.
 */
export function notPython(
  { path, reason }: Unread,
  text: string,
  runtime: string | undefined,
): Weakness | undefined {
  const isRead = /^python3\.\d+$/.test(runtime ?? '') && !text.includes('\t');
  const [, number, message = ''] = /^not Python at line (\d+): ([^,]+)/.exec(reason) ?? [];
  const line = Number(number);
  const written = text.split('\n')[line - 1];
  if (!isRead || written === undefined) return undefined;

  const isBlock = message === "':' is missing" && isBlockWithoutColon(written);
  return isBlock || message === 'an unexpected indent'
    ? notStarting(path, reason, line)
    : undefined;
}

function isBlockWithoutColon(line: string): boolean {
  const [code = ''] = line.split('#');

  return firstWords.test(code.trimStart()) && !code.includes(':');
}

const firstWords = /^(?:async|def|class|if|elif|else|for|while|try|finally|with)\b/;
