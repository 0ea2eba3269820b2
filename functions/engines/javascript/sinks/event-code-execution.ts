import { harm } from '../harms.ts';
import { specifierPattern } from '../specifier-text.ts';
import { type AnyNode, isCall, memberName } from '../syntax.ts';
import type { SinkRow, Written } from './sink.ts';

const base = { kind: 'event-code-execution', harm: harm.code } as const;

/** What runs a text, or a file that a text names. */
export const codeSinks: readonly SinkRow[] = [
  { ...base, of: '', calls: 'eval' },
  { ...base, of: '', calls: 'require import', severity: severityOfLoading },
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

function argumentOf(node: AnyNode): AnyNode | undefined {
  return isCall(node) ? node.arguments[0] : undefined;
}

/**
 * Of the arguments of a worker: `{ eval: true }`, or options that cannot be seen. Without it, a
 * worker takes a path or a URL.
 */
export function runsText([, options]: readonly AnyNode[]): boolean {
  if (options?.type !== 'ObjectExpression') return options !== undefined;

  return options.properties.some(
    (option) =>
      option.type === 'SpreadElement' ||
      (memberName(option) === 'eval' &&
        !(option.value.type === 'Literal' && option.value.value === false)),
  );
}
