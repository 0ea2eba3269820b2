import { constantText } from './constant-text.ts';
import { anyField, type FieldPath } from './field-path.ts';
import { bindingOf, scopeOf } from './scope.ts';
import type { Call, Expression, NodeOf } from './syntax.ts';
import { baseOf } from './target.ts';
import { partOf, type Value, type Values } from './value.ts';

/** What lies at a path in some values. */
export function takenBy(values: Values, from: readonly Value[], path: FieldPath): readonly Value[] {
  return path.reduce(
    (taken, field) => taken.flatMap((value) => elementOf(values, value, field)),
    from,
  );
}

export function elementOf(values: Values, value: Value, key: string): readonly Value[] {
  switch (value.kind) {
    case 'name':
      return partOf(value.name, '[]');
    case 'dict':
      return value.node.entries
        .filter(({ key: own }) => key === anyField || !own || constantText(own) === key)
        .flatMap(({ value: each }) => values.valuesOf(each));
    case 'list': {
      const one = value.node.elements[Number(key)];
      const chosen = key !== anyField && one ? [one] : value.node.elements;
      return chosen.flatMap((each) => values.valuesOf(each));
    }
    default:
      return [];
  }
}

/** `cache[name]`, of what the same function put there. */
export function keptIn(values: Values, node: NodeOf<'Subscript'>): readonly Value[] {
  const base = baseOf(node);
  const writes = (base && bindingOf(base.node)?.writes) ?? [];
  const key = base?.path.join('.');

  values.spend(1 + writes.length);
  return writes
    .filter(({ path }) => path.join('.') === key)
    .flatMap(({ value }) => values.valuesOf(value));
}

/** `ACTIONS.get(name)`, of a table of the code. */
export function chosenBy(values: Values, { callee, arguments: given }: Call): readonly Value[] {
  const [key, otherwise] = given;
  if (callee.type !== 'Attribute' || callee.name !== 'get' || !key) return [];
  const tables = values.valuesOf(callee.object).filter(({ kind }) => kind === 'dict');
  const field = constantText(key.value) ?? anyField;

  return tables.flatMap((table) => [
    ...elementOf(values, table, field),
    ...(otherwise ? values.valuesOf(otherwise.value) : []),
  ]);
}

/** `g.db` of Flask is what the code has put there. */
export function isPutByCode(value: Value): boolean {
  return value.kind === 'name' && value.name.startsWith('flask.g.');
}

/** `globals()['service']`: what the same file puts there, `globals()['service'] = Service()`. */
export function inGlobals(
  values: Values,
  { object, index }: NodeOf<'Subscript'>,
): readonly Value[] {
  const field = isGlobals(object) ? constantText(index) : undefined;
  if (field === undefined) return [];
  const { file } = scopeOf(object);

  return values.callsOf('globals').flatMap((call) => {
    const set = call.parent?.type === 'Subscript' ? call.parent : undefined;
    const put = set?.parent?.type === 'Assign' ? set.parent : undefined;
    const isIt = set?.object === call && constantText(set.index) === field;
    return isIt && put?.value && put.value !== set && scopeOf(call).file === file
      ? values.valuesOf(put.value)
      : [];
  });
}

function isGlobals(node: Expression): boolean {
  return node.type === 'Call' && node.callee.type === 'Name' && node.callee.name === 'globals';
}
