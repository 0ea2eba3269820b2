import { constantText, constantValue } from './constant-text.ts';
import type { Expression } from './syntax.ts';

/** A literal part of a text, or an expression whose text is put there. */
export type Piece = { readonly text: string } | { readonly value: Expression };

/**
 * What a text is made of: by `+`, `%`, `.format`, `join` of a list, `f'…'`, or by a name that was
 * set to one once.
 */
export function piecesOf(node: Expression, depth = 0): readonly Piece[] {
  const whole = [{ value: node }];
  if (depth > MOST_DEEP) return whole;

  switch (node.type) {
    case 'Text':
      return [{ text: node.value }];
    case 'FormattedText':
      return node.parts.flatMap((part): readonly Piece[] =>
        part.type === 'Text' ? [{ text: part.value }] : [{ value: part }],
      );
    case 'Binary':
      if (node.operator === '+') {
        return [...piecesOf(node.left, depth + 1), ...piecesOf(node.right, depth + 1)];
      }
      return node.operator === '%' ? formatted(node.left, node.right) : whole;
    case 'Call':
      return calledPieces(node, depth) ?? whole;
    case 'Name': {
      const value = constantValue(node);
      const pieces = value ? piecesOf(value, depth + 1) : whole;
      return pieces.some((piece) => 'text' in piece) ? pieces : whole;
    }
    default:
      return whole;
  }
}

const MOST_DEEP = 12;

function calledPieces(
  node: Extract<Expression, { readonly type: 'Call' }>,
  depth: number,
): readonly Piece[] | undefined {
  const { callee, arguments: given } = node;
  if (callee.type === 'Attribute' && callee.name === 'format') {
    const template = constantText(callee.object);
    if (template === undefined) return undefined;

    let next = 0;
    return split(template, /\{(\w{0,60})(?:![rsa])?(?::[^{}]{0,60})?\}/g).map((part) => {
      if (part.isText) return { text: part.text.replaceAll('{{', '{').replaceAll('}}', '}') };
      const key = part.text === '' ? String(next++) : part.text;
      const value = given.find(({ name }, index) => name === key || String(index) === key)?.value;
      return value ? { value } : { text: '' };
    });
  }
  const isText = callee.type === 'Name' && (callee.name === 'text' || callee.name === 'str');
  const isTrimmed =
    callee.type === 'Attribute' && /^(?:strip|rstrip|lstrip|encode|lower|split)$/.test(callee.name);
  const [first] = given;
  if (isShlex(callee) && first) return piecesOf(first.value, depth + 1);
  if (isTrimmed) return piecesOf(callee.object, depth + 1);
  return isText && first ? piecesOf(first.value, depth + 1) : undefined;
}

/** `shlex.split(text)`. */
function isShlex(callee: Expression): boolean {
  return (
    callee.type === 'Attribute' && callee.object.type === 'Name' && callee.object.name === 'shlex'
  );
}

function formatted(left: Expression, right: Expression): readonly Piece[] {
  const template = constantText(left);
  if (template === undefined) return [{ value: left }, { value: right }];

  const values = right.type === 'Tuple' ? right.elements : [right];
  let next = 0;
  return split(template, /%(?:\((\w{1,60})\))?[-+ #0]{0,4}\d{0,4}(?:\.\d{1,4})?[sdirfgxeuc]/g).map(
    (part) => {
      if (part.isText) return { text: part.text.replaceAll('%%', '%') };
      const named = right.type === 'Dict' ? right.entries : [];
      const value =
        part.text === ''
          ? values[next++]
          : named.find(({ key }) => constantText(key) === part.text)?.value;
      return value ? { value } : { value: right };
    },
  );
}

function split(
  template: string,
  placeholder: RegExp,
): readonly { readonly isText: boolean; readonly text: string }[] {
  const parts: { isText: boolean; text: string }[] = [];
  let at = 0;

  for (const match of template.slice(0, LONGEST_TEMPLATE).matchAll(placeholder)) {
    if (match.index > at) parts.push({ isText: true, text: template.slice(at, match.index) });
    parts.push({ isText: false, text: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < template.length) parts.push({ isText: true, text: template.slice(at) });
  return parts;
}

/** Characters. */
const LONGEST_TEMPLATE = 20_000;

/** The literal text with which a text begins; undefined where it begins with something else. */
export function literalStart(node: Expression | undefined): string | undefined {
  // Each of the parts of a long text asks.
  if (node?.type === 'FormattedText') {
    const [part] = node.parts;
    return part?.type === 'Text' ? part.value : undefined;
  }
  const [first] = node ? piecesOf(node) : [];

  return first && 'text' in first ? first.text : undefined;
}
