import { argumentOf, isConstant } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import type { AnyNode, ClassNode, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A class whose objects are rows of a table, and what these keep. */
export interface OrmModel {
  readonly node: ClassNode;
  readonly fields: readonly string[];
  /** Of SQLModel, which is a model of Pydantic, too: what answers with it says all its fields. */
  readonly isPydantic: boolean;
}

/** The model that an expression names; none of a class that has no columns. */
export function ormModel(node: Expression | undefined, values: Values): OrmModel | undefined {
  const [only, ...others] = node ? values.valuesOf(node) : [];
  if (only?.kind !== 'class' || others.length > 0) return undefined;
  const isPydantic = only.node.bases.some(({ value }) => lastName(value) === 'SQLModel');
  const fields = only.node.body.body.flatMap((statement) => columnOf(statement, isPydantic) ?? []);

  return fields.length > 0 ? { node: only.node, fields, isPydantic } : undefined;
}

/** `password = Column(String)`, `password: Mapped[str] = mapped_column()`, `password = CharField()`; of SQLModel `password: str` */
function columnOf(statement: AnyNode, isPydantic: boolean): string | undefined {
  if (statement.type !== 'Assign') return undefined;
  const [target, ...others] = statement.targets;
  const { value, annotation } = statement;
  const isColumn =
    value?.type === 'Call'
      ? /^(?:Column|mapped_column|\w{0,40}Field)$/.test(calledName(value) ?? '')
      : annotation !== undefined &&
        (isPydantic ||
          (annotation.type === 'Subscript' && lastName(annotation.object) === 'Mapped'));
  const isShown =
    value?.type !== 'Call' || !isConstant(argumentOf(value, undefined, 'exclude'), 'True');

  return isColumn && isShown && target?.type === 'Name' && others.length === 0
    ? target.name
    : undefined;
}

/** What a method of a model answers, by the names of its fields: `to_dict`. Undefined where that is not seen. */
export function shownByMethod(
  { node, fields }: OrmModel,
  method: string,
): { readonly fields: readonly string[]; readonly by: FunctionNode } | undefined {
  const by = node.body.body.find(
    (each): each is FunctionNode => each.type === 'Function' && each.name?.name === method,
  );
  const [only, ...others] = by?.body.type === 'Block' ? by.body.body : [];
  if (!by || only?.type !== 'Return' || others.length > 0) return undefined;
  if (only.value?.type === 'Dict') return { fields: fieldsShown(only.value, isSelf), by };
  const isAll = only.value?.type === 'Comprehension' && isOfColumns(only.value);

  return isAll ? { fields, by } : undefined;
}

/** The keys of a table under which a field of an object stands as it is: `{'email': user.email}`. */
export function fieldsShown(
  table: NodeOf<'Dict'>,
  isObject: (node: Expression) => boolean,
): readonly string[] {
  return table.entries.flatMap(({ key, value }) =>
    isShownOf(value, isObject) ? (constantText(key) ?? []) : [],
  );
}

/** `user.email`, `str(user.id)`: what is made of it otherwise may hide it. */
export function isShownOf(value: Expression, isObject: (node: Expression) => boolean): boolean {
  if (value.type === 'Attribute') return isObject(value.object);
  const [given] = value.type === 'Call' ? value.arguments : [];

  return (
    value.type === 'Call' &&
    given !== undefined &&
    /^(?:str|int|float|bool)$/.test(lastName(value.callee)) &&
    isShownOf(given.value, isObject)
  );
}

function isSelf(node: Expression): boolean {
  return node.type === 'Name' && node.name === 'self';
}

/** `{c.name: getattr(self, c.name) for c in self.__table__.columns}`, of all of them. */
function isOfColumns({ kind, element, clauses }: NodeOf<'Comprehension'>): boolean {
  const [clause, ...others] = clauses;
  if (kind !== 'dict' || !clause || others.length > 0 || clause.tests.length > 0) return false;
  const { source } = clause;
  const isOfTable =
    source.type === 'Attribute' &&
    /^(?:columns|c)$/.test(source.name) &&
    lastName(source.object) === '__table__';

  return (
    isOfTable &&
    element.type === 'DictEntry' &&
    element.value.type === 'Call' &&
    calledName(element.value) === 'getattr'
  );
}
