import { describe, expect, it } from 'vitest';
import type { Coverage, Finding } from '../../../functions/domain/finding.ts';
import { chatNotification } from '../../../functions/domain/notification/chat-notification.ts';
import { digestTally } from '../../../functions/domain/notification/digest-tally.ts';
import { mailText } from '../../../functions/domain/notification/mail.ts';
import type { Notification } from '../../../functions/domain/notification/notification.ts';
import { notificationInWords } from '../../../functions/domain/notification/notification-in-words.ts';
import type { Period } from '../../../functions/domain/notification/period.ts';
import { slackMessage } from '../../../functions/domain/notification/slack-blocks.ts';
import { subjectOf } from '../../../functions/domain/notification/wording.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { arnOf, coverageOf, happened } from './samples.ts';

const first: Period = {
  now: '2026-11-25T04:00:00.000Z',
  rememberFrom: '2026-11-25T03:45:00.000Z',
  lapseBy: '2026-12-02T04:00:00.000Z',
  staleBefore: '2026-11-23T16:00:00.000Z',
};
const later: Period = {
  ...first,
  last: {
    reportedAt: '2026-11-24T04:00:00.000Z',
    metBefore: '2026-11-24T03:45:00.000Z',
    reported: new Set(),
    lapseBy: '2026-12-01T04:00:00.000Z',
    staleBefore: '2026-11-22T16:00:00.000Z',
  },
};
const longAgo = { changedAt: '2026-11-01T02:00:00.000Z' };
const old = happened('opened', longAgo).finding;
const roleArn = 'arn:aws:iam::111122223333:role/orders-role';

describe('a target that no scanner has come to of late', () => {
  const left = (observedAt: string) => coverageOf({ observedAt });

  it('is not covered, though nothing was amiss when it was last looked at', () => {
    const notification = newsOf(later, left('2026-11-23T02:00:00.000Z'));

    expect(notification.gaps).toMatchObject([
      {
        target: { arn: arnOf('orders') },
        scanner: 'permissions',
        fact: 'everything',
        reason: 'not looked at since 2026-11-23',
      },
    ]);
    expect(notification.standing?.incomplete).toBe(1);
  });

  it.each([
    ['a second time: the last digest has reported it', left('2026-11-22T02:00:00.000Z')],
    ['while the night may still come to it', left('2026-11-24T02:00:00.000Z')],
    ['when it is gone', { ...left('2026-11-23T02:00:00.000Z'), gone: true }],
  ])('is not reported %s', (_, coverage) => {
    expect(tallyOf(later, coverage).notification()).toBeUndefined();
  });
});

describe('what is open, by owner', () => {
  const open = (owner: string | undefined, severity: Finding['severity'] = 'low') => ({
    ...old,
    severity,
    subject: `${owner} ${severity}`,
    ...(owner !== undefined && { owner }),
  });
  const seen = coverageOf({ observedAt: first.now });
  const news = (...findings: readonly Finding[]) => newsOf(first, seen, ...findings);

  it('names the owner with the worst first, and counts a finding for each of its owners', () => {
    const { standing } = news(
      open('shop'),
      open('shop', 'medium'),
      open('pay', 'critical'),
      { ...open(undefined, 'medium'), owners: ['pay', 'data'] },
      open(undefined, 'high'),
      { ...open('gone', 'critical'), status: 'resolved' },
    );

    expect(standing).toMatchObject({
      openByOwner: [
        { owner: 'pay', open: { critical: 1, medium: 1 } },
        { owner: 'shop', open: { medium: 1, low: 1 } },
        { owner: 'data', open: { medium: 1 } },
      ],
    });
    expect(standing).not.toHaveProperty('ownersLeft');
  });

  it('is in mail and chat, with the command that lists the rest', () => {
    const owners = Array.from(
      { length: 12 },
      (_, index) => `team-${String(index).padStart(2, '0')}`,
    );
    const notification = news(...owners.map((owner) => open(owner)));

    expect(notification.standing?.openByOwner).toHaveLength(10);
    const mail = mailText(notification);
    expect(mail).toContain('OPEN BY OWNER\n  team-00: 1 low\n  team-01: 1 low\n');
    expect(mail).toMatch(/2 more: .*vigil findings --group-by owner/);
    const slack = JSON.stringify(slackMessage(notification));
    expect(slack).toContain('team-04: 1 low');
    expect(slack).not.toContain('team-05: 1 low');
    expect(slack).toContain('7 more: ');
    expect(chatNotification(notification).content.description).toContain('team-00: 1 low');
  });

  it('is left out where nothing has an owner', () => {
    const notification = news(open(undefined, 'high'));

    expect(notification.standing).not.toHaveProperty('openByOwner');
    expect(mailText(notification)).not.toContain('BY OWNER');
  });
});

