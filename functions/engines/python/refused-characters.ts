import { constantText } from './constant-text.ts';
import { isSetOnce } from './guard-flags.ts';
import { withoutTexts } from './guard-texts.ts';
import { type Kinds, kindsOf, noDots, noKinds, oneStep } from './kinds.ts';
import { definitionOf, isSubject, type Subject } from './subject.ts';
import type { Call, Expression } from './syntax.ts';

/** `re.search(r'[/\\]', x)`, `re.search(r'\.\.|/', x)`, where it finds nothing: x has none of these in it. */
export function withoutFound(call: Call, subject: Subject): Kinds {
  const { callee, arguments: given } = call;
  if (callee.type !== 'Attribute' || callee.name !== 'search') return noKinds;
  if (given.some(({ name, spread }) => name !== undefined || spread !== '')) return noKinds;
  const isOfRe = callee.object.type === 'Name' && callee.object.name === 're';
  const pattern = isOfRe ? given[0]?.value : compiledBy(callee.object);
  const text = given[isOfRe ? 1 : 0]?.value;
  // Behind the text, there is where to begin, or flags.
  const isAlone = given.length === (isOfRe ? 2 : 1);
  if (!pattern || !text || !isAlone || !isSubject(text, subject)) return noKinds;

  return withoutTexts(refusedBy(constantText(pattern) ?? '')) & ofPath;
}

const ofPath = kindsOf('path-traversal') | oneStep | noDots;

/** `re.compile('[/]')`, without flags. */
function compiledBy(node: Expression): Expression | undefined {
  const made = isSetOnce(node) ? definitionOf(node) : undefined;
  if (made?.type !== 'Call' || made.arguments.length !== 1) return undefined;
  const { callee } = made;
  const isOfRe =
    callee.type === 'Attribute' &&
    callee.name === 'compile' &&
    callee.object.type === 'Name' &&
    callee.object.name === 're';

  return isOfRe ? made.arguments[0]?.value : undefined;
}

/** Texts that a pattern finds wherever they stand: none where it asks for more than for one of them. */
function refusedBy(pattern: string): readonly string[] {
  const found: string[] = [];
  let at = 0;

  while (at < pattern.length) {
    alternative.lastIndex = at;
    const [whole, signs, text] = alternative.exec(pattern) ?? [];
    if (whole === undefined) return [];
    found.push(...(signs === undefined ? [unescaped(text ?? '')] : unescaped(signs)));
    at += whole.length;
    if (at === pattern.length && whole.endsWith('|')) return [];
  }
  return found;
}

/** A class of signs, or a text, up to the next bar. */
const alternative =
  /(?:\[((?!\^)(?:[^\]\\[-]|\\[^\w\s])+)\]\+?|((?:[^\\[\](){}.*+?^$|\s#]|\\[^\w\s])+))(?:\||$)/y;

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
