import { madeUp, operationOfWaiter } from '../../sdk/index.ts';
import { type CallNode, constantText } from '../syntax.ts';
import type { FoundCalls } from './found-calls.ts';
import { type ClientKind, operationOfMethod } from './products.ts';

/** What version 2 has besides operations: it uploads, waits and signs. */
export function addCallsOfV2(
  { service, style }: ClientKind,
  method: string,
  node: CallNode,
  found: FoundCalls,
): void {
  const [first, second] = node.arguments;
  if (service === undefined) return;

  if (method === 'upload' && service === 's3') {
    found.add({ service, operation: 'PutObject' }, first, node);
    found.add({ service, operation: 'AbortMultipartUpload' }, first, node);
  } else if (method === 'createPresignedPost') {
    found.add({ service, operation: 'PutObject' }, first, node);
  } else if (/^getSignedUrl(?:Promise)?$/.test(method)) {
    const name = constantText(first);
    const client = { service, style };
    const operation = name === undefined ? undefined : operationOfMethod(client, name);
    if (operation === undefined) found.addUnresolved({ service, reason: madeUp }, node);
    else found.add({ service, operation }, second, node);
  } else if (method === 'waitFor') {
    const operation = operationOfWaiter(service, constantText(first) ?? '');
    if (operation !== undefined) found.add({ service, operation }, second, node);
  } else if (/^make(?:Unauthenticated)?Request$/.test(method)) {
    const name = constantText(first);
    if (name === undefined) found.addUnresolved({ service, reason: madeUp }, node);
    else found.add({ service, operation: capital(name) }, second, node);
  }
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
