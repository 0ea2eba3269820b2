import { describe, expect, it } from 'vitest';
import type { TextPart } from '../../../functions/core/sdk-calls.ts';
import { findSdkCalls } from '../../../functions/engines/javascript/index.ts';
import { type SdkHandler, sdkHandlers } from './sdk-handlers.ts';
import { unfollowedClients } from './unfollowed-clients.ts';

describe('calls of AWS in a handler', () => {
  const all = [...sdkHandlers, ...unfollowedClients];

  it.each(all.map((each) => [each.name, each] as const))('%s', (_, handler) => {
    const { calls, unresolved } = callsOf(handler);

    expect(calls).toEqual([...handler.calls].toSorted());
    expect(unresolved).toEqual([...(handler.unresolved ?? [])].toSorted());
  });
});

describe('a file that is no JavaScript', () => {
  it('is the reason, where it is that of the handler', () => {
    expect(() =>
      callsOf({ name: 'broken', calls: [], files: { 'index.js': 'retrun 1 +;' } }),
    ).toThrow(/^index\.js: not JavaScript at line 1/);
  });
});

/** `s3 GetObject Bucket=$BUCKET|orders-{STAGE:dev}-?` */
function callsOf({ files, handler = 'index.handler' }: SdkHandler) {
  const found = findSdkCalls({ files: new Map(Object.entries(files)), handler });
  const calls = found.calls.map(({ service, operation, resources }) =>
    [
      service,
      operation,
      ...resources.map(
        ({ parameter, values }) => `${parameter}=${values.map(shown).toSorted().join('|')}`,
      ),
    ].join(' '),
  );

  return {
    calls: [...new Set(calls)].toSorted(),
    unresolved: [
      ...new Set(found.unresolved.map(({ service = '', reason }) => `${service}: ${reason}`)),
    ].toSorted(),
  };
}

function shown(parts: readonly TextPart[]): string {
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      if ('unknown' in part) return '?';
      return part.otherwise === undefined
        ? `{${part.variable}}`
        : `{${part.variable}:${part.otherwise}}`;
    })
    .join('');
}
