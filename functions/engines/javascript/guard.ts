import type { Budget } from '../flow/index.ts';
import type { Asked, Judge } from './asked.ts';
import { jumpsIn, stepsOf } from './compiled-steps.ts';
import { ruledOutByCase, ruledOutByCondition, ruledOutByOperands } from './condition.ts';
import { elementIn, givenTo, isGivenItsList, subjectIn } from './given-subject.ts';
import { everyHarm, type Harms, harm, noHarm } from './harms.ts';
import { returnStatementsOf } from './members.ts';
import { truthOf } from './options.ts';
import { isCaseOfOtherSystem, leaves } from './platform.ts';
import { refusesPrivateHost } from './private-hosts.ts';
import { type Replacement, replacedBy, replacementIn } from './replacement.ts';
import { parentOf, scopeOf } from './scope.ts';
import { Subject } from './subject.ts';
import { surelyRunBy } from './surely-run.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  isFunction,
  lastOf,
  type NodeOf,
} from './syntax.ts';
import { mayComeToEnd, testsInto } from './tests-into.ts';
import { isLeft, isThrowing } from './throwing.ts';
import type { Values } from './value.ts';
import { isWaitedFor } from './waited-for.ts';

/** Knows which checks surely come before a read. Each read is looked at once. */
export class Guards {
  readonly #values: Values;
  readonly #budget: Budget;
  readonly #known = new Map<AnyNode, Harms>();

  constructor(values: Values, budget: Budget) {
    this.#values = values;
    this.#budget = budget;
  }

  /**
   * What a name or field can still do where it is read, after checks that it is one of a list, a table
   * or a Set, equal to a literal, matched by an expression from end to end, below a folder, of a host.
   */
  keptWhereRead(read: AnyNode): Harms {
    const known = this.#known.get(read);
    if (known !== undefined) return known;

    const subject = Subject.of(read);
    const asked = subject && this.#askedOf(subject);
    const part = Subject.partOf(read);
    const kept =
      (asked ? ~ruledOutAbove(read, asked) : everyHarm) &
      (asked && part ? ~ruledOutAbove(read, { ...asked, subject: part }) : everyHarm);
    this.#budget.spend();
    this.#known.set(read, kept);
    return kept;
  }

  /** What elements can still do that `list.filter(callback)` lets through. */
  keptByFilter(callback: FunctionNode): Harms {
    const subject = elementIn(callback);

    return subject ? ~ruledOutByCallback(callback, this.#askedOf(subject), true) : everyHarm;
  }

  #askedOf(subject: Subject): Asked {
    return {
      subject,
      values: this.#values,
      budget: this.#budget,
      depth: 0,
      byPredicate,
      byResults,
      whereSays: whereCallbackSays,
      byCallback: ruledOutByCallback,
      above: ruledOutAbove,
    };
  }
}

/** What is ruled out by the callback of `list.filter(…)` for elements that it lets through. */
function ruledOutByCallback(of: FunctionNode, asked: Asked, outcome: boolean): Harms {
  const subject = elementIn(of);

  return subject && asked.depth < 3
    ? whereCallbackSays(of, { ...asked, subject, depth: asked.depth + 1 }, outcome)
    : noHarm;
}

/** By the conditions that `at` stands under, and by statements before it, as far as `end`. */
function ruledOutAbove(at: AnyNode, asked: Asked, end?: AnyNode): Harms {
  let ruledOut = noHarm;
  let inner = at;

  for (let steps = 0; steps < MOST_STEPS && inner !== end; steps += 1) {
    const around = parentOf(inner);
    if (!around || !isSeenThrough(around, asked)) return ruledOut;
    ruledOut |= ruledOutIn(around, inner, asked);
    inner = around;
  }
  return ruledOut;
}

/** A function that is made after a check runs after it too: one that is declared may run before. */
function isSeenThrough(around: AnyNode, { subject }: Asked): boolean {
  return (
    !isFunction(around) || (around.type !== 'FunctionDeclaration' && subject.isSettledAt(around))
  );
}

