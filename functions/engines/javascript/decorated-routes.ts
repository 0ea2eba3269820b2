import {
  anyFramework,
  decoratedParameter,
  decoratorPackages,
  frameworkOf,
  type GivenParameter,
  limitingPipes,
  routingDecorators,
} from './frameworks.ts';
import { packageIn } from './known-packages.ts';
import type { Route } from './route.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  literalText,
  type NodeOf,
} from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Methods that compilers write decorators for: `__decorate([Get(), __param(0, Body())], A.prototype,
 * 'method', null)`, by whichever name TypeScript, SWC or esbuild call it.
 */
export function decoratedRoutes(values: Values, call: CallNode): readonly Route[] {
  const decorated = decoratedIn(call);
  if (!decorated) return [];

  const { decorators, owner, name } = decorated;
  const framework = decorators.flatMap((each) => frameworkIn(values, each) ?? [])[0];
  const parameters = parametersIn(values, decorators);
  if (!framework && parameters.every((given) => given === undefined)) return [];

  return methodsOf(values, owner, name).map((of) => ({
    of,
    framework: framework?.name ?? 'express',
    parameters: parameters.length > 0 ? parameters : (framework?.parameters ?? []),
  }));
}

interface Decorated {
  readonly decorators: readonly NodeOf<'CallExpression'>[];
  readonly owner: AnyNode;
  readonly name: string;
}

function decoratedIn({ arguments: given }: CallNode): Decorated | undefined {
  if (given.length < 3) return undefined;
  const [list, owner, field] = given;
  const name = literalText(field);
  if (list?.type !== 'ArrayExpression' || !owner || name === undefined) return undefined;

  const decorators = list.elements.flatMap((each) => (each?.type === 'CallExpression' ? each : []));
  return decorators.length > 0 ? { decorators, owner, name } : undefined;
}

function methodsOf(values: Values, owner: AnyNode, name: string): readonly FunctionNode[] {
  return values
    .valuesOf(owner)
    .flatMap((value) => values.fieldOf(value, name))
    .flatMap((value) => (value.kind === 'function' ? value.node : []));
}

/** `app.get('/path')` of an application, or a decorator that makes a method one of Express. */
function frameworkIn(values: Values, { callee }: NodeOf<'CallExpression'>) {
  if (callee.type !== 'MemberExpression') return undefined;
  for (const value of values.valuesOf(callee.object)) {
    const framework = value.kind === 'made' ? frameworkOf(value.name) : undefined;
    if (framework) return framework;
  }
  return values.namesOf(callee).some(isRouting) ? anyFramework : undefined;
}

function isRouting(name: string): boolean {
  const [decorator = ''] = name.split('.').slice(-1);

  return packageIn(name) === 'inversify-express-utils' && routingDecorators.has(decorator);
}

function parametersIn(
  values: Values,
  decorators: readonly NodeOf<'CallExpression'>[],
): readonly (GivenParameter | undefined)[] {
  const parameters: (GivenParameter | undefined)[] = [];

  for (const { arguments: given } of decorators) {
    const [index, decorator] = given;
    const isOfParameter = index?.type === 'Literal' && typeof index.value === 'number';
    if (!isOfParameter || !isCall(decorator) || given.length !== 2) continue;

    const at = Number(index.value);
    if (at < mostParameters) parameters[at] = givenBy(values, decorator);
  }
  return Array.from(parameters);
}

/** More than any method has. */
const mostParameters = 32;

function givenBy(values: Values, decorator: CallNode): GivenParameter | undefined {
  if (decorator.arguments.some((argument) => isLimiting(values, argument))) return undefined;

  const names = values.namesOf(decorator.callee);
  const known = names.filter((name) => decoratorPackages.has(packageIn(name) ?? ''));
  const own = names.length === 0 ? [calledName(decorator) ?? ''] : [];

  return [...known.map(lastOf), ...own]
    .map(decoratedParameter)
    .find((given) => given !== undefined);
}

/** `ParseIntPipe`, or `new ParseIntPipe()`. */
function isLimiting(values: Values, argument: AnyNode): boolean {
  const pipe = isCall(argument) ? argument.callee : argument;
  const named = pipe.type === 'MemberExpression' || pipe.type === 'Identifier';

  return named && values.namesOf(pipe).some((name) => limitingPipes.has(lastOf(name)));
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
