import { awsMade, isAwsMaker } from './aws-clients.ts';
import { constantText } from './constant-text.ts';
import { enclosingClass } from './members.ts';
import { isModelMaker } from './model-makers.ts';
import type { Call, Expression } from './syntax.ts';
import { copiedOf } from './unchecked-fields.ts';
import { named, partOf, type Value, type Values } from './value.ts';

/** What a call gives of a function that is not in the archive, by its name. */
export function madeBy(values: Values, name: string, call: Call): readonly Value[] {
  const [first, second] = call.arguments;

  switch (name) {
    case 'functools.partial':
      return first ? partialOf(values, first.value, call) : [];
    case 'builtins.super':
      return aboveOf(values, call);
    case 'builtins.getattr': {
      const field = constantText(second?.value);
      if (!first || field === undefined) return [];
      return values.valuesOf(first.value).flatMap((value) => values.fieldOf(value, field));
    }
    case 'builtins.staticmethod':
    case 'builtins.classmethod':
      return first ? values.valuesOf(first.value) : [];
    case 'contextlib.closing':
    case 'contextlib.nullcontext':
    case 'contextlib.ExitStack().enter_context':
    case 'contextlib.AsyncExitStack().enter_async_context':
      return first ? values.valuesOf(first.value) : [];
    case 'typing.cast':
      return second ? values.valuesOf(second.value) : [];
    case 'builtins.open':
      return [named('builtins.open()')];
    default:
      return otherwiseMade(values, name, call);
  }
}

function otherwiseMade(values: Values, name: string, call: Call): readonly Value[] {
  const copied = copiedOf(values, call);
  if (copied.length > 0) return copied;
  const model = modelMade(values, name, call);
  if (model.length > 0) return model;
  if (isAwsMaker(name)) return [named(awsMade(call, values))];
  // A parser or a query gives back itself from each of its methods: a chain of them is one name.
  return partOf(name, '()');
}

/** `Order.model_validate(data)` and `parse(event, model=Order)` make an Order. */
function modelMade(
  values: Values,
  name: string,
  { callee, arguments: given }: Call,
): readonly Value[] {
  const isMaker = callee.type === 'Attribute' && isModelMaker(callee.name);
  const isParser = name.startsWith('aws_lambda_powertools.') && name.endsWith('.parse');
  const model = given.find((each) => each.name === 'model') ?? given[1];
  const of = isMaker ? callee.object : isParser ? model?.value : undefined;

  return (of ? values.valuesOf(of) : []).flatMap((value) =>
    value.kind === 'class' ? { kind: 'instance', node: value.node } : [],
  );
}

function partialOf(values: Values, of: Expression, call: Call): readonly Value[] {
  const given = call.arguments.filter(({ name, spread }) => name === undefined && spread === '');

  return values.valuesOf(of).flatMap((value) => {
    if (value.kind === 'name') return value;
    if (value.kind !== 'function') return [];
    return { ...value, taken: value.taken + given.length - 1 };
  });
}

function aboveOf(values: Values, call: Call): readonly Value[] {
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
