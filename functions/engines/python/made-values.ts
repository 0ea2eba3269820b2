import { enclosingClass } from './members.ts';
import { isModelMaker } from './model-makers.ts';
import type { Call, Expression } from './syntax.ts';
import { partOf, type Value, type Values } from './value.ts';

/** `Order.model_validate(data)` and `parse(event, model=Order)` make an Order. */
export function modelMade(
  values: Values,
  name: string,
  { callee, arguments: given }: Call,
): readonly Value[] {
  const isMaker = callee.type === 'Attribute' && isModelMaker(callee.name);
  const isParser = name.startsWith('aws_lambda_powertools.') && name.endsWith('.parse');
  const named = given.find((each) => each.name === 'model') ?? given[1];
  const of = isMaker ? callee.object : isParser ? named?.value : undefined;

  return (of ? values.valuesOf(of) : []).flatMap((value) =>
    value.kind === 'class' ? { kind: 'instance', node: value.node } : [],
  );
}

export function partialOf(values: Values, of: Expression, call: Call): readonly Value[] {
  const given = call.arguments.filter(({ name, spread }) => name === undefined && spread === '');

  return values.valuesOf(of).flatMap((value) => {
    if (value.kind === 'name') return value;
    if (value.kind !== 'function') return [];
    return { ...value, taken: value.taken + given.length - 1 };
  });
}

export function aboveOf(values: Values, call: Call): readonly Value[] {
  const own = enclosingClass(call);
  if (!own) return [];

  return own.bases.flatMap(({ name, value }) =>
    name === undefined
      ? values.valuesOf(value).flatMap((base): readonly Value[] => {
          if (base.kind === 'class') return [{ kind: 'instance', node: base.node }];
          return base.kind === 'name' ? partOf(base.name, '()') : [];
        })
      : [],
  );
}
