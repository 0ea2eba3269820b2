import { describe, expect, it } from 'vitest';
import { deadTrigger } from '../../../functions/checks/usage/dead-trigger.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { EventRule } from '../../../functions/domain/exposure/event-rule.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { functionNamed } from '../../fakes/targets.ts';

const here = 'eu-west-1:111122223333';
const queue = eventSourceOf(`arn:aws:sqs:${here}:orders`);
const off: EventSource = { ...queue, state: 'Disabled' };
const failing: EventSource = { ...queue, lastResult: 'PROBLEM: Lambda cannot read the queue' };
const rule = `arn:aws:events:${here}:rule/daily`;
const ruleOff: EventRule = { arn: rule, state: 'off', takesAll: false };
const byRule = pushedBy(rule);
const iotRule = `arn:aws:iot:${here}:rule/daily`;

interface Given {
  readonly sources?: readonly EventSource[];
  readonly ways?: readonly EntryPoint[];
  readonly rules?: readonly EventRule[];
  /** Of the last days, the oldest first. */
  readonly counts?: readonly number[];
  readonly lastModified?: string;
}

describeCheck(deadTrigger, {
  passes: [
    passes('a function that has no trigger: it is called', {}),
    passes('a mapping that is on', { sources: [queue] }),
    passes('one of two mappings that is on', { sources: [off, queue] }),
    passes('a mapping at whose last batch the function failed', {
      sources: [{ ...queue, lastResult: 'PROBLEM: Function call failed' }],
    }),
    passes('a mapping that is off, and a URL', {
      sources: [off],
      ways: [{ kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true }],
    }),
    passes('a mapping that is off, and a topic', {
      sources: [off],
      ways: [pushedBy(`arn:aws:sns:${here}:orders`)],
    }),
    passes('a mapping that is off, and a service of which no source is named', {
      sources: [off],
      ways: [{ kind: 'service', service: 'events.amazonaws.com', isForAnyone: true }],
    }),
    passes('a rule that is on', { ways: [byRule], rules: [{ ...ruleOff, state: 'on' }] }),
    passes('a rule that could not be seen', { ways: [byRule] }),
    passes('one of two rules that is on', {
      ways: [byRule, pushedBy(`${rule}-too`)],
      rules: [ruleOff, { ...ruleOff, arn: `${rule}-too`, state: 'on' }],
    }),
    passes('a rule of AWS IoT that is on', { sources: [off], ways: [byIot('on')] }),
    passes('a rule of AWS IoT that was not read', { sources: [off], ways: [pushedBy(iotRule)] }),
    passes('a rule of AWS IoT that is off, and one of EventBridge that could not be seen', {
      ways: [byIot('off'), byRule],
    }),
    passes('a mapping that is off, of a function that was invoked this week', {
      sources: [off],
      counts: [0, 0, 1, 0, 0, 0, 0, 0, 0],
    }),
    passes('a function that was deployed this week', {
      sources: [off],
      lastModified: '2026-11-20T00:00:00.000Z',
    }),
  ],
  fails: [
    fails('a mapping that is off', { sources: [off] }),
    fails('a mapping that fails', { sources: [failing] }),
    fails('a rule that is off', { ways: [byRule], rules: [ruleOff] }),
    fails('a rule that is gone', { ways: [byRule], rules: [{ ...ruleOff, state: 'gone' }] }),
    fails('a rule for two aliases', {
      ways: [byRule, { ...byRule, qualifier: 'live' }],
      rules: [ruleOff],
    }),
    fails('a rule of AWS IoT that is off', { ways: [byIot('off')] }),
    fails('a rule of AWS IoT that is gone', { sources: [off], ways: [byIot('gone')] }),
    fails('rules of both that are off', { ways: [byRule, byIot('off')], rules: [ruleOff] }),
    fails('all of several', { sources: [off, failing], ways: [byRule], rules: [ruleOff] }),
    fails('a function that was invoked before this week', {
      sources: [off],
      counts: [5, 5, 0, 0, 0, 0, 0, 0, 0],
    }),
  ],
});

describe('how bad it is', () => {
  it.each([
    ['is low where it was switched off', [off], 'low'],
    ['is medium where it fails by itself', [failing], 'medium'],
  ])('%s', (_, sources, severity) => {
    expect(deadTrigger.evaluate(facts({ sources }))).toMatchObject({ details: [{ severity }] });
  });
});

it('says which triggers are dead, and why in the words of Lambda', () => {
  const given = { sources: [failing], ways: [byRule], rules: [ruleOff] };

  expect(deadTrigger.evaluate(facts(given))).toMatchObject({
    details: [
      {
        summary: 'All 2 triggers of the function are disabled, deleted or failing',
        evidence: [
          { text: `failing: ${queue.source} (PROBLEM: Lambda cannot read the queue)` },
          { text: `disabled: ${rule}` },
          { text: 'no invocation in the last 7 days' },
        ],
      },
    ],
  });
});

it('gives the commands that switch on again what was switched off', () => {
  const devices = byIot('off', `arn:aws:iot:${here}:authorizer/devices`);
  const given = {
    sources: [off, failing],
    ways: [byRule, byIot('off'), devices],
    rules: [ruleOff],
  };

  expect(deadTrigger.evaluate(facts(given))).toMatchObject({
    details: [
      {
        remediation: expect.stringContaining(
          `aws lambda update-event-source-mapping --uuid '${off.uuid}' --enabled --region eu-west-1\naws events enable-rule --name daily --region eu-west-1\naws iot enable-topic-rule --rule-name daily --region eu-west-1\naws iot update-authorizer --authorizer-name devices --status ACTIVE --region eu-west-1`,
        ),
      },
    ],
  });
});

function byIot(state: 'on' | 'off' | 'gone', source = iotRule): EntryPoint {
  return {
    kind: 'service',
    service: 'iot.amazonaws.com',
    source,
    isForAnyone: false,
    iot: { state },
  };
}

function facts({ sources = [], ways = [], rules = [], counts = [], lastModified }: Given) {
  return {
    eventSources: sources,
    waysIn: ways,
    eventRules: rules,
    dailyInvocations: { lastDay: '2026-11-25', counts },
    configuration: functionNamed('orders', lastModified === undefined ? {} : { lastModified }),
    now: '2026-11-26T03:00:00.000Z',
  };
}

function passes(name: string, given: Given) {
  return { name, facts: facts(given) };
}

function fails(name: string, given: Given) {
  return { name, facts: facts(given), subjects: ['function'] };
}
