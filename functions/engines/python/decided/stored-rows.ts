import type { DecidedKind } from '../../../core/decided-change.ts';
import { argumentOf, isConstant } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { addsRow } from '../signatures/added-rows.ts';
import { isFresh } from '../signatures/fresh-keys.ts';
import { itemsOf } from '../signatures/written-items.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { AskedOfChange, DecidedCall } from './decided-call.ts';
import { chainOf, isConditionSaid, isFoundItem, isModel } from './found-items.ts';
import { liveNodes } from './live-nodes.ts';
import { addsOne, isOneMore } from './open-counts.ts';
import { decidedOfPynamo } from './pynamo-items.ts';
import { takesRole } from './rights-taken.ts';
import { bySearch } from './search-changes.ts';
import { bySql } from './sql-changes.ts';

/** What a call changes in a database that a request decides. */
export function decidedRow(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { values, handler, chosen } = asked;
  if (call.callee.type !== 'Attribute' || values.functionsOf(call.callee).length > 0)
    return undefined;
  if (addsRow(call, { values, chosen, handler })) return undefined;

  return (
    bySql(call, asked) ??
    bySearch(call, asked) ??
    ofDocument(call, asked) ??
    ofMongo(call, asked) ??
    ofRedis(call, asked) ??
    decidedOfPynamo(call, asked) ??
    ofModels(call, asked)
  );
}

/** `db.collection('users').document(id).set(…)` of Firestore. */
function ofDocument(document: Call, { said, values }: AskedOfChange): DecidedCall | undefined {
  const { callee } = document;
  if (callee.type !== 'Attribute' || !/^(?:set|update|delete)$/.test(callee.name)) return undefined;
  const of = values.writtenAs(callee.object);
  if (of.type !== 'Call' || calledName(of) !== 'document') return undefined;
  if (!of.arguments.some(({ value }) => said.has(value))) return undefined;
  if (callee.name === 'update' && addsOne(document)) return undefined;
  const call = `firestore.${callee.name}`;
  if (callee.name === 'set') return { kind: 'replaces', call, by: 'key', isBlind: true };

  return { kind: callee.name === 'delete' ? 'removes' : 'changes', call, by: 'key' };
}

const ofCollections: Readonly<Record<string, DecidedKind>> = {
  update_one: 'changes',
  update_many: 'changes',
  find_one_and_update: 'changes',
  find_and_modify: 'changes',
  replace_one: 'replaces',
  find_one_and_replace: 'replaces',
  delete_one: 'removes',
  delete_many: 'removes',
  find_one_and_delete: 'removes',
  bulk_write: 'changes',
  insert_one: 'changes',
  insert_many: 'changes',
};

function ofMongo(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { said, values } = asked;
  const name = calledName(call) ?? '';
  const kind = Object.hasOwn(ofCollections, name) ? ofCollections[name] : undefined;
  if (!kind) return undefined;
  const of = `mongodb.${name}`;
  const filter = argumentOf(call, 0, 'filter', 'document', 'documents', 'requests');
  const isSaid = filter !== undefined && said.has(filter);
  const counted = argumentOf(call, 1, 'update');
  if (counted && isCount(counted) && !said.has(counted)) return undefined;
  if (
    name === 'insert_one' &&
    filter &&
    itemsOf(filter, call, values).some((each) => takesRole(each, asked))
  )
    return { kind, call: of, by: 'rights' };
  if (/^(?:insert|bulk)/.test(name)) return isSaid ? { kind, call: of, by: 'content' } : undefined;
  const isUpsert = isConstant(argumentOf(call, undefined, 'upsert'), 'True');
  if (isSaid && isUpsert) return { kind: 'replaces', call: of, by: 'filter', isBlind: true };
  if (isSaid) return { kind, call: of, by: 'filter' };
  const isFixed = filter !== undefined && !isFresh(filter, values);
  const change = argumentOf(call, 1, 'update', 'replacement');

  return isFixed &&
    change &&
    said.has(change) &&
    filter.type === 'Dict' &&
    filter.entries.every(({ value }) => constantText(value) !== undefined)
    ? { kind, call: of, by: 'content' }
    : undefined;
}

/** `{'$inc': {'likes': 1}}` */
function isCount(change: Expression): boolean {
  return (
    change.type === 'Dict' &&
    change.entries.length > 0 &&
    change.entries.every(({ key }) => constantText(key) === '$inc')
  );
}

const ofKeys: Readonly<Record<string, DecidedKind>> = {
  set: 'replaces',
  setex: 'replaces',
  psetex: 'replaces',
  getset: 'replaces',
  hset: 'changes',
  hmset: 'changes',
  hdel: 'removes',
  delete: 'removes',
  unlink: 'removes',
  getdel: 'removes',
  rename: 'changes',
};

function ofRedis(call: Call, { said, values }: AskedOfChange): DecidedCall | undefined {
  const name = calledName(call) ?? '';
  const kind = Object.hasOwn(ofKeys, name) ? ofKeys[name] : undefined;
  const [first] = call.arguments;
  if (!kind || !first || call.callee.type !== 'Attribute') return undefined;
  const names = values.namesOf(call.callee);
  const { object } = call.callee;
  const isRedis =
    names.some((each) => /^(?:redis|aioredis|upstash_redis|valkey)\b/.test(each)) ||
    (names.length === 0 && object.type === 'Name' && /redis/i.test(object.name));
  if (!isRedis || !said.has(first.value)) return undefined;
  const isOnce = isConstant(argumentOf(call, undefined, 'nx'), 'True');

  return isOnce
    ? undefined
    : { kind, call: `redis.${name}`, by: 'key', ...(kind === 'replaces' && { isBlind: true }) };
}

