import { returnsOf } from './members.ts';
import { bindingOf, parentOf, scopeOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  literalText,
  type NodeOf,
} from './syntax.ts';

/**
 * What a compiler made of an async function or a generator: a function that a helper calls again and
 * again, and that each time goes on at the case that its state names. TypeScript (and SWC) write
 * `switch (state.label)` and return what is to be done next, as in `[4, promise]`; Babel writes
 * `while (1) switch (context.n)`, or `context.prev = context.next`, and sets what comes next itself.
 */
export interface Steps {
  readonly choice: NodeOf<'SwitchStatement'>;
  readonly by: 'typescript' | 'babel';
}

/** Undefined where a function is none. */
export function stepsOf(of: FunctionNode): Steps | undefined {
  const known = all.get(of);
  if (known !== undefined) return known ?? undefined;

  const found = findSteps(of) ?? null;
  all.set(of, found);
  return found ?? undefined;
}

/** A way from one case to another, and where it leaves the first. */
export interface Jump {
  readonly from: NodeOf<'SwitchCase'>;
  readonly to: NodeOf<'SwitchCase'>;
  readonly at: AnyNode;
}

/** All ways between the cases. Undefined where they are too many to be looked at. */
export function jumpsIn(of: FunctionNode): readonly Jump[] | undefined {
  const steps = stepsOf(of);
  if (!steps || steps.choice.cases.length > MOST_CASES) return undefined;
  const { choice, by } = steps;
  const to = (label: AnyNode | null | undefined) =>
    choice.cases.find(({ test }) => test && literalText(test) === literalText(label ?? undefined));
  const jumps: Jump[] = [];
  const add = (at: AnyNode, target: NodeOf<'SwitchCase'> | undefined) => {
    const from = caseAround(at, choice);
    if (from && target) jumps.push({ from, to: target, at });
  };

  for (const read of readsOfState(of)) {
    const member = parentOf(read);
    if (member?.type !== 'MemberExpression') continue;
    const around = parentOf(member);
    const isSet = around?.type === 'AssignmentExpression' && around.left === member;
    if (isSet && nexts.has(fieldRead(member) ?? '')) add(around, to(around.right));
    if (isCall(around) && around.callee === member) {
      for (const label of labelsIn(around)) add(around, to(label));
    }
  }
  for (const one of choice.cases) {
    const next = choice.cases[choice.cases.indexOf(one) + 1];
    const last = one.consequent.at(-1);
    const isLeft = last && /^(?:Return|Throw|Break|Continue)Statement$/.test(last.type);
    if (!isLeft) add(last ?? one, next);
  }
  if (by === 'babel') {
    for (const { start, ends } of triesOf(of)) {
      const from = to(start);
      for (const end of ends) if (from) add(from.consequent[0] ?? from, to(end));
    }
    return jumps;
  }
  for (const { list, code } of opcodesIn(choice)) {
    if (code === '3') add(list, to(list.elements[1]));
    if (code === '4' || code === '5') add(list, caseAfter(caseAround(list, choice), choice));
  }
  return jumps;
}

/** Of Babel: the cases in which a function goes on once what it returns here is there. */
export function resumedCases(
  statement: NodeOf<'ReturnStatement'>,
  of: FunctionNode,
): readonly NodeOf<'SwitchCase'>[] {
  return awaitedBy(statement, of).map(({ to }) => to);
}

interface Awaited {
  readonly value: AnyNode;
  readonly to: NodeOf<'SwitchCase'>;
}

/** What a statement waits for, and where it goes on: set before it, in minified code in one expression with it. */
function awaitedBy(statement: NodeOf<'ReturnStatement'>, of: FunctionNode): readonly Awaited[] {
  const steps = stepsOf(of);
  if (steps?.by !== 'babel') return [];

  return valuesOf(statement.argument).flatMap((value) => {
    const label = nextBefore(value) ?? nextBefore(statement);
    const to = steps.choice.cases.find(
      ({ test }) => test && label !== undefined && literalText(test) === label,
    );
    return to ? [{ value, to }] : [];
  });
}

