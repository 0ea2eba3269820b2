import { allMethods } from '../frameworks.ts';
import { optionIn } from '../options.ts';
import { functionsGiven, registrationIn } from '../registrations.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead } from '../syntax.ts';
import { applicationOf, frameworkOfValue } from './application-of.ts';
import type { Entered } from './entered.ts';
import { isAdapted } from './is-adapted.ts';
import { registered } from './registered.ts';
import type { Registered } from './registration.ts';

/** What applications are given. Undefined where one is handed to what is not seen, or is given something in an unknown way. */
export function registrationsIn(code: Entered): readonly Registered[] | undefined {
  const { modules, values, places, routes } = code;
  if (modules.unread.length > 0 || routes.all.some(({ framework }) => !read.has(framework))) {
    return undefined;
  }
  const calls = [...modules.files.values()]
    .flatMap((file) => [...file.calls.values()].flat())
    .filter((call) => !places.isInPackage(call));
  const served = new Set(routes.all.map(({ of }) => of));
  const toApplications = calls.flatMap((call) => {
    const to = askedForMethod(call);
    return to ? { call, to } : [];
  });
  const frameworks = new Map<AnyNode, string>();

  for (const { call, to } of toApplications) {
    const registration = registrationIn(call);
    const framework = frameworkOfValue(to, values);
    const isByShape =
      !framework &&
      registration !== undefined &&
      functionsGiven(values, registration).some((of) => served.has(of));
    if (!framework && !isByShape) continue;
    if (framework && !read.has(framework.name)) return undefined;
    const application = applicationOf(to, values);
    if (!application) return undefined;
    frameworks.set(application.made, framework?.name ?? 'express');
  }
  const isOf = (made: AnyNode) => frameworks.has(made);
  if (calls.some((call) => isHandedOn(call, code, isOf))) return undefined;

  const found: Registered[] = [];
  for (const { call, to } of toApplications) {
    const of = applicationOf(to, values);
    const method = calledName(call) ?? '';
    if (!of || !isOf(of.made) || isReadOnly(call, method)) continue;
    const one = registered(call, method, of, frameworks.get(of.made) ?? '', {
      values,
      places,
      isOf,
    });
    if (!one) return undefined;
    found.push(one);
  }
  return found;
}

/** What is called by a name that methods of applications have: `app` of `app.get(…)`. */
function askedForMethod({ callee }: CallNode): AnyNode | undefined {
  const isOne = callee.type === 'MemberExpression' && allMethods.has(fieldRead(callee) ?? '');

  return isOne ? callee.object : undefined;
}

const read: ReadonlySet<string> = new Set(['express', 'koa', 'hono', 'fastify']);

/** `app.get('view engine')`, `app.route('/orders')`, `app.options(…)` of nothing. */
function isReadOnly({ arguments: given }: CallNode, method: string): boolean {
  const isOne = given.length === 1 && /Literal$/.test(given[0]?.type ?? '');

  return (isOne && (method === 'get' || method === 'route')) || given.length === 0;
}

/** Whether an application goes to code that is not seen, which may give it more; or is asked for a method by a name that is made. */
function isHandedOn(
  call: CallNode,
  { values }: Entered,
  isOf: (made: AnyNode) => boolean,
): boolean {
  const { callee, arguments: given } = call;
  if (isOptional(call, values)) return true;
  if (callee.type === 'MemberExpression' && isName(callee.object) && given.length > 0) {
    const method = fieldRead(callee) ?? '';
    const application = applicationOf(callee.object, values);
    const isIts = application && isOf(application.made);
    if (isIts && !allMethods.has(method) && !besides.has(method)) return true;
  }
  if (callee.type === 'MemberExpression' && callee.computed && fieldRead(callee) === undefined) {
    const application = isName(callee.object) ? applicationOf(callee.object, values) : undefined;
    if (application && isOf(application.made)) return true;
  }
  if (given.some((each) => mayBeApplication(each, values, isOf))) {
    if (values.functionsOf(callee).length > 0) return false;
    const isMethod = callee.type === 'MemberExpression' && allMethods.has(fieldRead(callee) ?? '');
    if (isMethod && frameworkOfValue(callee.object, values)) return false;
    const application =
      isMethod && callee.type === 'MemberExpression'
        ? applicationOf(callee.object, values)
        : undefined;
    if (application && isOf(application.made)) return false;
    const seen = values.valuesOf(callee);
    return !(seen.length > 0 && seen.every(isAdapted));
  }
  return false;
}

/** `serverless(app, { request: (request) => … })` changes requests before the application has them. */
function isOptional(
  { callee, arguments: [, options] }: CallNode,
  values: Entered['values'],
): boolean {
  const isAdapter = options && values.namesOf(callee).includes('module:serverless-http');

  return isAdapter ? optionIn(values, options, 'request') !== undefined : false;
}

/** Methods of applications that give them nothing to run. */
const besides: ReadonlySet<string> = new Set(
  (
    'set enable disable engine listen run ready inject close decorate decorateRequest decorateReply setValidatorCompiler ' +
    'setSerializerCompiler addSchema routes middleware allowedMethods callback fetch request prefix on once emit'
  ).split(' '),
);

function isName(node: AnyNode): boolean {
  return node.type === 'Identifier' || node.type === 'MemberExpression';
}

function mayBeApplication(
  node: AnyNode,
  values: Entered['values'],
  isOf: (made: AnyNode) => boolean,
): boolean {
  if (node.type === 'ObjectExpression') {
    return node.properties.some(
      (each) => each.type === 'Property' && mayBeApplication(each.value, values, isOf),
    );
  }
  if (!isName(node) || (node.type === 'Identifier' && !bindingOf(node))) return false;
  const application = applicationOf(node, values);

  return application !== undefined && isOf(application.made);
}
