import { type AnyNode, literalText } from './syntax.ts';

/** What a node says by itself: a name, or a piece of a text. Undefined for what is made of others. */
export function textIn(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      return node.name;
    case 'TemplateElement':
      return node.value.cooked ?? undefined;
    case 'Literal':
      return literalText(node);
    default:
      return undefined;
  }
}
