import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import { highAtMost, kindsOf } from './kinds.ts';
import { lastName } from './last-name.ts';
import { isOwn } from './own-values.ts';
import { bindingOf } from './scope.ts';
import { definitionOf, type Subject, subjectOf } from './subject.ts';
import type { AnyNode, Argument, Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** Only a holder of the key can have made it: objects that are loaded from it are its own. */
export const ofMade = kindsOf('unsafe-deserialization');

/** What was found signed comes from a service that is known, be it the words of a stranger. */
export const ofSigned = ofMade | highAtMost;

/**
 * Whether a call by this name checks a signature or a keyed hash: `hmac.compare_digest`, and own
 * functions by their names. Some raise where it is wrong, others answer.
 */
export function isSignatureCheck(name: string, way: 'raises' | 'answers'): boolean {
  if (name === 'compare_digest') return way === 'answers';

  return (
    (way === 'raises' && name === 'verify') ||
    /^_*(?:is_|has_)?(?:validate|valid|verify|verified|check|ensure|require|assert)\w{0,30}_(?:signature|hmac|digest|mac)$/.test(
      name,
    )
  );
}

/** Whether what is checked is what the subject was made of: `expected = hmac.new(key, text)`. */
export function isSigned(
  checked: readonly Expression[],
  { binding, fields, start }: Subject,
): boolean {
  const signed = new Set<string>();
  const ids = new Ids();
  for (const each of checked) collect(each, ids, signed, 'itself');

  const made = new Set<string>([...prefixes(ids.of(binding), fields)]);
  for (const { node } of valuesBefore(binding, start)) collect(node, ids, made, 'all it is of');
  return [...made].some((one) => signed.has(one));
}

/**
 * `hmac.new(key, text, sha256).hexdigest()`, encoded or behind the name of the method, by a key of the
 * function's own; or what a name was set to that is one.
 */
export function isKeyedHash(node: Expression, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  const inner = (part: Expression | undefined) =>
    part !== undefined && isKeyedHash(part, depth + 1);

  switch (node.type) {
    case 'Name': {
      const definition = definitionOf(node);
      return definition !== node && inner(definition);
    }
    case 'FormattedText':
      return inner(node.parts.at(-1));
    case 'Binary':
      return node.operator === '+' && constantText(node.left) !== undefined && inner(node.right);
    case 'Call': {
      const { callee, arguments: given } = node;
      const [first] = given;
      if (isHmac(callee)) return first !== undefined && isOwn(first.value);
      if (encoders.test(lastName(callee))) return inner(first?.value);
      return callee.type === 'Attribute' && forms.test(callee.name) && inner(callee.object);
    }
    default:
      return false;
  }
}

const MOST_DEEP = 8;
const encoders = /^(?:b64encode|urlsafe_b64encode|hexlify|str|bytes)$/;
const forms = /^(?:hexdigest|digest|hex|decode|encode|lower|upper|strip|rstrip)$/;

export function givenTo({ arguments: given }: Call): readonly Expression[] {
  return given.map(({ value }) => value);
}

/** `hmac.new`, `hmac.digest`. */
function isHmac(callee: Expression): boolean {
  return (
    callee.type === 'Attribute' &&
    /^(?:new|digest)$/.test(callee.name) &&
    lastName(callee.object).toLowerCase() === 'hmac'
  );
}

/**
 * `validator.validate(event, get_certificate=fetch)`: what a package finds signed with a key that it is
 * given is not any stranger's.
 */
export function isSignedWhole(check: Call, { binding, values }: Signed): boolean {
  const given = check.arguments;

  return (
    /^(?:validate|verify)(?:_\w{1,40})?$/.test(lastName(check.callee)) &&
    given.some(({ value }) => bindingOf(value) === binding) &&
    given.some((each) => isKey(each)) &&
    values.functionsOf(check.callee).length === 0
  );
}

type Signed = Subject & { readonly values: Values };

/** By its name; whether there is to be a secret is no secret. */
function isKey({ name, value }: Argument): boolean {
  return value.type !== 'Constant' && keyNames.test(name ?? lastName(value));
}

/** A schema of a secret is none, and a signature is what the caller sends. */
const keyNames = /(?:^|_)(?:cert(?:ificate)?|public_key|signing_key|secret)$/i;

function valuesBefore({ definitions }: Subject['binding'], start: number) {
  return definitions.flatMap((each) =>
    each.kind === 'value' && each.node.start < start ? [each] : [],
  );
}

/** Names and fields in an expression, and in what its names were set to. */
function collect(
  from: Expression,
  ids: Ids,
  found: Set<string>,
  extent: 'itself' | 'all it is of',
): void {
  const pending: AnyNode[] = [from];
  const known = new Set<AnyNode>();

  for (let node = pending.pop(); node && known.size < MOST_NODES; node = pending.pop()) {
    if (known.has(node)) continue;
    known.add(node);
    const subject = subjectOf(node);
    if (!subject) {
      pending.push(...partsOf(node));
      continue;
    }
    const id = ids.of(subject.binding);
    const own = [...prefixes(id, subject.fields)];
    for (const one of extent === 'itself' ? own.slice(-1) : own) found.add(one);
    const isWhole = subject.fields === '';
    if (isWhole || extent === 'all it is of') pending.push(...definitionsOf(subject));
  }
}

/** More is made to waste time. */
const MOST_NODES = 200;

/** Without the name of what is called. */
function partsOf(node: AnyNode): readonly AnyNode[] {
  if (node.type !== 'Call') return childrenOf(node);
  const { callee, arguments: given } = node;

  return callee.type === 'Attribute' ? [callee.object, ...given] : given;
}

function definitionsOf({ binding }: Subject): readonly Expression[] {
  const [definition, ...others] = binding.definitions;
  const isOne = definition?.kind === 'value' && definition.path.length === 0;

  return isOne && others.length === 0 ? [definition.node] : [];
}

/** Of `a.b.c`: `a`, `a.b` and itself, the last. */
function* prefixes(id: number, fields: string): Iterable<string> {
  const all = fields === '' ? [] : fields.split('\0');

  for (let length = 0; length <= all.length; length += 1) {
    yield [id, ...all.slice(0, length)].join('\0');
  }
}

/** Numbers of names. */
class Ids {
  readonly #known = new Map<object, number>();

  of(binding: object): number {
    const id = this.#known.get(binding) ?? this.#known.size;
    this.#known.set(binding, id);
    return id;
  }
}
