import { allMethods } from '../frameworks.ts';
import { packageIn, roleOf } from '../known-packages.ts';
import { textOf } from '../options.ts';
import { functionsIn } from '../registrations.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { frameworkOfValue } from './application-of.ts';
import type { Entered } from './entered.ts';
import { EntryVerification } from './entry-verification.ts';
import { memberOf } from './nest-decorators.ts';
import { isQuietPackage } from './quiet-packages.ts';
import { rewritesRequest } from './rewritten-requests.ts';
import { PassingVerification } from './strict-verification.ts';

/**
 * Whether Lambda hands all requests to controllers of NestJS. Routes that its HTTP adapter is given besides are not
 * followed, nor what runs before all of them and is not seen or acts.
 */
export function isServedAlone(code: Entered): boolean {
  const { modules, values, verification, budget, entries, places } = code;
  const entry = new EntryVerification(values, verification.requested, budget);
  const passing = new PassingVerification(values, verification.requested, budget);
  const isEntered =
    entries.length > 0 && entries.every((each) => !entry.of(each).acts && !rewritesRequest(each));

  return (
    isEntered &&
    [...modules.files.values()]
      .flatMap((file) => [...file.calls.values()].flat())
      .filter((call) => !places.isInPackage(call))
      .every((call) => isHarmlessCall(call, code, passing))
  );
}

function isHarmlessCall(call: CallNode, code: Entered, passing: PassingVerification): boolean {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return true;
  const method = fieldRead(callee) ?? '';
  if (method === 'use' || isOfConsumer(call)) {
    const middleware = middlewareIn(call, code);
    return middleware?.every((of) => !passing.of(of).acts && !rewritesRequest(of)) ?? false;
  }
  if (!allMethods.has(method)) return true;

  return frameworkOfValue(callee.object, code.values) === undefined && !isOfAdapter(callee.object);
}

/** `consumer.apply(Logger).forRoutes('*')` */
function isOfConsumer(call: CallNode): boolean {
  const around = parentOf(call);

  return (
    calledName(call) === 'apply' &&
    around?.type === 'MemberExpression' &&
    /^(?:forRoutes|exclude)$/.test(fieldRead(around) ?? '')
  );
}

/** `app.getHttpAdapter().post(…)`, or a name for it. */
function isOfAdapter(node: AnyNode, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (node.type === 'MemberExpression') return isOfAdapter(node.object, depth + 1);
  if (isCall(node)) {
    const isIt = /^get(?:HttpAdapter|HttpServer|Instance)$/.test(calledName(node) ?? '');
    return isIt || (node.callee.type === 'MemberExpression' && isOfAdapter(node.callee, depth + 1));
  }
  const definitions = node.type === 'Identifier' ? (bindingOf(node)?.definitions ?? []) : [];

  return definitions.some((each) => each.kind === 'value' && isOfAdapter(each.node, depth + 1));
}

/** `app.use((request, response, next) => …)`; undefined where one is not seen. */
function middlewareIn(
  call: CallNode,
  { values, places }: Entered,
): readonly FunctionNode[] | undefined {
  const found: FunctionNode[] = [];

  for (const each of call.arguments) {
    const functions = functionsIn(values, each).filter((of) => !places.isInPackage(of));
    const seen = values.valuesOf(each);
    const classes = seen.flatMap((value) =>
      value.kind === 'class' ? (memberOf(value.node, 'use') ?? []) : [],
    );
    found.push(...functions.filter(({ params }) => params.length > 1), ...classes);
    const isSeen =
      functions.length > 0 || classes.length > 0 || textOf(each) !== undefined || isQuiet(seen);
    if (!isSeen && isOfApplication(call, values)) return undefined;
  }
  return found;
}

/** Not of `axios.interceptors.request.use(…)`. */
function isOfApplication({ callee }: CallNode, values: Values): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const seen = values.valuesOf(callee.object);

  return (
    seen.length === 0 ||
    seen.some((value) => value.kind === 'made' && value.name.startsWith('module:@nestjs/'))
  );
}

/** Of packages that read, limit and log. */
function isQuiet(seen: readonly Value[]): boolean {
  return (
    seen.length > 0 &&
    seen.every((value) => {
      if (value.kind !== 'name' && value.kind !== 'made') return value.kind === 'object';
      const name = packageIn(value.name) ?? '';
      return roleOf(name) === 'returns' || isQuietPackage(name) || name === 'express';
    })
  );
}

const MOST_STEPS = 6;
