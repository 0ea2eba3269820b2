import { describe, expect, it } from 'vitest';
import { alarmMessage } from '../../../functions/domain/notification/alarm.ts';
import type { Notification } from '../../../functions/domain/notification/notification.ts';
import {
  type SlackMessage,
  slackMessage,
} from '../../../functions/domain/notification/slack-blocks.ts';
import { identityOf } from '../../../functions/domain/target-identity.ts';
import { account, alertAbout, arnOf } from './samples.ts';

const hostile = '<!channel> *b* `c` <https://evil.example|AWS>\n\u001b[31m\u202E';

describe('the Slack message of an alert', () => {
  it('says what, where, why, what to do and how to see more', () => {
    const message = slackMessage(
      alertAbout({ evidence: [{ text: 'eval(event.body)', path: 'index.js', line: 12 }] }),
    );

    expect(linesOf(message)).toEqual([
      '1 critical: Public resource policy (orders)',
      '---',
      ':red_circle: CRITICAL: Public resource policy',
      'orders (eu-west-1)',
      'AllowAll allows lambda:InvokeFunction to everyone',
      'index.js:12  eval(event.body)',
      'Fix: Name the callers.',
      expect.stringMatching(/^npx --no-install vigil show [0-9a-f]{12}$/),
      '---',
      'Account 111122223333. List them: npx --no-install vigil findings --since 1d',
    ]);
  });

  it('shows the line of code', () => {
    const evidence = [{ text: 'exec runs it', path: 'a.js', line: 3, code: 'exec(cmd)' }];

    expect(linesOf(slackMessage(alertAbout({ evidence })))).toEqual(
      expect.arrayContaining(['a.js:3  exec runs it', '| exec(cmd)']),
    );
  });

  it('shows five findings whole and the others briefly', () => {
    const lines = linesOf(slackMessage(alertAbout(...functions(23))));

    expect(lines.filter((line) => line.startsWith('Fix:'))).toHaveLength(5);
    expect(lines.filter((line) => line.startsWith('npx --no-install vigil show'))).toHaveLength(20);
    expect(lines.at(-1)).toBe(
      'Account 111122223333. 3 more: npx --no-install vigil findings --since 1d',
    );
  });

  it('escapes what Slack would read, and leaves literally what it would not', () => {
    const message = slackMessage(
      alertAbout({
        title: hostile,
        summary: hostile,
        remediation: hostile,
        evidence: [{ text: hostile, path: hostile, code: hostile }],
      }),
    );

    expect(message.text).not.toMatch(/[<>*`]/);
    expect(JSON.stringify(message)).not.toContain('mrkdwn');
    expect(linesOf(message).join('')).not.toMatch(/\p{C}/u);
    expect(linesOf(message)).toContain('<!channel> *b* `c` <https://evil.example|AWS>␊␛[31m\uFFFD');
  });

  it('leaves out what is empty, which Slack refuses', () => {
    const message = slackMessage(alertAbout({ summary: '', remediation: '' }));

    expect(JSON.stringify(message)).not.toContain('"text":""');
  });
});

describe('the largest Slack message', () => {
  it.each(['alert', 'digest'] as const)('keeps the limits of Block Kit in a(n) %s', (kind) => {
    const message = slackMessage(largest(kind));
    const texts = [...JSON.stringify(message).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)];

    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(Math.max(...texts.map(([, text = '']) => text.length))).toBeLessThanOrEqual(3_000);
    expect(JSON.stringify(message.blocks[0]).length).toBeLessThanOrEqual(150 + 100);
    expect(linesOf(message).join('').length).toBeLessThan(11_000);
  });

  it('counts the findings that it has no room for', () => {
    const lines = linesOf(slackMessage(largest('alert')));
    const named = lines.filter((line) => line.startsWith('npx --no-install vigil show')).length;

    expect(named).toBeGreaterThan(5);
    expect(lines.at(-1)).toContain(`${40 - named} more: `);
  });
});

describe('the Slack message of an alarm', () => {
  const alarm = {
    AlarmName: 'Vigil <!here>',
    AlarmDescription: 'A chunk has failed for good',
    NewStateValue: 'ALARM',
    NewStateReason: 'Threshold Crossed',
  };

  it('says that the product itself is failing', () => {
    expect(linesOf(alarmMessage(alarm))).toEqual([
      'lambda-vigil is failing: Vigil <!here>',
      'A chunk has failed for good',
      'Threshold Crossed',
    ]);
    expect(alarmMessage(alarm).text).toBe('lambda-vigil is failing: Vigil &lt;!here&gt;');
  });

  it('says when it is over', () => {
    expect(linesOf(alarmMessage({ ...alarm, NewStateValue: 'OK' }))[0]).toMatch(/^No longer/);
  });
});

function functions(count: number) {
  return Array.from({ length: count }, (_, index) => ({ target: arnOf(`f${index}`) }));
}

function largest(kind: Notification['kind']): Notification {
  const long = 'x'.repeat(500);
  const finding = {
    title: long,
    summary: long,
    remediation: long.repeat(8),
    evidence: Array(60).fill({
      text: long,
      path: 'y'.repeat(200),
      line: 99_999,
      column: 99_999,
      code: 'z'.repeat(200),
    }),
  };
  const target = identityOf(arnOf('x'.repeat(64)));
  const alert = alertAbout(...functions(40).map((each) => ({ ...each, ...finding })));

  return {
    ...alert,
    kind,
    standing: { open: {}, openByCheck: [], targets: { function: 9 }, incomplete: 9 },
    gaps: Array(20).fill({ target, scanner: 'code', fact: 'weaknesses', reason: long }),
    gapsLeft: 9,
    lapsing: Array(20).fill({
      id: '0',
      target,
      check: 'a/b',
      severity: 'low',
      title: 'x'.repeat(100),
      reason: long,
      until: account,
    }),
    lapsingLeft: 9,
  };
}

/** As it is read: blocks one below the other. */
function linesOf({ blocks }: SlackMessage): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'divider') return ['---'];
    if (block.type === 'header') return [block.text.text];

    return block.elements.flatMap(({ elements }) =>
      elements
        .map((piece) => (piece.type === 'emoji' ? `:${piece.name}:` : piece.text))
        .join('')
        .split('\n'),
    );
  });
}
