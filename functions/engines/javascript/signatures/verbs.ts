import { textOf } from '../options.ts';
import type { AnyNode } from '../syntax.ts';

/** By the method of an application: `GET`; `ANY` of all. `any` is of lambda-api, `del` of older ones. */
export const verbs: ReadonlyMap<string, string> = new Map([
  ...'get post put patch delete head options'
    .split(' ')
    .map((each) => [each, each.toUpperCase()] as const),
  ['del', 'DELETE'],
  ['opts', 'OPTIONS'],
  ['all', 'ANY'],
  ['any', 'ANY'],
  ['search', 'ANY'],
  ['m-search', 'ANY'],
  ['merge', 'ANY'],
]);

/** What `on('GET', …)` or `{ method: ['GET', 'PUT'] }` say; `ANY` where that is not seen. */
export function verbsIn(node: AnyNode | undefined): readonly string[] {
  if (node?.type === 'ArrayExpression')
    return node.elements.flatMap((each) => verbsIn(each ?? undefined));
  const text = textOf(node)?.toUpperCase();

  return [text !== undefined && /^[A-Z]{1,20}$/.test(text) && text !== 'ALL' ? text : 'ANY'];
}
