import type { IsEnough } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import type { AnyNode, ClassNode, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAnswered, stepFrom } from './answered.ts';
import { fieldsShown, isShownOf, type OrmModel, shownByMethod } from './orm-models.ts';
import type { OrmRead } from './orm-reads.ts';

interface Look {
  readonly entries: ReadonlySet<FunctionNode>;
  readonly values: Values;
  readonly isEnough: IsEnough;
  /** The code of an expression. */
  readonly text: (node: AnyNode) => string;
}

/** That objects of a model are answered. */
export interface OrmAnswer {
  /** What names their fields on the way, and is no proof of who asks. */
  readonly naming: readonly AnyNode[];
}

/**
 * Whether the objects that a read gives are answered: made into tables of fields that are enough, by a method of the model, by a schema of
 * Marshmallow or field by field; or as they are, by a route of FastAPI that says no other model for its answer.
 */
export function ormAnswer({ call, model }: OrmRead, look: Look): OrmAnswer | undefined {
  const { entries, values } = look;
  const pending: AnyNode[] = [call];
  const seen = new Set<AnyNode>(pending);

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    values.spend();
    const of = node.parent?.type === 'Return' ? scopeOf(node).function : undefined;
    if (of && entries.has(of) && answersObjects(of, model, look)) return { naming: [] };
    for (const { made, naming } of shownFrom(node, model, look)) {
      if (made.some((each) => isAnswered(each, entries, values, look.isEnough))) return { naming };
    }
    const next = isLoop(node) ? [] : stepFrom(node, entries, values, look.isEnough);
    for (const each of next === 'answered' ? [] : next) {
      if (seen.has(each)) continue;
      seen.add(each);
      pending.push(each);
    }
  }
  return undefined;
}

const MOST_NODES = 200;

/** `@app.get('/users')` without a `response_model`, or with the table itself. */
function answersObjects(of: FunctionNode, { node, isPydantic }: OrmModel, { text }: Look): boolean {
  const route = of.decorators.find(
    (each): each is NodeOf<'Call'> =>
      each.type === 'Call' && /^(?:get|post|put|patch|delete)$/.test(calledName(each) ?? ''),
  );
  if (!route || route.arguments.some(({ name = '' }) => name.startsWith('response_model_')))
    return false;
  const said = [argumentOf(route, undefined, 'response_model'), of.returns].flatMap((each) =>
    each ? text(each) : [],
  );

  return said.every((each) => {
    const names = each.match(/\w{1,60}/g) ?? [];
    return names.every((name) => plain.has(name) || (isPydantic && name === node.name.name));
  });
}

const plain: ReadonlySet<string> = new Set(
  'list List dict Dict Any Sequence Optional None str'.split(' '),
);

interface Shown {
  /** Where the tables go on. */
  readonly made: readonly AnyNode[];
  readonly naming: readonly AnyNode[];
}

function shownFrom(node: AnyNode, model: OrmModel, look: Look): readonly Shown[] {
  const around = node.parent;
  if (around?.type === 'Attribute' && around.object === node) return ofMember(around, model, look);
  if (around?.type === 'Argument') return ofSchema(around, model, look);
  if (around?.type === 'For' && around.source === node) return ofLoop(around, model, look);
  const list = around?.type === 'Clause' && around.source === node ? around.parent : undefined;
  if (around?.type !== 'Clause' || list?.type !== 'Comprehension' || list.kind !== 'list')
    return [];
  const shown = eachShown(list.element, around.target, model, look);

  return shown ? [{ made: [list], naming: shown }] : [];
}

function isLoop({ parent }: AnyNode): boolean {
  return parent?.type === 'For' || parent?.type === 'Clause';
}

/** `user.to_dict()`, `user.__dict__`: where one is. */
function ofMember(
  member: NodeOf<'Attribute'>,
  model: OrmModel,
  { isEnough }: Look,
): readonly Shown[] {
  if (member.name === '__dict__') return [{ made: [member], naming: [] }];
  const call = member.parent?.type === 'Call' ? member.parent : undefined;
  const shown = call?.callee === member ? shownByMethod(model, member.name) : undefined;

  return call && shown && isEnough(shown.fields) ? [{ made: [call], naming: [shown.by] }] : [];
}

/** What names the fields of each, where these are enough: `each.to_dict()`, `{'email': each.email}`. */
function eachShown(
  element: AnyNode,
  target: Expression,
  model: OrmModel,
  look: Look,
): readonly AnyNode[] | undefined {
  const isEach = isOf(target);
  if (element.type === 'Dict') {
    return look.isEnough(fieldsShown(element, isEach)) ? [element] : undefined;
  }
  const member =
    element.type === 'Call' && element.callee.type === 'Attribute' ? element.callee : element;
  const isOfEach = member.type === 'Attribute' && isEach(member.object);

  return isOfEach ? ofMember(member, model, look)[0]?.naming : undefined;
}