/** What a function rules out for what it was given, on each way in which it does not throw. */
function ruledOutByAssertion(of: FunctionNode, asked: Asked): Harms {
  const { body } = of;
  if (body.type !== 'BlockStatement') return ruledOutByEach([body], asked);
  const ends = leaves(body) ? [] : [ruledOutAfter(body, asked)];
  const returns = returnStatementsOf(body).map(
    (at) =>
      ruledOutAbove(at, asked) | (at.argument ? ruledOutByEach([at.argument], asked) : noHarm),
  );

  return onEachWay([...ends, ...returns]);
}

function onEachWay(ways: readonly Harms[]): Harms {
  return ways.length === 0 ? noHarm : ways.reduce((all, one) => all & one);
}

/** Guards further out, or further before, are not looked for. */
const MOST_STEPS = 200;

/** What is ruled out wherever `around` lets `at` be run. */
function ruledOutIn(around: AnyNode, at: AnyNode, asked: Asked): Harms {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return around.test === at
        ? noHarm
        : ruledOutByCondition(around.test, asked, around.consequent === at) |
            ruledOutByEach([around.test], asked);
    case 'LogicalExpression':
      return around.right === at && around.operator !== '??'
        ? ruledOutByOperands(around, asked)
        : noHarm;
    case 'BlockStatement':
      return ruledOutBefore(earlier(around.body, at), asked);
    case 'SequenceExpression':
      return ruledOutByEach(earlier(around.expressions, at), asked);
    case 'SwitchStatement':
      return ruledOutAtStep(at, asked);
    case 'SwitchCase': {
      const before = ruledOutBefore(earlier(around.consequent, at), asked);
      const choice = parentOf(around);
      if (choice?.type === 'SwitchStatement' && isCaseOfOtherSystem(choice, around, asked.values))
        return everyHarm;
      return choice?.type === 'SwitchStatement' && around.test !== at
        ? before | ruledOutInCase(choice, around, asked)
        : before;
    }
    default:
      return noHarm;
  }
}

/** In a case of a switch, by each test that leads there. */
function ruledOutInCase(
  choice: NodeOf<'SwitchStatement'>,
  one: NodeOf<'SwitchCase'>,
  asked: Asked,
): Harms {
  const tests = testsInto(choice, one);
  if (!tests) return noHarm;
  asked.budget.spend(tests.length);

  return tests.reduce(
    (ruledOut, test) => ruledOut & ruledOutByCase(choice.discriminant, test, asked),
    everyHarm,
  );
}

/** By statements that have come to their ends. */
function ruledOutBefore(statements: readonly AnyNode[], asked: Asked, nested = MOST_NESTED): Harms {
  asked.budget.spend(statements.length);

  return statements.reduce(
    (ruledOut, statement) => ruledOut | ruledOutAfter(statement, asked, nested),
    noHarm,
  );
}

/** Where a statement comes to its end: `if (!list.has(x)) return`, and `check(x)`. */
function ruledOutAfter(statement: AnyNode, asked: Asked, nested = MOST_NESTED): Harms {
  switch (statement.type) {
    case 'IfStatement':
      return ruledOutByEach([statement.test], asked) | ruledOutAfterIf(statement, asked, nested);
    case 'BlockStatement':
      return nested === 0 ? noHarm : ruledOutBefore(statement.body, asked, nested - 1);
    case 'TryStatement': {
      const { block, handler } = statement;
      const isPassed = !handler || leaves(handler.body);
      return isPassed ? ruledOutAfter(block, asked, nested) : noHarm;
    }
    case 'SwitchStatement':
      return ruledOutAfterSwitch(statement, asked);
    default:
      return ruledOutByEach([statement], asked);
  }
}

/** `switch (host) { case 'one.name': break; default: return }`: by each case that comes to its end. */
function ruledOutAfterSwitch(choice: NodeOf<'SwitchStatement'>, asked: Asked): Harms {
  const ways = choice.cases.filter((one) => mayComeToEnd(one, choice));
  if (!choice.cases.some(({ test }) => !test)) return noHarm;
  asked.budget.spend(ways.length);

  return onEachWay(ways.map((one) => ruledOutInCase(choice, one, asked)));
}

