import { describe, expect, it } from 'vitest';
import { accountTarget } from '../../../functions/core/target.ts';
import { chatNotification } from '../../../functions/domain/notification/chat-notification.ts';
import { digestTally } from '../../../functions/domain/notification/digest-tally.ts';
import { mailText } from '../../../functions/domain/notification/mail.ts';
import { slackMessage } from '../../../functions/domain/notification/slack-blocks.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { alertAbout, arnOf, coverageOf, findingOf } from './samples.ts';

const other = '222233334444';
const there = arnOf('orders').replace('111122223333', other);

describe('a notification about several accounts', () => {
  it('names the account of each target, in each form', () => {
    const alert = alertAbout({}, { target: there });

    expect(alert).toMatchObject({
      accounts: 2,
      changes: [{ target: { accountName: '111122223333' } }, { target: { accountName: other } }],
    });
    for (const text of [
      mailText(alert),
      JSON.stringify(slackMessage(alert)),
      JSON.stringify(chatNotification(alert)),
    ]) {
      expect(text).toContain(`orders (${other}, eu-west-1)`);
    }
    expect(mailText(alert)).toContain('2 critical in 2 accounts');
  });

  it('names one account at its head alone, and no publisher of a layer', () => {
    const layer = `arn:aws:lambda:eu-west-1:${other}:layer:tools:1`;
    const alert = alertAbout({}, { target: layer });

    expect(alert).not.toHaveProperty('accounts');
    expect(mailText(alert)).toContain('orders (eu-west-1)');
    expect(mailText(alert)).toContain('2 critical in account 111122223333');
  });

  it('is each digest of several that are watched, with the names that they have', () => {
    const tally = digestTally(
      {
        now: '2026-11-25T04:00:00.000Z',
        rememberFrom: '2026-11-25T03:45:00.000Z',
        lapseBy: '2026-12-02T04:00:00.000Z',
        staleBefore: '2026-11-23T16:00:00.000Z',
        accounts: { own: '111122223333', names: new Map([[other, 'Payments']]) },
      },
      factWords,
    );
    const denied = { fact: 'account', reason: 'the account cannot be entered' };
    for (const account of ['111122223333', other]) {
      tally.add(
        coverageOf({
          target: accountTarget(account, 'aws').arn,
          ...(account === other && { gaps: [denied], gapsSince: '2026-11-25T02:00:00.000Z' }),
        }),
      );
    }
    tally.add(findingOf({ target: there }));

    const notification = tally.notification();

    expect(notification).toMatchObject({
      account: '111122223333',
      accounts: 2,
      changes: [{ target: { accountName: `Payments ${other}` } }],
      gaps: [{ reason: denied.reason, target: { accountName: `Payments ${other}` } }],
    });
    expect(notification && mailText(notification)).toContain('The first night in 2 accounts');
  });
});
