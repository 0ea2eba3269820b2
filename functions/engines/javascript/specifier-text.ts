import { type AnyNode, calledName, constantText, fieldRead, isCall } from './syntax.ts';

/**
 * What an import or a `require` names, where its text is constant or a path from the file's own
 * folder: `require(__dirname + '/a')` and `require(path.join(__dirname, 'a'))` are `./a`.
 */
export function specifierText(node: AnyNode | undefined): string | undefined {
  const constant = constantText(node);
  if (constant !== undefined) return constant;

  switch (node?.type) {
    case 'BinaryExpression':
      return node.operator === '+' ? behind(node.left, constantText(node.right)) : undefined;
    case 'TemplateLiteral':
      return template(
        node.quasis.map(({ value }) => value.cooked ?? ''),
        node.expressions,
      );
    case 'CallExpression':
    case 'NewExpression':
      return ofCall(node);
    case 'MemberExpression':
      return ['href', 'pathname'].includes(fieldRead(node) ?? '')
        ? addressed(node.object)
        : undefined;
    default:
      return undefined;
  }
}

/** How the name of a file begins and ends that is made up in between. */
export interface SpecifierPattern {
  /** As `./handlers/`, and no file beyond that folder is meant. */
  readonly before: string;
  readonly after: string;
}

/** Of `'./handlers/' + name`, and of a template. */
export function specifierPattern(node: AnyNode | undefined): SpecifierPattern | undefined {
  const [before = '', after = ''] = endsOf(node);

  return /^\.{1,2}\//.test(before) ? { before, after } : undefined;
}

function endsOf(node: AnyNode | undefined): readonly (string | undefined)[] {
  if (node?.type === 'TemplateLiteral') {
    return [node.quasis[0], node.quasis.at(-1)].map((quasi) => quasi?.value.cooked ?? undefined);
  }
  if (node?.type !== 'BinaryExpression' || node.operator !== '+') return [];

  const after = constantText(node.right);
  let first: AnyNode = node;
  for (let terms = 0; first.type === 'BinaryExpression' && terms < maxTerms; terms += 1) {
    first = first.left;
  }
  return [constantText(first), after];
}

/** Of a sum. */
const maxTerms = 20;

/** `path.join(__dirname, …)`, `require.resolve('./a')`, `pathToFileURL(…)`, `new URL('./a', import.meta.url)`. */
function ofCall(node: Extract<AnyNode, { type: 'CallExpression' | 'NewExpression' }>) {
  const [first, ...others] = node.arguments;

  switch (calledName(node)) {
    case 'join':
    case 'resolve': {
      if (others.length === 0) return specifierText(first);
      const parts = others.map((part) => constantText(part));
      return first && parts.every((part) => part !== undefined && !part.startsWith('/'))
        ? behind(first, `/${parts.join('/')}`)
        : undefined;
    }
    case 'pathToFileURL':
    case 'fileURLToPath':
      return specifierText(first);
    case 'URL':
      return addressed(node);
    default:
      return undefined;
  }
}

function template([before, after, ...more]: readonly string[], holes: readonly AnyNode[]) {
  const [hole] = holes;

  return hole && before === '' && more.length === 0 ? behind(hole, after) : undefined;
}

/** What stands behind a folder. */
function behind(folder: AnyNode, path: string | undefined): string | undefined {
  const start = startOf(folder);

  return start !== undefined && path?.startsWith('/') ? `${start}${path}` : undefined;
}

function startOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name === '__dirname' ? '.' : undefined;
  if (node.type !== 'MemberExpression') return undefined;

  const field = fieldRead(node);
  if (field === 'LAMBDA_TASK_ROOT') return taskRoot;
  return field === 'dirname' && node.object.type === 'MetaProperty' ? '.' : undefined;
}

/** Where Lambda puts the archive. Source: "Defined runtime environment variables" (AWS Lambda). */
export const taskRoot = '/var/task';

/** `new URL('./a', import.meta.url)`. */
function addressed(node: AnyNode): string | undefined {
  if (!isCall(node) || calledName(node) !== 'URL') return undefined;

  const [path, base] = node.arguments;
  const isOwn =
    base?.type === 'MemberExpression' &&
    base.object.type === 'MetaProperty' &&
    fieldRead(base) === 'url';
  return isOwn ? constantText(path) : undefined;
}
