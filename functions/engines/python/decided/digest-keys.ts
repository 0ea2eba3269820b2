import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf } from '../scope.ts';
import { plainValue, type WrittenField, type WrittenItem } from '../signatures/written-items.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/**
 * Whether an item that a request decides is the same for all who send it: its key is a digest of what it holds, and of a request it holds
 * nothing else. What is replaced by it was so before: `{'id': md5(url.encode()).hexdigest()[:8], 'url': url}`.
 */
export function isKeyedByContent(
  item: WrittenItem,
  keys: readonly WrittenField[],
  asked: AskedOfChange,
): boolean {
  const { said } = asked;
  const key = keys.find(({ value }) => said.has(value));
  const digested = key ? digestedIn(plainValue(key.value), asked) : [];

  return (
    digested.length > 0 &&
    item.every(
      (each) =>
        each === key ||
        !said.has(each.value) ||
        (each.key !== undefined && isOneOf(plainValue(each.value), digested)),
    )
  );
}

function isOneOf(value: Expression, all: readonly AnyNode[]): boolean {
  const binding = bindingOf(value);

  return binding !== undefined && all.some((each) => bindingOf(each) === binding);
}

/** The names of a request that a digest is made of; none where the value is made of more than that. */
function digestedIn(value: Expression, asked: AskedOfChange, depth = 0): readonly AnyNode[] {
  const { values, said } = asked;
  if (depth > MOST_STEPS) return [];
  const written = values.writtenAs(value);
  if (written.type === 'Subscript') return digestedIn(written.object, asked, depth + 1);
  if (written.type === 'Binary' || written.type === 'FormattedText') {
    // `'audio/' + digest + '.mp3'`
    const all = written.type === 'Binary' ? [written.left, written.right] : written.parts;
    const [part, ...others] = all.filter((each) => said.has(each));
    return part && others.length === 0 ? digestedIn(part, asked, depth + 1) : [];
  }
  if (written.type !== 'Call') return [];
  const { callee } = written;
  const own = values.functionsOf(callee);
  if (own.length > 0) {
    const results = own.flatMap(({ node }) => returnsOf(node));
    const isDigest =
      results.length > 0 && results.every((each) => digestedIn(each, asked, depth + 1).length > 0);
    return isDigest ? namesIn(written, said) : [];
  }
  if (isHash(written, asked)) return namesIn(written, said);

  return callee.type === 'Attribute' && forms.test(calledName(written) ?? '')
    ? digestedIn(callee.object, asked, depth + 1)
    : [];
}

function isHash({ callee }: Call, { values }: AskedOfChange): boolean {
  return values.namesOf(callee).some((name) => hashes.test(name));
}

/** What of a request its arguments are made of. */
function namesIn(call: Call, said: AskedOfChange['said']): readonly AnyNode[] {
  return call.arguments
    .flatMap(({ value }) => nodesIn(value))
    .filter((each) => each.type === 'Name' && said.has(each));
}

const hashes = /^hashlib\.(?:md5|sha\d\w{0,10}|blake2[bs])$|^uuid\.uuid[35]$/;

/** They keep what a digest is of. */
const forms = /^(?:hexdigest|digest|decode|rstrip|upper|lower)$/;

const MOST_STEPS = 6;
