import { describe, expect, it } from 'vitest';
import { staleVersion } from '../../../functions/checks/usage/stale-version.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { PublishedVersion } from '../../../functions/domain/published-version.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { functionNamed } from '../../fakes/targets.ts';

const topic = 'arn:aws:sns:eu-west-1:111122223333:orders';

describeCheck(staleVersion, {
  passes: [{ name: 'a function without old versions', facts: facts([]) }],
  fails: [
    { name: 'one old version', facts: facts([version('3')]), subjects: ['function'] },
    {
      name: 'many, as one thing to clean up',
      facts: facts(['1', '2', '3'].map((number) => version(number))),
      subjects: ['function'],
    },
  ],
});

describe('how bad it is', () => {
  it.each<[string, PublishedVersion, readonly EntryPoint[], string]>([
    ['a runtime that is patched', version('3'), [], 'low'],
    ['a runtime that is past its end', version('3', 'nodejs14.x'), [], 'medium'],
    ['a runtime whose end is today', version('3', 'python3.10'), [], 'medium'],
    ['a runtime that is not known', version('3', 'cobol85'), [], 'low'],
    ['an image', version('3', undefined), [], 'low'],
    ['a way in of its own', version('3'), [pushedBy(topic, { qualifier: '3' })], 'medium'],
    ['a way in to another version', version('3'), [pushedBy(topic, { qualifier: '4' })], 'low'],
    [
      'a way in to the function itself',
      version('3'),
      [{ kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true }, pushedBy(topic)],
      'low',
    ],
  ])('%s', (_, stale, ways, severity) => {
    expect(staleVersion.evaluate(facts([stale], ways))).toMatchObject({ details: [{ severity }] });
  });
});

it('names the weakest first, with the commands that delete them', () => {
  const stale = [version('1'), version('2', 'nodejs14.x')];

  expect(staleVersion.evaluate(facts(stale))).toMatchObject({
    details: [
      {
        summary: '2 versions, from 1, can still be invoked, though unused',
        evidence: [
          { text: 'version 2 of 2025-01-02, nodejs14.x, not patched since 2023-12-04' },
          { text: 'version 1 of 2025-01-02, nodejs24.x' },
        ],
        remediation: expect.stringMatching(
          /delete-function --function-name \S+:orders --qualifier 2 --region eu-west-1\naws lambda delete-function --function-name \S+:orders --qualifier 1 /,
        ),
      },
    ],
  });
});

it('names some of very many, and counts the others', () => {
  const stale = Array.from({ length: 50 }, (_, index) => version(String(index + 1)));

  const verdict = staleVersion.evaluate(facts(stale));

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(detail?.evidence.at(-1)).toEqual({ text: 'and 30 more' });
  expect(detail?.remediation?.match(/delete-function/g)).toHaveLength(20);
});

function version(number: string, runtime: string | undefined = 'nodejs24.x'): PublishedVersion {
  return { version: number, runtime, publishedAt: '2025-01-02T03:04:05.000Z' };
}

function facts(staleVersions: readonly PublishedVersion[], waysIn: readonly EntryPoint[] = []) {
  return {
    staleVersions,
    waysIn,
    configuration: functionNamed('orders'),
    now: '2026-10-31T03:00:00.000Z',
  };
}
