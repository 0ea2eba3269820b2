import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import type { Call, Expression } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Whether an expression is what was looked up in a database by what a request says: `session.query(User).filter_by(id=id).first()`. */
export function isFoundItem(node: Expression, asked: AskedOfChange, depth = 0): boolean {
  asked.values.spend();
  if (depth > MOST_STEPS) return false;
  const is = (each: Expression) => isFoundItem(each, asked, depth + 1);

  switch (node.type) {
    case 'Await':
    case 'NamedValue':
      return is(node.value);
    case 'Subscript':
      return is(node.object);
    case 'Conditional':
      return is(node.yes) || is(node.no);
    case 'Name': {
      const { definitions = [] } = bindingOf(node) ?? {};
      return definitions.some((each) => each.kind === 'value' && is(each.node));
    }
    case 'Call': {
      const own = asked.values.functionsOf(node.callee);
      if (own.length > 0) return own.some((each) => returnsOf(each.node).some(is));
      return isLookUp(node, asked) || (node.callee.type === 'Attribute' && is(node.callee.object));
    }
    case 'Attribute':
      return is(node.object);
    default:
      return false;
  }
}

/** `.filter_by(id=id)`, `User.objects(id=id)`, `session.get(User, id)` */
function isLookUp(call: Call, asked: AskedOfChange): boolean {
  const { callee, arguments: given } = call;
  const { values } = asked;
  if (callee.type !== 'Attribute' || !given.some(({ value }) => isConditionSaid(value, asked)))
    return false;
  if (lookUps.test(callee.name)) return true;
  if (!/^(?:get|scalar|execute|scalars)$/.test(callee.name)) return false;
  const { object } = callee;
  if (object.type === 'Attribute') return /^(?:query|objects|session)$/.test(object.name);
  if (object.type === 'Call')
    return /^(?:query|select|objects|Session)$/.test(calledName(object) ?? '');
  if (object.type !== 'Name') return false;

  const [model] = given;
  const isOfModel = [object, ...(model ? [model.value] : [])];

  return /session|^db$/i.test(object.name) || isOfModel.some((each) => isModel(each, values));
}

/** Whether an expression is a class that is made of another, as the models of databases are. */
export function isModel(node: Expression, values: AskedOfChange['values']): boolean {
  return values.valuesOf(node).some((each) => each.kind === 'class' && each.node.bases.length > 0);
}

/** Whether a request says what is looked for: `User.id == id` is a condition, and no truth. */
export function isConditionSaid(node: Expression, asked: AskedOfChange): boolean {
  return node.type === 'Binary'
    ? isConditionSaid(node.left, asked) || isConditionSaid(node.right, asked)
    : asked.said.has(node);
}

const lookUps =
  /^(?:filter|filter_by|where|objects|get_or_404|get_or_none|get_by_id|first_or_404|find_one|find_by_id|document|doc|eq|match)$/;

const MOST_STEPS = 12;

/** The calls of `update(…).where(…)`, the last first. */
export function chainOf(node: Expression): readonly Call[] {
  const calls: Call[] = [];
  let at: Expression | undefined = node;
  while (at && calls.length < MOST_CHAINED) {
    if (at.type === 'Call') {
      calls.push(at);
      at = at.callee;
    } else at = at.type === 'Attribute' ? at.object : at.type === 'Await' ? at.value : undefined;
  }

  return calls;
}

const MOST_CHAINED = 20;
