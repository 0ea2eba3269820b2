import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { calledName } from './link.ts';
import type { AnyNode, Call } from './syntax.ts';

/** Worse than all of an event is what a caller proves with who it is, logged by itself and as it was sent: `print(event['headers']['Authorization'])`. */
export function severityOfCredential(call: Call, _: unknown, fact: Fact): 'medium' | undefined {
  if (calledName(call) === 'debug') return undefined;
  let isIt = false;

  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (isOther(at.node)) return undefined;
    isIt ||= isCredential(at.node);
  }
  return isIt ? 'medium' : undefined;
}

/** `event['authorizationToken']`, `headers.get('Cookie')` */
function isCredential(node: AnyNode): boolean {
  const field =
    node.type === 'Subscript'
      ? node.index
      : node.type === 'Call' && calledName(node) === 'get'
        ? node.arguments[0]?.value
        : undefined;

  return field !== undefined && credentials.test(constantText(field) ?? '');
}

const credentials = /^(?:authorization|authorizationToken|cookie)$/i;

/** Whether something else was made of it, or a part: `token[:8]`, `jwt.decode(token)`. */
function isOther(node: AnyNode): boolean {
  if (node.type === 'Call') return !asSent.test(calledName(node) ?? '');

  return node.type === 'Subscript' && node.index.type === 'Slice';
}

const asSent = /^(?:dumps|str|format|get|strip)$/;
