import type { DecidedPart } from '../../../core/decided-change.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { isMadeOf } from '../signatures/behind.ts';
import { isFresh, isOwnConnection } from '../signatures/fresh-keys.ts';
import { plainValue, type WrittenField, type WrittenItem } from '../signatures/written-items.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';
import { isKeyedByContent } from './digest-keys.ts';
import { liveNodes } from './live-nodes.ts';
import { isOneOfFew } from './one-of-few.ts';

/** How a request says what an item replaces: by its key, as far as names say which fields that is, or by all that it is. */
export function keySaid(item: WrittenItem, asked: AskedOfChange): DecidedPart | undefined {
  const { values, said } = asked;
  if (item.some((each) => isSpread(each, asked))) return 'content';
  const keys = keysOf(item);
  const isSaid = ({ value }: WrittenField) =>
    said.has(value) && !isOneOfFew(plainValue(value), asked);
  if (keys.some(isSaid)) return isKeyedByContent(item, keys, asked) ? undefined : 'key';
  const isFixed = keys.length > 0 && keys.every(({ value }) => isConstantValue(value, values));

  return isFixed && item.some(({ value }) => said.has(value)) ? 'content' : undefined;
}

/** Whether an item is one more for certain, whatever else is in it: a part of its key is made anew after all that is sent. */
export function hasNewKey(item: WrittenItem, asked: AskedOfChange): boolean {
  const last = item.findLastIndex((each) => isSpread(each, asked));
  const own = item.slice(last + 1);
  // Whatever an id is called that stands first: `tid`.
  const idsNew = own.some(
    ({ key = '', value }, at) =>
      (isId(key) || (at === 0 && key.endsWith('id'))) && isNew(value, asked),
  );

  // Beside an id of its own a time is no part of the key.
  const hasId = own.some(({ key = '' }) => /^_?id$/i.test(key));

  return (
    idsNew ||
    (!hasId &&
      own.slice(0, MOST_KEYS).some(({ key = '', value }) => isTime(key) && isNew(value, asked)))
  );
}

/** All that is sent; not the fields of a list of the code's own. */
function isSpread({ key, value }: WrittenField, { said, values }: AskedOfChange): boolean {
  return key === undefined && said.has(value) && !isListed(value) && !holdsNew(value, values);
}

/** What a function of the code makes of it may have a key of its own. */
function holdsNew(value: Expression, values: AskedOfChange['values']): boolean {
  return isMadeOf(
    value,
    values,
    (each) => each.type === 'Call' && (isFresh(each, values) || isMadeNew(each, values)),
  );
}

/** An object that gives itself an id. */
function isMadeNew({ callee }: Call, values: AskedOfChange['values']): boolean {
  return values
    .functionsOf(callee)
    .some(
      ({ node }) =>
        node.name?.name === '__init__' &&
        nodesIn(node.body).some((each) => each.type === 'Call' && isFresh(each, values)),
    );
}

/** `item[field] = body[field]`, for each of those that the code lists. */
function isListed(value: Expression): boolean {
  const index =
    value.type === 'Subscript'
      ? value.index
      : value.type === 'Call' && calledName(value) === 'get'
        ? value.arguments[0]?.value
        : undefined;
  const loops = (index && bindingOf(index)?.loops) ?? [];

  return (
    loops.length > 0 &&
    loops.every(({ source }) => {
      const [one] = bindingOf(source)?.definitions ?? [];
      const listed = one?.kind === 'value' ? one.node : source;
      return (
        (listed.type === 'List' || listed.type === 'Tuple' || listed.type === 'Set') &&
        listed.elements.every((each) => constantText(each) !== undefined)
      );
    })
  );
}

/** The first that is called an id, or each that is called a part of a key; else who it is of, or what stands first. */
function keysOf(item: WrittenItem): WrittenItem {
  const named = item.filter(({ key }) => key !== undefined);
  const parts = named.filter(({ key = '' }) => partOfKey.test(key));
  if (parts.length > 0) return parts;
  const [id] = named.filter(({ key = '' }) => isId(key));
  const person = named.find(({ key = '' }) => isPerson(key));
  const [first] = named;
  // `{'email': …, 'device_id': …}`
  const own = person !== undefined && person === first ? person : (id ?? person ?? first);

  return own ? [own] : [];
}

/** Whether a value is made anew each time, or is the caller's own connection: also where the code puts that into a field by its name. */
export function isNew(value: Expression, asked: AskedOfChange): boolean {
  const { values } = asked;
  const plain = plainValue(value);
  if (isFresh(plain, values) || isOwnConnection(plain, values)) return true;
  const taken = nodesIn(plain).flatMap((each) =>
    each.type === 'Subscript' ? (constantText(each.index) ?? []) : [],
  );

  return (
    taken.length > 0 &&
    liveNodes('Assign', asked).some(
      (each) =>
        each.value !== undefined &&
        isSurelyBefore(each, value) &&
        each.targets.some(
          (target) =>
            target.type === 'Subscript' && taken.includes(constantText(target.index) ?? ''),
        ) &&
        isFresh(each.value, values),
    )
  );
}

/** It stands in a block around it, so that it has run. */
function isSurelyBefore(statement: AnyNode, node: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = at.parent) {
    if (at === statement.parent) return true;
  }
  return scopeOf(statement).function !== scopeOf(node).function;
}

/** Whether an authorizer says it. Without an authorizer there is none: the code ends there. */
export function isOfAuthorizer(node: AnyNode, values: AskedOfChange['values']): boolean {
  return isMadeOf(
    node,
    values,
    (each) => each.type === 'Subscript' && constantText(each.index) === 'authorizer',
  );
}

/** `{'S': 'settings'}`, `SETTINGS` */
export function isConstantValue(value: Expression, values: AskedOfChange['values']): boolean {
  const plain = values.writtenAs(plainValue(value));

  return plain.type === 'Number' || constantText(plain) !== undefined;
}

const partOfKey = /^(?:pk|sk|(?:partition|sort|range|hash)_?key)$/i;

function isId(name: string): boolean {
  return (
    /(?:^|_)(?:id|pk|sk|key|uid|uuid|guid|slug|code|token)$|^(?:id|pk|sk|slug)$/i.test(name) ||
    /[a-z](?:Id|ID|Key|Code|Slug|Uuid|UUID)$/.test(name)
  );
}

function isPerson(name: string): boolean {
  return /^(?:e?mail|user_?name|user|phone|phone_?number|login|user_?email|name)$/i.test(name);
}

function isTime(name: string): boolean {
  return /^(?:time_?stamp|ts|sort_?key|date_?time|time)$/i.test(name);
}

/** The key stands first. */
const MOST_KEYS = 3;
