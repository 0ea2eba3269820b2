import { objectsOf, optionIn, textOf } from '../options.ts';
import type { AnyNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { anyPath, joinedPath, pathsIn } from './code-path.ts';
import type { Registered } from './registration.ts';
import type { StepReader } from './step-reader.ts';
import { verbs, verbsIn } from './verbs.ts';

/** In the order of a request. Source: "Lifecycle" (Fastify). */
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const;

/** What an application of Fastify is given; undefined for what is not known. */
export function registeredInFastify(
  common: Pick<Registered, 'call' | 'of' | 'framework'>,
  method: string,
  reader: StepReader,
  values: Values,
): Registered | undefined {
  const { call, of } = common;
  const { arguments: given } = call;
  const [first, ...rest] = given;
  const before = { ...common, verbs: [], isExact: false };
  if (method === 'addHook') {
    // It may change what runs before each route.
    if (textOf(first) === 'onRoute' || textOf(first) === undefined) return undefined;
    const isEarly = hooks.some((name) => name === textOf(first));
    return {
      ...before,
      paths: [of.below],
      steps: rest.flatMap((each) => reader.stepsIn(each)),
      mayGuard: isEarly,
    };
  }
  if (method === 'register') {
    const settings = rest[0];
    const prefix = settings && optionIn(values, settings, 'prefix');
    const isSeen = !settings || objectsOf(values, settings).length === 1;
    const paths = prefix ? pathsIn(prefix) : [isSeen ? [] : anyPath];
    return {
      ...before,
      paths: paths.map((each) => joinedPath(of.below, each)),
      steps: first ? reader.pluginsIn(first) : [],
      mayGuard: false,
    };
  }
  const settings = method === 'route' ? first : rest.find((each) => isSettings(each, values));
  const isWhole = !settings || isWholeObject(settings, values);
  const options = (name: string) => {
    const value = settings && optionIn(values, settings, name);
    return value ? reader.stepsIn(value) : [];
  };
  const last = method === 'route' ? undefined : given.at(-1);
  const steps = [
    ...hooks.flatMap(options),
    ...(last && last !== settings ? reader.stepsIn(last) : options('handler')),
  ];
  if (!isWhole) return undefined;
  if (method === 'route') {
    const url =
      settings && (optionIn(values, settings, 'url') ?? optionIn(values, settings, 'path'));
    return {
      ...common,
      verbs: verbsIn(settings && optionIn(values, settings, 'method')),
      paths: (url ? pathsIn(url) : [anyPath]).map((each) => joinedPath(of.below, each)),
      isExact: true,
      steps,
      mayGuard: false,
    };
  }
  const verb = verbs.get(method);
  if (verb !== undefined) {
    return {
      ...common,
      verbs: [verb],
      paths: (first ? pathsIn(first) : [anyPath]).map((each) => joinedPath(of.below, each)),
      isExact: true,
      steps,
      mayGuard: false,
    };
  }
  return {
    ...before,
    paths: [of.below],
    steps: given.flatMap((each) => reader.stepsIn(each)),
    mayGuard: false,
  };
}

function isSettings(node: AnyNode, values: Values): boolean {
  return values.functionsOf(node).length === 0 && objectsOf(values, node).length > 0;
}

function isWholeObject(node: AnyNode, values: Values): boolean {
  const objects = objectsOf(values, node);

  return (
    objects.length === 1 &&
    objects.every(({ properties }) => properties.every(({ type }) => type === 'Property'))
  );
}
