import { statementChange } from '../../signatures/index.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode } from '../syntax.ts';

/** The text of a statement as it is written, with `?` for what is put into it; of settings, that of the one that is a statement. */
export function sqlIn(node: AnyNode, depth = 0): string | undefined {
  if (depth > MOST_STEPS) return undefined;
  const text = textOf(node);
  if (text !== undefined) return text;
  const inside = (each: AnyNode) => sqlIn(each, depth + 1);

  switch (node.type) {
    case 'TemplateLiteral':
      return node.quasis.map(({ value }) => value.cooked ?? '').join(' ? ');
    case 'BinaryExpression':
      return node.left.type === 'PrivateIdentifier' ? undefined : inside(node.left);
    case 'ObjectExpression':
      return node.properties
        .flatMap((each) => (each.type === 'Property' ? (inside(each.value) ?? []) : []))
        .find((each) => statementChange(each));
    case 'Identifier':
      return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
        each.kind === 'value' && each.path.length === 0 ? (inside(each.node) ?? []) : [],
      )[0];
    default:
      return undefined;
  }
}

const MOST_STEPS = 6;
