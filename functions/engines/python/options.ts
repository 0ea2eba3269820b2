import { truthOf } from './constant-text.ts';
import { lastName } from './last-name.ts';
import { holderOf } from './members.ts';
import { type Binding, bindingOf, isPlainlySet, lookUp, type Parameter, scopeOf } from './scope.ts';
import { argumentFor, isPositional, nameOfFunction } from './sites.ts';
import type { Expression, FunctionNode } from './syntax.ts';
import type { Site, Values } from './value.ts';

/** A parameter that is True, False or None unless a caller says otherwise: `allow_outside=False`. */
export interface Option {
  readonly parameter: Parameter;
  readonly usual: Usual;
}

type Usual = boolean | 'None';

/** What a call makes of the options of a function: a bit for the index of each. */
export interface LeftOptions {
  readonly of: FunctionNode;
  /** Those that it leaves as they are. */
  readonly left: number;
  /** Those that it gives something that is never None. */
  readonly given: number;
}

/** What an expression reads, if it is an option and never set. */
export function optionOf(node: Expression): Option | undefined {
  const binding = bindingOf(node);

  return binding && optionIn(binding);
}

function optionIn(binding: Binding): Option | undefined {
  const [parameter, ...more] = binding.definitions;
  if (parameter?.kind !== 'parameter' || more.length > 0 || !isPlainlySet(binding)) {
    return undefined;
  }

  const usual = usualOf(parameter.node.otherwise);
  return usual === undefined || parameter.index >= MOST_PARAMETERS
    ? undefined
    : { parameter, usual };
}

function usualOf(otherwise: Expression | undefined): Usual | undefined {
  return isNone(otherwise) ? 'None' : truthOf(otherwise);
}

function isNone(node: Expression | undefined): boolean {
  return node?.type === 'Constant' && node.value === 'None';
}

/** Bits of a number. */
const MOST_PARAMETERS = 30;

/**
 * What one call of a function leaves as it is, by what the call around it does: an option may be handed
 * on. Undefined where the function has no options, or it is not this call that says what it is given.
 */
export function optionsLeft(
  site: Site,
  of: FunctionNode,
  around: LeftOptions | undefined,
  values: Values,
): LeftOptions | undefined {
  const all = optionsOf(of);
  if (all.length === 0 || !isCalledByName(site, of) || isForOthers(of, values) || isHandedOn(of)) {
    return undefined;
  }

  const left = all.filter((option) => isLeft(site, option, around));
  const given = all.filter((option) => !left.includes(option) && isGiven(site, option, around));
  return { of, left: bitsOf(left), given: bitsOf(given) };
}

export function isSameLeft(one: LeftOptions | undefined, other: LeftOptions | undefined): boolean {
  return one?.of === other?.of && one?.left === other?.left && one?.given === other?.given;
}

export function isLeftIn(options: LeftOptions | undefined, { parameter }: Option): boolean {
  return options?.of === parameter.of && hasBit(options.left, parameter);
}

/** Whether it is not None, whatever it is. */
export function isGivenIn(options: LeftOptions | undefined, { parameter }: Option): boolean {
  return options?.of === parameter.of && hasBit(options.given, parameter);
}

function bitsOf(options: readonly Option[]): number {
  return options.reduce((sum, { parameter }) => sum + 2 ** parameter.index, 0);
}

function hasBit(bits: number, { index }: Parameter): boolean {
  return (bits & (2 ** index)) !== 0;
}

function optionsOf(of: FunctionNode): readonly Option[] {
  const known = knownOptions.get(of);
  if (known) return known;

  const found = of.parameters.flatMap((each): readonly Option[] => {
    if (usualOf(each.otherwise) === undefined) return [];
    const binding = lookUp(each.name.name, scopeOf(each));
    const option = binding && optionIn(binding);
    const isOne = option && (option.usual !== 'None' || binding.reads.some(isAskedForNone));
    return isOne ? [option] : [];
  });
  const options = found.slice(0, MOST_OPTIONS);
  knownOptions.set(of, options);
  return options;
}

const knownOptions = new WeakMap<FunctionNode, readonly Option[]>();

