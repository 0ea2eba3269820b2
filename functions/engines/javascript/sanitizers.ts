import {
  everyHarm,
  type Harms,
  harm,
  harmsOfObjects,
  harmsOfSecrets,
  harmsOfShown,
  noHarm,
  without,
} from './harms.ts';
import { expressionOf, textOf } from './options.ts';
import { ruledOutByRemoval } from './removed-characters.ts';
import { type AnyNode, type CallNode, fieldRead } from './syntax.ts';
import { keptInMatch, keptWithoutMatches } from './whole-pattern.ts';

/** What is left of what a value can do, once a global or an export of a package has made another of it. */
export function keptThrough(name: string): Harms {
  return functions.get(name) ?? everyHarm;
}

/** The same of `value.method(…)`, which makes a text of a text. */
export function keptByMethod(method: string, call: CallNode): Harms {
  const [first, second] = call.arguments;

  switch (method) {
    case 'replace':
    case 'replaceAll':
      return text & keptByReplacing(method, first, second) & ~ruledOutByRemoval(call);
    case 'match':
    case 'matchAll':
      return keptInMatches(first);
    case 'split':
      return isSeparator(first) ? without(text, harm.path) : text;
    case 'toString':
      return /^(?:hex|base64|base64url)$/.test(textOf(first) ?? '') ? noHarm : text;
    default:
      return texts.has(method) ? text : everyHarm;
  }
}

/** The same of a secret: what is cut out of it, masked or counted in it shows none. */
export function keptOfSecretBy(method: string): Harms {
  return showing.test(method) ? everyHarm : without(everyHarm, harmsOfSecrets);
}

const showing =
  /^(?:trim(?:Start|End)?|to(?:Lower|Upper)Case|toString|valueOf|concat|join|promise|then|catch|finally)$/;

/** `JSON.stringify(settings, hideSecrets)`, and a list of what is shown. */
export function keptOfSecretGiven(name: string, call: CallNode): Harms {
  const [, replacer] = call.arguments;
  const isChosen = replacer && replacer.type !== 'Literal' && textOf(replacer) === undefined;

  return name === 'JSON.stringify' && isChosen && !isUndefined(replacer)
    ? without(everyHarm, harmsOfSecrets)
    : everyHarm;
}

function isUndefined(node: AnyNode): boolean {
  return (
    node.type === 'UnaryExpression' || (node.type === 'Identifier' && node.name === 'undefined')
  );
}

const text: Harms = without(everyHarm, harmsOfObjects);

/** Whether a method makes another text of the same words, as of JSON: it still holds what it held. */
export function isOfSameWords(method: string): boolean {
  return texts.has(method) || /^(?:replace|replaceAll|slice|concat|toString|valueOf)$/.test(method);
}

/** They make a text of whatever they are called on. */
const texts: ReadonlySet<string> = new Set(
  (
    'trim trimStart trimEnd toLowerCase toUpperCase substring substr normalize padStart padEnd ' +
    'charAt repeat toLocaleLowerCase toLocaleUpperCase'
  ).split(' '),
);

function keptInMatches(pattern: AnyNode | undefined): Harms {
  const regex = expressionOf(pattern);

  return regex ? keptInMatch(regex.pattern) : text;
}

/** What stays in a text that some of is replaced in: all places of a pattern, by a constant. */
function keptByReplacing(
  method: string,
  pattern: AnyNode | undefined,
  replacement: AnyNode | undefined,
): Harms {
  const isConstant = textOf(replacement) !== undefined;
  const regex = expressionOf(pattern);
  if (regex) {
    // After `path.normalize`, what leads upwards stands at the start.
    const isLeading = /^\^\(*(?:\?:)?\\\.\\\./.test(regex.pattern);
    if (isLeading) return without(everyHarm, harm.path);
    return regex.flags.includes('g') ? keptWithoutMatches(regex.pattern) : everyHarm;
  }
  const all = method === 'replaceAll' && isConstant ? textOf(pattern) : undefined;
  return all === undefined ? everyHarm : keptWithoutMatches(all);
}

/** Of folders: no part of the path has one in it. */
function isSeparator(node: AnyNode | undefined): boolean {
  if (node?.type === 'MemberExpression') return fieldRead(node) === 'sep';

  return textOf(node) === '/';
}

const encoded: Harms = without(
  everyHarm,
  harm.command,
  harm.path,
  harm.origin,
  harm.redirect,
  harm.html,
  harm.xml,
  harmsOfObjects,
  harm.json,
  harm.log,
);

const functions: ReadonlyMap<string, Harms> = new Map([
  ...table(encoded, 'encodeURIComponent module:querystring.escape'),
  ...table(encoded | harm.path | harm.origin | harm.redirect, 'encodeURI escape'),
  ...table(text, 'String Buffer.from module:buffer.Buffer.from String.raw module:util.format'),
  ...table(without(text, harm.path), 'module:path.basename module:path.posix.basename'),
  ...table(without(text, harm.path), 'module:sanitize-filename'),
  ...table(without(everyHarm, harm.option), 'URL module:url.URL'),
  ...table(noHarm, 'btoa'),
  ...table(without(everyHarm, harmsOfShown, harmsOfSecrets), 'Object.keys'),
  ...table(without(everyHarm, harm.secret, harm.hidden), 'Object.entries'),
]);

function table(kept: Harms, names: string): readonly (readonly [string, Harms])[] {
  return names.split(' ').map((name) => [name, kept]);
}
