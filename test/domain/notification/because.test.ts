import { describe, expect, it } from 'vitest';
import { moved } from '../../../functions/domain/moved.ts';
import { alertOf } from '../../../functions/domain/notification/alert.ts';
import { chatNotification } from '../../../functions/domain/notification/chat-notification.ts';
import { mailText } from '../../../functions/domain/notification/mail.ts';
import { slackMessage } from '../../../functions/domain/notification/slack-blocks.ts';
import { findingOf } from './samples.ts';

const worsened = moved('worsened', findingOf(), findingOf(), {
  because: 'CVE-2 is new; it was suppressed for CVE-1',
});
const alert = alertOf([{ ...worsened, quiet: false }], new Set(['critical']));
if (!alert) throw new Error('no alert');

describe('why a finding is worse than before', () => {
  it.each([
    ['a mail', mailText(alert)],
    ['Slack', JSON.stringify(slackMessage(alert))],
    ['a chat', JSON.stringify(chatNotification(alert))],
  ])('is in %s', (_, text) => {
    expect(text).toContain('Since then: CVE-2 is new; it was suppressed for CVE-1');
  });

  it('is in a message for machines, of this change and of no other', () => {
    const resolved = moved('resolved', worsened.finding, worsened.finding);
    const kinds = [worsened, { ...resolved, kind: 'opened' as const }].map(
      (transition) =>
        alertOf([{ ...transition, quiet: false }], new Set(['critical']))?.changes[0]?.because,
    );

    expect(kinds).toEqual(['CVE-2 is new; it was suppressed for CVE-1', undefined]);
  });
});