function isOf(target: Expression): (node: Expression) => boolean {
  const binding = bindingOf(target);

  return (node) => node.type === 'Name' && binding !== undefined && bindingOf(node) === binding;
}

/** `for each in users: found.append(each.to_dict())`, or of a table that is filled before. */
function ofLoop({ body, target }: NodeOf<'For'>, model: OrmModel, look: Look): readonly Shown[] {
  return body.body.flatMap((statement) => {
    const call = statement.type === 'ExpressionStatement' ? statement.value : undefined;
    const [given] = call?.type === 'Call' ? call.arguments : [];
    if (call?.type !== 'Call' || call.callee.type !== 'Attribute' || !given) return [];
    if (call.callee.name !== 'append') return [];
    const naming =
      eachShown(given.value, target, model, look) ?? filled(given.value, body, target, look);
    return naming ? [{ made: bindingOf(call.callee.object)?.reads ?? [], naming }] : [];
  });
}

/** `data = {}`, `data['email'] = each.email` */
function filled(
  name: Expression,
  { body }: NodeOf<'For'>['body'],
  target: Expression,
  { isEnough }: Look,
): readonly AnyNode[] | undefined {
  if (name.type !== 'Name') return undefined;
  const isTable = isOf(name);
  const isEach = isOf(target);
  const set = body.flatMap((statement) => {
    const [to, ...others] = statement.type === 'Assign' ? statement.targets : [];
    if (statement.type !== 'Assign' || !to || others.length > 0) return [];
    if (isTable(to) && statement.value?.type === 'Dict') {
      return [{ statement, fields: fieldsShown(statement.value, isEach) }];
    }
    const isField = to.type === 'Subscript' && isTable(to.object);
    const isShown = isField && statement.value && isShownOf(statement.value, isEach);
    return isShown ? [{ statement, fields: [constantText(to.index) ?? ''] }] : [];
  });

  return isEnough(set.flatMap(({ fields }) => fields))
    ? set.map(({ statement }) => statement)
    : undefined;
}

/** `users_schema.dump(users)`, of Marshmallow; `vars(user)`, `model_to_dict(user)` */
function ofSchema(
  argument: NodeOf<'Argument'>,
  model: OrmModel,
  { values, isEnough }: Look,
): readonly Shown[] {
  const call = argument.parent;
  if (call?.type !== 'Call' || call.arguments[0] !== argument) return [];
  const name = calledName(call) ?? '';
  if (name === 'vars') return [{ made: [call], naming: [] }];
  if (name !== 'dump' || call.callee.type !== 'Attribute') return [];
  const schema = values.writtenAs(call.callee.object);
  const [only, ...others] = schema.type === 'Call' ? values.valuesOf(schema.callee) : [];
  const isPlain =
    schema.type === 'Call' && schema.arguments.every(({ name: each }) => each === 'many');
  if (!isPlain || only?.kind !== 'class' || others.length > 0) return [];

  return isEnough(fieldsOfSchema(only.node, model)) ? [{ made: [call], naming: [only.node] }] : [];
}

/** What a schema shows: its own fields and those that it lists; all of the model where it lists none. */
function fieldsOfSchema({ body }: ClassNode, { node, fields }: OrmModel): readonly string[] {
  const meta = body.body.find(
    (each): each is ClassNode => each.type === 'Class' && each.name.name === 'Meta',
  );
  const settings = new Map(
    (meta?.body.body ?? []).flatMap((each) =>
      each.type === 'Assign' && each.targets[0]?.type === 'Name' && each.value
        ? [[each.targets[0].name, each.value] as const]
        : [],
    ),
  );
  if (settings.has('exclude') || settings.has('load_only')) return [];
  const listed = settings.get('fields');
  if (listed) {
    const names = listed.type === 'Tuple' || listed.type === 'List' ? listed.elements : [];
    return names.flatMap((each) => constantText(each) ?? []);
  }
  const own = body.body.flatMap((each) => {
    const [target] = each.type === 'Assign' ? each.targets : [];
    const isField =
      each.type === 'Assign' && each.value?.type === 'Call' && !isLoadOnly(each.value);
    return isField && target?.type === 'Name' ? target.name : [];
  });
  const isHidden = body.body.some(
    (each) => each.type === 'Assign' && each.value?.type === 'Call' && isLoadOnly(each.value),
  );
  const of = settings.get('model');

  return of && lastName(of) === node.name.name && !isHidden ? [...own, ...fields] : own;
}

function isLoadOnly(field: NodeOf<'Call'>): boolean {
  return argumentOf(field, undefined, 'load_only') !== undefined;
}
