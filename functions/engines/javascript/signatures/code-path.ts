import { textOf } from '../options.ts';
import type { AnyNode } from '../syntax.ts';

/** Parts of a path: text, `{name}` for one of any text, and at the end `{rest+}` for whatever comes, or nothing. */
export type CodePath = readonly string[];

/** Of whatever path. */
export const anyPath: CodePath = ['{rest+}'];

/** The paths that an argument says, as Express and its like write them; what cannot be read is any. */
export function pathsIn(node: AnyNode): readonly CodePath[] {
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((each) => (each ? pathsIn(each) : [anyPath]));
  }
  const text = textOf(node);

  return [text === undefined ? anyPath : pathOf(text)];
}

/** `/orders/:id`, `/files/*` */
export function pathOf(text: string): CodePath {
  const parts: string[] = [];

  for (const part of text.split('/')) {
    if (part === '') continue;
    if (/^[\w.~@-]+$/.test(part)) parts.push(part);
    else if (/^:\w+$|^\{\w+\}$/.test(part)) parts.push('{part}');
    // A pattern, which may be of several parts or of none.
    else if (/[*?+(){}[\]|]/.test(part)) return [...parts, ...anyPath];
    else parts.push('{part}');
  }
  return parts;
}

/** Two of which the first ends with anything end there. */
export function joinedPath(before: CodePath, after: CodePath): CodePath {
  return isOpenEnded(before) ? before : [...before, ...after];
}

function isOpenEnded(path: CodePath): boolean {
  return path.at(-1) === '{rest+}';
}

/** Whether all that a route takes lies below a path. */
export function isBelow(route: CodePath, path: CodePath): boolean {
  const isExact = !isOpenEnded(path);
  const asked = isExact ? path : path.slice(0, -1);
  // `/api/*` does not take `/api` itself.
  if (
    !isExact &&
    asked.length > 0 &&
    (route.length <= asked.length || route[asked.length] === '{rest+}')
  ) {
    return false;
  }

  return asked.every((part, index) => {
    const own = route[index];
    return own !== undefined && own !== '{rest+}' && (part === own || part === '{part}');
  });
}

/** As API Gateway writes it. */
export function writtenPath(path: CodePath): string {
  return `/${path.join('/')}`;
}
