import { describe, expect, it } from 'vitest';
import { openIotTopic } from '../../../functions/checks/permissions/open-iot-topic.ts';
import type { SenderVerification } from '../../../functions/core/code-route.ts';
import type { DecidedChange, DecidedChanges } from '../../../functions/core/decided-change.ts';
import type { PublishedRule } from '../../../functions/domain/exposure/iot-publishers.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { little, much, something } from '../../builders/role-powers.ts';

const open = publishedRuleOf();
const { guests } = open.publishers;
const other = { ...open, rule: open.rule.replace('daily', 'weekly') };
const changing = { ...something, writes: true, changes: ['dynamodb:DeleteItem'] };
const removes: DecidedChange = {
  kind: 'removes',
  call: 'dynamodb:DeleteItem',
  by: 'key',
  path: 'index.js',
  line: 4,
  column: 1,
};

describeCheck(openIotTopic, {
  passes: [
    { name: 'no rule', facts: factsOf([]) },
    { name: 'a rule to which devices publish', facts: factsOf([closedRuleOf()]) },
  ],
  fails: [
    { name: 'one to which anyone publishes', facts: factsOf([open]), subjects: ['daily'] },
    {
      name: 'two, and not the third',
      facts: factsOf([open, other, closedRuleOf()]),
      subjects: ['daily', 'weekly'],
    },
    {
      name: 'one by two aliases, once',
      facts: factsOf([open, { ...open, qualifier: 'live' }]),
      subjects: ['daily'],
    },
    {
      name: 'one whose role lets in those of any pool',
      facts: factsOf([
        publishedRuleOf({
          publishers: { guests: [{ role: 'arn:aws:iam::1:role/x' }], policies: [] },
        }),
      ]),
      subjects: ['daily'],
    },
  ],
});

describe('a topic of AWS IoT to which anyone publishes', () => {
  it.each<[string, RolePower | undefined, DecidedChanges | undefined]>([
    ['high', undefined, undefined],
    ['high', much, undefined],
    ['high', changing, undefined],
    ['medium', little, undefined],
    ['high', changing, { changes: [removes] }],
    ['medium', changing, { changes: [], isWhole: true }],
    ['high', changing, { changes: [{ ...removes, onlyBy: ['other fields'] }] }],
  ])('is %s with %o and %o', (severity, power, changes) => {
    expect(detailsOf([open], power, { changes })[0]?.severity).toBe(severity);
  });

  it('says by whose credentials, and what the code does with a message', () => {
    expect(detailsOf([open], changing, { changes: { changes: [removes] } })).toMatchObject([
      {
        summary:
          'Anyone on the internet can publish to the IoT topic orders/+, which runs it by the rule daily; its code removes what the request names',
        evidence: [
          {
            text: 'iot:Publish is allowed to anyone by the identity pool eu-west-1:a1 (role guests)',
          },
          {
            text: 'its code removes what the request names (dynamodb:DeleteItem in index.js, line 4)',
          },
          { text: something.because },
        ],
      },
    ]);
  });

  it('names the rule itself where it takes topics of AWS alone', () => {
    const [detail] = detailsOf([{ ...open, topic: '$aws/events/presence/connected/+' }]);

    expect(detail?.summary).toContain('IoT topic $aws/rules/daily,');
  });

  it('is milder where the code verifies who sent a message, and not by an alias', () => {
    const verified: SenderVerification = { kind: 'stripe', path: 'index.js', line: 1, column: 1 };

    expect(detailsOf([open], changing, { verified })[0]?.severity).toBe('medium');
    expect(detailsOf([{ ...open, qualifier: 'live' }], changing, { verified })[0]?.severity).toBe(
      'high',
    );
  });

  it('is another for another role, pool or alias', () => {
    const marks = [
      open,
      { ...open, qualifier: 'live' },
      publishedRuleOf({
        publishers: { guests: [...guests, { role: 'x', pool: 'p' }], policies: [] },
      }),
    ].map((rule) => detailsOf([rule])[0]?.mark);

    expect(new Set(marks.map((mark) => JSON.stringify(mark))).size).toBe(3);
  });
});

interface OfCode {
  readonly changes?: DecidedChanges | undefined;
  readonly verified?: SenderVerification | undefined;
}

function factsOf(
  iotPublishers: readonly PublishedRule[],
  rolePower: RolePower | undefined = undefined,
  { changes, verified }: OfCode = {},
) {
  return {
    iotPublishers,
    rolePower,
    powerInUse: undefined,
    verifiesSignature: verified,
    decidedChanges: changes,
  };
}

function detailsOf(rules: readonly PublishedRule[], power?: RolePower, code: OfCode = {}) {
  const verdict = openIotTopic.evaluate(factsOf(rules, power, code));

  return verdict.outcome === 'fail' ? verdict.details : [];
}
