import type { Fact } from './entry.ts';
import { isJson } from './field-path.ts';
import { codeOf, type Fix } from './fixes/fix.ts';
import { escapeLine } from './fixes/texts.ts';
import { severityOfCredential } from './logged-credentials.ts';
import { scopeOf } from './scope.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import type { Values } from './value.ts';

const levels = 'debug info warning warn error exception critical fatal log';

/** Those that write texts as they are. */
const plainCalls = [
  'builtins.print',
  ...both('logging', levels),
  ...both('logging.getLogger()', levels),
  ...both('loguru.logger', levels),
  ...both('?logger', levels),
  ...both('?log', levels),
  ...both('?LOGGER', levels),
  ...both('?LOG', levels),
];

/** Those that write JSON, which escapes line ends. */
const structuredCalls = [
  ...both('aws_lambda_powertools.Logger()', levels),
  ...both('aws_lambda_powertools.logging.Logger()', levels),
  ...both('structlog.get_logger()', levels),
];

/** `print(context.aws_request_id)`. */
const fixWhole: Fix = (fixing) => {
  const { at } = fixing;
  const callee = at.type === 'Call' ? codeOf(at.callee, fixing) : undefined;
  const of = scopeOf(at).function;
  const context = of?.parameters.length === 2 ? of.parameters[1]?.name.name : undefined;
  if (callee === undefined || context === undefined) return undefined;

  return callee === 'print'
    ? `print(${context}.aws_request_id)`
    : `${callee}('request %s', ${context}.aws_request_id)`;
};

/** What is written to logs. */
export const logSinks: readonly NamedSink[] = [
  ...sinks('logs-whole-event', [...plainCalls, ...structuredCalls].join(' '), '* msg extra', {
    isDeep: true,
    fix: fixWhole,
    severity: severityOfCredential,
  }),
  ...sinks('secret-in-log', [...plainCalls, ...structuredCalls].join(' '), '* msg extra', {
    isDeep: true,
    when: isShown,
  }),
  ...sinks('log-injection', plainCalls.join(' '), '*', { when: isJoined, fix: escapeLine }),
];

function both(of: string, methods: string): readonly string[] {
  return methods.split(' ').map((method) => `${of}.${method}`);
}

/** A text that was put together, by the code or by the logger; what is logged as a value is shown as one. */
function isJoined(
  call: { readonly arguments: readonly { readonly value: unknown }[] },
  _: unknown,
  { node, path }: Fact,
): boolean {
  if (isJson(path)) return false;

  const isFirst = call.arguments[0]?.value === node;
  return (
    node.type === 'FormattedText' || node.type === 'Binary' || node.type === 'Call' || !isFirst
  );
}

/** What `print` shows of an object of a class without a base or a decorator is its name, or what its author chose. */
function isShown(_: unknown, values: Values, { node, path }: Fact): boolean {
  const all = path.length === 0 ? [] : values.valuesOf(node);
  const isPlain = all.every(
    (value) =>
      value.kind === 'instance' &&
      value.node.bases.length === 0 &&
      value.node.decorators.length === 0,
  );

  return all.length === 0 || !isPlain;
}