describe('a night that is not over', () => {
  const running = {
    scanner: 'code',
    state: 'running',
    since: '2026-11-25T02:00:00.000Z',
    seen: 4_120,
    targets: 10_000,
  } as const;
  const waiting = { scanner: 'usage', state: 'waiting', for: ['code'] } as const;

  it('stands in the subject and at the head of the mail', () => {
    const notification = newsOf({ ...first, unfinished: [running, waiting] }, coverageOf(), old);

    expect(subjectOf(notification)).toBe(
      '[lambda-vigil] First night: 1 critical open; not finished: code, usage',
    );
    expect(mailText(notification)).toContain(
      [
        '',
        'NOT FINISHED',
        '  code: running since 2026-11-25 02:00 UTC, 4,120 of 10,000 targets seen',
        '  usage: has not begun, it waits for code',
        '  What they have not seen yet is not in this message; what they find comes',
        '  with a later one.',
        '',
      ].join('\n'),
    );
  });

  it('is reported though nothing else is new, each night by an id of its own', () => {
    const of = (now: string, seen = 1) =>
      newsOf(
        { ...later, now, unfinished: [{ ...running, seen }] },
        coverageOf({ observedAt: later.now }),
      );
    const notification = of(later.now);

    expect(subjectOf(notification)).toBe('[lambda-vigil] nothing new; not finished: code');
    expect(of(later.now, 2).id).toBe(notification.id);
    expect(of('2026-11-26T04:00:00.000Z').id).not.toBe(notification.id);
    expect(notification.scanners).toEqual(['code']);
  });

  it('is shown in Slack and in a chat channel too', () => {
    const notification = newsOf({ ...first, unfinished: [running] }, coverageOf(), old);

    expect(JSON.stringify(slackMessage(notification))).toContain('4,120 of 10,000 targets seen');
    expect(chatNotification(notification).content.description).toContain(
      'Not finished: code: running',
    );
  });
});

describe('the mail of a first night', () => {
  it('begins with what joins others, by its score and with its steps', () => {
    const path = (name: string, score: number) =>
      happened('opened', {
        target: arnOf(name),
        severity: 'high',
        title: 'Strangers can go through it',
        evidence: [{ text: `1. to ${name}` }],
        figures: { score },
      }).finding;

    const text = mailText(newsOf(first, old, path('less', 76), path('more', 89), coverageOf()));

    expect(text).toMatch(
      /FIX THESE FIRST\n {0,2}HIGH, score 89: .*\n.*more.*1\. to more.*score 76.*CRITICAL: Public/s,
    );
    expect(text).not.toContain('1. to less');
  });

  it.each([4, 5, 6, 40])(
    'shows of %i findings the five worst, and lists nothing by check',
    (count) => {
      const findings = Array.from(
        { length: count },
        (_, index) => happened('opened', { target: arnOf(`f${index}`) }).finding,
      );
      const notification = newsOf(first, ...findings, coverageOf());
      const text = mailText(notification);
      const blocks = JSON.stringify(slackMessage(notification));
      const { description } = chatNotification(notification).content;

      const shown = Math.min(count, 5);
      for (const message of [text, blocks, description]) {
        expect(message.match(/CRITICAL: Public/g)).toHaveLength(shown);
      }
      expect(text).not.toContain('permissions/public-resource-policy');
      expect(text.includes(`${count - 5} more: `)).toBe(count > 5);
      expect(text.split('\n').length).toBeLessThan(40);
      expect(text).toContain('One page:       npx --no-install vigil report');
    },
  );
});

