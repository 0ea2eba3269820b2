import { argumentOf, isConstant } from '../call-arguments.ts';
import { returnsOf } from '../members.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf } from '../scope.ts';
import { isFresh } from '../signatures/fresh-keys.ts';
import type { WrittenItem } from '../signatures/written-items.ts';
import type { Call, ClassNode, Expression } from '../syntax.ts';
import type { AskedOfChange, DecidedCall } from './decided-call.ts';
import { hasNewKey, keySaid } from './item-keys.ts';

/**
 * What a call of an item that the code makes of a model of PynamoDB does under a key that a request says, with no look at what is there:
 * `User(**body).save()`, `user = User(); user.email = body['email']; user.save()`, `User(body['email']).delete()`.
 */
export function decidedOfPynamo(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { callee } = call;
  if (callee.type !== 'Attribute' || !/^(?:save|delete|update)$/.test(callee.name))
    return undefined;
  const given = ofBloop(call, asked);
  const object = given ?? callee.object;
  const made = madeBy(object);
  if (!made || !(given || isOfPynamo(made.callee, asked))) return undefined;
  const keys = asked.values
    .valuesOf(made.callee)
    .flatMap((model) => (model.kind === 'class' ? keysOf(model.node) : []));
  if (callee.name === 'save' && isOfNew(call, keys)) return undefined;
  const item = itemOf(made, object, call);
  if (hasOwnKey(made, item, keys, asked)) return undefined;
  const by = hasNewKey(item, asked) ? undefined : keySaid(item, asked);
  if (!by) return undefined;
  if (callee.name === 'save')
    return { kind: 'replaces', call: 'dynamodb:PutItem', by, isBlind: true };
  if (by === 'content' && !item.some(({ key }) => key === undefined)) return undefined;

  return callee.name === 'delete'
    ? { kind: 'removes', call: 'dynamodb:DeleteItem', by: 'key' }
    : { kind: 'changes', call: 'dynamodb:UpdateItem', by: 'key' };
}

/** `engine.save(User(**body))` of bloop: what is saved, unless a condition is given. */
function ofBloop(
  { callee, arguments: given }: Call,
  { values }: AskedOfChange,
): Expression | undefined {
  const isIt = values
    .namesOf(callee)
    .some((name) => /^bloop\.Engine\(\)\.(?:save|delete)$/.test(name));
  const [first, ...others] = given;

  return isIt && others.length === 0 ? first?.value : undefined;
}

/** The call that makes an item, also by the name that it has alone. */
function madeBy(node: Expression): Call | undefined {
  if (node.type === 'Call') return node;
  const [one, ...others] = bindingOf(node)?.definitions ?? [];
  const isOne = one?.kind === 'value' && one.path.length === 0 && others.length === 0;

  return isOne && one.node.type === 'Call' ? one.node : undefined;
}

/** What it is made of, and what is put into its fields before. */
function itemOf(made: Call, node: Expression, call: Call): WrittenItem {
  const given = made.arguments.map(({ name, spread, value }) => ({
    key: name ?? (spread === '' ? 'pk' : undefined),
    value,
  }));
  const writes = node === made ? [] : (bindingOf(node)?.writes ?? []);
  const set = writes.flatMap(({ path: [key, ...more], value, node: at }) =>
    key !== undefined && more.length === 0 && at.end <= call.start ? { key, value } : [],
  );

  return [...given.filter(({ key }) => !set.some((each) => each.key === key)), ...set];
}

/** What has the key already stays: `save(User.email.does_not_exist())`. */
function isOfNew(call: Call, keys: readonly ModelKey[]): boolean {
  return nodesIn(call).some((each) => {
    if (each.type !== 'Attribute' || each.name !== 'does_not_exist') return false;
    const { object } = each;
    return object.type === 'Attribute' && keys.some(({ name }) => name === object.name);
  });
}

/** Whether a part of the key is made anew by the model, and the code sets no other: `UnicodeAttribute(hash_key=True, default=new_id)`. */
function hasOwnKey(
  { arguments: all }: Call,
  item: WrittenItem,
  keys: readonly ModelKey[],
  { values }: AskedOfChange,
): boolean {
  const places = all.filter(({ name, spread }) => name === undefined && spread === '').length;

  return keys.some(({ name, isHash, call }) => {
    const isSet =
      places > (isHash ? 0 : 1) || item.some(({ key }) => key === undefined || key === name);
    const given =
      argumentOf(call, undefined, 'default') ?? argumentOf(call, undefined, 'default_for_new');
    return !isSet && given !== undefined && isMadeAnew(given, values);
  });
}

interface ModelKey {
  readonly name: string;
  readonly isHash: boolean;
  readonly call: Call;
}

function keysOf({ body }: ClassNode): readonly ModelKey[] {
  return body.body.flatMap((each) => {
    const [target] = each.type === 'Assign' ? each.targets : [];
    if (each.type !== 'Assign' || target?.type !== 'Name' || each.value?.type !== 'Call') return [];
    const { name } = target;
    const call = each.value;
    const isHash = isConstant(argumentOf(call, undefined, 'hash_key'), 'True');
    const isRange = isConstant(argumentOf(call, undefined, 'range_key'), 'True');
    return isHash || isRange ? { name, isHash, call } : [];
  });
}

/** `default=new_id`, `default=lambda: str(uuid4())`, `default=datetime.utcnow` */
function isMadeAnew(given: Expression, values: AskedOfChange['values']): boolean {
  const own = values.functionsOf(given).flatMap(({ node }) => returnsOf(node));
  if (own.length > 0) return own.every((each) => isFresh(each, values));

  return values.namesOf(given).some((name) => makers.test(name));
}

const makers = /^(?:uuid\.uuid[14]|datetime\.datetime\.(?:now|utcnow)|time\.time(?:_ns)?)$/;

function isOfPynamo(model: Expression, { values }: AskedOfChange): boolean {
  return values
    .valuesOf(model)
    .some(
      (each) =>
        each.kind === 'class' &&
        each.node.bases.some(({ value }) =>
          values.namesOf(value).some((name) => name.startsWith('pynamodb.')),
        ),
    );
}
