import { addThrough, type Entry, type Fact, newEntry } from './entry.ts';
import { everyCallGives, everySiteIs } from './every-call.ts';
import { lastName } from './last-name.ts';
import { propertyOf, returnsOf } from './members.ts';
import { isForOthers } from './options.ts';
import { ownText } from './own-text.ts';
import { reachingDefinitions } from './reaching.ts';
import { type Binding, bindingOf, type Definition, isPlainlySet, type Parameter } from './scope.ts';
import { argumentFor, lastArgumentFor } from './sites.ts';
import type { Attribute, Call, Expression, FunctionNode, Name } from './syntax.ts';
import { piecesOf } from './text-shape.ts';
import type { Site, Values } from './value.ts';

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
  /** Of what a call answers, that call, and what is asked around it. */
  readonly within?: { readonly of: FunctionNode; readonly site: Site; readonly around: Asked };
}

type Test = (node: Expression, asked: Asked, depth: number) => boolean;

const isFixed: Test = (node, asked, depth) => {
  if (depth > MOST_STEPS) return false;
  const { values } = asked;
  values.spend();

  switch (node.type) {
    case 'Name':
      return everyValue(node, isFixed, asked, depth + 1);
    case 'Conditional':
      return [node.yes, node.no].every((each) => isFixed(each, asked, depth + 1));
    case 'FormattedText':
      return isName(textAtEnd(node));
    case 'Binary':
      return node.operator === '/'
        ? isLastStep(node.right, asked, depth + 1)
        : (node.operator === '+' || node.operator === '%') && isName(textAtEnd(node));
    case 'Call':
      return isFixedCall(node, asked, depth);
    case 'Attribute':
      return everyProperty(node, asked, depth + 1);
    default:
      return false;
  }
};

function isFixedCall(node: Call, asked: Asked, depth: number): boolean {
  const { callee, arguments: given } = node;
  const name = lastName(callee);
  const [first] = given;
  if (name === 'format') return isName(textAtEnd(node));
  if (/^join(?:path)?$/.test(name)) {
    const last = given.at(-1);
    if (last?.spread === '*') return isLastOfList(last.value, asked, depth + 1);
    return last?.spread === '' && isLastStep(last.value, asked, depth + 1);
  }
  const isKept = keepers.test(name) && first && given.length === 1;
  if (isKept) return isFixed(first.value, asked, depth + 1);

  // `self.path_of(x)`, which returns none but such.
  const own = asked.values.functionsOf(callee);
  return (
    own.length > 0 &&
    own.every(({ node: of, taken }) => {
      const within = { of, site: { node, taken }, around: asked };
      const results = returnsOf(of);
      const isSo = (each: Expression) =>
        isFixed(each, { ...asked, entry: nowhere, within }, depth + 1);
      return results.length > 0 && results.every(isSo);
    })
  );
}

/** Of what a name may be: also of `found = None`, which is set in a loop. What is None opens nothing. */
function everyValue(node: Name, test: Test, asked: Asked, depth: number): boolean {
  const binding = bindingOf(node);
  if (!binding || !isPlainlySet(binding)) return false;
  const reaching = reachingDefinitions(binding, node);
  const isSo = (each: Definition) => isDefinedSo(each, binding, test, asked, depth);

  return reaching.length <= MOST_VALUES && reaching.some(isSome) && reaching.every(isSo);
}

/** More are made to waste time. */
const MOST_VALUES = 8;

function isSome(definition: Definition): boolean {
  return !(definition.kind === 'value' && isNone(definition.node));
}

function isNone(node: Expression): boolean {
  return node.type === 'Constant' && node.value === 'None';
}

function isDefinedSo(
  definition: Definition,
  { definitions, writes }: Binding,
  test: Test,
  asked: Asked,
  depth: number,
): boolean {
  if (definition.kind === 'value') {
    const { node, path } = definition;
    return path.length === 0 && (isNone(node) || test(node, asked, depth));
  }
  const isOnly = definitions.length === 1 && writes.length === 0;

  return definition.kind === 'parameter' && isOnly && isGivenSo(definition, test, asked, depth);
}

/** Of what a parameter gets: from the call that is asked about, from each, or from those by which the event came. */
function isGivenSo(parameter: Parameter, test: Test, asked: Asked, depth: number): boolean {
  const { within } = asked;
  const { of, index } = parameter;
  if (within?.of === of) {
    const given = argumentFor(within.site, of, index);
    return given !== undefined && test(given, within.around, depth);
  }

  return (
    everyCallGives(parameter, asked.values, (given) => test(given, asked, depth)) ||
    isSoByEntry(parameter, test, asked, depth)
  );
}

/** `self.path`, of a property that returns none but such. */
function everyProperty({ object, name }: Attribute, asked: Asked, depth: number): boolean {
  const { values } = asked;
  const owners = values.valuesOf(object);

  return (
    owners.length > 0 &&
    owners.every((owner) => {
      if (owner.kind !== 'instance' || values.subclassesOf(owner.node).length > 0) return false;
      const property = propertyOf(values, owner.node, name);
      const results = property ? returnsOf(property) : [];
      const isSo = (each: Expression) => isFixed(each, { ...asked, entry: nowhere }, depth);
      return results.length > 0 && results.every(isSo);
    })
  );
}

/** What is within a function that was called there is not asked by whom. */
const nowhere: Entry = newEntry(undefined);

/** Of the calls by which the event came in this way. */
function isSoByEntry(parameter: Parameter, test: Test, asked: Asked, depth: number): boolean {
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
      return given !== undefined && test(given, { ...asked, entry: outer }, depth);
    })
  );
}

/** Of a way that more calls have, none is looked at. */
const MOST_CALLERS = 50;

const MOST_STEPS = 6;

/** What leaves the end of a path as it is. */
const keepers = /^(?:str|fspath|Path|PurePath|abspath|realpath|normpath)$/;

function textAtEnd(node: Expression): string {
  const last = piecesOf(node).at(-1);

  return last && 'text' in last ? last.text : '';
}

/** What stands behind the last slash: `'config.json'`, `self.NAME`, `f'{x}.md'`. */
const isLastStep: Test = (node, asked, depth) => {
  if (depth > MOST_STEPS) return false;
  const text = ownText(node, asked.values);
  if (text !== undefined) return isStep(text);
  if (node.type === 'Name') return everyValue(node, isLastStep, asked, depth + 1);

  return isName(textAtEnd(node));
};

/** `*parts`, of which the last is: literally, or as given by the call, or by each. */
function isLastOfList(node: Expression, asked: Asked, depth: number): boolean {
  if (node.type === 'Tuple' || node.type === 'List') {
    const last = node.elements.at(-1);
    return last !== undefined && last.type !== 'Starred' && isLastStep(last, asked, depth);
  }
  const binding = bindingOf(node);
  const [parameter, ...others] = binding?.definitions ?? [];
  if (others.length > 0 || binding?.writes.length !== 0) return false;
  if (parameter?.kind === 'value' && parameter.path.length === 0 && depth <= MOST_STEPS) {
    return isLastOfList(parameter.node, asked, depth + 1);
  }
  if (parameter?.kind !== 'parameter' || parameter.node.spread !== '*') return false;

  const { of, index } = parameter;
  const { within } = asked;
  if (within?.of === of) {
    const given = lastArgumentFor(within.site, index);
    return given !== undefined && isLastStep(given, within.around, depth);
  }
  return everySiteIs(of, asked.values, (site) => {
    const given = lastArgumentFor(site, index);
    return given !== undefined && isLastStep(given, asked, depth);
  });
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