/** `x is None`: of others that are None, a value matters. */
function isAskedForNone({ parent }: Expression): boolean {
  return parent?.type === 'Binary' && parent.operator.startsWith('is') && isNone(parent.right);
}

/** Each of them doubles the ways into a function. */
const MOST_OPTIONS = 4;

/** `load(x)` of `load`, and not `quick(x)`, where `quick` is what `partial(load, any=True)` made. */
function isCalledByName({ node }: Site, of: FunctionNode): boolean {
  if (node.type !== 'Call') return false;
  const called = lastName(node.callee);
  const owner = scopeOf(of).class;

  return (
    called === nameOfFunction(of) || (of.name?.name === '__init__' && called === owner?.name.name)
  );
}

/** Whether a call leaves an option as it is. What is spread may give it. */
export function isLeft(
  site: Site,
  { parameter, usual }: Option,
  around: LeftOptions | undefined,
): boolean {
  const { of, index, node } = parameter;
  const given = site.node.type === 'Call' ? site.node.arguments : [];
  if (given.some(({ name }) => name === node.name.name)) {
    return isUsual(argumentFor(site, of, index), usual, around);
  }
  const before = given.filter(isPositional).slice(0, Math.max(0, index - site.taken) + 1);
  const isSpread = !node.isKeywordOnly && before.some(({ spread }) => spread === '*');
  if (isSpread) return false;

  const value = argumentFor(site, of, index);
  return value ? isUsual(value, usual, around) : given.every(({ spread }) => spread !== '**');
}

/** As it is, or as the option of the caller is that was left as well. */
function isUsual(
  value: Expression | undefined,
  usual: Usual,
  around: LeftOptions | undefined,
): boolean {
  if (!value) return false;
  const own = optionOf(value);

  return own ? own.usual === usual && isLeftIn(around, own) : usualOf(value) === usual;
}

/** Whether a call gives what is never None. */
function isGiven(site: Site, { parameter }: Option, around: LeftOptions | undefined): boolean {
  const { of, index } = parameter;
  const isSpread = site.node.type === 'Call' && site.node.arguments.some(({ spread }) => spread);
  const value = isSpread ? undefined : argumentFor(site, of, index);

  return value !== undefined && isThere(value, around);
}

function isThere(value: Expression, around: LeftOptions | undefined, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;

  switch (value.type) {
    case 'Text':
    case 'Number':
    case 'FormattedText':
    case 'List':
    case 'Tuple':
    case 'Set':
    case 'Dict':
    case 'Comprehension':
      return true;
    case 'Binary':
      return value.operator !== 'and' && isThere(value.right, around, depth + 1);
    case 'Call':
      return value.callee.type === 'Name' && makers.has(value.callee.name);
    case 'Name': {
      const own = optionOf(value);
      return own !== undefined && isGivenIn(around, own);
    }
    default:
      return false;
  }
}

/** Operands that are looked into. */
const MOST_DEEP = 8;

const makers: ReadonlySet<string> = new Set(
  'dict list tuple set frozenset str int bytes'.split(' '),
);

/** `functools.partial(f, option=True)`: who calls it then is not known. */
function isHandedOn(of: FunctionNode): boolean {
  return (holderOf(of)?.reads ?? []).some(
    (read) => read.parent?.type !== 'Call' || read.parent.callee !== read,
  );
}

/** `@app.get('/x')`: a stranger may give what it takes. */
export function isForOthers({ decorators }: FunctionNode, values: Values): boolean {
  return !decorators.every((each) => isPlainDecorator(each, values));
}

/** What gives a function what its callers give. One of the archive may give it anything. */
export function isPlainDecorator(decorator: Expression, values: Values): boolean {
  const named = decorator.type === 'Call' ? decorator.callee : decorator;

  return plainDecorators.has(lastName(named)) && values.functionsOf(named).length === 0;
}

const plainDecorators: ReadonlySet<string> = new Set(
  'staticmethod classmethod lru_cache cache wraps contextmanager asynccontextmanager retry capture_method capture'.split(
    ' ',
  ),
);
