import { type Harms, harm, noHarm } from './harms.ts';
import { expressionOf, textOf } from './options.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, type CallNode, calledName, type NodeOf } from './syntax.ts';

/**
 * What a text can no longer do out of which characters were taken one after another, up to a call that
 * takes the last: `text.replace(/;/g, '').replace(/&/g, '')`, and `text = text.replace(/;/g, '')` line by line.
 */
export function ruledOutByRemoval(last: CallNode): Harms {
  let removed = '';
  let at: AnyNode | undefined = last;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Identifier') {
      at = setBefore(at);
      continue;
    }
    const taken = removedBy(at);
    if (taken === undefined) break;
    removed += taken;
    at = receiverOf(at as CallNode);
  }
  return [...';&|$`<>\n'].every((one) => removed.includes(one)) ? harm.command : noHarm;
}

function receiverOf({ callee }: CallNode): AnyNode | undefined {
  return callee.type === 'MemberExpression' ? callee.object : undefined;
}

/** Undefined for what is no such call. */
function removedBy(call: AnyNode): string | undefined {
  if (call.type !== 'CallExpression' || textOf(call.arguments[1]) === undefined) return undefined;
  const [pattern] = call.arguments;
  const name = calledName(call);
  if (name === 'replaceAll') return textOf(pattern)?.length === 1 ? textOf(pattern) : '';
  if (name !== 'replace') return undefined;
  const regex = expressionOf(pattern);

  return regex?.flags.includes('g') ? charactersOf(regex.pattern) : '';
}

/** Of one character, or of one out of a list. Of other expressions none. */
function charactersOf(pattern: string): string {
  const listed = /^\[([^^].*)\]\+?$/s.exec(pattern)?.[1];
  if (listed === undefined && !/^\\?[^\\]\+?$/s.test(pattern)) return '';
  let characters = '';
  const text = listed ?? pattern.replace(/(?<=.)\+$/s, '');

  for (let at = 0; at < text.length; at += 1) {
    const isEscaped = text[at] === '\\';
    if (isEscaped) at += 1;
    characters += isEscaped ? (escapes.get(text[at] ?? '') ?? text[at]) : text[at];
  }
  return characters;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['s', ' \t\r\n'],
]);

/** What the statement just before put into a name. */
function setBefore(name: NodeOf<'Identifier'>): AnyNode | undefined {
  let statement: AnyNode = name;
  while (!/Statement$|^VariableDeclaration$/.test(statement.type)) {
    const around = parentOf(statement);
    if (!around) return undefined;
    statement = around;
  }
  const block = parentOf(statement);
  if (block?.type !== 'BlockStatement') return undefined;
  const before: AnyNode | undefined = block.body[block.body.indexOf(statement as never) - 1];
  const binding = bindingOf(name);

  if (before?.type === 'VariableDeclaration') {
    const [declared, ...others] = before.declarations;
    return others.length === 0 && declared && bindingOf(declared.id) === binding
      ? (declared.init ?? undefined)
      : undefined;
  }
  const set = before?.type === 'ExpressionStatement' ? before.expression : undefined;
  return set?.type === 'AssignmentExpression' &&
    set.operator === '=' &&
    bindingOf(set.left) === binding
    ? set.right
    : undefined;
}

const MOST_STEPS = 100;
