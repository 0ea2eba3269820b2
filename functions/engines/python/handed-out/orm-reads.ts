import { type KeptRecords, recordsOfModel } from '../../signatures/index.ts';
import { calledName } from '../link.ts';
import type { SourceFiles } from '../module-file.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type OrmModel, ormModel } from './orm-models.ts';

/** A call that reads rows as objects of a model. */
export interface OrmRead extends KeptRecords {
  readonly call: Call;
  readonly model: OrmModel;
}

/** Calls by such names end a query of SQLAlchemy, SQLModel or Peewee. */
export const ormNames =
  'all first one one_or_none first_or_404 get get_or_404 scalar_one scalar_one_or_none'.split(' ');

/** Whether code may have to do with such a mapper. */
export function mayMap(files: SourceFiles): boolean {
  return [...files.values()].some((code) => /\b(?:flask_)?sqlalchemy\b|\bsqlmodel\b/.test(code));
}

/** The reads of rows that have passwords among their fields, or of all that is kept of people. */
export function ormReads(values: Values): readonly OrmRead[] {
  return ormNames.flatMap((name) =>
    values
      .callsOf(name)
      .filter(mayEnd)
      .slice(0, MOST_CALLS)
      .flatMap((call): readonly OrmRead[] => {
        const { model, isAll = false } = readBy(call, values) ?? {};
        const of = model && { name: model.node.name.name, fields: model.fields };
        const kept = of && recordsOfModel(of, isAll);
        return kept ? [{ ...kept, call, model }] : [];
      }),
  );
}

/** Of one name. */
const MOST_CALLS = 100;

/** Most calls of `get` are of tables. */
function mayEnd({ callee, arguments: given }: Call): boolean {
  if (callee.type !== 'Attribute') return false;
  const { name, object } = callee;

  return (
    name !== 'get' || given.length === 2 || (object.type === 'Attribute' && object.name === 'query')
  );
}

interface Read {
  readonly model: OrmModel | undefined;
  readonly isAll: boolean;
}

/** `User.query.all()`, `session.query(User).filter(…).first()`, `session.execute(select(User)).scalars().all()`, `session.get(User, id)` */
function readBy(call: Call, values: Values): Read | undefined {
  const name = calledName(call) ?? '';
  const [first, second] = call.arguments;
  if (name === 'get' && second) return { model: ormModel(first?.value, values), isAll: false };
  const isMany = name === 'all';
  let isFiltered = false;
  let at: Expression | undefined = objectOf(call);

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const of: Expression = at.type === 'Name' ? values.writtenAs(at) : at;
    if (of.type === 'Attribute' && of.name === 'query') {
      return { model: ormModel(of.object, values), isAll: isMany && !isFiltered };
    }
    if (of.type !== 'Call') return undefined;
    const method = calledName(of) ?? '';
    const [given, ...others] = of.arguments;
    if (/^(?:query|select)$/.test(method)) {
      const model = given && others.length === 0 ? ormModel(given.value, values) : undefined;
      return { model, isAll: isMany && !isFiltered };
    }
    if (/^(?:execute|exec)$/.test(method) || (method === 'scalars' && given)) at = given?.value;
    else if (passing.test(method)) at = objectOf(of);
    else return undefined;
    isFiltered ||= filtering.test(method);
  }
  return undefined;
}

const MOST_STEPS = 16;

const filtering = /^(?:filter|filter_by|where|limit|offset)$/;
const passing =
  /^(?:filter|filter_by|where|order_by|limit|offset|distinct|join|outerjoin|unique|scalars|execution_options|with_for_update)$/;

function objectOf({ callee }: Call): Expression | undefined {
  return callee.type === 'Attribute' ? callee.object : undefined;
}
