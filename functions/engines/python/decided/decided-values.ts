import type { EventPart } from '../../../core/decided-change.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import { Chosen } from '../signatures/chosen.ts';
import { Credentials } from '../signatures/credentials.ts';
import { isReading } from '../signatures/outside.ts';
import { paidBy } from '../signatures/paid-calls.ts';
import type { Requested } from '../signatures/requested.ts';
import { verifierOf } from '../signatures/verifiers.ts';
import type { AnyNode, Call, Expression, FunctionNode, Name } from '../syntax.ts';
import type { Values } from '../value.ts';
import { partOfEvent } from './part-of-event.ts';

/**
 * Knows which values a request says. What it only has a say in is none: one that is taken of a table of the code's own or chosen among
 * constants, what API Gateway or a verified token says of who sends it, and what another service answers.
 *
 * @param without parts of the event of which nothing counts as said
 */
export function decidedValues(
  values: Values,
  requested: Requested,
  { entries, isLive }: Begun,
  without: readonly EventPart[] = [],
): Chosen {
  const credentials = new Credentials(values, requested);
  const asked = { values, requested, credentials, entries, without };

  return new Chosen(values, requested, { partsOf: (node) => partsOf(node, asked), isLive });
}

interface Begun {
  /** What Lambda calls: their second parameter is its own. */
  readonly entries: ReadonlySet<FunctionNode>;
  readonly isLive: (call: AnyNode) => boolean;
}

interface Asked {
  readonly values: Values;
  readonly requested: Requested;
  readonly credentials: Credentials;
  readonly entries: ReadonlySet<FunctionNode>;
  readonly without: readonly EventPart[];
}

/** What says what an expression is; undefined where all of it may. */
function partsOf(node: AnyNode, asked: Asked): readonly AnyNode[] | undefined {
  switch (node.type) {
    case 'Name':
      return partsOfName(node, asked);
    case 'Conditional':
      return [node.yes, node.no];
    case 'NamedValue':
      return [node.value];
    case 'Binary':
      return comparing.test(node.operator) ? [] : undefined;
    case 'Unary':
      return node.operator === 'not' ? [] : undefined;
    case 'Comprehension':
      return [node.element];
    case 'Attribute':
      return notSaid.test(node.name) ? [] : undefined;
    case 'Subscript': {
      const key = constantText(node.index);
      return isSaid(key) ? partsOfTaken(node.object, key, asked) : [];
    }
    case 'Call':
      return partsOfCall(node, asked);
    default:
      return undefined;
  }
}

function partsOfName(name: Name, { entries }: Asked): readonly AnyNode[] | undefined {
  const { definitions = [], writes = [] } = bindingOf(name) ?? {};
  const [one] = definitions;
  // An error, or what a pattern takes.
  if (!one) return writes.map(({ value }) => value);
  if (one.kind !== 'parameter') return undefined;
  if (one.index > eventOf(one.of) && entries.has(one.of)) return [];
  const { otherwise } = one.node;
  // `user = Depends(current_user)`
  const isSupplied =
    otherwise?.type === 'Call' && /^(?:Depends|Security)$/.test(calledName(otherwise) ?? '');

  return isSupplied && otherwise.arguments.length > 0 ? [otherwise] : undefined;
}

/** Where it stands among parameters: behind the object itself in a method. */
function eventOf({ parameters: [first] }: FunctionNode): number {
  return first?.name.name === 'self' ? 1 : 0;
}

function partsOfCall(call: Call, asked: Asked): readonly AnyNode[] | undefined {
  const { callee, arguments: given } = call;
  const { values } = asked;
  const name = calledName(call) ?? '';
  if (/^(?:Depends|Security)$/.test(name)) {
    return given.flatMap(({ value }) =>
      values.functionsOf(value).flatMap(({ node }) => returnsOf(node)),
    );
  }
  if (values.functionsOf(callee).length > 0) return undefined;
  if (name === 'get' && callee.type === 'Attribute') {
    const [key, ...others] = given;
    const isOfTable = key !== undefined && others.length < 2;
    if (isOfTable && !isSaid(constantText(key.value))) return [];
    // Of a table of the code's own it says which.
    if (isOfTable) {
      return [...partsOfTaken(callee.object, constantText(key.value), asked), ...others];
    }
  }
  const names = values.namesOf(callee);
  if (names.some((each) => measuring.test(each) || answered.test(each))) return [];
  // What a payment is called that has just been asked for; one that is looked up may be any.
  if (paidBy(call, values) === 'pays') return [];
  const isOfAws = names.some((each) => /^(?:aio)?boto3\.(?!dynamodb\.)/.test(each));
  if (isOfAws && !isReading(call, asked)) {
    return making.test(name) ? undefined : [];
  }

  return verifierOf(call, asked) ? [] : undefined;
}

/** The path of a request stands among what API Gateway says of it. */
function partsOfTaken(
  object: Expression,
  key: string | undefined,
  { values, entries, without }: Asked,
): readonly AnyNode[] {
  const part = without.length > 0 ? partOfEvent(object, key, entries) : undefined;
  if (part && without.includes(part)) return [];
  const root = key === 'path' ? eventBehind(object, values) : undefined;

  return [root ?? object];
}

function eventBehind(node: Expression, values: Values, depth = 0): Expression | undefined {
  const written = values.writtenAs(node);
  if (depth > MOST_STEPS) return undefined;
  if (written.type === 'Name') return written;
  if (written.type === 'Subscript') return eventBehind(written.object, values, depth + 1);
  const isTaken = written.type === 'Call' && calledName(written) === 'get';

  return isTaken && written.callee.type === 'Attribute'
    ? eventBehind(written.callee.object, values, depth + 1)
    : undefined;
}

const MOST_STEPS = 6;

/** Not what API Gateway says of a request, or of who sends it, nor what events of other services bring. */
function isSaid(key: string | undefined): boolean {
  return key === undefined || !notSaid.test(key);
}

const notSaid =
  /^(?:requestContext|request_context|authorizer|claims|Records|detail|detail-type|remote_addr|current_user)$/;

const comparing = /^(?:==|!=|<|>|<=|>=|in|not in|is|is not)$/;

/** How much there is of something, or whether it is. */
const measuring = /^builtins\.(?:len|bool|isinstance|any|all|hasattr|callable|type|range)$/;

/** What others answer, they decide. */
const answered =
  /^(?:requests|httpx|urllib3|aiohttp|openai|anthropic|google\.generativeai|googlemaps)\b|^urllib\.request\.urlopen\b|^(?:random|secrets|uuid|time)\.(?!uuid[35])/;

/** What makes a client or names what it is for is no answer. */
const making =
  /^(?:client|resource|Session|Table|Bucket|Object|Queue|Topic|get_paginator|paginate|batch_writer)$/;
