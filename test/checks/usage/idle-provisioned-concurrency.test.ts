import { expect, it } from 'vitest';
import { idleProvisionedConcurrency } from '../../../functions/checks/usage/idle-provisioned-concurrency.ts';
import type { ProvisionedConcurrency } from '../../../functions/domain/concurrency.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const activity = { days: 90, since: '2026-08-28T00:00:00.000Z', invocations: 0, parked: false };
const orders = functionNamed('orders', { memoryMb: 1024, region: 'us-east-1' });
const live: ProvisionedConcurrency = { qualifier: 'live', requested: 10 };

describeCheck(idleProvisionedConcurrency, {
  passes: [
    asked('a function that is in use', undefined),
    asked('nothing that is kept ready', []),
    asked('a configuration of none', [{ ...live, requested: 0 }]),
  ],
  fails: [
    { ...asked('an alias', [live]), subjects: ['live'] },
    { ...asked('each of two', [live, { qualifier: '7', requested: 1 }]), subjects: ['live', '7'] },
  ],
});

// 10 × 1 GB × 730 h × 3,600 s × $0.0000041667, and on arm64 × $0.0000033334
it.each([
  ['x86_64', 110, 'Provisioned concurrency of 10 on live costs $110 a month without a call'],
  ['arm64', 88, 'Provisioned concurrency of 10 on live costs $88 a month without a call'],
] as const)('says what it costs a month on %s', (architecture, usdPerMonth, summary) => {
  const { facts } = asked('', [live]);
  const verdict = idleProvisionedConcurrency.evaluate({
    ...facts,
    configuration: { ...orders, architecture },
  });

  expect(verdict).toMatchObject({
    details: [
      {
        summary,
        figures: { usdPerMonth },
        remediation: expect.stringContaining(
          `aws lambda delete-provisioned-concurrency-config --function-name ${orders.arn} --qualifier live`,
        ),
      },
    ],
  });
});

function asked(
  name: string,
  provisionedConcurrency: readonly ProvisionedConcurrency[] | undefined,
) {
  return { name, facts: { activity, configuration: orders, provisionedConcurrency } };
}
