import { constantText } from './constant-text.ts';
import { isLeftAsItIs } from './guard-collections.ts';
import { withoutTexts } from './guard-texts.ts';
import { type Kinds, noKinds } from './kinds.ts';
import { eachOf, textsOf } from './own-values.ts';
import { bindingOf } from './scope.ts';
import { definitionOf, isSubject, type Subject } from './subject.ts';
import type { Call, Expression, NodeOf } from './syntax.ts';

/** `'..' not in x`, `'..' not in x.split('/')`, `character not in ';|&$`'`. */
export function lacks(left: Expression, right: Expression, subject: Subject): Kinds {
  if (subject.isPart && isSubject(left, subject)) return withoutParts(textsIn(right), subject);

  return isSubject(right, subject) || isOfSteps(right, subject)
    ? withoutTexts(textsOf(left))
    : noKinds;
}

/** No part is one of these: only of the steps of a path that says that there is no `..` between slashes. */
export function withoutParts(texts: readonly string[], { isStep }: Subject): Kinds {
  return withoutTexts(isStep ? texts : texts.filter((text) => !text.startsWith('..')));
}

/** The characters of a text, or the texts of a list. */
function textsIn(node: Expression): readonly string[] {
  const text = constantText(node);
  if (text !== undefined) return [...text];

  return eachOf(node).flatMap((each) => constantText(each) ?? []);
}

/** `Path(x).parts`, `x.split('/')`, what leaves no `..` out of one, or a name that was set to one. */
function isOfSteps(node: Expression, subject: Subject): boolean {
  switch (node.type) {
    case 'Name': {
      const value = definitionOf(node);
      return (
        value !== node && value.type !== 'Name' && isLeftAsItIs(node) && isOfSteps(value, subject)
      );
    }
    case 'Attribute':
      return node.name === 'parts' && isWritten(node.object, subject);
    case 'Call':
      return isSplit(node, subject) || isSplitByPattern(node, subject);
    case 'Comprehension':
      return isSelection(node) && isOfSteps(node.clauses[0].source, subject);
    default:
      return false;
  }
}

/** At each slash, and not only at the first ones. */
function isSplit({ callee, arguments: given }: Call, subject: Subject): boolean {
  const [separator, ...others] = given;
  if (callee.type !== 'Attribute' || callee.name !== 'split' || others.length > 0) return false;
  const { value } = separator ?? {};
  const isSlash =
    constantText(value) === '/' ||
    (value?.type === 'Attribute' && /^(?:sep|altsep)$/.test(value.name));

  return isSlash && isWritten(callee.object, subject);
}

/** `re.split(r'[/\\]', x)`. */
function isSplitByPattern({ callee, arguments: given }: Call, subject: Subject): boolean {
  const [pattern, text, ...others] = given;
  if (callee.type !== 'Attribute' || callee.name !== 'split' || others.length > 0) return false;
  const isOfRe = callee.object.type === 'Name' && callee.object.name === 're';
  const isPlain = given.every(({ name, spread }) => name === undefined && spread === '');

  return (
    isOfRe &&
    isPlain &&
    text !== undefined &&
    slashes.test(constantText(pattern?.value) ?? '') &&
    isWritten(text.value, subject)
  );
}

/** A slash, or one of both. */
const slashes = /^(?:\/|\[\/\\\\\]|\[\\\\\/\])\+?$/;

/** `[part for part in parts if part not in ('', '.')]`: each that it leaves out is another one. */
function isSelection(
  node: NodeOf<'Comprehension'>,
): node is typeof node & { readonly clauses: readonly [NodeOf<'Clause'>] } {
  const { element, clauses, kind } = node;
  const [clause, ...inner] = clauses;
  const part = clause && bindingOf(clause.target);
  // A generator has nothing left once it was asked.
  if (!part || inner.length > 0 || (kind !== 'list' && kind !== 'set')) return false;
  const isPart = (one: Expression) => bindingOf(one) === part;

  return (
    element.type !== 'DictEntry' &&
    isPart(element) &&
    clause.tests.every((test) => keepsSteps(test, isPart))
  );
}

/** Whether a condition holds of `..`. */
function keepsSteps(test: Expression, isPart: (one: Expression) => boolean): boolean {
  if (isPart(test)) return true;
  if (test.type !== 'Binary') return false;
  const { operator, left, right } = test;

  switch (operator) {
    case 'and':
      return keepsSteps(left, isPart) && keepsSteps(right, isPart);
    case '!=':
      return isPart(left) && isOtherText(right);
    case 'not in':
      return isPart(left) && right.type !== 'Text' && eachOf(right).every(isOtherText);
    default:
      return false;
  }
}

function isOtherText(node: Expression): boolean {
  const text = constantText(node);

  return text !== undefined && text !== '..';
}

/** The subject, or what has each `..` that it has. */
function isWritten(node: Expression, subject: Subject): boolean {
  if (isSubject(node, subject)) return true;
  if (node.type !== 'Call') return false;
  const { callee, arguments: given } = node;
  const name = callee.type === 'Name' || callee.type === 'Attribute' ? callee.name : '';
  if (makers.test(name) && given.some(({ value }) => isWritten(value, subject))) return true;

  return callee.type === 'Attribute' && isKeeper(name, given) && isWritten(callee.object, subject);
}

/** A path below another has the steps of both; `normpath` takes those at the begin away. */
const makers = /^(?:Path|PurePath|PosixPath|PurePosixPath|str|fspath|unquote)$/;

function isKeeper(name: string, given: Call['arguments']): boolean {
  const [first, second] = given;
  if (/^(?:as_posix|decode|lower|casefold)$/.test(name)) return true;
  if (/^[lr]?strip$/.test(name))
    return !first || /^[\s/\\]*$/.test(constantText(first.value) ?? '.');

  return (
    name === 'replace' && constantText(first?.value) === '\\' && constantText(second?.value) === '/'
  );
}
