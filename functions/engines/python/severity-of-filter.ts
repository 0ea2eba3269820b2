import type { Severity } from '../../core/severity.ts';
import { isCompareName, isLoginCode, isOwnerField, isSecretField } from '../signatures/index.ts';
import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { lastName } from './last-name.ts';
import { calledName } from './link.ts';
import { bindingOf } from './scope.ts';
import type { AnyNode, Call, Expression, FunctionNode } from './syntax.ts';

/**
 * How grave an operator of the caller is in a field of a filter. High where it says what is changed, where the field lets
 * someone in, or where it says whose is read, and the caller is answered with that. Where a password is compared after it,
 * where it only says whether one is there, or where the answer is not seen to hold it: medium.
 */
export function severityOfFilter(call: Call, { path }: Fact): Severity | undefined {
  const method = calledName(call) ?? '';
  const field = path.at(-1) ?? '';
  if (!reading.test(method) || isSecretField(field)) return undefined;
  if (isLoginCode(field, namesIn(call))) return undefined;
  const isOfOwner = isOwnerField(field) && /^find/.test(method);

  return isOfOwner && isInAnswer(call) && !isPasswordCompared(call) ? undefined : 'medium';
}

/** The fields that a filter asks for. */
function namesIn(call: Call): readonly (string | undefined)[] {
  const filter = call.arguments[0]?.value;

  return filter?.type === 'Dict' ? filter.entries.map(({ key }) => constantText(key)) : [];
}

const reading = /^(?:find|find_one|count_documents|distinct)$/;

/** Whether a value is a part of what a caller is answered with, under another name or two. */
function isInAnswer(node: Expression, names = 0): boolean {
  let isBody = false;

  for (let at: AnyNode = node, up = at.parent; up; at = up, up = up.parent) {
    switch (up.type) {
      case 'DictEntry':
        if (up.value !== at) return false;
        isBody ||= constantText(up.key) === 'body';
        break;
      case 'Call': {
        const name = calledName(up) ?? '';
        if (up.callee !== at && answering.test(name)) return true;
        if (name === 'append') return isRead(up.callee, names);
        if (!passing.test(name)) return false;
        break;
      }
      case 'Conditional':
        if (up.test === at) return false;
        break;
      case 'Binary':
        if (up.operator !== 'or' && up.operator !== 'and') return false;
        break;
      case 'Assign':
        return up.targets.some((target) => isRead(target, names));
      case 'For':
      case 'Clause':
        if (up.source !== at || !isRead(up.target, names)) return false;
        return true;
      case 'Return':
        return isBody || isOfRoute(up);
      case 'Argument':
      case 'Attribute':
      case 'Await':
      case 'Comprehension':
      case 'Dict':
      case 'FormattedText':
      case 'List':
      case 'Starred':
      case 'Subscript':
      case 'Tuple':
        break;
      default:
        return false;
    }
  }
  return false;
}

/** Whether what a name or a list stands for is a part of an answer. */
function isRead(target: Expression, names: number): boolean {
  const named = target.type === 'Attribute' ? target.object : target;
  const reads = bindingOf(named)?.reads.slice(0, MOST_USES) ?? [];

  return names < MOST_NAMES && reads.some((read) => isInAnswer(read, names + 1));
}

/** More are not looked at. */
const MOST_USES = 20;
/** `cursor`, what is read of it in turn, and the list that it is put into. */
const MOST_NAMES = 3;

/** Calls that answer, by their names: `jsonify(…)`, `build_response(200, …)`. */
const answering = /jsonify|respon|reply|success|render_template/i;

/** What holds what it is given, or a token of it. */
const passing =
  /^(?:find|find_one|get|list|dict|str|dumps|loads|sorted|sort|limit|skip|encode|decode|jsonable_encoder|parse_json|to_list|serialize\w{0,40}|\w{0,40}_serializer|create_access_token)$/;

/** What a view of Flask, FastAPI, Chalice or Powertools returns is the answer. */
function isOfRoute(node: AnyNode): boolean {
  return (
    functionAround(node)?.decorators.some(
      (each) =>
        each.type === 'Call' &&
        each.callee.type === 'Attribute' &&
        /^(?:route|get|post|put|patch|delete)$/.test(each.callee.name),
    ) ?? false
  );
}

function functionAround(node: AnyNode): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'Function') return at;
  }
  return undefined;
}

/** Whether a password is compared in the function of a look-up, after it: by whom is not asked. */
function isPasswordCompared(call: Call): boolean {
  const around = functionAround(call);
  const left: AnyNode[] = around ? [around.body] : [];

  for (let step = 0; left.length > 0 && step < MOST_NODES; step += 1) {
    const node = left.pop();
    if (!node || node.end <= call.end) continue;
    if (node.start >= call.end && isComparison(node)) return true;
    left.push(...childrenOf(node));
  }
  return false;
}

const MOST_NODES = 5_000;

/** `check_password_hash(user['password'], given)`, `bcrypt.checkpw(…)`, `user['password'] != given` */
function isComparison(node: AnyNode): boolean {
  if (node.type === 'Binary' && /^[!=]=$/.test(node.operator)) {
    return [node.left, node.right].some(isOfPassword);
  }
  if (node.type !== 'Call') return false;
  const name = calledName(node) ?? '';

  return (
    isCompareName(name) &&
    (/pass|pwd|pw$/i.test(name) || node.arguments.some(({ value }) => isOfPassword(value)))
  );
}

/** `user['password']`, `user.get('password')`, `password.encode()` */
function isOfPassword(node: Expression): boolean {
  if (node.type === 'Call' && node.callee.type === 'Attribute') {
    const [key] = node.arguments;
    return (
      /pass|pwd|hash/i.test(constantText(key?.value) ?? '') || isOfPassword(node.callee.object)
    );
  }
  const name = node.type === 'Subscript' ? (constantText(node.index) ?? '') : lastName(node);

  return /pass|pwd|hash/i.test(name);
}
