import { type Asked, everyAnswer, everyValue, MOST_STEPS, type Test } from './every-value.ts';
import { lastName } from './last-name.ts';
import { ownText } from './own-text.ts';
import { bindingOf } from './scope.ts';
import type { Call, Expression } from './syntax.ts';
import { piecesOf } from './text-shape.ts';

/**
 * Whether a path begins in a folder of the function's own: that of the code, where it is started, a layer, or
 * /tmp. Elsewhere, as on a mount, lies what customers brought.
 */
export const isInOwnFolder: Test = (node, asked, depth) => {
  if (depth > MOST_STEPS) return false;
  asked.values.spend();
  const text = ownText(node, asked.values);
  if (text !== undefined) return isOwn(text);

  switch (node.type) {
    case 'Name':
      return isOfTheCode(node) || everyValue(node, isInOwnFolder, asked, depth + 1);
    case 'Attribute':
    case 'Subscript':
      return isOwnPart(node, asked, depth + 1);
    case 'FormattedText':
      return isOwnText(node, asked, depth + 1);
    case 'Binary':
      if (node.operator !== '/') return isOwnText(node, asked, depth + 1);
      return !leadsOut(node.right, asked) && isInOwnFolder(node.left, asked, depth + 1);
    case 'Call':
      return isOwnCall(node, asked, depth + 1);
    default:
      return false;
  }
};

function isOwn(text: string): boolean {
  if (text === '' || text.includes('..')) return false;

  return !text.startsWith('/') || /^\/(?:var\/task|opt|tmp)(?:\/|$)/.test(text);
}

function isOwnText(node: Expression, asked: Asked, depth: number): boolean {
  const [first, ...more] = piecesOf(node);
  // It may lead out again by what is written in it.
  if (!first || more.some((piece) => 'text' in piece && piece.text.includes('..'))) return false;

  return 'text' in first
    ? isOwn(first.text)
    : first.value !== node && isInOwnFolder(first.value, asked, depth);
}

/** `__file__`, of a module. */
function isOfTheCode(node: Expression): boolean {
  return node.type === 'Name' && node.name === '__file__' && !bindingOf(node);
}

/** `Path(__file__).parent`, `.parents[1]`, or a name that another file has. */
function isOwnPart(
  node: Extract<Expression, { readonly type: 'Attribute' | 'Subscript' }>,
  asked: Asked,
  depth: number,
): boolean {
  const written = asked.values.writtenAs(node);
  if (written !== node) return isInOwnFolder(written, asked, depth);
  const isAbove = node.type === 'Subscript' || /^parents?$/.test(node.name);

  return isAbove && isInOwnFolder(node.object, asked, depth);
}

function isOwnCall(node: Call, asked: Asked, depth: number): boolean {
  const { callee, arguments: given } = node;
  const name = lastName(callee);
  const [first, ...others] = given;
  if (makers.test(name)) return asked.values.functionsOf(callee).length === 0;
  if (
    /^(?:resolve|absolute|with_name|with_suffix|joinpath)$/.test(name) &&
    callee.type === 'Attribute'
  ) {
    return (
      given.every(({ value }) => !leadsOut(value, asked)) &&
      isInOwnFolder(callee.object, asked, depth)
    );
  }
  if (!starters.test(name)) {
    return isText(node)
      ? isOwnText(node, asked, depth)
      : everyAnswer(node, isInOwnFolder, asked, depth);
  }

  return (
    first?.spread === '' &&
    others.every(({ value }) => !leadsOut(value, asked)) &&
    isInOwnFolder(first.value, asked, depth)
  );
}

function isText({ callee }: Call): boolean {
  return lastName(callee) === 'format';
}

const makers = /^(?:gettempdir|mkdtemp|getcwd|cwd)$/;

/** What makes a path of its first argument. */
const starters = /^(?:join|Path|PurePath|str|fspath|dirname|abspath|realpath|normpath)$/;

/** `'..'`, and what begins anew: `/mnt`. */
function leadsOut(node: Expression, { values }: Asked): boolean {
  const text = ownText(node, values) ?? '';

  return text.startsWith('/') || text.includes('..');
}