/** Blocks within blocks that are looked into. */
const MOST_NESTED = 3;

function ruledOutAfterIf(statement: NodeOf<'IfStatement'>, asked: Asked, nested: number): Harms {
  const { test, consequent, alternate } = statement;
  const replaced = replacedBy(statement, asked);
  if (replaced) return ruledOutElse(test, replaced, false, asked);
  if (!alternate && !isLeft(consequent, asked.values)) return noHarm;

  return onEachWay(
    [consequent, alternate].flatMap((branch, index) =>
      branch && isLeft(branch, asked.values)
        ? []
        : ruledOutByCondition(test, asked, index === 0) |
          (branch ? ruledOutAfter(branch, asked, nested) : noHarm),
    ),
  );
}

/**
 * By expressions that run: `check(x)`, and `list.includes(x) || (x = 'name')`, as minifiers write an
 * `if`.
 */
function ruledOutByEach(expressions: readonly AnyNode[], asked: Asked): Harms {
  asked.budget.spend(expressions.length);

  return expressions.flatMap(surelyRunBy).reduce((ruledOut, each) => {
    if (each.type === 'CallExpression') return ruledOut | ruledOutByCall(each, asked);
    if (each.type !== 'LogicalExpression' || each.operator === '??') return ruledOut;
    const right =
      each.right.type === 'ParenthesizedExpression' ? each.right.expression : each.right;
    const outcome = each.operator === '||';
    const replaced = replacementIn(lastOf(right), asked);
    if (replaced) return ruledOut | ruledOutElse(each.left, replaced, outcome, asked);
    return isThrowing(lastOf(right), asked.values)
      ? ruledOut | ruledOutByCondition(each.left, asked, outcome)
      : ruledOut;
  }, noHarm);
}

/** Where a condition has an outcome, and the subject is replaced where it has the other. */
function ruledOutElse(
  condition: AnyNode,
  { set, ruledOut }: Replacement,
  outcome: boolean,
  asked: Asked,
): Harms {
  const subject = asked.subject.butFor(set);

  return ruledOutByCondition(condition, { ...asked, subject }, outcome) & ruledOut;
}

/** `check(x)` that throws, and `assert(list.includes(x))`. */
function ruledOutByCall(call: NodeOf<'CallExpression'>, asked: Asked): Harms {
  const [first] = call.arguments;
  const isWaitedFor = /^(?:Await|Yield)Expression$/.test(parentOf(call)?.type ?? '');
  const isAssertion =
    first !== undefined &&
    mayAssert.test(calledName(call) ?? '') &&
    asked.values.namesOf(call.callee).some((name) => assertions.test(name));

  if (isAssertion) return ruledOutByCondition(first, asked, true);
  const ruledOut = byOwn(call, asked, (of, inner) =>
    of.async && !isWaitedFor ? noHarm : ruledOutByAssertion(of, inner),
  );
  return refusesPrivateHost(call, asked.subject, asked.values) ? ruledOut | harm.inner : ruledOut;
}

/** Asked first, for it costs nothing: the names that people give, and those of one or two letters that minifiers make. */
const mayAssert = /^(?:assert|ok|invariant|[\w$]{1,2})$/i;

const assertions = /^module:(?:assert(?:\/strict)?(?:\.ok|\.strict)?|tiny-invariant|invariant)$/;

/** What functions of the code rule out that are given the subject; of several, each. */
function byOwn(
  call: NodeOf<'CallExpression'>,
  asked: Asked,
  ruledOut: (of: FunctionNode, asked: Asked) => Harms,
): Harms {
  if (asked.depth > 2) return noHarm;
  const given = givenTo(call.arguments, asked.subject);
  if (!given) return noHarm;

  const each = asked.values.functionsOf(call.callee).map((checking) => {
    const subject = subjectIn(checking, given);
    return subject && !isGivenItsList(checking, call.arguments, given.index)
      ? ruledOut(checking, { ...asked, subject, depth: asked.depth + 1 })
      : noHarm;
  });
  return onEachWay(each) & given.concerns;
}

