import { textOf } from '../options.ts';
import type { AnyNode } from '../syntax.ts';

/**
 * Parts of a path: text, `{part}` for one of any text, and at the end `{rest+}` for whatever comes, or nothing, and
 * `{any+}` for what is not read.
 */
export type CodePath = readonly string[];

/** Of a path that is not read. */
export const anyPath: CodePath = ['{any+}'];

/** Of whatever lies below. */
export const allBelow: CodePath = ['{rest+}'];

/** The paths that an argument says, as Express and its like write them. */
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
  const written = text.split('/').filter((part) => part !== '');

  for (const [index, part] of written.entries()) {
    if (/^[\w.~@-]+$/.test(part)) parts.push(part);
    else if (/^:\w+$|^\{\w+\}$/.test(part)) parts.push('{part}');
    else if (index === written.length - 1 && whole.test(part)) return [...parts, ...allBelow];
    // A pattern, which may be of several parts or of none.
    else return [...parts, ...anyPath];
  }
  return parts;
}

/** What takes all that is left, and nothing less. */
const whole = /^(?:\*|\(\.\*\)|\{\*\w+\})$/;

/** Two of which the first ends with anything end there. */
export function joinedPath(before: CodePath, after: CodePath): CodePath {
  if (!isOpenEnded(before)) return [...before, ...after];

  return after.length === 0 ? before : [...before.slice(0, -1), ...anyPath];
}

function isOpenEnded(path: CodePath): boolean {
  return isEnd(path.at(-1));
}

function isEnd(part: string | undefined): boolean {
  return part === '{rest+}' || part === '{any+}';
}

/** Whether all that a route takes surely lies at a path or below it. */
export function isBelow(route: CodePath, path: CodePath): boolean {
  if (path.at(-1) === '{any+}') return false;
  const asked = isOpenEnded(path) ? path.slice(0, -1) : path;
  // `/api/*` does not take `/api` itself.
  const isMore = route.length > asked.length && !isEnd(route[asked.length]);
  if (asked.length > 0 && asked !== path && !isMore) return false;

  return asked.every((part, index) => {
    const own = route[index];
    return own !== undefined && !isEnd(own) && (part === own || part === '{part}');
  });
}

/** As API Gateway writes it. */
export function writtenPath(path: CodePath): string {
  return `/${path.map((part) => (isEnd(part) ? '{rest+}' : part)).join('/')}`;
}
