import { not, type Truth } from '../../signatures/index.ts';
import { isConstant } from '../call-arguments.ts';
import { nodesIn } from '../nodes-in.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Expression, NodeOf } from '../syntax.ts';
import type { Code } from './code.ts';
import { secretVariableOf } from './outside.ts';
import { isConstantTime } from './tested.ts';

/**
 * In the wider reading, where a test asks whether a key of the environment is set: what comes of it where it is not is for who deploys the
 * code to decide, and no caller can bring it about. `if API_KEY and headers.get('x-api-key') != API_KEY: return 401`. Only of a key that the same
 * function compares with something: who is let on where it is set has to pass that.
 */
export function ofOptionalKey(test: AnyNode, code: Code): Truth<AnyNode> | undefined {
  const { credentials } = code;
  const asked = credentials && askedFor(test);
  if (!asked) return undefined;
  const key = variableOf(asked.key, code);
  if (key === undefined || !comparedBeside(test, code).has(key)) return undefined;

  const isUnset: Truth<AnyNode> = { yes: { kind: 'credential', node: test } };
  return asked.isSet ? not(isUnset) : isUnset;
}

interface AskedFor {
  readonly key: Expression;
  /** Whether the test is true where the key is there, and false where it is not. */
  readonly isSet: boolean;
}

/** `API_KEY`, `API_KEY is not None`, `API_KEY != ''`; its negation is read around it. */
function askedFor(test: AnyNode): AskedFor | undefined {
  switch (test.type) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
    case 'Call':
      return { key: test, isSet: true };
    case 'Binary':
      return askedByComparison(test);
    default:
      return undefined;
  }
}

function askedByComparison({ operator, left, right }: NodeOf<'Binary'>): AskedFor | undefined {
  const isNothing = isConstant(right, 'None') || (right.type === 'Text' && right.value === '');
  if (!isNothing || !/^(?:==|!=|is|is not)$/.test(operator)) return undefined;

  return { key: left, isSet: operator === '!=' || operator === 'is not' };
}

/** The variable that an expression is, as it is or without the blanks around it. */
function variableOf(node: Expression, { values }: Code): string | undefined {
  const written = values.writtenAs(node);
  const isTrimmed =
    written.type === 'Call' &&
    written.callee.type === 'Attribute' &&
    written.callee.name === 'strip' &&
    written.arguments.length === 0;

  return secretVariableOf(
    isTrimmed && written.callee.type === 'Attribute' ? written.callee.object : written,
    values,
  );
}

/** The variables that the function around a node compares with something. */
function comparedBeside(node: AnyNode, code: Code): ReadonlySet<string> {
  const { credentials } = code;
  const of = scopeOf(node).function;
  if (!credentials || !of) return new Set();
  const all = comparedIn.get(credentials) ?? new WeakMap<AnyNode, ReadonlySet<string>>();
  comparedIn.set(credentials, all);
  const known = all.get(of);
  if (known) return known;

  const found = new Set(
    nodesIn(of.body)
      .flatMap((each) => sidesOf(each, code))
      .flatMap((side) => variableOf(side, code) ?? []),
  );
  all.set(of, found);
  return found;
}

/** Each test of a function asks for all of them. */
const comparedIn = new WeakMap<object, WeakMap<AnyNode, ReadonlySet<string>>>();

function sidesOf(node: AnyNode, { values }: Code): readonly Expression[] {
  if (node.type === 'Call') {
    return isConstantTime(node, values) ? node.arguments.map(({ value }) => value) : [];
  }
  if (node.type !== 'Binary' || !/^[!=]=$/.test(node.operator)) return [];
  const { left, right } = node;

  return [left, right].some((each) => each.type === 'Text' || each.type === 'Constant')
    ? []
    : [left, right];
}
