import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { reachingDefinitions } from '../reaching.ts';
import { bindingOf, isPlainlySet, type Parameter } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Attribute, Call, Expression, Name } from '../syntax.ts';
import type { Values } from '../value.ts';
import { fieldsOf } from './behind.ts';
import { isCalledElsewhere } from './chosen.ts';
import { isLongCut, isMadeOnce, isOneOfFew } from './few-values.ts';
import { isNone, valuesOf } from './plain-truth.ts';

/** What an id is made of, that makes it one of its kind. */
type Root = (node: AnyNode, values: Values) => boolean;

/** Whether it is new each time whatever a request says: made by chance, by the time, or by the id of the request. */
export function isFresh(node: Expression, values: Values): boolean {
  return isMadeOf(node, isNewRoot, values, 0);
}

/** Whether it is the id that API Gateway gave the connection of a WebSocket, or a text with it. */
export function isOwnConnection(node: Expression, values: Values): boolean {
  return isMadeOf(node, isConnectionRoot, values, 0);
}

/** Whether each value that it may have is made of such a root, beside whatever else. */
function isMadeOf(node: Expression, root: Root, values: Values, depth: number): boolean {
  values.spend();
  if (depth > MOST_STEPS) return false;
  if (root(node, values)) return true;
  const is = (each: Expression) => isMadeOf(each, root, values, depth + 1);

  switch (node.type) {
    case 'Await':
    case 'NamedValue':
      return is(node.value);
    case 'Conditional':
      return is(node.yes) && is(node.no);
    case 'Binary':
      return isOfBinary(node.operator, node.left, node.right, is);
    case 'FormattedText':
      return node.parts.some((each) => is(each) && !isDate(each, values));
    case 'Tuple':
    case 'List':
      return node.elements.some(is);
    case 'Name':
      return isNameMadeOf(node, is, values);
    case 'Attribute': {
      // Of an object that the module made once, too.
      if (node.object.type === 'Name' && valuesOf(node.object).some(isMadeOnce)) return false;
      const own = fieldsOf(node, values);
      return own.length > 0
        ? own.every((each) => is(each as Expression))
        : parts.test(node.name) && is(node.object);
    }
    case 'Subscript':
      return (
        isLongCut(node) &&
        !isPutTogether(node.object, values) &&
        isMadeOf(node.object, root === isNewRoot ? isNewWholly : root, values, depth + 1)
      );
    case 'Comprehension':
      return node.element.type !== 'DictEntry' && is(node.element);
    case 'Call':
      return isCallMadeOf(node, is, values);
    default:
      return false;
  }
}

/** `f'{now:%Y-%m-%d}'`: a date in a text may be a day. */
function isDate(node: Expression, values: Values): boolean {
  const all = node.type === 'Name' ? valuesOf(node) : [node];

  return all.some(
    (each) => each.type === 'Call' && values.namesOf(each.callee).some((name) => dates.test(name)),
  );
}

/** `f'{name}-{uuid4()}'[:20]`: what is cut off may be what was new. */
function isPutTogether(node: Expression, values: Values): boolean {
  const written = values.writtenAs(node);

  return (
    /^(?:Binary|FormattedText)$/.test(written.type) ||
    (written.type === 'Call' && /^(?:join|format)$/.test(calledName(written) ?? ''))
  );
}

type Is = (node: Expression) => boolean;

function isOfBinary(operator: string, left: Expression, right: Expression, is: Is): boolean {
  switch (operator) {
    case 'or':
    case 'and':
      return is(left) && is(right);
    case '+':
    case '*':
      return is(left) || is(right);
    // Of a number it is what is left of it.
    case '%':
      return constantText(left) !== undefined && is(right);
    default:
      return false;
  }
}

function isNameMadeOf(name: Name, is: Is, values: Values): boolean {
  const binding = bindingOf(name);
  if (!binding || !isPlainlySet(binding) || binding.loops.length > 0) return false;
  const definitions = reachingDefinitions(binding, name);

  return (
    definitions.some((each) => each.kind !== 'value' || !isNone(each.node)) &&
    definitions.length <= MOST_VALUES &&
    definitions.every((each) => {
      if (each.kind === 'parameter') return isGivenSo(each, is, values);
      if (each.kind !== 'value' || each.path.length > 0 || isMadeOnce(each.node)) return false;
      return isNone(each.node) || is(each.node);
    })
  );
}

function isGivenSo({ of, index }: Parameter, is: Is, values: Values): boolean {
  const sites = values.sitesOf(of);
  if (sites.length === 0 || isCalledElsewhere(of, values)) return false;

  return (
    sites.length <= MOST_VALUES &&
    sites.every((site) => {
      const given = argumentFor(site, of, index);
      return given !== undefined && is(given);
    })
  );
}

function isCallMadeOf(call: Call, is: Is, values: Values): boolean {
  const { callee, arguments: given } = call;
  const own = values.functionsOf(callee);
  if (own.length > 0) {
    // What decorates it may keep what it has made: `@cache`.
    if (own.some(({ node }) => node.decorators.some((each) => !isOfClass(each)))) return false;
    const results = own.flatMap(({ node }) => returnsOf(node));
    return results.length > 0 && results.length <= MOST_VALUES && results.every(is);
  }
  const name = calledName(call) ?? '';
  // `format(now, '%Y')`, `round(now, -5)`, `'{:%Y}'.format(now)`
  if (callee.type === 'Name' && /^(?:format|round)$/.test(name) && given[1]) return false;
  if (name === 'format' && given.some(({ value }) => isDate(value, values))) return false;
  // `id.replace(id, other)`
  if (name === 'replace' && !given.every(({ value }) => isConstantText(value, values)))
    return false;
  if (name === 'strftime' && !isToTheSecond(call)) return false;
  // `now.replace(hour=0, minute=0)`
  if (given.some((each) => /^(?:hour|minute|second)$/.test(each.name ?? ''))) return false;

  return forms.test(name) && (given.some(({ value }) => is(value)) || isSomePart(call, is));
}

