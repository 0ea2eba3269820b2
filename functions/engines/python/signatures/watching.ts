import { isRouting } from '../routes.ts';
import type { Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What writes logs, traces and metrics around a handler. */
export function isWatching(decorator: Expression, values: Values): boolean {
  const names = values.namesOf(decorator.type === 'Call' ? decorator.callee : decorator);

  return names.length > 0 && names.every((name) => watching.test(name));
}

const watching =
  /^(?:aws_lambda_powertools\.(?:\w{1,20}\.){0,3}(?:Logger|Tracer|Metrics)\(\)\.\w{1,40}|aws_xray_sdk\.[\w.]{1,80}|datadog_lambda\.wrapper\.datadog_lambda_wrapper)$/;

/** Whether nothing stands between a route and its function but what watches. */
export function isBare(of: FunctionNode, values: Values): boolean {
  return of.decorators.every((each) => isRouting(values, each, of) || isWatching(each, values));
}
