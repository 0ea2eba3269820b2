import { argumentOf } from '../call-arguments.ts';
import { calledName } from '../link.ts';
import type { Call } from '../syntax.ts';
import type { AskedOfChange, DecidedCall } from './decided-call.ts';

/** What a call changes in an index of Elasticsearch or OpenSearch that a request decides. */
export function bySearch(call: Call, { said, values }: AskedOfChange): DecidedCall | undefined {
  const method = calledName(call) ?? '';
  const kind = Object.hasOwn(kinds, method) ? kinds[method] : undefined;
  const isOfIndex = values
    .namesOf(call.callee)
    .some((name) => /^(?:elasticsearch|opensearchpy)\./.test(name));
  if (!kind || !isOfIndex) return undefined;
  const isByQuery = method.endsWith('_by_query');
  const asked = isByQuery
    ? [argumentOf(call, undefined, 'query'), argumentOf(call, 1, 'body')]
    : [argumentOf(call, method === 'index' ? undefined : 1, 'id')];
  if (!asked.some((each) => each && said.has(each))) return undefined;
  const isBlind = kind === 'replaces' && argumentOf(call, undefined, 'op_type') === undefined;

  return {
    kind,
    call: `elasticsearch.${method}`,
    by: isByQuery ? 'filter' : 'key',
    ...(isBlind && { isBlind }),
  };
}

const kinds: Readonly<Record<string, DecidedCall['kind']>> = {
  delete: 'removes',
  delete_by_query: 'removes',
  update: 'changes',
  update_by_query: 'changes',
  index: 'replaces',
};
