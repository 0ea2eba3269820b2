import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf } from '../scope.ts';
import { foundBehind, isMadeOf } from '../signatures/behind.ts';
import { isRequestField } from '../signatures/requested.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { AskedOfChange } from './decided-call.ts';
import { wayTo } from './way-to.ts';

/**
 * Whether a request names the whole of an address, and nothing looks at that before the call: `url = body['file_url']`. A text with a
 * beginning of the code's own is none, and what code makes of it may be another.
 */
export function namesWholeAddress(url: Expression, call: Call, asked: AskedOfChange): boolean {
  const { values, said } = asked;
  const taken = values.writtenAs(url);
  const name = takenName(taken);
  if (taken.type === 'Name' || name === undefined || !ofAddress.test(name)) return false;
  const found = foundBehind(taken, values, (each) =>
    isRequestField(each) ? false : (each.type === 'Call' && !isUnpacking(each, asked)) || undefined,
  );
  if (!said.has(taken) || found) return false;

  const bindings = new Set([url, taken].flatMap((each) => bindingOf(each) ?? []));
  const isIt = (each: AnyNode) => {
    const binding = bindingOf(each);
    const isSet = binding !== undefined && bindings.has(binding);
    return isSet || (isTaken(each) && takenName(each) === name);
  };
  const isLookedAt = wayTo(call, asked).conditions.some(
    ({ test }) => !isThere(test) && isMadeOf(test, values, isIt),
  );
  const isGivenAway = asked.live.some(
    (each) =>
      each.type === 'Call' &&
      each.end < call.start &&
      values.functionsOf(each.callee).length > 0 &&
      each.arguments.some(({ value }) => nodesIn(value).some(isIt)),
  );

  return !isLookedAt && !isGivenAway;
}

/** `if not url`, `if 'url' in body`: what it is called is not looked at. */
function isThere(test: Expression): boolean {
  const of = test.type === 'Unary' && test.operator === 'not' ? test.operand : test;
  if (of.type === 'Binary' && /^(?:not )?in$/.test(of.operator))
    return constantText(of.left) !== undefined;

  return of.type === 'Name' || of.type === 'Subscript' || (of.type === 'Call' && isGet(of));
}

/** It takes something out of the request, and looks up nothing. */
function isUnpacking(call: Call, { values }: AskedOfChange): boolean {
  const names = values.namesOf(call.callee);
  if (isGet(call)) return names.every((each) => /\brequest\b|^json\.loads\(\)/.test(each));

  return /^(?:loads|get_json|json|parse_qs|b64decode|decode)$/.test(calledName(call) ?? '');
}

function isGet(call: Call): boolean {
  return calledName(call) === 'get' && call.callee.type === 'Attribute';
}

function isTaken(node: AnyNode): node is Expression {
  return node.type === 'Attribute' || node.type === 'Call' || node.type === 'Subscript';
}

const ofAddress = /(?:^|_)(?:url|uri|link|href|endpoint|callback)s?(?:$|_)|(?:Url|Uri|URL|URI)$/;
