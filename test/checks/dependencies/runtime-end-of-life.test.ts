import { expect, it } from 'vitest';
import {
  runtimeEndOfLife,
  runtimesEndOfLife,
} from '../../../functions/checks/dependencies/runtime-end-of-life.ts';
import type { AccountPart } from '../../../functions/domain/account-parts.ts';
import { type RuntimePart, runtimePart } from '../../../functions/domain/ended-runtime.ts';
import { runtimeLifecycle } from '../../../functions/engines/packages/runtime-lifecycle.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const NIGHT = '2026-11-25T02:00:00.000Z';

describeCheck(runtimeEndOfLife, {
  passes: [
    at('nodejs24.x'),
    at('nodejs22.x'),
    at('python3.11'),
    at('java17'),
    at('java17.al2023'),
    at('provided.al2023'),
    at('nodejs26.x'),
    at('python3.15'),
    at('custom'),
    at('python3.10', '2026-10-30T23:59:59.999Z'),
  ],
  fails: [
    failing('nodejs20.x'),
    failing('nodejs6.10'),
    failing('python3.9'),
    failing('python3.10'),
    failing('python3.10', '2026-10-31T00:00:00.000Z'),
    failing('provided'),
    failing('provided.al2'),
    failing('dotnet8'),
    failing('dotnet9'),
    failing('ruby3.2'),
  ],
});

it('does not apply to an image', () => {
  const verdict = runtimeEndOfLife.evaluate({ runtimeLifecycle: undefined, now: NIGHT });

  expect(verdict).toEqual({ outcome: 'notApplicable' });
});

it('gives the three dates, and the runtime to move to', () => {
  const verdict = runtimeEndOfLife.evaluate(at('nodejs20.x').facts);

  expect(verdict).toEqual({
    outcome: 'fail',
    details: [
      {
        subject: 'function',
        mark: ['nodejs20.x'],
        severity: 'medium',
        summary: 'nodejs20.x has not been supported since 2026-04-30',
        evidence: [
          { text: 'deprecated: 2026-04-30' },
          { text: 'creation blocked: 2027-02-01' },
          { text: 'updates blocked: 2027-03-03' },
        ],
        remediation: 'Move to nodejs24.x, and test it there.',
        part: {
          weight: 0,
          value: {
            runtime: 'nodejs20.x',
            deprecated: '2026-04-30',
            createBlocked: '2027-02-01',
            updateBlocked: '2027-03-03',
            successor: 'nodejs24.x',
          },
        },
      },
    ],
  });
});

it.each([
  ['nodejs20.x', '2026-04-30', 'medium'],
  ['nodejs20.x', '2027-03-02', 'medium'],
  // Updates are blocked from then on.
  ['nodejs20.x', '2027-03-03', 'high'],
  ['nodejs18.x', '2026-08-31', 'medium'],
  // A year without patches.
  ['nodejs18.x', '2026-09-01', 'high'],
  ['dotnet9', '2026-11-25', 'medium'],
  ['python2.7', '2026-11-25', 'high'],
])('weighs how long patches are missing: %s on %s', (runtime, day, severity) => {
  const verdict = runtimeEndOfLife.evaluate(at(runtime, `${day}T02:00:00.000Z`).facts);

  expect(verdict).toMatchObject({ details: [{ severity }] });
});

const python = partOf('jobs', 'python2.7');
const node = partOf('orders', 'nodejs20.x', { owner: 'payments' });

describeCheck(runtimesEndOfLife, {
  passes: [{ name: 'an account without such a function', facts: accountOf([]) }],
  fails: [
    {
      name: 'one finding for each runtime',
      facts: accountOf([node, python, partOf('refunds', 'nodejs20.x')]),
      subjects: ['nodejs20.x', 'python2.7'],
    },
  ],
});

it('names the functions of each owner, those without one last', () => {
  const verdict = runtimesEndOfLife.evaluate(
    accountOf(
      [
        partOf('alone', 'nodejs20.x'),
        node,
        partOf('a', 'nodejs20.x', { owner: 'shop' }),
        partOf('b', 'nodejs20.x', { owner: 'shop' }, 'us-east-1'),
      ],
      [partOf('accepted', 'nodejs20.x'), python],
    ),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        subject: 'nodejs20.x',
        severity: 'medium',
        summary: '4 functions with nodejs20.x, which has not been supported since 2026-04-30',
        evidence: [
          {
            text: 'deprecated: 2026-04-30; creation blocked: 2027-02-01; updates blocked: 2027-03-03',
          },
          { text: 'shop: a (eu-west-1), b (us-east-1)' },
          { text: 'payments: orders (eu-west-1)' },
          { text: 'without an owner: alone (eu-west-1)' },
          { text: 'left out: 1 function whose finding is suppressed' },
        ],
        owned: { owners: ['payments', 'shop'] },
        remediation: [
          'Move them to nodejs24.x, and test them there.',
          '',
          'All functions that have it, by region',
          "aws lambda list-functions --region eu-west-1 --query 'Functions[?Runtime=='\\''nodejs20.x'\\''].FunctionName'",
          "aws lambda list-functions --region us-east-1 --query 'Functions[?Runtime=='\\''nodejs20.x'\\''].FunctionName'",
        ].join('\n'),
      },
    ],
  });
});

it('names hundreds of functions, and is as severe as the worst', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    partOf(`orders-service-${index}`, 'nodejs20.x'),
  );
  const verdict = runtimesEndOfLife.evaluate(accountOf([...many, { ...node, severity: 'high' }]));

  const text = JSON.stringify(verdict);
  expect(verdict).toMatchObject({ details: [{ severity: 'high' }] });
  for (const index of [0, 150, 299]) expect(text).toContain(`orders-service-${index} (`);
});

it('notes a function as it is read again', () => {
  const verdict = runtimeEndOfLife.evaluate(at('python2.7').facts);
  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];

  expect(runtimePart.parse(detail?.part?.value)).toEqual(python.value);
});

function partOf(
  name: string,
  runtime: string,
  owned = {},
  region = 'eu-west-1',
): AccountPart<RuntimePart> {
  const verdict = runtimeEndOfLife.evaluate(at(runtime).facts);
  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];

  return {
    arn: `arn:aws:lambda:${region}:111122223333:function:${name}`,
    severity: detail?.severity ?? 'medium',
    owned,
    value: runtimePart.parse(detail?.part?.value),
  };
}

function accountOf(
  parts: readonly AccountPart<RuntimePart>[],
  accepted: readonly AccountPart<RuntimePart>[] = [],
) {
  return { endedRuntimes: { parts, accepted } };
}

function failing(runtime: string, now?: string) {
  return { ...at(runtime, now), subjects: ['function'] };
}

function at(runtime: string, now = NIGHT) {
  const lifecycle = runtimeLifecycle({ packageType: 'Zip', runtime });

  return { name: `${runtime} on ${now}`, facts: { runtimeLifecycle: lifecycle, now } };
}