/** The label that is set right before a statement among others, or an expression of a sequence. */
function nextBefore(node: AnyNode): string | undefined {
  const around = parentOf(node);
  const before = around ? siblingsIn(around) : [];
  const last = before[before.findIndex(({ start }) => start === node.start) - 1];
  const set = last?.type === 'ExpressionStatement' ? last.expression : last;
  if (set?.type !== 'AssignmentExpression' || set.left.type !== 'MemberExpression')
    return undefined;

  return nexts.has(fieldRead(set.left) ?? '') ? literalText(set.right) : undefined;
}

function siblingsIn(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'SwitchCase') return node.consequent;
  if (node.type === 'BlockStatement') return node.body;
  return node.type === 'SequenceExpression' ? node.expressions : [];
}

/** What an expression comes to: minifiers write statements as a sequence, and an `if` as `? :`. */
function valuesOf(node: AnyNode | null | undefined): readonly AnyNode[] {
  const values: AnyNode[] = [];
  const pending = [node];

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'SequenceExpression') pending.push(next.expressions.at(-1));
    else if (next.type === 'ConditionalExpression') pending.push(next.alternate, next.consequent);
    else values.push(next);
  }
  return values;
}

/** Of Babel: reads of what was waited for, `context.v` and `context.sent`, in a case. */
export function sentIn(one: NodeOf<'SwitchCase'>, of: FunctionNode): readonly AnyNode[] {
  return readsOfState(of).flatMap((read) => {
    const member = parentOf(read);
    const isSent =
      member?.type === 'MemberExpression' && /^(?:v|sent)$/.test(fieldRead(member) ?? '');
    return isSent && one.start <= read.start && read.end <= one.end ? member : [];
  });
}

/** What was waited for where a state is read: of `context.v`, what was returned before. */
export function awaitedAt(read: AnyNode): readonly AnyNode[] {
  const of = scopeOf(read).function;
  const steps = of && stepsOf(of);
  const here = steps && caseAround(read, steps.choice);
  if (!of || !steps || !here) return [];
  if (steps.by === 'typescript') {
    const index = steps.choice.cases.indexOf(here);
    return opcodesIn(steps.choice).flatMap(({ list, code }) =>
      (code === '4' || code === '5') &&
      list.elements[1] &&
      caseAround(list, steps.choice) === steps.choice.cases[index - 1]
        ? list.elements[1]
        : [],
    );
  }
  return steps.choice.cases.flatMap(({ consequent }) =>
    consequent.flatMap((statement) =>
      statement.type === 'ReturnStatement'
        ? awaitedBy(statement, of).flatMap(({ value, to }) => (to === here ? value : []))
        : [],
    ),
  );
}

/** Of Babel: what `context.a(2, value)` and `context.abrupt('return', value)` end a function with. */
export function returnedBy(call: CallNode): AnyNode | undefined {
  const [how, value] = call.arguments;
  const { callee } = call;
  const of = scopeOf(call).function;
  if (callee.type !== 'MemberExpression' || !of || stepsOf(of)?.by !== 'babel') return undefined;
  const isOfState = bindingOf(callee.object) === stateOf(of);
  const name = calledName(call);
  const isEnd =
    (name === 'a' && literalText(how) === '2') ||
    (name === 'abrupt' && literalText(how) === 'return');

  return isOfState && isEnd ? value : undefined;
}

// For as long as the trees are there.
const all = new WeakMap<FunctionNode, Steps | null>();

/** Of a state: the fields that say where it goes on. */
const nexts: ReadonlySet<string> = new Set(['label', 'n', 'next']);

const MOST_CASES = 60;

function findSteps(of: FunctionNode): Steps | undefined {
  if (of.params.length !== 1 || of.body.type !== 'BlockStatement') return undefined;
  const [first] = of.body.body.filter(({ type }) => type !== 'VariableDeclaration');
  const loop =
    first?.type === 'WhileStatement' || first?.type === 'ForStatement' ? first.body : first;
  const choice = loop?.type === 'BlockStatement' ? loop.body[0] : loop;
  if (choice?.type !== 'SwitchStatement') return undefined;

  const asked = choice.discriminant;
  const field = asked.type === 'AssignmentExpression' ? asked.right : asked;
  if (field.type !== 'MemberExpression' || bindingOf(field.object) !== stateOf(of))
    return undefined;
  const name = fieldRead(field) ?? '';
  if (!nexts.has(name)) return undefined;
  return { choice, by: name === 'label' ? 'typescript' : 'babel' };
}

