import { calledStatement, isOpenCountName } from '../../signatures/index.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode } from '../syntax.ts';

/** What a statement of SQL does to rows that are there; undefined where it reads or adds. */
export function kindOfSql(text: string): 'removes' | 'changes' | 'replaces' | undefined {
  const head = text.slice(0, MOST_TEXT);
  if (/^[\s(]{0,40}(?:delete\s|truncate\s|drop\s)/i.test(head)) return 'removes';
  if (/^[\s(]{0,40}(?:replace\s|merge\s)/i.test(head)) return 'replaces';
  if (/^[\s(]{0,40}update\s/i.test(head)) return isOneMore(head) ? undefined : 'changes';

  return /^[\s(]{0,40}insert\s/i.test(head) &&
    /\bon\s{1,20}(?:duplicate\s|conflict\b[^;]{0,300}\bdo\s{1,20}update\b)/i.test(head)
    ? 'replaces'
    : calledStatement(head)?.kind;
}

/** `UPDATE posts SET likes = likes + 1 WHERE …` */
function isOneMore(text: string): boolean {
  const [, to = '', from] = adding.exec(text) ?? [];

  return isOpenCountName(to) && to === from;
}

const adding =
  /\bset\s{1,9}[`"]?(\w{1,60})[`"]?\s{0,9}=\s{0,9}[`"]?(\w{1,60})[`"]?\s{0,9}\+\s{0,9}1\s{1,9}where\b/i;

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
        .find((each) => kindOfSql(each));
    case 'Identifier':
      return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
        each.kind === 'value' && each.path.length === 0 ? (inside(each.node) ?? []) : [],
      )[0];
    default:
      return undefined;
  }
}

const MOST_STEPS = 6;
const MOST_TEXT = 4_000;
