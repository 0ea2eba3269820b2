import { harm } from '../harms.ts';
import { skeletonOf } from '../skeleton.ts';
import { specifierPattern } from '../specifier-text.ts';
import { behind } from '../subject.ts';
import { type AnyNode, isCall } from '../syntax.ts';
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
function severityOfLoading({ node }: Written) {
  const specifier = node.type === 'ImportExpression' ? node.source : argumentOf(node);

  return specifierPattern(specifier) ? 'high' : undefined;
}

/** `require(folder + '/package.json')` parses, and runs nothing. */
function isNoData({ given: [specifier] }: SinkCall): boolean {
  const made = specifier && behind(specifier);
  const name = isCall(made) ? made.arguments.at(-1) : made;

  return !name || !skeletonOf(name).endsWith('.json');
}

function argumentOf(node: AnyNode): AnyNode | undefined {
  return isCall(node) ? node.arguments[0] : undefined;
}
