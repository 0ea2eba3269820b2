import { expect, it } from 'vitest';
import { wideIotPolicy } from '../../../functions/checks/permissions/wide-iot-policy.ts';
import type { PublishedRule } from '../../../functions/domain/exposure/iot-publishers.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const configuration = functionNamed('orders');
const wide = (...names: string[]) =>
  publishedRuleOf({
    publishers: { guests: [], policies: names.map((name) => ({ name, isForAll: true as const })) },
  });
const weekly = 'arn:aws:iot:eu-west-1:111122223333:rule/weekly';

describeCheck(wideIotPolicy, {
  passes: [
    { name: 'no rule', facts: factsOf([]) },
    { name: 'a policy that names topics', facts: factsOf([closedRuleOf()]) },
    {
      name: 'guests of an identity pool, of whom another check speaks',
      facts: factsOf([publishedRuleOf()]),
    },
  ],
  fails: [
    { name: 'a policy that allows all', facts: factsOf([wide('fleet')]), subjects: ['fleet'] },
    { name: 'two of them', facts: factsOf([wide('fleet', 'taps')]), subjects: ['fleet', 'taps'] },
    {
      name: 'one by two rules, once',
      facts: factsOf([wide('fleet'), { ...wide('fleet'), rule: weekly }]),
      subjects: ['fleet'],
    },
  ],
});

it('names the policy, and the rules', () => {
  const verdict = wideIotPolicy.evaluate(
    factsOf([wide('fleet'), { ...wide('fleet'), rule: weekly }, closedRuleOf()]),
  );

  expect(verdict).toMatchObject({
    details: [
      {
        mark: ['daily', 'weekly'],
        summary:
          'Each device with the IoT policy fleet can publish to any topic, and so run it by daily, and 1 more',
        evidence: [
          { text: 'fleet allows iot:Publish on every topic, and is attached' },
          { text: 'the rule daily runs it' },
          { text: 'the rule weekly runs it' },
        ],
      },
    ],
  });
});

function factsOf(iotPublishers: readonly PublishedRule[]) {
  return { iotPublishers, configuration };
}