/** Of models: `session.delete(found)`, `User.objects(id=id).update(…)`, `User(**body).save()`. */
function ofModels(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { callee, arguments: given } = call;
  if (callee.type !== 'Attribute') return undefined;
  const [first] = given;
  const { name, object } = callee;
  const by = 'filter' as const;

  switch (name) {
    case 'delete':
    case 'delete_instance':
    case 'delete_one':
      if (first && name === 'delete' && isFoundItem(first.value, asked))
        return { kind: 'removes', call: 'orm.delete', by };
      return isFoundItem(object, asked) ? { kind: 'removes', call: 'orm.delete', by } : undefined;
    case 'delete_by_id':
      return first && asked.said.has(first.value)
        ? { kind: 'removes', call: 'orm.delete_by_id', by: 'key' }
        : undefined;
    case 'update':
    case 'update_one':
    case 'set':
    case 'modify':
      if (!isFoundItem(object, asked) || object.type === 'Subscript' || addsOne(call))
        return undefined;
      return isQuery(object) ? { kind: 'changes', call: `orm.${name}`, by } : undefined;
    case 'execute':
      return executed(first?.value ?? object, asked);
    case 'merge':
      return first && asked.said.has(first.value) && isOfModel(first.value, asked)
        ? { kind: 'replaces', call: 'orm.merge', by: 'content' }
        : undefined;
    case 'save':
    case 'add':
    case 'create':
      return ofWhole(call, asked);
    default:
      return undefined;
  }
}

/** What `update` is called on is a query, or an item: not a table in memory. */
function isQuery(object: Expression): boolean {
  return chainOf(object).length > 0 || object.type === 'Name';
}

/** `session.execute(update(User).where(User.id == id))`, `User.delete().where(…).execute()` */
function executed(node: Expression, asked: AskedOfChange): DecidedCall | undefined {
  const chain = chainOf(asked.values.writtenAs(node));
  const names = chain.map((each) => calledName(each) ?? '');
  const verb = names.find((each) => /^(?:update|delete|upsert|insert)$/.test(each));
  const isAsked = chain.some(
    (each) =>
      /^(?:where|filter|filter_by|eq|match|in_)$/.test(calledName(each) ?? '') &&
      each.arguments.some(({ value }) => isConditionSaid(value, asked)),
  );
  if (verb === 'upsert') {
    const isSaid = chain.some(
      (each) =>
        calledName(each) === 'upsert' && each.arguments.some(({ value }) => asked.said.has(value)),
    );
    return isSaid
      ? { kind: 'replaces', call: 'orm.upsert', by: 'content', isBlind: true }
      : undefined;
  }
  if (!isAsked || verb === undefined || verb === 'insert') return undefined;
  const sets = chain.filter((each) => calledName(each) === 'values');
  if (verb === 'update' && sets.length > 0 && sets.every(addsOne)) return undefined;

  return { kind: verb === 'delete' ? 'removes' : 'changes', call: `orm.${verb}`, by: 'filter' };
}

/** An object of a model of all that is sent, or under a key that a request says. */
function ofWhole(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const {
    callee,
    arguments: [first],
  } = call;
  if (callee.type !== 'Attribute') return undefined;
  const made =
    callee.name === 'add' ? first?.value : callee.name === 'create' ? call : callee.object;
  const written = made && asked.values.writtenAs(made);
  if (written?.type !== 'Call') return undefined;
  const model = written === call ? callee.object : written.callee;
  const isMade = isModel(model, asked.values);
  const isAll = written.arguments.some(
    ({ spread, value }) => spread === '**' && asked.said.has(value),
  );

  return isMade && isAll
    ? { kind: 'changes', call: `orm.${callee.name}`, by: 'content' }
    : undefined;
}

/** `User(**body)` */
function isOfModel(node: Expression, { values }: AskedOfChange): boolean {
  const made = values.writtenAs(node);

  return made.type === 'Call' && isModel(made.callee, values);
}

/** `user.name = body['name']` of an item that was found, where the code saves what it has changed. */
export function decidedField(node: AnyNode, asked: AskedOfChange): DecidedCall | undefined {
  if (node.type === 'Call') return ofFields(node, asked);
  if (node.type !== 'Assign' && node.type !== 'AugmentedAssign') return undefined;
  if (isOneMore(node)) return undefined;
  const targets = node.type === 'Assign' ? node.targets : [node.target];
  const isOfFound = targets.some(
    (each) => each.type === 'Attribute' && isFoundItem(each.object, asked),
  );

  return isOfFound && isSaving(asked)
    ? { kind: 'changes', call: 'orm.save', by: 'filter' }
    : undefined;
}

/** `setattr(user, field, value)`, `user.sqlmodel_update(body)` */
function ofFields(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { callee, arguments: given } = call;
  const of =
    callee.type === 'Name' && callee.name === 'setattr'
      ? given[0]?.value
      : callee.type === 'Attribute' && callee.name === 'sqlmodel_update'
        ? callee.object
        : undefined;

  return of && isFoundItem(of, asked) && isSaving(asked)
    ? { kind: 'changes', call: 'orm.save', by: 'filter' }
    : undefined;
}

function isSaving(asked: AskedOfChange): boolean {
  return liveNodes('Call', asked).some((each) =>
    /^(?:commit|save|flush|put)$/.test(calledName(each) ?? ''),
  );
}
