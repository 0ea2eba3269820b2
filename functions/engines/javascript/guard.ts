import { baseOf } from './link.ts';
import { type Binding, bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, isFunction, type NodeOf } from './syntax.ts';

/** `name.field` that a condition speaks of and that is read after it. */
interface Subject {
  readonly binding: Binding;
  readonly fields: string;
  readonly start: number;
}

/**
 * Whether a name or field is read only where it was found to be one of a few: in a list, a table or
 * a Set, equal to a literal, or matched by an expression from end to end.
 */
export function isGuarded(read: AnyNode): boolean {
  const subject = subjectOf(read);
  let at = read;

  for (let steps = 0; subject && steps < maxSteps; steps += 1) {
    const around = parentOf(at);
    if (!around || isFunction(around)) return false;
    if (isAllowed(subject, at, around)) return true;
    at = around;
  }
  return false;
}

/** Guards further out, or further before, are not looked for. */
const maxSteps = 200;

/** Whether `around` lets `at` be run only when the subject is one of a few. */
function isAllowed(subject: Subject, at: AnyNode, around: AnyNode): boolean {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return around.test !== at && limits(around.test, subject, around.consequent === at);
    case 'LogicalExpression':
      return (
        around.right === at &&
        around.operator !== '??' &&
        limits(around.left, subject, around.operator === '&&')
      );
    case 'BlockStatement':
      return earlier(around, at).some(
        (statement) =>
          statement.type === 'IfStatement' &&
          leaves(statement.consequent) &&
          limits(statement.test, subject, false),
      );
    case 'SwitchCase': {
      const choice = parentOf(around);
      return (
        choice?.type === 'SwitchStatement' &&
        around.test?.type === 'Literal' &&
        around.test !== at &&
        isSubject(choice.discriminant, subject)
      );
    }
    default:
      return false;
  }
}

/** Whether the subject is one of a few when the condition is `outcome`. */
function limits(condition: AnyNode, subject: Subject, outcome: boolean): boolean {
  switch (condition.type) {
    case 'UnaryExpression':
      return condition.operator === '!' && limits(condition.argument, subject, !outcome);
    case 'LogicalExpression': {
      const sides = [condition.left, condition.right];
      return condition.operator === (outcome ? '&&' : '||')
        ? sides.some((side) => limits(side, subject, outcome))
        : sides.every((side) => limits(side, subject, outcome));
    }
    case 'BinaryExpression':
      return compares(condition, subject, outcome);
    case 'CallExpression':
      return outcome && isLookUp(condition, subject);
    default:
      return false;
  }
}

function compares(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  subject: Subject,
  outcome: boolean,
): boolean {
  if (operator === 'in') return outcome && isSubject(left, subject);

  const isEqual = operator.startsWith(outcome ? '==' : '!=');
  return isEqual && right.type === 'Literal' && isSubject(left, subject);
}

/** `list.includes(x)`, `set.has(x)`, `Object.hasOwn(table, x)`, `/^[a-z]+$/.test(x)`. */
function isLookUp(call: NodeOf<'CallExpression'>, subject: Subject): boolean {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return false;
  if (!call.arguments.some((argument) => isSubject(argument, subject))) return false;

  const { object } = callee;
  const name = calledName(call) ?? '';
  if (name === 'test') {
    return object.type === 'Literal' && isWhole(object.regex?.pattern ?? '');
  }
  // A list that came with the value limits nothing.
  const isForeign = bindingOf(baseOf(object)?.node ?? object) !== subject.binding;
  return isForeign && ['includes', 'has', 'hasOwn', 'hasOwnProperty'].includes(name);
}

/** From end to end, and of characters that are named. */
function isWhole(pattern: string): boolean {
  return /^\^[^.|]*\$$/.test(pattern) && !/\[\^|\\[SWD]/.test(pattern);
}

function isSubject(node: AnyNode, { binding, fields, start }: Subject): boolean {
  const other = subjectOf(node);
  if (other?.binding !== binding || other.fields !== fields) return false;

  return !binding.writes.some((write) => write.node.start > node.start && write.node.start < start);
}

function subjectOf(node: AnyNode): Subject | undefined {
  const base = baseOf(node);
  const binding = base && bindingOf(base.node);

  return binding && { binding, fields: base.path.join('\0'), start: node.start };
}

/** Statements shortly before one of the same block. */
function earlier({ body }: NodeOf<'BlockStatement'>, at: AnyNode): readonly AnyNode[] {
  const statements: readonly AnyNode[] = body;
  const end = statements.indexOf(at);

  return statements.slice(Math.max(0, end - maxSteps), end);
}

function leaves(statement: AnyNode): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;

  return last !== undefined && /^(?:Return|Throw|Continue|Break)Statement$/.test(last.type);
}
