import { type IsEnough, tellingFields } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { positionOf } from '../sites.ts';
import type { AnyNode, Argument, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { madeOfEach } from './made-of-each.ts';

/**
 * Whether what a call gives is answered to who asked, whole: through names and functions, and nothing is taken out of it.
 */
export function isAnswered(
  call: AnyNode,
  entries: ReadonlySet<FunctionNode>,
  values: Values,
  isEnough: IsEnough,
): boolean {
  const pending: AnyNode[] = [call];
  const seen = new Set<AnyNode>(pending);
  let isIt = false;

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    values.spend();
    if (isTakenFrom(node)) return false;
    const next = stepFrom(node, entries, values, isEnough);
    if (next === 'answered') {
      isIt = true;
      continue;
    }
    for (const each of next) {
      if (seen.has(each)) continue;
      seen.add(each);
      pending.push(each);
    }
  }
  return isIt;
}

const MOST_NODES = 300;

/**
 * `for each in users: del each['ssn']`, `user.pop('ssn')`. What is set anew may be hidden: `each['email'] = mask(each['email'])`,
 * `page['Items'] = [shown(each) for each in page['Items']]`.
 */
function isTakenFrom(node: AnyNode, loops = 0): boolean {
  const around = node.parent;
  if (around?.type === 'For' && around.source === node) {
    const reads = bindingOf(around.target)?.reads ?? [];
    return loops < MOST_LOOPS && reads.some((read) => isTakenFrom(read, loops + 1));
  }
  if (around?.type === 'Subscript' && around.object === node) {
    const { parent, index } = around;
    const set =
      parent?.type === 'Assign' && parent.targets.includes(around) ? parent.value : undefined;
    return (
      parent?.type === 'Delete' || (set !== undefined && isHiding(constantText(index) ?? '', set))
    );
  }

  return around?.type === 'Attribute' && around.object === node && around.name === 'pop';
}

/** Not what is only converted, or gets more: `each['phone'] = str(each['phone'])`, `page['Items'] = page['Items'] + more`. */
function isHiding(field: string, value: Expression): boolean {
  if (!whole.test(field)) {
    const isConverted =
      value.type === 'Call' &&
      /^(?:str|int|float|lower|upper|strip)$/.test(calledName(value) ?? '');
    return tellingFields([field]).length > 0 && !isConverted;
  }
  const isSorted = value.type === 'Call' && /^(?:sorted|list)$/.test(calledName(value) ?? '');

  return value.type !== 'Binary' && !isSorted;
}

/** Within each other. */
const MOST_LOOPS = 2;

/** Where a value goes from an expression that it is the value of, or lies in as it is. */
export function stepFrom(
  node: AnyNode,
  entries: ReadonlySet<FunctionNode>,
  values: Values,
  isEnough: IsEnough,
): readonly AnyNode[] | 'answered' {
  const around = node.parent;
  switch (around?.type) {
    case 'Await':
      return [around];
    case 'Binary':
      return around.operator === 'or' || around.operator === '+' ? [around] : [];
    case 'Conditional':
      return around.test === node ? [] : [around];
    case 'Subscript':
      return around.object === node && isWhole(around.index) ? [around] : [];
    case 'Attribute':
      return ofAttribute(around);
    case 'Assign': {
      const [target, ...others] = around.targets;
      return around.value === node && target && others.length === 0
        ? readsUntilSet(target, node)
        : [];
    }
    case 'AugmentedAssign':
      return around.value === node ? readsOf(around.target) : [];
    case 'NamedValue':
      return [around, ...readsOf(around.target)];
    case 'DictEntry':
      if (around.value !== node) return [];
      return constantText(around.key) === 'body' && isText(node) ? 'answered' : [around];
    case 'Dict':
      return [around];
    // `return users, 200` of a view.
    case 'Tuple':
      return around.elements[0] === node && around.parent?.type === 'Return' ? [around] : [];
    case 'Return': {
      const of = scopeOf(node).function;
      if (!of) return [];
      return entries.has(of) ? 'answered' : values.sitesOf(of).map((site) => site.node);
    }
    case 'Argument':
      return givenTo(around, values);
    case 'For':
    case 'Clause':
      return madeOfEach(node, isEnough);
    default:
      return [];
  }
}

/** `['Items']`, and the first of rows. */
function isWhole(index: Expression): boolean {
  return whole.test(constantText(index) ?? '') || (index.type === 'Number' && index.value === '0');
}

const whole = /^(?:Items|Item)$/;

/** `json.dumps(users)`; one whose answer is a text in any other way is followed no further. */
function isText(node: AnyNode): boolean {
  return node.type === 'Call' && /^(?:dumps|jsonify|json_dumps)$/.test(calledName(node) ?? '');
}

/** `response.get('Items', [])`, `users.find().sort('name')` */
function ofAttribute(member: AnyNode & { readonly type: 'Attribute' }): readonly AnyNode[] {
  const call = member.parent;
  if (call?.type !== 'Call' || call.callee !== member) return [];
  if (passing.test(member.name)) return [call];
  const [first] = call.arguments;

  return member.name === 'get' && first && isWhole(first.value) ? [call] : [];
}

const passing = /^(?:sort|limit|skip|to_list|copy)$/;

/** Not those behind where the name is set to something else: `users = [shown(each) for each in users]`. */
function readsUntilSet(target: Expression, value: AnyNode): readonly AnyNode[] {
  const ends = (bindingOf(target)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' && each.node.start > value.end ? each.node.end : [],
  );
  const end = Math.min(...ends);

  return readsOf(target).filter((read) => read.end <= end);
}

function readsOf(target: Expression): readonly AnyNode[] {
  return bindingOf(target)?.reads ?? [];
}

/** What answers, makes a text of it, adds it to a list, or is a function of the code's own. */
function givenTo(argument: Argument, values: Values): readonly AnyNode[] | 'answered' {
  const call = argument.parent;
  if (call?.type !== 'Call') return [];
  const name = calledName(call) ?? '';
  const isFirst = positionOf(argument) === 0;
  const own = values.functionsOf(call.callee);
  if (own.length === 0) {
    if (isFirst && carrying.test(name)) return [call];
    if (isFirst && name === 'extend' && call.callee.type === 'Attribute') {
      return readsOf(call.callee.object);
    }
    const isBody = argument.name === 'content' || argument.name === 'body';
    return answering.test(name) && (isFirst || isBody) ? [call] : [];
  }

  return own.flatMap(({ node, taken }) => {
    const index = positionOf(argument);
    const parameter =
      argument.name === undefined
        ? node.parameters[(index ?? 0) + taken]
        : node.parameters.find(({ name: { name } }) => name === argument.name);
    return parameter && argumentOf(call, undefined, '**') === undefined
      ? readsOf(parameter.name)
      : [];
  });
}

const carrying = /^(?:dumps|json_dumps|list|jsonable_encoder|sorted|tuple|join)$/;
const answering = /^(?:jsonify|JSONResponse|ORJSONResponse|make_response|Response)$/;
