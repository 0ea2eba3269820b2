import { constantText, constantValue } from './constant-text.ts';
import { addThrough, type Entry, type Fact, newEntry } from './entry.ts';
import { everyCallGives } from './every-call.ts';
import { everyResult } from './every-result.ts';
import { lastName } from './last-name.ts';
import { propertyOf, returnsOf } from './members.ts';
import { isForOthers } from './options.ts';
import { bindingOf, type Parameter } from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Attribute, Expression } from './syntax.ts';
import { piecesOf } from './text-shape.ts';
import type { Values } from './value.ts';

/**
 * Whether a path ends, as it is written, with a name of the code's own behind a slash: of
 * `f'/data/{x}/config.json'`, only what is called so is reached. Of a parameter, each call by which the
 * event came says so; where there is another call, the fact is looked at again.
 */
export function hasFixedEnd(fact: Fact, values: Values): boolean {
  return isFixed(fact.node, { fact, values, entry: fact.entry }, 0);
}

interface Asked {
  readonly fact: Fact;
  readonly values: Values;
  /** By which the event came to where the expression stands. */
  readonly entry: Entry;
}

function isFixed(node: Expression, asked: Asked, depth: number): boolean {
  if (depth > MOST_STEPS) return false;
  const { values } = asked;
  values.spend();

  switch (node.type) {
    case 'Name': {
      const value = constantValue(node);
      if (value) return isFixed(value, asked, depth + 1);
      const parameter = onlyParameter(node);
      return (
        parameter !== undefined &&
        (everyCallGives(parameter, values, (given) => isFixed(given, asked, depth + 1)) ||
          isFixedByEntry(parameter, asked, depth + 1))
      );
    }
    case 'FormattedText':
      return isName(textAtEnd(node));
    case 'Binary':
      return node.operator === '/'
        ? isLastStep(node.right)
        : (node.operator === '+' || node.operator === '%') && isName(textAtEnd(node));
    case 'Call': {
      const name = lastName(node.callee);
      const [first] = node.arguments;
      if (name === 'format') return isName(textAtEnd(node));
      if (/^join(?:path)?$/.test(name)) return isLastStep(node.arguments.at(-1)?.value);
      const isKept = keepers.test(name) && first && node.arguments.length === 1;
      if (isKept) return isFixed(first.value, asked, depth + 1);
      // `self.path_of(x)`, which returns none but such.
      return everyResult(node.callee, values, (each) =>
        isFixed(each, { ...asked, entry: nowhere }, depth + 1),
      );
    }
    case 'Attribute':
      return everyProperty(node, values, (each) =>
        isFixed(each, { ...asked, entry: nowhere }, depth + 1),
      );
    default:
      return false;
  }
}

/** `self.path`, of a property that returns none but such. */
function everyProperty(
  { object, name }: Attribute,
  values: Values,
  isSo: (result: Expression) => boolean,
): boolean {
  const owners = values.valuesOf(object);

  return (
    owners.length > 0 &&
    owners.every((owner) => {
      if (owner.kind !== 'instance' || values.subclassesOf(owner.node).length > 0) return false;
      const property = propertyOf(values, owner.node, name);
      const results = property ? returnsOf(property) : [];
      return results.length > 0 && results.every(isSo);
    })
  );
}

/** What is within a function that was called there is not asked by whom. */
const nowhere: Entry = newEntry(undefined);

/** Of the calls by which the event came in this way. */
function isFixedByEntry(parameter: Parameter, asked: Asked, depth: number): boolean {
  const { entry, values, fact } = asked;
  const { of, index } = parameter;
  if (entry.of !== of || values.isStarted(of) || isForOthers(of, values)) return false;
  const callers = [...entry.callers.values()].flat();
  addThrough(entry, fact);

  return (
    callers.length > 0 &&
    callers.length <= MOST_CALLERS &&
    callers.every(({ site, fact: { entry: outer } }) => {
      const given = argumentFor(site, of, index);
      return given !== undefined && isFixed(given, { ...asked, entry: outer }, depth);
    })
  );
}

/** Of a way that more calls have, none is looked at. */
const MOST_CALLERS = 50;

const MOST_STEPS = 5;

/** What leaves the end of a path as it is. */
const keepers = /^(?:str|fspath|Path|PurePath|abspath|realpath|normpath)$/;

/** The parameter that a name is, if it is nothing else. */
function onlyParameter(node: Expression): Parameter | undefined {
  const { definitions = [], writes = [] } = bindingOf(node) ?? {};
  const [parameter, ...others] = definitions;

  return parameter?.kind === 'parameter' && others.length === 0 && writes.length === 0
    ? parameter
    : undefined;
}

function textAtEnd(node: Expression): string {
  const last = piecesOf(node).at(-1);

  return last && 'text' in last ? last.text : '';
}

/** What stands behind the last slash: `'config.json'`, `f'{x}.md'`. */
function isLastStep(node: Expression | undefined): boolean {
  if (!node) return false;

  return isStep(constantText(node)) || isName(textAtEnd(node));
}

/** Behind a slash: `/config.json`, `/../x/y`; or the end of one of a few kinds of files. */
function isName(end: string): boolean {
  const isWhole = end.includes('/') && isStep(end.slice(end.lastIndexOf('/') + 1));

  return isWhole || narrowEnds.test(end);
}

/** Two suffixes, and those of what is written to be read by people: no code, settings or keys (`.env.local`). */
const narrowEnds =
  /\.(?!(?:env|conf|config|settings?|credentials?|secrets?|keys?|pem|tfstate|local|private)\.)[a-z][a-z\d]{1,20}\.(?!(?:py|pyc|env|conf|ini|cfg|key|pem|tfstate|local)$)[a-z][a-z\d]{1,20}$|\.(?:md|rst|html?|css|svg|png|jpe?g|gif|webp|ico|bmp|mp[34]|wav|ogg|webm|mov|pdf)$/i;

function isStep(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !/^\.{1,2}$/.test(text) && !text.endsWith('/');
}
