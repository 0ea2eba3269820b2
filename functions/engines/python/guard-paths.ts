import { constantValue } from './constant-text.ts';
import { asWritten } from './guard-texts.ts';
import { type Kinds, kindsOf, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { isResolvedPath } from './resolved-paths.ts';
import { beginsSent, isSent } from './sent-values.ts';
import { isSubject, type Subject } from './subject.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

interface Asked extends Subject {
  readonly isResolved?: boolean | undefined;
}

/** `x.method`, `Path(x).resolve().method` and `os.path.realpath(x).method`: of the same path. */
export function isOfPath(callee: Expression, subject: Subject): boolean {
  if (callee.type !== 'Attribute') return false;
  const steps = stepsToPath(callee.object, subject);

  return steps !== undefined && (steps > 0 || isPathMethod(callee.name));
}

/** What only a path has: a text that only begins so may go on with `..`. */
function isPathMethod(name: string): boolean {
  return name === 'is_relative_to' || name === 'relative_to';
}

/** `base in x.parents`, `base in path.parents` where `path = Path(x).resolve()`. */
export function amongParents(folder: Expression, path: Expression, subject: Asked): Kinds {
  return stepsToPath(path, subject) === undefined ? noKinds : belowFolder(folder, path, subject);
}

/** By how many calls and names it was made of the subject; undefined where it was not. */
function stepsToPath(node: Expression, subject: Subject): number | undefined {
  let at: Expression | undefined = node;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (isSubject(at, subject)) return steps;
    at = madeOf(at);
  }
  return undefined;
}

const MOST_STEPS = 6;

/** The path that a call, or what a name was set to once, makes another one of. */
function madeOf(node: Expression): Expression | undefined {
  if (node.type === 'Name') return constantValue(node);
  if (node.type === 'NamedValue') return node.value;
  if (node.type !== 'Call' || !normalizers.has(lastName(node.callee))) return undefined;
  const { callee, arguments: given } = node;
  const [only, ...others] = given;
  // Of `Path(folder, x)`, each part is another path.
  if (others.some(({ name }) => name === undefined) || only?.spread) return undefined;
  if (only && only.name === undefined) return only.value;

  return callee.type === 'Attribute' ? callee.object : undefined;
}

const normalizers: ReadonlySet<string> = new Set(
  'abspath realpath normpath resolve absolute str fspath Path PurePath'.split(' '),
);

/** What lies below a folder of the code's: of a path that was resolved; `/data/../x` begins so as well. */
export function belowFolder(
  folder: Expression | undefined,
  path: Expression,
  subject: Asked,
): Kinds {
  const { values } = subject;
  // A caller that names the folder names all of them.
  if (!folder || (values && beginsSent(folder, values))) return noKinds;
  const isResolved = values !== undefined && isResolvedPath(path, { ...subject, values });
  const known = kindsOf('path-traversal');

  return isResolved ? known : asWritten(known);
}

/** Whether a caller may have sent it. */
export function isOfCaller(node: Expression, values: Values | undefined): boolean {
  return values !== undefined && isSent(node, values);
}