/** `@classmethod`, `@staticmethod`: it runs each time. */
function isOfClass(decorator: Expression): boolean {
  return decorator.type === 'Name' && /^(?:class|static)method$/.test(decorator.name);
}

function isConstantText(node: Expression, values: Values): boolean {
  return node.type === 'Number' || constantText(values.writtenAs(node)) !== undefined;
}

function isSomePart({ callee }: Call, is: Is): boolean {
  return callee.type === 'Attribute' && is(callee.object);
}

/** A day is the same for all who come by it. */
function isToTheSecond({ arguments: given }: Call): boolean {
  return given.some(({ value }) => /%[SfscXT]/.test(constantText(value) ?? ''));
}

/** They change how a value is written, and keep what makes it one of its kind. */
const forms =
  /^(?:str|int|round|hex|abs|float|Decimal|replace|decode|encode|strip|lstrip|rstrip|lower|upper|isoformat|strftime|timestamp|timetuple|timegm|format|join|zfill|astimezone|total_seconds|hexdigest|digest|md5|sha1|sha256|sha512|blake2b|b64encode|urlsafe_b64encode|b32encode|b16encode|hexlify|mktime|quote)$/;

const parts = /^(?:hex|int|bytes|urn|str)$/;

/** What is left where it is cut is new, too: not of the time, which begins as it did. */
function isNewWholly(node: AnyNode, values: Values): boolean {
  const isOfTime =
    node.type === 'Call' && values.namesOf(node.callee).some((name) => times.test(name));

  return !isOfTime && isNewRoot(node, values);
}

function isNewRoot(node: AnyNode, values: Values): boolean {
  if (node.type === 'Call') {
    if (isMadeOnce(node) || isOneOfFew(node)) return false;
    if (keyIn(node) === 'requestId') return isOfContext(node, values);
    const names = values.namesOf(node.callee);
    return (
      names.length > 0 &&
      names.every(
        (name) => chance.test(name) || (ofObject.test(name) && node.arguments.length === 0),
      )
    );
  }
  if (node.type === 'Subscript') return keyIn(node) === 'requestId' && isOfContext(node, values);

  return (
    node.type === 'Attribute' &&
    (node.name === 'aws_request_id' || isOfContextObject(node, 'request_id'))
  );
}

function isConnectionRoot(node: AnyNode, values: Values): boolean {
  if (node.type === 'Attribute') return isOfContextObject(node, 'connection_id');

  return keyIn(node) === 'connectionId' && isOfContext(node, values);
}

/** `app.current_event.request_context.request_id` */
function isOfContextObject({ object, name }: Attribute, field: string): boolean {
  return name === field && object.type === 'Attribute' && object.name === 'request_context';
}

/** The key that is taken of a table. */
function keyIn(node: AnyNode): string | undefined {
  if (node.type === 'Subscript') return constantText(node.index);

  return node.type === 'Call' && calledName(node) === 'get'
    ? constantText(node.arguments[0]?.value)
    : undefined;
}

/** `event['requestContext'][…]`, `event.get('requestContext', {}).get(…)`, and a name of it: API Gateway says it, and no caller. */
function isOfContext(node: AnyNode, values: Values): boolean {
  const of =
    node.type === 'Subscript'
      ? node.object
      : node.type === 'Call' && node.callee.type === 'Attribute'
        ? node.callee.object
        : undefined;
  const written = of && values.writtenAs(of);

  return written !== undefined && keyIn(written) === 'requestContext';
}

const chance =
  /^(?:uuid\.uuid[1467]|uuid6\.uuid[678]|secrets\.(?:token_\w{1,20}|choice|randbelow|randbits)|random\.(?:(?:SystemRandom\(\)\.)?(?:choices?|randint|randrange|random|sample|getrandbits|randbytes|uniform))|os\.urandom|time\.time(?:_ns)?|datetime\.datetime\.(?:now|utcnow)|ulid\.(?:new|ulid|ULID\(\)\.generate)|ulid2\.generate_\w{1,40}|nanoid\.generate|shortuuid\.(?:uuid|random|ShortUUID\(\)\.(?:uuid|random))|cuid\.cuid|cuid2\.(?:cuid_wrapper\(\)|Cuid\(\)\.generate)|arrow\.(?:now|utcnow)|pendulum\.now|numpy\.random\.\w{1,20})$/;

/** An id of MongoDB that is read is not new. */
const ofObject =
  /^(?:bson\.(?:objectid\.)?ObjectId|ulid\.ULID|ksuid\.(?:K|k)suid|django\.utils\.timezone\.now)$/;

const dates =
  /^(?:datetime\.datetime\.(?:now|utcnow)|arrow\.(?:now|utcnow)|pendulum\.now|django\.utils\.timezone\.now)$/;

const times = /^(?:time\.|datetime\.|arrow\.|pendulum\.|django\.)/;

const MOST_STEPS = 16;

const MOST_VALUES = 8;
