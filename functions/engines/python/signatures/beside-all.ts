import { lastName } from '../last-name.ts';
import type { LinkedFile } from '../link.ts';
import type { Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Functions that a framework runs beside all routes: `@app.after_request`, `@app.exception_handler(Exception)`; undefined where
 * something runs there that is not seen.
 */
export function functionsBesideAll(
  files: readonly LinkedFile[],
  values: Values,
): readonly FunctionNode[] | undefined {
  const isUnseen = files.some(({ calls }) =>
    [...calls].some(
      ([name, all]) => hooks.test(name) && all.some((call) => !isSeen(name, call, values)),
    ),
  );
  if (isUnseen) return undefined;

  return files
    .flatMap(({ functions }) => functions)
    .filter(({ decorators }) => decorators.some((each) => hooks.test(lastName(calleeOf(each)))));
}

function isSeen(name: string, { arguments: given }: Call, values: Values): boolean {
  const [first] = given;
  if (name === 'add_middleware') return first !== undefined && harmless.test(lastName(first.value));

  // As a decorator it is given no function; `connect_via` is one of signals, which are sent from anywhere.
  return !unseen.test(name) && given.every(({ value }) => values.functionsOf(value).length === 0);
}

function calleeOf(decorator: Expression): Expression {
  return decorator.type === 'Call' ? decorator.callee : decorator;
}

const hooks =
  /^(?:before_request|after_request|teardown_request|before_app_request|after_app_request|before_first_request|errorhandler|app_errorhandler|exception_handler|middleware|add_middleware|after_this_request|connect_via)$/;

const unseen = /^(?:after_this_request|connect_via)$/;

const harmless = /^(?:CORS|GZip|TrustedHost|HTTPSRedirect|ProxyHeaders)Middleware$/;
