import { expect, it } from 'vitest';
import { frameworkFaults } from '../../../functions/checks/usage/framework-faults.ts';
import type { FrameworkFaults } from '../../../functions/domain/framework-note.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const retention = { name: 'the log retention of the AWS CDK', update: 'update aws-cdk-lib' };
const forwarder = { name: 'the Datadog Forwarder', update: 'update its stack' };
const old = fault('dependencies/vulnerable-package', 'low');

describeCheck(frameworkFaults, {
  passes: [
    { name: 'an account without functions of frameworks', facts: { frameworkFaults: [] } },
    { name: 'functions without a fault', facts: { frameworkFaults: [of('a', retention, [])] } },
  ],
  fails: [
    {
      name: 'each framework by itself',
      facts: {
        frameworkFaults: [of('a', retention), of('b', forwarder), of('c', retention)],
      },
      subjects: [retention.name, forwarder.name],
    },
  ],
});

it('names the functions with their checks, and how to update them, the same every night', () => {
  const functions = [
    of('second', retention, [old, fault('dependencies/vulnerable-package', 'info', 'b'), old]),
    of('first', retention, [fault('usage/no-failure-destination', 'info')]),
    of('third', retention, []),
  ];

  const verdict = frameworkFaults.evaluate({ frameworkFaults: functions });

  expect(verdict).toEqual(frameworkFaults.evaluate({ frameworkFaults: functions.toReversed() }));
  expect(verdict).toMatchObject({
    details: [
      {
        mark: ['1 functions or more', '2 functions or more'],
        severity: 'low',
        summary: '2 functions of the log retention of the AWS CDK: 4 faults, none above low',
        evidence: [
          { text: 'first (eu-west-1): usage/no-failure-destination' },
          { text: 'second (eu-west-1): dependencies/vulnerable-package (3)' },
        ],
        remediation: expect.stringContaining('update aws-cdk-lib'),
      },
    ],
  });
});

it('is no worse than what it stands for', () => {
  const mild = [of('a', retention, [fault('usage/no-failure-destination', 'info')])];

  expect(frameworkFaults.evaluate({ frameworkFaults: mild })).toMatchObject({
    details: [{ severity: 'info' }],
  });
});

it('names some functions, and counts the rest', () => {
  const many = Array.from({ length: 23 }, (_, index) => of(`f${index}`, retention));

  const verdict = frameworkFaults.evaluate({ frameworkFaults: many });

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(detail?.evidence).toHaveLength(21);
  expect(detail?.evidence.at(-1)).toEqual({ text: 'and 3 more' });
});

function of(
  name: string,
  framework: FrameworkFaults['framework'],
  faults: FrameworkFaults['faults'] = [old],
): FrameworkFaults {
  return { arn: functionNamed(name).arn, framework, faults };
}

function fault(check: string, severity: 'info' | 'low', subject = 'a') {
  return { check, subject, severity };
}
