import { addThrough, type Entry, type Fact, newEntry } from './entry.ts';
import { everyCallGives } from './every-call.ts';
import { lastName } from './last-name.ts';
import { returnsOf } from './members.ts';
import { isForOthers } from './options.ts';
import { isSetByName } from './own-text.ts';
import { reachingDefinitions } from './reaching.ts';
import {
  type Binding,
  bindingOf,
  type Definition,
  isPlainlySet,
  type Parameter,
  scopeOf,
} from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Call, Expression, FunctionNode, Name } from './syntax.ts';
import type { Site, Values } from './value.ts';

/** What is asked of an expression, and of all that it may be. */
export interface Asked {
  readonly fact: Fact;
  readonly values: Values;
  /** By which the event came to where the expression stands. */
  readonly entry: Entry;
  /** Of a path: whether documents and pictures count as well. */
  readonly isOwn?: boolean;
  /** Of a path: the one name that is asked for at its end. */
  readonly named?: string;
  /** Of what a call answers, that call, and what is asked around it. */
  readonly within?: { readonly of: FunctionNode; readonly site: Site; readonly around: Asked };
}

export type Test = (node: Expression, asked: Asked, depth: number) => boolean;

/** Expressions that one is made of; deeper, nothing is known. */
export const MOST_STEPS = 6;

/** Where the way by which the event came is not known: within a function that was called. */
export const nowhere: Entry = newEntry(undefined);

/** Of what a name may be: also of `found = None`, which is set in a loop. What is None opens nothing. */
export function everyValue(node: Name, test: Test, asked: Asked, depth: number): boolean {
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

/** Whether something is so of all that a call of functions of the archive may answer; there must be one. */
export function everyAnswer(node: Call, test: Test, asked: Asked, depth: number): boolean {
  const own = asked.values.functionsOf(node.callee);

  return (
    own.length > 0 &&
    own.every(({ node: of, taken }) => {
      // A decorator answers what it likes, and so does a class below.
      if (of.decorators.some((each) => !plainDecorators.test(lastName(each)))) return false;
      if (isAnew(of, asked.values)) return false;
      const within = { of, site: { node, taken }, around: asked };
      const results = returnsOf(of);
      const isSo = (each: Expression) => test(each, { ...asked, entry: nowhere, within }, depth);
      return results.length > 0 && results.every(isSo);
    })
  );
}

const plainDecorators = /^(?:static|class)method$/;

function isAnew(of: FunctionNode, values: Values): boolean {
  const owner = scopeOf(of).class;

  return (
    owner !== undefined &&
    (values.subclassesOf(owner).length > 0 || isSetByName(of.name?.name ?? '', values))
  );
}

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
