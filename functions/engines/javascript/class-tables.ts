import { type Binding, bindingOf, parentOf } from './scope.ts';
import { type AnyNode, isCall, literalText, memberName, type NodeOf } from './syntax.ts';

/**
 * Members of a class as Babel and SWC write it for old engines: `createClass(A, [{ key: 'run', value: function
 * run() {…} }])`, those of the class itself in another list. Known by their shape.
 */
export function membersInTables(
  maker: Binding,
  field: string,
  isStatic: boolean,
): readonly AnyNode[] {
  return rowsFor(maker, isStatic).flatMap((row) =>
    literalText(propertyIn(row, 'key')) === field ? (propertyIn(row, 'value') ?? []) : [],
  );
}

/** The constructor in whose table a function is the value of a row, and whether it is of the class itself. */
export function constructorOfRow(
  property: NodeOf<'Property'>,
): { readonly maker: Binding; readonly isStatic: boolean } | undefined {
  const row = parentOf(property);
  const list = row && parentOf(row);
  const call = list && parentOf(list);
  const isTable = isCall(call) && list?.type === 'ArrayExpression';
  const index = isTable ? call.arguments.indexOf(list) : -1;
  const maker = isCall(call) && call.arguments[0] ? bindingOf(call.arguments[0]) : undefined;
  const isRow = row?.type === 'ObjectExpression' && propertyIn(row, 'key') !== undefined;

  return maker && isRow && (index === 1 || index === 2)
    ? { maker, isStatic: index === 2 }
    : undefined;
}

function rowsFor(maker: Binding, isStatic: boolean): readonly NodeOf<'ObjectExpression'>[] {
  const known = knownRows.get(maker) ?? [rowsOf(maker, 1), rowsOf(maker, 2)];
  knownRows.set(maker, known);

  return known[isStatic ? 1 : 0];
}

/** Of a class with many methods, each is asked for by its name. */
const knownRows = new WeakMap<Binding, readonly [Rows, Rows]>();

type Rows = readonly NodeOf<'ObjectExpression'>[];

function rowsOf(maker: Binding, index: 1 | 2): Rows {
  return maker.reads.flatMap((read) => {
    const call = parentOf(read);
    const table = isCall(call) && call.arguments[0] === read ? call.arguments[index] : undefined;
    const elements: readonly (AnyNode | null)[] =
      table?.type === 'ArrayExpression' ? table.elements : [];
    return elements.flatMap((row) =>
      row?.type === 'ObjectExpression' && propertyIn(row, 'key') ? row : [],
    );
  });
}

function propertyIn(row: NodeOf<'ObjectExpression'>, name: string): AnyNode | undefined {
  const found = row.properties.find(
    (property) => property.type === 'Property' && memberName(property) === name,
  );

  return found?.type === 'Property' ? found.value : undefined;
}
