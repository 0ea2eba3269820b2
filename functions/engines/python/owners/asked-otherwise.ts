import {
  asksSender,
  isOfAnyRequest,
  isOwnerName,
  isSenderHeader,
  setsRowSecurity,
} from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { isOfOnePayment } from '../signatures/paid-calls.ts';
import type { AnyNode, Expression, NodeOf } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { Values } from '../value.ts';

/**
 * Whether code asks there by what no authorizer, token or decorator says: it holds the field that has the owner against anything, or what
 * a header brings, or a variable of the environment; it verifies a signature, or asks a service of policies.
 */
export function isAskedOtherwise(node: AnyNode, values: Values): boolean {
  switch (node.type) {
    case 'Call':
      return asksSender(calledName(node) ?? '') || isOfOnePayment(node, values);
    case 'Text':
      return isSenderHeader(node.value) || setsRowSecurity(node.value);
    case 'Name':
      return node.name === 'IAMAuthorizer' || asksSender(node.name);
    case 'Binary':
      return isHeldAgainst(node, values);
    default:
      return false;
  }
}

function isHeldAgainst({ left, right, operator }: NodeOf<'Binary'>, values: Values): boolean {
  if (!/^[!=]=$/.test(operator)) return false;
  const sides = [left, right];
  if (sides.some(isConstant)) return false;

  if (sides.some((each) => isOwnerName(takenName(plain(each)) ?? ''))) return true;
  if (sides.some((each) => isOfAnyRequest(takenName(plain(each)) ?? ''))) return false;

  return sides.some((each) => isOfSender(each, values));
}

/** `None`, `'admin'`, `1` */
function isConstant(node: Expression): boolean {
  return node.type === 'Constant' || node.type === 'Number' || constantText(node) !== undefined;
}

/** `str(note['user_id'])` */
function plain(node: Expression): Expression {
  const [only] = node.type === 'Call' ? node.arguments : [];

  return node.type === 'Call' && only && /^(?:str|int)$/.test(calledName(node) ?? '')
    ? only.value
    : node;
}

/** What a header brings, or a variable of the environment has. */
function isOfSender(of: Expression, values: Values): boolean {
  let count = 0;
  const pending: AnyNode[] = [of];

  for (let node = pending.pop(); node && count < MOST_PARTS; node = pending.pop()) {
    count += 1;
    const text = node.type === 'Text' ? node.value : node.type === 'Attribute' ? node.name : '';
    if (text === 'headers') return true;
    if (
      (node.type === 'Attribute' || node.type === 'Name') &&
      values.namesOf(node).some((name) => /^os\.(?:environ|getenv)/.test(name))
    )
      return true;
    pending.push(...childrenOf(node));
    if (node.type !== 'Name') continue;
    for (const each of bindingOf(node)?.definitions ?? []) {
      if (each.kind === 'value' && each.node !== of) pending.push(each.node);
    }
  }
  return false;
}

const MOST_PARTS = 60;
