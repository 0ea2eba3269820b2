import { constantText, constantValue } from './constant-text.ts';
import { lastName } from './last-name.ts';
import type { LinkedFile } from './link.ts';
import { bindingOf } from './scope.ts';
import type { Call, Expression } from './syntax.ts';

/** A folder within the archive; `isFirst` where Python looks there before anything else. */
export interface AddedFolder {
  readonly folder: string;
  readonly isFirst: boolean;
}

/**
 * The folders, within the archive, that a file has Python look for modules in: `sys.path.append(…)` of its own
 * folder, of constants, and of paths from there. What else it adds is left out.
 */
export function addedFolders({ path, calls }: LinkedFile): readonly AddedFolder[] {
  const ofPath = (name: string) => (calls.get(name) ?? []).filter(isOfSysPath);
  const inserted = ofPath('insert').flatMap((call) => given(call, 1));
  const first = new Set(
    ofPath('insert').flatMap((call) => (isZero(call.arguments[0]?.value) ? given(call, 1) : [])),
  );
  const added = [
    ...inserted,
    ...[...ofPath('append'), ...ofPath('extend')].flatMap((call) => given(call, 0)),
    ...(calls.get('addsitedir') ?? []).flatMap((call) => given(call, 0)),
  ];

  return added.flatMap((node) => {
    const text = pathText(node, path);
    const folder = text === undefined ? undefined : folderIn(text);
    return folder === undefined ? [] : { folder, isFirst: first.has(node) };
  });
}

function isZero(node: Expression | undefined): boolean {
  return node?.type === 'Number' && node.value === '0';
}

function isOfSysPath({ callee }: Call): boolean {
  const object = callee.type === 'Attribute' ? callee.object : undefined;

  return (
    object?.type === 'Attribute' && object.name === 'path' && lastName(object.object) === 'sys'
  );
}

function given({ arguments: all }: Call, at: number): readonly Expression[] {
  const value = all[at]?.value;

  return value?.type === 'List' || value?.type === 'Tuple' ? value.elements : value ? [value] : [];
}

/** Where Lambda lays the code, and starts it. */
const ROOT = '/var/task';

/** The path that an expression always is, as it is written; undefined for any other. */
function pathText(node: Expression, file: string, depth = 0): string | undefined {
  const constant = constantText(node);
  if (constant !== undefined) return constant;
  if (depth > MOST_DEEP) return undefined;
  const of = (one: Expression) => pathText(one, file, depth + 1);

  switch (node.type) {
    case 'Name': {
      if (node.name === '__file__' && !bindingOf(node)) return `${ROOT}/${file}`;
      const value = constantValue(node);
      return value && of(value);
    }
    case 'Binary': {
      const [left, right] = [of(node.left), of(node.right)];
      if (left === undefined || right === undefined) return undefined;
      return node.operator === '+'
        ? left + right
        : node.operator === '/'
          ? joined([left, right])
          : undefined;
    }
    case 'FormattedText':
      return whole(node.parts.map(of))?.join('');
    case 'Attribute':
      return node.name === 'parent' ? above(normal(of(node.object)), 1) : undefined;
    case 'Subscript':
      return ofSubscript(node, of);
    case 'Call':
      return ofCall(node, of);
    default:
      return undefined;
  }
}

const MOST_DEEP = 12;

type PathOf = (node: Expression) => string | undefined;

/** `Path(__file__).parents[1]`, and `os.environ['LAMBDA_TASK_ROOT']`. */
function ofSubscript(
  { object, index }: Extract<Expression, { readonly type: 'Subscript' }>,
  of: PathOf,
): string | undefined {
  if (object.type !== 'Attribute') return undefined;
  if (object.name === 'environ') return constantText(index) === TASK_ROOT ? ROOT : undefined;
  const isParents = object.name === 'parents' && index.type === 'Number';

  return isParents ? above(normal(of(object.object)), Number(index.value) + 1) : undefined;
}

const TASK_ROOT = 'LAMBDA_TASK_ROOT';

function ofCall({ callee, arguments: all }: Call, of: PathOf): string | undefined {
  const base = callee.type === 'Attribute' ? callee.object : undefined;
  const values = all.map(({ value }) => of(value));
  const [first] = values;

  switch (lastName(callee)) {
    case 'dirname':
      return first === undefined ? undefined : cut(first);
    case 'abspath':
    case 'realpath':
    case 'normpath':
      return normal(first);
    case 'str':
    case 'fspath':
      return first;
    case 'Path':
    case 'PurePath':
    case 'join': {
      const parts = whole(values);
      return parts && joined(parts);
    }
    case 'joinpath': {
      const parts = base && whole([of(base), ...values]);
      return parts && joined(parts);
    }
    case 'resolve':
    case 'absolute':
      return base && normal(of(base));
    case 'getcwd':
    case 'cwd':
      return ROOT;
    default:
      return undefined;
  }
}

function whole(parts: readonly (string | undefined)[]): readonly string[] | undefined {
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** As `os.path.join` does it. */
function joined(parts: readonly string[]): string {
  return parts.reduce((before, part) => {
    if (part.startsWith('/') || before === '') return part;

    return before.endsWith('/') ? before + part : `${before}/${part}`;
  }, '');
}

/** As `os.path.dirname` does it. */
function cut(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function above(path: string | undefined, steps: number): string | undefined {
  return path === undefined || steps > MOST_DEEP
    ? undefined
    : Array.from({ length: steps }).reduce<string>(cut, path);
}

/** Without `.` and `..`, and from the root on. */
function normal(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const steps: string[] = [];

  for (const step of (path.startsWith('/') ? path : `${ROOT}/${path}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

/** Undefined for what lies beside the code: a layer. */
function folderIn(path: string): string | undefined {
  const plain = normal(path) ?? '';
  if (plain === ROOT) return '';

  return plain.startsWith(`${ROOT}/`) ? plain.slice(ROOT.length + 1) : undefined;
}
