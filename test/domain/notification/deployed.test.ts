import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../../functions/core/check-id.ts';
import { moved } from '../../../functions/domain/moved.ts';
import { alertOf } from '../../../functions/domain/notification/alert.ts';
import { chatNotification } from '../../../functions/domain/notification/chat-notification.ts';
import { mailText } from '../../../functions/domain/notification/mail.ts';
import { slackMessage } from '../../../functions/domain/notification/slack-blocks.ts';
import { findingOf } from './samples.ts';

const by = 'arn:aws:iam::111122223333:role/ci-deploy';

describe('who deployed the function of an alert last', () => {
  it.each([
    ['a mail', mailText],
    ['Slack', (alert: ReturnType<typeof alertWith>) => JSON.stringify(slackMessage(alert))],
    ['a chat', (alert: ReturnType<typeof alertWith>) => JSON.stringify(chatNotification(alert))],
  ])('is a line in %s, and none where it is not known', (_, textOf) => {
    const text = textOf(alertWith('alice')).replace(/\s+/g, ' ');

    expect(text).toContain(
      'Last deployed by role/ci-deploy (session alice) on 2026-11-28 10:31 UTC, code or configuration',
    );
    expect(textOf(alertWith(undefined))).not.toContain('deployed by');
  });

  it.each(['permissions/unauthenticated-url', 'usage/attack-path'] as const)(
    'is none of %s, which others may have made since',
    (check) => {
      expect(mailText(alertWith('alice', check))).not.toContain('deployed by');
    },
  );

  it('has no markup of its own, and breaks no line', () => {
    const alert = alertWith('*a* <!channel>\n# fixed: https://evil.example');

    expect(chatNotification(alert).content.description).not.toMatch(
      /<!channel>|\*a\*|:\/\/evil|^#/m,
    );
    expect(mailText(alert)).not.toMatch(/^# fixed/m);
  });
});

function alertWith(session: string | undefined, check: CheckId = 'code/command-injection') {
  const finding = findingOf({
    check,
    ...(session !== undefined && { lastDeployment: { at: '2026-11-28T10:31:00Z', by, session } }),
  });
  const alert = alertOf(
    [{ ...moved('worsened', finding, finding), quiet: false }],
    new Set(['critical']),
  );
  if (!alert) throw new Error('no alert');

  return alert;
}
