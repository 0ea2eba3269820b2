import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import { calledName } from './link.ts';
import { nodesIn } from './nodes-in.ts';
import type { AnyNode, Call, FunctionNode, NodeOf } from './syntax.ts';

/**
 * Whether all that a function does with what it is given can be seen: it compares, asks for types and
 * lengths, matches written patterns, logs. What it lets through is then known from its code, and its
 * name says nothing.
 */
export function isPlain(of: FunctionNode): boolean {
  const known = knownPlain.get(of);
  if (known !== undefined) return known;

  const found = isPlainBody(of);
  knownPlain.set(of, found);
  return found;
}

/** Each value that is given to one asks. */
const knownPlain = new WeakMap<FunctionNode, boolean>();

function isPlainBody(of: FunctionNode): boolean {
  const pending: AnyNode[] = [of.body];

  for (let steps = 0; pending.length > 0; steps += 1) {
    const node = pending.pop();
    if (!node || steps > MOST_NODES || isOpaque(node)) return false;
    if (node.type === 'Raise') continue;
    if (node.type === 'Call' && !isPlainCall(node)) return false;
    if (node.type === 'Attribute' && ofHost.test(node.name) && !isOnlyThere(node)) return false;
    pending.push(...childrenOf(node));
  }
  return true;
}

/** A longer one is hardly plain. */
const MOST_NODES = 2_000;

function isOpaque(node: AnyNode): boolean {
  if (node.type === 'Try') return !isParsing(node);

  return opaque.has(node.type);
}

/** Whether all that may fail in it is to take an address apart, which any server's passes. */
function isParsing({ body }: NodeOf<'Try'>): boolean {
  const calls = nodesIn(body).flatMap((node) => (node.type === 'Call' ? node : []));

  return calls.some(isOfAddress) && calls.every((call) => isOfAddress(call) || isHarmless(call));
}

function isOfAddress(call: Call): boolean {
  return /^url(?:parse|split)$/.test(calledName(call) ?? '');
}

function isHarmless(call: Call): boolean {
  return /^(?:startswith|endswith|strip|lower|len|all|any|bool|isinstance|print)$/.test(
    calledName(call) ?? '',
  );
}

const ofHost = /^(?:hostname|netloc|port)$/;

/** Whether a host is only asked for, and not which: `p.netloc != ''`, `all([p.scheme, p.netloc])`. */
function isOnlyThere({ parent }: AnyNode): boolean {
  switch (parent?.type) {
    case 'Return':
    case 'If':
    case 'List':
    case 'Tuple':
      return true;
    case 'Unary':
      return parent.operator === 'not';
    case 'Argument': {
      const call = parent.parent;
      return call?.type === 'Call' && /^(?:bool|len|print)$/.test(calledName(call) ?? '');
    }
    case 'Binary':
      return /^(?:and|or)$/.test(parent.operator) || isOfNothing(parent);
    default:
      return false;
  }
}

function isOfNothing({ operator, left, right }: NodeOf<'Binary'>): boolean {
  const isNothing = [left, right].some(
    (each) => constantText(each) === '' || (each.type === 'Constant' && each.value === 'None'),
  );

  return isNothing && /^(?:==|!=|is|is not)$/.test(operator);
}

/** What may refuse a value in ways that are not followed. */
const opaque: ReadonlySet<AnyNode['type']> = new Set(['With', 'While', 'Yield', 'Await', 'Class']);

function isPlainCall(call: Call): boolean {
  const { callee, arguments: given } = call;
  if (isOfAddress(call)) return true;
  if (callee.type === 'Name') return functions.has(callee.name);
  if (callee.type !== 'Attribute') return false;
  const { name, object } = callee;
  const of = object.type === 'Name' ? object.name : '';
  if (of === 're') return constantText(given[0]?.value) !== undefined;

  return methods.has(name) || /^_*log(?:ger|ging)?$/i.test(of);
}

const functions: ReadonlySet<string> = new Set(
  'print len isinstance issubclass type str int float bool repr any all set list tuple dict sorted range enumerate min max hasattr callable'.split(
    ' ',
  ),
);

const methods: ReadonlySet<string> = new Set(
  'get keys values items lower upper strip lstrip rstrip startswith endswith split join format append add isdigit isalnum isalpha isidentifier isnumeric isdecimal isspace isupper islower isascii isprintable count find encode replace'.split(
    ' ',
  ),
);