describe('two hundred mild findings of one check', () => {
  const mild = Array.from(
    { length: 200 },
    (_, index) =>
      happened('opened', {
        target: arnOf(`f${String(index).padStart(3, '0')}`),
        check: 'code/logs-whole-event',
        subject: `index.js ${index}`,
        severity: index === 7 ? 'low' : 'info',
      }).finding,
  );
  const other = happened('opened', {
    check: 'code/state-between-invocations',
    severity: 'low',
  }).finding;

  it.each([
    ['a first night', first],
    ['a digest', later],
  ])('are three of those that %s names, the worst first; the others are counted', (_, period) => {
    const grave = happened('opened', { severity: 'medium', target: arnOf('orders') }).finding;

    const notification = newsOf(period, ...mild, grave, other, coverageOf());

    expect(notification.changes.map(({ severity, check }) => [severity, check])).toEqual([
      ['medium', grave.check],
      ['low', 'code/logs-whole-event'],
      ['low', 'code/state-between-invocations'],
      ['info', 'code/logs-whole-event'],
      ['info', 'code/logs-whole-event'],
    ]);
    expect(notification.changesLeft).toBe(197);
    expect(mailText(notification)).toContain('197 more: ');
  });

  it('are the same in whichever order they are stored', () => {
    expect(newsOf(first, ...mild.toReversed(), coverageOf()).changes).toEqual(
      newsOf(first, ...mild, coverageOf()).changes,
    );
  });
});

describe('a target of which several facts cannot be seen', () => {
  it('is reported once for each cause, by the weightiest fact that it hides', () => {
    const denied = 'AccessDenied: not authorised to perform lambda:GetPolicy';
    const gaps = [
      { fact: 'weaknesses', reason: denied },
      { fact: 'resourcePolicies', reason: denied },
      { fact: 'functionUrls', reason: 'Throttled' },
      { fact: 'triggerSources', reason: denied },
    ];

    const notification = newsOf(first, coverageOf({ gaps, gapsSince: first.now }));

    expect([notification.gaps.length, notification.gapsLeft]).toEqual([2, 0]);
    expect(notification.gaps).toMatchObject([
      { fact: 'resourcePolicies', reason: denied },
      { fact: 'functionUrls', reason: 'Throttled' },
    ]);
  });
});

describe('rows that cannot be read', () => {
  const bad = { unreadable: 'arn:x code/secret#KEY' };

  it('stop no digest, are named once with how many they are, and not reported again', () => {
    const tally = tallyOf(later, coverageOf());
    for (const row of [bad, { unreadable: 'arn:y code/coverage' }]) tally.add(row);

    expect(tally.notification()?.gaps).toMatchObject([
      {
        target: { kind: 'account', account: '111122223333' },
        fact: 'rows of the findings table',
        reason: 'not readable: arn:x code/secret#KEY and 1 more',
      },
    ]);

    const reported = new Set(tally.remembered());
    const last = { ...later.last, reportedAt: later.now, metBefore: later.rememberFrom, reported };
    const next = tallyOf({ ...later, last: { ...first, ...last } }, coverageOf());
    next.add(bad);
    expect(next.notification()).toBeUndefined();
  });

  it('are part of a first night', () => {
    const tally = tallyOf(first, coverageOf());
    tally.add(bad);

    expect(tally.notification()?.gaps).toMatchObject([{ fact: 'rows of the findings table' }]);
  });
});

