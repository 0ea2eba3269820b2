import type { Given } from './argument-spec.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, noKinds, ofAllKinds, oneStep, others, without } from './kinds.ts';
import { calledName } from './link.ts';
import { classText } from './members.ts';
import { scopeOf } from './scope.ts';
import type { Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** What a name with dots does no harm to: it has no slash, and may be a host. */
const ofNames: Kinds =
  without(others(ofAllKinds), 'path-traversal', 'server-side-request-forgery', 'open-redirect') |
  oneStep;

/**
 * What is left of a text does no harm to: `re.sub('[^a-z0-9-]', '', x)`, `PATTERN.sub('', x)`. With a dot among them, it may be
 * `..`.
 *
 * @param name as the call is known by. @param given where the text stands.
 */
export function keptBySub(values: Values, call: Call, name: string, given: Given): Kinds {
  const { callee } = call;
  const compiled =
    name === 're.compile().sub' && callee.type === 'Attribute' ? callee.object : undefined;
  if (name !== 're.sub' && !compiled) return noKinds;
  if (given !== 'string' && given !== (compiled ? 1 : 2)) return noKinds;
  // Of many, only some are replaced.
  if (argumentOf(call, compiled ? 2 : 3, 'count')) return noKinds;
  // A function, or a text with `\g<0>`, may put back what was found.
  const instead = constantText(argumentOf(call, compiled ? 0 : 1, 'repl'));
  if (instead === undefined || !/^[\w +-]*$/.test(instead)) return noKinds;
  const asked = compiled ?? argumentOf(call, 0, 'pattern');
  if (asked?.type !== 'Text' && isSetUnseen(call, values)) return noKinds;
  const pattern = patternOf(asked, values) ?? '';
  if (/^\\W[+*]?$/.test(pattern)) return allKinds;
  const isNarrow = /^\[\^[\w\\.-]{1,60}\][+*]?$/.test(pattern) && !/\\[SWD]/.test(pattern);
  if (!isNarrow) return noKinds;

  return pattern.includes('.') ? ofNames : allKinds;
}

/** Whether the file sets names that it does not write: `setattr(self, key, value)`, `globals()[key] = value`. */
function isSetUnseen(call: Call, values: Values): boolean {
  const { file } = scopeOf(call);

  return ['setattr', 'globals'].some((name) =>
    values
      .callsOf(name)
      .some((each) => scopeOf(each).file === file && !constantText(argumentOf(each, 1, 'name'))),
  );
}

/** `'[^a-z]'`, `re.compile('[^a-z]')`, by a name of this file, of another one, or of a class. */
function patternOf(node: Expression | undefined, values: Values): string | undefined {
  const given = node && values.writtenAs(node);

  return given?.type === 'Attribute'
    ? classText(values, given, (each) => textOf(values.writtenAs(each)))
    : textOf(given);
}

function textOf(node: Expression | undefined): string | undefined {
  if (node?.type !== 'Call' || calledName(node) !== 'compile') return constantText(node);

  return constantText(argumentOf(node, 0, 'pattern'));
}
