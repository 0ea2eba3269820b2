import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import type { AnyNode, Call, FunctionNode } from './syntax.ts';

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
    if (!node || steps > MOST_NODES || opaque.has(node.type)) return false;
    if (node.type === 'Raise') continue;
    if (node.type === 'Call' && !isPlainCall(node)) return false;
    pending.push(...childrenOf(node));
  }
  return true;
}

/** A longer one is hardly plain. */
const MOST_NODES = 2_000;

/** What may refuse a value in ways that are not followed. */
const opaque: ReadonlySet<AnyNode['type']> = new Set([
  'Try',
  'With',
  'While',
  'Yield',
  'Await',
  'Class',
]);

function isPlainCall({ callee, arguments: given }: Call): boolean {
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