describe('the first digest', () => {
  const console =
    'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/orders';

  it('sums up the night: what is open, the worst, who is watched, what is not seen', () => {
    const notification = newsOf(
      first,
      old,
      happened('opened', { check: 'usage/idle-function', severity: 'low' }).finding,
      happened('resolved', { subject: 'fixed' }, old).finding,
      coverageOf(),
      coverageOf({ target: roleArn }),
      coverageOf({
        target: arnOf('images'),
        scanner: 'code',
        gaps: [{ fact: 'weaknesses', reason: 'AccessDenied' }],
        gapsSince: '2026-11-25T02:00:00.000Z',
      }),
    );

    expect(subjectOf(notification)).toBe(
      '[lambda-vigil] First night: 1 critical, 1 low open, 1 covered only in part',
    );
    expect(mailText(notificationInWords(notification, factWords)).split('\n')).toEqual([
      'The first night in account 111122223333',
      '',
      'Now: 1 critical, 1 low open.',
      '2 functions, 1 role watched; 1 of them only in part: the rest is not known.',
      '',
      'FIX THESE FIRST',
      'CRITICAL: Public resource policy',
      '  orders (eu-west-1)',
      '  AllowAll allows lambda:InvokeFunction to everyone',
      '  Fix: Name the callers.',
      expect.stringMatching(/^ {2}npx --no-install vigil show \w{12}$/),
      `  ${console}`,
      '  LOW: Public resource policy',
      '    orders (eu-west-1): AllowAll allows lambda:InvokeFunction to everyone',
      expect.stringMatching(/^ {4}npx --no-install vigil show \w{12}$/),
      `    ${console}`,
      '',
      'NOT COVERED',
      '  images (eu-west-1), code: weaknesses in its code: AccessDenied',
      '',
      'One page:       npx --no-install vigil report',
      'Open findings:  npx --no-install vigil findings',
      'Not covered:    npx --no-install vigil coverage',
      '',
    ]);
  });

  it('says so when nothing was found', () => {
    const notification = newsOf(first, coverageOf());

    expect(subjectOf(notification)).toBe('[lambda-vigil] First night: nothing found');
    expect(notification.severity).toBe('info');
  });

  it('does not pass for good news when not all was seen', () => {
    const gaps = [{ fact: 'regions', reason: 'AccessDenied' }];

    expect(subjectOf(newsOf(first, coverageOf({ gaps, gapsSince: first.now })))).toBe(
      '[lambda-vigil] First night: nothing found, 1 covered only in part',
    );
  });

  it('counts together what can wait where a subject has no room: that not all was seen is not cut off', () => {
    const notification = newsOf(first, coverageOf({ gaps: [{ fact: 'regions', reason: 'x' }] }));
    const open = { critical: 29, high: 38, medium: 39, low: 37, info: 10 };
    const standing = { targets: {}, openByCheck: [], open, incomplete: 36 };

    expect(subjectOf({ ...notification, standing })).toBe(
      '[lambda-vigil] First night: 29 critical, 38 high, 86 lower open, 36 covered only in part',
    );
  });

  it('names twenty and counts the rest', () => {
    const findings = Array.from(
      { length: 25 },
      (_, index) => happened('opened', { target: arnOf(`f${index}`) }).finding,
    );

    const notification = newsOf(first, ...findings, coverageOf());

    expect(notification.changes).toHaveLength(20);
    expect(notification.counts.bySeverity).toEqual({ critical: 25 });
    expect(mailText(notificationInWords(notification, factWords))).toContain(
      '\n20 more: npx --no-install vigil findings\n',
    );
  });

  it('is the same message when it is sent twice', () => {
    const again = { ...first, now: '2026-11-25T04:05:00.000Z' };

    expect(newsOf(again, old, coverageOf()).id).toBe(newsOf(first, old, coverageOf()).id);
  });

  it('has nothing to say before anything was ever seen', () => {
    const tally = tallyOf(first);

    expect(tally.notification()).toBeUndefined();
    expect(tally.hasSeen()).toBe(false);
  });
});

