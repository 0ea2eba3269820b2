import { bindingOf } from '../scope.ts';
import type { WrittenItem } from '../signatures/written-items.ts';
import type { Call, Expression } from '../syntax.ts';
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
  const made = madeBy(callee.object);
  if (!made || !isOfPynamo(made.callee, asked)) return undefined;
  const item = itemOf(made, callee.object, call);
  const by = hasNewKey(item, asked) ? undefined : keySaid(item, asked);
  if (!by) return undefined;
  if (callee.name === 'save')
    return { kind: 'replaces', call: 'dynamodb:PutItem', by, isBlind: true };
  if (by === 'content' && !item.some(({ key }) => key === undefined)) return undefined;

  return callee.name === 'delete'
    ? { kind: 'removes', call: 'dynamodb:DeleteItem', by: 'key' }
    : { kind: 'changes', call: 'dynamodb:UpdateItem', by: 'key' };
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
