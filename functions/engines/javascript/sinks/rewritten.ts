import { joinedParts } from '../skeleton.ts';
import { type AnyNode, isCall } from '../syntax.ts';
import type { Written } from './sink.ts';

/** The call with another argument in the place of one. */
export function callWith(
  { node, text }: Written,
  replacement: string | undefined,
  index = 0,
): string | undefined {
  if (!isCall(node) || replacement === undefined) return undefined;

  const given = node.arguments.map((argument, at) => (at === index ? replacement : text(argument)));
  const made = node.type === 'NewExpression' ? 'new ' : '';
  return `${made}${text(node.callee)}(${given.join(', ')})`;
}

/**
 * A text with something done to each part that is no constant: `` `<p>${escapeHtml(name)}</p>` ``.
 *
 * @param isKept of parts that stay as they are, by the text before them
 */
export function withEachPart(
  node: AnyNode,
  text: Written['text'],
  change: (part: string) => string,
  isKept: (before: string) => boolean = () => false,
): string {
  const { texts, parts } = joinedParts(node);
  if (texts.every((one) => one === '') && parts.length < 2) return change(text(node));

  const each = parts.map((part, index) => {
    const before = texts.slice(0, index + 1).join('');
    const shown = text(part);
    return `${texts[index]}\${${isKept(before) ? shown : change(shown)}}`;
  });
  return `\`${each.join('')}${texts.at(-1) ?? ''}\``;
}

/** A text whose parts are values: what stands around them, without quotes; undefined where any is no value. */
export function valuesIn(
  statement: AnyNode,
): { readonly texts: readonly string[]; readonly parts: readonly AnyNode[] } | undefined {
  const { texts, parts } = joinedParts(statement);
  const isValues = texts
    .slice(0, -1)
    .every((before) => /(?:[=<>(,]|\b(?:like|limit|offset))\s*'?$/i.test(before));
  if (parts.length === 0 || !isValues) return undefined;

  const bare = texts.map((part, index) => {
    const start = index > 0 ? part.replace(/^'/, '') : part;
    const end = index < texts.length - 1 ? start.replace(/'$/, '') : start;
    return end.replaceAll(/\s+/g, ' ');
  });
  return { texts: bare, parts };
}
