import { onlyDefinition } from './behind.ts';
import { stepsOf } from './compiled-steps.ts';
import { outcomesOf, returnsOf } from './members.ts';
import { bindingOf, parentOf, scopeOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  isFunction,
  literalText,
  type NodeOf,
} from './syntax.ts';

/**
 * The call that runs a function at once and results in what it returns, as compilers write async
 * functions: `__generator(this, function (state) { switch (state.label) … })`, and around it
 * `__awaiter(this, void 0, void 0, function () { return __generator(…) })`. Known by their shape, for
 * the names of helpers are lost when code is made smaller. What the helper does with others that it is
 * given says nothing of this one.
 */
export function runnerOf(of: FunctionNode): CallNode | undefined {
  const known = runners.get(of);
  if (known !== undefined) return known ?? undefined;

  const call = parentOf(of);
  const isLast = isCall(call) && call.arguments.length > 1 && call.arguments.at(-1) === of;
  const isFirst = isCall(call) && call.arguments[0] === of && stepsOf(of)?.by === 'babel';
  const isRun = isFirst || (isLast && (isStepped(of, call) || isAwaited(of, call)));
  const found = isRun ? call : null;
  runners.set(of, found);
  return found ?? undefined;
}

/** The function that such a call runs. */
export function runBy(call: CallNode): FunctionNode | undefined {
  const functions = [call.arguments.at(-1), call.arguments[0]].filter((given) => isFunction(given));

  return functions.find((given) => runnerOf(given) === call);
}

/** Of a step as it is returned, `[4, promise]`. */
export interface AsyncStep {
  /** The function that is left, when it is its last. */
  readonly leaves: FunctionNode | undefined;
  /** Where what was waited for is read: `state.sent()`. */
  readonly resumes: readonly AnyNode[];
}

/** Undefined for lists that are no steps. */
export function asyncStepOf(list: NodeOf<'ArrayExpression'>): AsyncStep | undefined {
  const of = scopeOf(list).function;
  const [opcode] = list.elements;
  const code = literalText(opcode ?? undefined);
  const isStep = of && /^[0-7]$/.test(code ?? '') && list.elements.length < 3;
  const call = isStep ? runnerOf(of) : undefined;
  if (!of || !call || !isStepped(of, call)) return undefined;

  return {
    leaves: code === '2' ? of : undefined,
    resumes: code === '4' || code === '5' ? readsAfter(list, of) : [],
  };
}

/**
 * Whether a function makes an async function of the one that it is given, as Babel's and SWC's
 * `asyncToGenerator` do: `function (f) { return function () { var self = this, args = arguments; return new
 * Promise(function (resolve, reject) { var steps = f.apply(self, args); … }) } }`. What the made one is given,
 * only the given one gets; all functions of a file share the helper.
 */
export function makesAsync(of: FunctionNode): boolean {
  const known = makers.get(of);
  if (known !== undefined) return known;

  const found = isMakerOfAsync(of);
  makers.set(of, found);
  return found;
}

function isMakerOfAsync(of: FunctionNode): boolean {
  const [parameter, ...others] = of.params;
  const [made, ...more] = returnsOf(of);
  const given = parameter && bindingOf(parameter);
  if (!given || others.length > 0 || !isFunction(made) || more.length > 0) return false;
  const [result, ...different] = returnsOf(made);
  const isPromise = result?.type === 'NewExpression' && calledName(result) === 'Promise';
  const [read, ...rest] = given.reads.filter((each) => each !== parameter);
  const member = read && parentOf(read);
  const call = member && parentOf(member);
  if (!isPromise || different.length > 0 || rest.length > 0 || made.params.length > 0) return false;

  return (
    isCall(call) &&
    call.callee === member &&
    calledName(call) === 'apply' &&
    given.writes.length === 0 &&
    isGivenAll(call.arguments[1], made) &&
    isUsedOnce(call.arguments[1])
  );
}

/** Whether what a function is given is read at one place, and so by nothing but the call there. */
function isUsedOnce(given: AnyNode | undefined): boolean {
  const only = given && (onlyDefinition(bindingOf(given))?.node ?? given);
  const reads = only && bindingOf(only)?.reads;

  return reads?.every((read) => read === only) === true;
}

/** Whether it is all that a function is given, which it uses for nothing else. */
function isGivenAll(node: AnyNode | undefined, of: FunctionNode): boolean {
  if (node?.type !== 'Identifier') return false;
  if (node.name === 'arguments') return scopeOf(node).function === of;
  const binding = bindingOf(node);
  const [definition, ...others] = binding?.definitions ?? [];
  const isAll =
    definition?.kind === 'value' &&
    definition.path.length === 0 &&
    definition.node.type === 'Identifier' &&
    definition.node.name === 'arguments' &&
    scopeOf(definition.node).function === of;

  return (
    isAll &&
    others.length === 0 &&
    binding?.reads.every(
      (read) => read === node || parentOf(read)?.type === 'VariableDeclarator',
    ) === true
  );
}

const makers = new WeakMap<FunctionNode, boolean>();

// For as long as the trees are there.
const runners = new WeakMap<FunctionNode, CallNode | null>();

/** Whether all that it returns are steps: `[2, value]`. */
function isStepped(of: FunctionNode, call: CallNode): boolean {
  if (call.arguments.length !== 2 || of.params.length !== 1) return false;
  const steps = returnsOf(of).flatMap((result) => outcomesOf(result));

  return (
    steps.length > 0 &&
    steps.every(
      (step) =>
        step.type === 'ArrayExpression' &&
        /^[0-7]$/.test(literalText(step.elements[0] ?? undefined) ?? ''),
    )
  );
}

/** Whether all that it returns is the result of one that has steps, or it is a generator itself. */
function isAwaited(of: FunctionNode, call: CallNode): boolean {
  const [, list] = call.arguments;
  if (call.arguments.length < 3 || !isListOfArguments(list)) return false;
  if (of.generator) return true;
  const results = returnsOf(of).flatMap((result) => outcomesOf(result));

  return (
    results.length > 0 && results.every((result) => isCall(result) && runBy(result) !== undefined)
  );
}

/** `arguments`, a list, or nothing: a function of the code that takes a generator is given something else. */
function isListOfArguments(node: AnyNode | undefined): boolean {
  switch (node?.type) {
    case 'Identifier':
      return node.name === 'arguments';
    case 'UnaryExpression':
      return node.operator === 'void';
    case 'Literal':
      return node.value === null;
    default:
      return node?.type === 'ArrayExpression';
  }
}

/** In the case that runs next, or anywhere where there are no cases. */
function readsAfter(list: AnyNode, of: FunctionNode): readonly AnyNode[] {
  const [state] = of.params;
  const next = nextCase(list, of);
  const reads = (state && bindingOf(state)?.reads) ?? [];

  return reads.flatMap((read) => {
    const member = parentOf(read);
    const call = member && parentOf(member);
    const isSent = isCall(call) && call.callee === member && calledName(call) === 'sent';
    const isNext = !next || (next.start <= read.start && read.end <= next.end);
    return isSent && isNext ? call : [];
  });
}

function nextCase(list: AnyNode, of: FunctionNode): AnyNode | undefined {
  let at: AnyNode | undefined = list;
  while (at && at !== of && at.type !== 'SwitchCase') at = parentOf(at);
  const choice = at?.type === 'SwitchCase' ? parentOf(at) : undefined;
  if (at?.type !== 'SwitchCase' || choice?.type !== 'SwitchStatement') return undefined;

  return choice.cases[choice.cases.indexOf(at) + 1];
}
