import type { CalledResource } from '../../../core/sdk-calls.ts';
import {
  calledResources,
  type Parts,
  type ResourceParameter,
  resourceParametersOf,
  unknownText,
} from '../../sdk/index.ts';
import { constantText } from '../constant-text.ts';
import type { Resolver } from '../resolver.ts';
import type { Call, Expression } from '../syntax.ts';
import { sourcesOf } from './sources.ts';
import { textsOf } from './texts.ts';

/** The resources that a call names by its keyword arguments. */
export function resourcesGiven(
  service: string,
  call: Call,
  values: Resolver,
): readonly CalledResource[] {
  const items = givenFor(call, ITEMS, values);

  return calledResources([
    ...resourceParametersOf(service).map(
      ({ name, path: [field = '', ...path] }) =>
        [
          name,
          givenFor(call, field, values).flatMap((each) => textsAt(each, path, values)),
        ] as const,
    ),
    [ITEMS, items.some((each) => !isSeen(each, values)) ? [unknownText] : []],
  ]);
}

/** What a keyword argument is given, be it in a table that is spread. */
function givenFor(call: Call, name: string, values: Resolver): readonly Expression[] {
  return call.arguments.flatMap((argument) => {
    if (argument.name === name) return [argument.value];
    if (argument.spread !== '**') return [];

    return sourcesOf(argument.value, values).flatMap((source) => entriesOf(source, name));
  });
}

function entriesOf(source: Expression, key: string): readonly Expression[] {
  if (source.type === 'Call') {
    return source.arguments.flatMap((one) => (one.name === key ? [one.value] : []));
  }
  return source.type === 'Dict'
    ? source.entries.flatMap((entry) => (constantText(entry.key) === key ? [entry.value] : []))
    : [];
}

function textsAt(
  node: Expression,
  [field, ...path]: ResourceParameter['path'],
  values: Resolver,
): readonly Parts[] {
  if (field === undefined) return textsOf(node, values);
  const sources = sourcesOf(node, values);

  if (field === '{}') {
    return sources.flatMap((source) =>
      source.type === 'Dict'
        ? source.entries.flatMap(({ key }) => (key ? textsOf(key, values) : [unknownText]))
        : [unknownText],
    );
  }
  return sources.flatMap((source) => {
    const found =
      field === '[]'
        ? source.type === 'List' || source.type === 'Tuple'
          ? source.elements
          : []
        : entriesOf(source, field);
    return found.flatMap((each) => textsAt(each, path, values));
  });
}

const ITEMS = 'TransactItems';

function isSeen(node: Expression, values: Resolver): boolean {
  return sourcesOf(node, values).every(
    (source) =>
      source.type === 'List' &&
      source.elements.every((element) =>
        sourcesOf(element, values).every(({ type }) => type === 'Dict'),
      ),
  );
}
