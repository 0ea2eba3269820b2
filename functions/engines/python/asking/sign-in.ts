import { isGuardingName } from '../../signatures/index.ts';
import { lastName } from '../last-name.ts';
import { isRouting } from '../routes.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { askingCall, isOfKnown, packageAsking, saysOne, shown } from './asking-calls.ts';
import { earlyEndAt } from './early-ends.ts';
import { refusalAt } from './refusal-at.ts';

/** What looks as if it asked, and how much like that. */
export interface Sign {
  readonly node: AnyNode;
  /** `calls jwt.decode` */
  readonly what: string;
  readonly strength: number;
}

/** The one that looks most like it, the first of several. */
export function strongestIn(nodes: readonly AnyNode[], values: Values): Sign | undefined {
  let found: Sign | undefined;
  for (const node of nodes) {
    const sign = signAt(node, values);
    if (sign && sign.strength > (found?.strength ?? 0)) found = sign;
    if (found?.strength === MOST_STRENGTH) break;
  }
  return found;
}

const MOST_STRENGTH = 4;

function signAt(node: AnyNode, values: Values): Sign | undefined {
  if (node.type === 'Function') return decoratedBy(node, values);
  if (node.type === 'Call') {
    const asking = askingCall(node, values) ?? dependencyOf(node, values);
    if (asking)
      return {
        node,
        what: `calls ${asking.name}`,
        strength: asking.isOfPackage ? MOST_STRENGTH : 2,
      };
  }
  if ((node.type === 'Name' || node.type === 'Attribute') && mayVerify.test(node.name)) {
    const asking = packageAsking(node, values);
    if (asking) return { node, what: `uses ${asking.name}`, strength: 3 };
  }
  const refusal = refusalAt(node);
  if (refusal !== undefined) return { node, what: refusal, strength: 1 };
  const end = node.type === 'If' ? earlyEndAt(node, values) : undefined;

  return end === undefined ? undefined : { node, what: end, strength: 0.5 };
}

const mayVerify =
  /verif|require|permission|authenticated|current_user|compare_digest|checkpw|check_password/i;

/** `@login_required`, `@oidc.require_login` */
function decoratedBy(of: FunctionNode, values: Values): Sign | undefined {
  for (const each of of.decorators) {
    const callee = each.type === 'Call' ? each.callee : each;
    const name = lastName(callee);
    const asking = packageAsking(callee, values);
    if (asking) return { node: each, what: `is decorated with @${asking.name}`, strength: 3 };
    if (isRouting(values, each, of)) {
      const given =
        each.type === 'Call'
          ? each.arguments.find(({ name: option }) => option === 'authorizer')
          : undefined;
      if (given && !(given.value.type === 'Constant'))
        return { node: each, what: 'has an authorizer', strength: 3 };
      continue;
    }
    if (!isGuardingName(name) || values.namesOf(callee).some(isOfKnown)) continue;
    const own = values.functionsOf(callee);
    if (own.length > 0 && own.every(({ node }) => saysOne(node))) continue;
    return { node: each, what: `is decorated with @${shown(callee, name)}`, strength: 2 };
  }
  return undefined;
}

/** `Depends(get_current_user)`, of what its name says it asks */
function dependencyOf(
  call: Call,
  values: Values,
): { readonly name: string; readonly isOfPackage: boolean } | undefined {
  const { callee } = call;
  const name = lastName(callee);
  const [given] = call.arguments;
  if ((name !== 'Depends' && name !== 'Security') || !given) return undefined;
  const of: Expression = given.value.type === 'Call' ? given.value.callee : given.value;
  const own = values.functionsOf(of);
  if (!isGuardingName(lastName(of)) || (own.length > 0 && own.every(({ node }) => saysOne(node))))
    return undefined;

  return { name: `${name}(${lastName(of)})`, isOfPackage: false };
}
