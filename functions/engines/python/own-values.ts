import { constantText, constantValue } from './constant-text.ts';
import { anyField } from './field-path.ts';
import { bindingOf, scopeOf } from './scope.ts';
import type { Expression, NodeOf } from './syntax.ts';
import { baseOf } from './target.ts';
import { piecesOf } from './text-shape.ts';

/** Stands for what a text has that is not known. No code has it. */
export const UNKNOWN = '\ufffe';

/** All texts that an expression may be: a literal, or each of what a loop goes over; none where that is not known. */
export function textsOf(node: Expression | undefined): readonly string[] {
  const text = constantText(node);
  if (text !== undefined) return [text];

  const source = node && loopedOver(node);
  return source ? elementsOf(source) : [];
}

/** The same with what is not known in the place of expressions: of `f'https://{host}/'` too. */
export function shapesOf(node: Expression): readonly string[] {
  const texts = textsOf(node);
  if (texts.length > 0) return texts;

  return [
    piecesOf(node)
      .map((piece) => ('text' in piece ? piece.text : UNKNOWN))
      .join(''),
  ];
}

/** What a name of a loop or comprehension is an element of. */
function loopedOver(node: Expression): Expression | undefined {
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && others.length === 0;

  return isOne && definition.path.length === 1 && definition.path[0] === anyField
    ? definition.node
    : undefined;
}

/** The texts of a list in the code; none where one of them is not known. Of a text, its characters. */
function elementsOf(source: Expression): readonly string[] {
  const list = constantValue(source) ?? source;
  const text = constantText(list);
  if (text !== undefined) return [...text];
  if (list.type !== 'List' && list.type !== 'Tuple' && list.type !== 'Set') return [];

  const texts = list.elements.map((element) => constantText(element));
  return texts.every((each) => each !== undefined) ? texts : [];
}

/** Each prefix, suffix or name of a list of them; the node itself where it is one. */
export function eachOf(node: Expression): readonly Expression[] {
  const list = constantValue(node) ?? node;

  return list.type === 'Tuple' || list.type === 'List' || list.type === 'Set'
    ? list.elements
    : [node];
}

/** Whether no caller gave it: it is written in the code, of the module, of `self` or of a setting. */
export function isOwn(node: Expression, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  switch (node.type) {
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elements.every((element) => isOwn(element, depth + 1));
    case 'Text':
    case 'Number':
    case 'Constant':
      return true;
    case 'Call':
      if (isLookUp(node)) return true;
      return (
        node.arguments.every(({ value }) => isOwn(value, depth + 1)) &&
        (node.callee.type !== 'Attribute' || isOwn(node.callee.object, depth + 1))
      );
    case 'FormattedText':
      return node.parts.every((part) => isOwn(part, depth + 1));
    case 'Binary':
      return isOwn(node.left, depth + 1) && isOwn(node.right, depth + 1);
    default:
      return isOwnName(node, depth);
  }
}

/** Deeper, it is not known. */
const MOST_STEPS = 8;

/** `columns_of(table)`, `db.allowed_fields(kind)`: what there is of something, whatever it is asked for. */
function isLookUp({ callee }: NodeOf<'Call'>): boolean {
  const name = callee.type === 'Name' || callee.type === 'Attribute' ? callee.name : '';

  return /(?:columns|fields|allowed|permitted|supported|choices|schema)(?:_|$)/.test(name);
}

function isOwnName(node: Expression, depth: number): boolean {
  const base = baseOf(node);
  if (!base) return false;
  const binding = bindingOf(base.node);
  if (!binding) return true;
  // `cls.INPUT_FIELDS`: by convention, it is written in a class.
  if (/^[A-Z][A-Z\d_]+$/.test(base.path.at(-1) ?? '')) return true;

  return binding.definitions.every((definition) => {
    switch (definition.kind) {
      case 'parameter':
        return definition.index === 0 && scopeOf(definition.of).class !== undefined;
      case 'value':
        return isOwn(definition.node, depth + 1);
      default:
        return true;
    }
  });
}