/** `isAllowed(x)`: by each way in which it may say so. */
function byPredicate(call: NodeOf<'CallExpression'>, asked: Asked, outcome: boolean): Harms {
  return byOwn(call, asked, (of, inner) =>
    (of.async && !isWaitedFor(call)) || of.generator ? noHarm : whereSays(of, inner, outcome),
  );
}

/** A promise is always true. */
function whereCallbackSays(of: FunctionNode, asked: Asked, outcome: boolean): Harms {
  return of.async || of.generator ? noHarm : whereSays(of, asked, outcome);
}

/** By each result of a function that may be true, or false. */
function whereSays(of: FunctionNode, asked: Asked, outcome: boolean): Harms {
  return onEachResult(of, asked, (result) => {
    const truth = result ? truthOf(result) : false;
    if (truth === !outcome) return undefined;
    return result ? ruledOutByCondition(result, asked, outcome) : noHarm;
  });
}

function byResults(call: NodeOf<'CallExpression'>, asked: Asked, judge: Judge): Harms {
  const isWaitedFor = parentOf(call)?.type === 'AwaitExpression';

  return byOwn(call, asked, (of, inner) =>
    of.async && !isWaitedFor ? noHarm : onEachResult(of, inner, judge),
  );
}

/** By each way on which a function may come to a result that is judged to be it. */
function onEachResult(of: FunctionNode, asked: Asked, judge: Judge): Harms {
  const { body } = of;
  const whole = body.type === 'BlockStatement' ? returnStatementsOf(body) : [body];
  const ways = whole.flatMap((at) => {
    const result = at.type === 'ReturnStatement' ? (at.argument ?? undefined) : at;
    const judged = judge(result, asked);
    return judged === undefined ? [] : judged | ruledOutAbove(result ?? at, asked);
  });
  const atEnd =
    body.type === 'BlockStatement' && !leaves(body) ? judge(undefined, asked) : undefined;

  return onEachWay(atEnd === undefined ? ways : [...ways, atEnd | ruledOutAfter(body, asked)]);
}

/** Statements shortly before one of the same block. */
function earlier(statements: readonly AnyNode[], at: AnyNode): readonly AnyNode[] {
  const end = statements.indexOf(at);

  return statements.slice(Math.max(0, end - MOST_STEPS), end);
}

/**
 * At the start of a case of a function that a compiler made steps of: what is ruled out on each way there.
 * A way that comes from a case itself adds nothing, as in a loop.
 */
function ruledOutAtStep(at: AnyNode, asked: Asked): Harms {
  const of = scopeOf(at).function;
  const steps = of && stepsOf(of);
  const jumps = of && jumpsIn(of);
  if (!steps || !jumps || at.type !== 'SwitchCase') return noHarm;
  const known = new Map<AnyNode, Harms>(
    steps.choice.cases.map((one, index) => [one, index === 0 ? noHarm : everyHarm]),
  );
  const ways = jumps.map((jump) => ({
    ...jump,
    onTheWay: ruledOutAbove(jump.at, asked, jump.from) | ruledOutByItself(jump.at, asked),
  }));

  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const { from, to, onTheWay } of ways) {
      const before = known.get(to) ?? noHarm;
      const after = before & ((known.get(from) ?? noHarm) | onTheWay);
      isNew ||= after !== before;
      known.set(to, after);
    }
  }
  const isReached = ways.some(({ to }) => to === at);
  return isReached ? (known.get(at) ?? noHarm) : noHarm;
}

/** Of a statement that a case falls through after. */
function ruledOutByItself(at: AnyNode, asked: Asked): Harms {
  return /Statement$/.test(at.type) ? ruledOutAfter(at, asked) : noHarm;
}
