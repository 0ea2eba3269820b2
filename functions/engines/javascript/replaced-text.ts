import { expressionOf, textOf } from './options.ts';
import { type AnyNode, calledName } from './syntax.ts';

/** What `'/users/{id}'.replace('{id}', x)` puts where into which text. */
export interface ReplacedText {
  readonly text: AnyNode;
  /** What stands where it is put. */
  readonly mark: string;
  readonly isEach: boolean;
  readonly by: AnyNode;
}

/** Undefined where what is replaced is no constant text, or what is put there no value but a function. */
export function replacedText(call: AnyNode): ReplacedText | undefined {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const name = calledName(call);
  const [pattern, by] = call.arguments;
  if ((name !== 'replace' && name !== 'replaceAll') || !pattern || !by) return undefined;
  const expression = expressionOf(pattern);
  const mark = expression ? plainText(expression.pattern) : textOf(pattern);
  if (!mark || expression?.flags.includes('i')) return undefined;

  const isEach = name === 'replaceAll' || expression?.flags.includes('g') === true;
  return { text: call.callee.object, mark, isEach, by };
}

/** The one text that an expression matches: `/\{id\}/`, `/:id/g`. */
function plainText(pattern: string): string | undefined {
  const isPlain = /^(?:[\w:<>@%#-]|\\[{}[\]$:/.|]|\{[a-z]\w{0,40}\}){1,80}$/i.test(pattern);

  return isPlain ? pattern.replaceAll('\\', '') : undefined;
}