function stateOf({ params: [state] }: FunctionNode) {
  return state && bindingOf(state);
}

function readsOfState(of: FunctionNode): readonly AnyNode[] {
  return stateOf(of)?.reads ?? [];
}

/** Where it goes on after an error: `state.trys.push([0, 2, , 3])`. */
function labelsIn(call: CallNode): readonly AnyNode[] {
  const { callee } = call;
  const isTry =
    calledName(call) === 'push' &&
    callee.type === 'MemberExpression' &&
    callee.object.type === 'MemberExpression' &&
    fieldRead(callee.object) === 'trys';
  const [list] = call.arguments;

  return isTry && list?.type === 'ArrayExpression'
    ? list.elements.slice(1, 3).flatMap((label) => label ?? [])
    : [];
}

interface Try {
  readonly start: AnyNode | null | undefined;
  readonly ends: readonly (AnyNode | null)[];
}

/** Of Babel, beside the function: `[[1, 4], [6, 11, 12, 13]]`, where it starts and where it goes on. */
function triesOf(of: FunctionNode): readonly Try[] {
  const call = parentOf(of);
  const list = isCall(call) ? call.arguments.at(-1) : undefined;
  const tries = list?.type === 'ArrayExpression' ? list.elements : [];

  return tries.flatMap((one) => {
    const [start, ...ends] = one?.type === 'ArrayExpression' ? one.elements : [];
    return ends.length > 0
      ? [{ start, ends: ends.slice(0, 2) as readonly (AnyNode | null)[] }]
      : [];
  });
}

interface Opcode {
  readonly list: NodeOf<'ArrayExpression'>;
  readonly code: string;
}

/** `return [3, label]` and its like. */
function opcodesIn(choice: NodeOf<'SwitchStatement'>): readonly Opcode[] {
  const found: Opcode[] = [];
  const pending: AnyNode[] = choice.cases.flatMap(({ consequent }) => consequent);

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'ReturnStatement') {
      for (const list of valuesOf(next.argument)) {
        if (list.type !== 'ArrayExpression') continue;
        const code = literalText(list.elements[0] ?? undefined);
        if (code !== undefined) found.push({ list, code });
      }
    } else if (next.type === 'IfStatement') {
      pending.push(next.consequent, ...(next.alternate ? [next.alternate] : []));
    } else if (next.type === 'BlockStatement') {
      pending.push(...next.body);
    }
  }
  return found;
}

function caseAround(
  node: AnyNode,
  choice: NodeOf<'SwitchStatement'>,
): NodeOf<'SwitchCase'> | undefined {
  return choice.cases.find(({ start, end }) => start <= node.start && node.end <= end);
}

function caseAfter(
  one: NodeOf<'SwitchCase'> | undefined,
  { cases }: NodeOf<'SwitchStatement'>,
): NodeOf<'SwitchCase'> | undefined {
  return one && cases[cases.indexOf(one) + 1];
}

/** What a function that is run so comes to: of `[2, value]`, and of `context.a(2, value)`. */
export function endsOf(of: FunctionNode): readonly AnyNode[] {
  if (stepsOf(of)?.by === 'babel') {
    return readsOfState(of).flatMap((read) => {
      const member = parentOf(read);
      const call = member && parentOf(member);
      return (isCall(call) && call.callee === member && returnedBy(call)) || [];
    });
  }
  return returnsOf(of)
    .flatMap(valuesOf)
    .flatMap((result): AnyNode | readonly AnyNode[] => {
      if (result.type !== 'ArrayExpression') return result;
      const [code, value] = result.elements;
      return literalText(code ?? undefined) === '2' && value ? value : [];
    });
}