describe('a later digest', () => {
  it.each([
    ['opened', happened('opened'), '1 new', 'NEW'],
    [
      'reopened',
      happened('reopened', { changedAt: first.now }, happened('resolved', longAgo).finding),
      '1 reopened',
      'WORSE, OR REOPENED',
    ],
    [
      'worsened',
      happened('worsened', { changedAt: first.now }, old),
      '1 worse',
      'WORSE, OR REOPENED',
    ],
    ['eased', happened('eased', { changedAt: first.now }, old), '1 less severe', 'LESS SEVERE'],
    ['resolved', happened('resolved', { changedAt: first.now }, old), '1 fixed', 'FIXED'],
  ])('reports what %s since the last one', (transition, { finding }, headline, section) => {
    const notification = newsOf(later, finding, coverageOf());

    expect(subjectOf(notification)).toBe(`[lambda-vigil] ${headline}`);
    expect(mailText(notificationInWords(notification, factWords))).toContain(
      `${headline} since 2026-11-24 04:00 UTC in account 111122223333\n`,
    );
    expect(mailText(notificationInWords(notification, factWords))).toContain(`\n${section}\n  `);
    expect(notification).toMatchObject({
      kind: 'digest',
      since: '2026-11-24T04:00:00.000Z',
      transitions: [transition],
      counts: { byTransition: { [transition]: 1 } },
    });
  });

  it.each([
    ['is as it was', old],
    ['is only reworded', happened('updated', {}, old).finding],
    ['is suppressed', happened('suppressed', {}, old).finding],
    ['is unsuppressed', happened('unsuppressed', {}, old).finding],
    [
      'opened and is suppressed already',
      happened('suppressed', {}, happened('opened').finding).finding,
    ],
  ])('is silent about what %s', (_, finding) => {
    expect(tallyOf(later, finding, coverageOf()).notification()).toBeUndefined();
  });

  it('reports what opened and was reworded since', () => {
    const { finding } = happened('updated', {}, happened('opened').finding);

    expect(newsOf(later, finding, coverageOf()).transitions).toEqual(['opened']);
  });

  it.each(['before', 'after'])('says gone when the coverage that says so comes %s', (when) => {
    const { finding } = happened('resolved', { changedAt: first.now }, old);
    const gone = coverageOf({ gone: true });

    const notification = newsOf(later, ...(when === 'before' ? [gone, finding] : [finding, gone]));

    expect(subjectOf(notification)).toBe('[lambda-vigil] 1 gone');
    expect(mailText(notificationInWords(notification, factWords))).toContain(
      '  orders (eu-west-1) is gone: Public resource policy',
    );
    expect(notification.standing?.targets).toEqual({});
  });

  it('reports what can newly not be seen, and not what could not be seen before', () => {
    const blind = (name: string, gapsSince: string) =>
      coverageOf({
        target: arnOf(name),
        gaps: [{ fact: 'activity', reason: 'Throttled' }],
        gapsSince,
      });

    const notification = newsOf(
      later,
      blind('new', first.now),
      blind('old', '2026-11-20T00:00:00.000Z'),
    );

    expect(subjectOf(notification)).toBe('[lambda-vigil] 1 no longer covered');
    expect(notification.gaps).toMatchObject([
      { target: { name: 'new' }, fact: 'activity', reason: 'Throttled' },
    ]);
    expect(notification.standing?.incomplete).toBe(2);
    expect(tallyOf(later, blind('old', '2026-11-20T00:00:00.000Z')).notification()).toBeUndefined();
  });

  it('names a cause once, with the first of its targets, and counts them', () => {
    const blind = Array.from({ length: 30 }, (_, index) =>
      coverageOf({
        target: arnOf(`f${index}`),
        gaps: ['activity', 'errors'].map((fact) => ({ fact, reason: 'Throttled' })),
        gapsSince: first.now,
      }),
    );

    const notification = newsOf(later, ...blind);

    expect(subjectOf(notification)).toBe('[lambda-vigil] 30 no longer covered');
    expect(notification.gaps).toMatchObject([
      { target: { name: 'f0' }, also: [{ name: 'f1' }, { name: 'f10' }], targets: 30 },
    ]);
    expect(mailText(notificationInWords(notification, factWords))).toContain(
      [
        '  f0 (eu-west-1), f1 (eu-west-1), f10 (eu-west-1) and 27 more, permissions:',
        '    its invocations, its errors: Throttled',
      ].join('\n'),
    );
  });

  it('names twenty causes and counts the rest', () => {
    const blind = Array.from({ length: 30 }, (_, index) =>
      coverageOf({
        target: arnOf(`f${index}`),
        gaps: [{ fact: 'activity', reason: `reason ${index}` }],
        gapsSince: first.now,
      }),
    );

    const notification = newsOf(later, ...blind);

    expect([notification.gaps.length, notification.gapsLeft]).toEqual([20, 10]);
    expect(subjectOf(notification)).toBe('[lambda-vigil] 30 no longer covered');
    expect(mailText(notificationInWords(notification, factWords))).toContain(
      '\n10 more: npx --no-install vigil coverage\n',
    );
  });

  const suppressed = (until: string) =>
    happened(
      'suppressed',
      { ...longAgo, suppression: { reason: 'The partner needs it', until } },
      old,
    ).finding;

  it('reports a suppression once, a week before it ends, and repeats it when there is other news', () => {
    const near = suppressed('2026-12-02T00:00:00.000Z');
    const nearer = suppressed('2026-11-28T00:00:00.000Z');
    const far = suppressed('2026-12-24T00:00:00.000Z');

    expect(subjectOf(newsOf(later, near, coverageOf()))).toBe(
      '[lambda-vigil] 1 suppression about to end',
    );
    expect(mailText(newsOf(later, near, coverageOf()))).toContain(
      [
        'SUPPRESSIONS THAT END SOON',
        '  2026-12-02  CRITICAL: Public resource policy, orders (eu-west-1)',
        '    Reason: The partner needs it',
      ].join('\n'),
    );
    expect(tallyOf(later, nearer, far, coverageOf()).notification()).toBeUndefined();
    expect(newsOf(later, nearer, happened('opened').finding, coverageOf()).lapsing).toHaveLength(1);
  });

  it('reports a rule that ends as one, with how many findings it suppresses and the worst', () => {
    const until = '2026-12-02T00:00:00.000Z';
    const ofRule = (subject: string, severity: 'low' | 'critical') =>
      happened(
        'suppressed',
        {
          ...longAgo,
          subject,
          severity,
          suppression: { reason: 'goes', until, by: 'rule goes of vigil.yaml', rule: 'goes' },
        },
        old,
      ).finding;
    const findings = [ofRule('a', 'low'), ofRule('b', 'critical'), ofRule('c', 'low')];

    const notification = newsOf(later, ...findings, coverageOf());

    expect(notification.lapsing).toMatchObject([
      { rule: 'goes', findings: 3, severity: 'critical', until },
    ]);
    expect(notification.lapsingLeft).toBe(0);
    expect(newsOf(later, ...findings.toReversed(), coverageOf())).toEqual(notification);
    expect(mailText(notification)).toContain(
      '  2026-12-02  rule goes, 3 findings; CRITICAL: Public resource policy,\n    orders',
    );
    expect(JSON.stringify(slackMessage(notification))).toContain('rule goes, 3 findings: ');
  });

  it('puts what calls for action before what does not', () => {
    const notification = newsOf(
      later,
      happened('resolved', { changedAt: first.now }, old).finding,
      happened('opened', { subject: 'low', severity: 'low' }).finding,
      coverageOf(),
    );

    expect(notification.changes.map(({ transition }) => transition)).toEqual([
      'opened',
      'resolved',
    ]);
    expect(notification.severity).toBe('low');
  });

  it('is another message for other news, and the same for the same', () => {
    const notification = [happened('opened'), happened('opened', { subject: 'b' })].map(
      ({ finding }) => newsOf(later, finding, coverageOf()).id,
    );

    expect(new Set(notification).size).toBe(2);
    expect(newsOf(later, happened('opened').finding, coverageOf()).id).toBe(notification[0]);
  });
});

describe('what a digest remembers', () => {
  it('is what the next one may meet again, and no more than fits an item', () => {
    const many = Array.from(
      { length: 21_000 },
      (_, index) => happened('opened', { subject: String(index), changedAt: first.now }).finding,
    );

    expect(tallyOf(first, old, ...many.slice(0, 3)).remembered()).toHaveLength(3);
    expect(JSON.stringify(tallyOf(first, ...many).remembered()).length).toBeLessThan(350_000);
  });
});

function tallyOf(period: Period, ...items: readonly (Finding | Coverage)[]) {
  const tally = digestTally(period, factWords);
  for (const item of items) tally.add(item);

  return tally;
}

function newsOf(period: Period, ...items: readonly (Finding | Coverage)[]): Notification {
  const notification = tallyOf(period, ...items).notification();
  if (!notification) throw new Error('The sample is no news');

  return notification;
}
