import { behind } from '../behind.ts';
import { harm } from '../harms.ts';
import { textOf } from '../options.ts';
import { skeletonOf } from '../skeleton.ts';
import { specifierPattern, specifierText } from '../specifier-text.ts';
import { type AnyNode, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { runsText } from '../worker-options.ts';
import type { SinkCall, SinkRow, Written } from './sink.ts';

const base = { kind: 'event-code-execution', harm: harm.code } as const;

/** What runs a text, or a file that a text names. */
export const codeSinks: readonly SinkRow[] = [
  { ...base, of: '', calls: 'eval' },
  { ...base, of: '', calls: 'require', severity: severityOfLoading, when: isNoData },
  { ...base, of: '', calls: 'import', severity: severityOfLoading },
  { ...base, of: '', calls: 'Function', title: 'new Function', argument: 'any' },
  { ...base, of: 'vm', calls: 'Script', title: 'new vm.Script' },
  { ...base, of: 'vm', calls: 'SourceTextModule', title: 'new vm.SourceTextModule' },
  { ...base, of: 'vm', calls: 'compileFunction runInContext runInNewContext runInThisContext' },
  {
    ...base,
    of: 'worker_threads',
    calls: 'Worker',
    title: 'new Worker',
    when: ({ given }) => runsText(given),
  },
  // Sandboxes: out of each of them there is a known way.
  { ...base, of: 'vm2', calls: 'run runFile VMScript' },
  { ...base, of: 'safe-eval static-eval notevil require-from-string eval', calls: '()' },
  { ...base, of: 'jsonpath-plus', calls: 'JSONPath', fields: 'path' },
  // Its paths have scripts in them.
  {
    ...base,
    of: 'jsonpath',
    calls: 'query paths nodes value parent apply',
    argument: 1,
    severity: 'high',
  },
  // Templates are code.
  { ...base, of: 'lodash underscore', calls: 'template' },
  { ...base, of: 'ejs', calls: 'render compile renderAsync' },
  { ...base, of: 'handlebars', calls: 'compile precompile' },
  { ...base, of: 'pug jade', calls: 'render compile compileClient' },
  { ...base, of: 'nunjucks', calls: 'renderString compile Template' },
  { ...base, of: 'dot doT', calls: 'template compile' },
  { ...base, of: 'eta', calls: 'render renderAsync renderString renderStringAsync compile' },
  { ...base, of: 'swig swig-templates', calls: 'render compile' },
];

/** Of `require('./' + name)`, a file that is there already: of the package, or in /tmp. */
function severityOfLoading({ node, values }: Written) {
  const specifier = node.type === 'ImportExpression' ? node.source : argumentOf(node);

  return specifier && isBehindFolder(specifier, values) ? 'high' : undefined;
}

/** `'./' + name`, `path.resolve('lib', name)` and the like: the beginning is no one's but the code's. */
function isBehindFolder(specifier: AnyNode, values: Values, depth = 0): boolean {
  const made = behind(specifier);
  if (specifierPattern(made)) return true;
  if (depth > MOST_NAMES) return false;

  if (isCall(made)) {
    const [first] = made.arguments;
    const isJoined = values.namesOf(made.callee).some((name) => joins.test(name));
    return isJoined && first !== undefined && isStart(first, values, depth, textOf(first));
  }
  if (made.type === 'BinaryExpression' && made.operator === '+') {
    return isStart(made.left, values, depth);
  }
  if (made.type !== 'TemplateLiteral') return false;
  const [start] = made.quasis;
  const [first] = made.expressions;

  return start?.value.cooked === '' && first !== undefined && isFolder(first, values);
}

/** @param joined a constant that stands there, where what follows is joined to it by a slash */
function isStart(node: AnyNode, values: Values, depth: number, joined?: string): boolean {
  return joined !== undefined || isFolder(node, values) || isBehindFolder(node, values, depth + 1);
}

/** `'./lib'`, `__dirname`, `process.cwd()`, a setting of the function, and what is joined of such. */
function isFolder(node: AnyNode, values: Values): boolean {
  const text = textOf(node);
  if (text !== undefined) return /^[./]/.test(text);
  const made = behind(node);
  if (specifierText(made) !== undefined) return true;
  const names = values.namesOf(isCall(made) ? made.callee : made);

  return names.some((name) => folders.test(name));
}

const joins = /^module:path(?:\.posix)?\.(?:join|resolve)$/;
const folders = /^(?:__dirname|process\.env\.\w+|(?:module:)?process\.cwd)$/;

/** Sums and calls within one another. */
const MOST_NAMES = 8;

/** `require(folder + '/package.json')` parses, and runs nothing. */
function isNoData({ given: [specifier] }: SinkCall): boolean {
  const made = specifier && behind(specifier);
  const name = isCall(made) ? made.arguments.at(-1) : made;

  return !name || !skeletonOf(name).endsWith('.json');
}

function argumentOf(node: AnyNode): AnyNode | undefined {
  return isCall(node) ? node.arguments[0] : undefined;
}
