import { describe, expect, it } from 'vitest';
import { chatNotification } from '../../../functions/domain/notification/chat-notification.ts';
import { alertAbout, arnOf } from './samples.ts';

describe('chatNotification', () => {
  it('follows the schema of Amazon Q Developer', () => {
    const { changes, ...notification } = alertAbout({});
    const show = `\`npx --no-install vigil show ${changes[0]?.id}\``;

    expect(chatNotification({ ...notification, changes })).toEqual({
      version: '1.0',
      source: 'custom',
      id: notification.id,
      content: {
        textType: 'client-markdown',
        title: '1 critical: Public resource policy (orders)',
        description: [
          'Account 111122223333',
          '',
          '*CRITICAL: Public resource policy*',
          'orders (eu-west-1): AllowAll allows lambda:InvokeFunction to everyone',
          show,
          '<https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/orders|Console>',
        ].join('\n'),
        nextSteps: [show, '`npx --no-install vigil findings --since 1d`'],
      },
      metadata: {
        summary: '1 critical: Public resource policy (orders)',
      },
    });
  });

  it('keeps the limits of title and description, and says what it leaves out', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      target: arnOf(`f${index}`),
      title: '<'.repeat(500),
      summary: '&'.repeat(500),
    }));

    const { content } = chatNotification(alertAbout(...many));

    expect(content.title.length).toBeLessThanOrEqual(250);
    expect(content.description.length).toBeLessThanOrEqual(8_000);
    expect(content.description).toMatch(/\n\nand \d+ more$/);
  });

  it('lets no one be mentioned and no link be hidden', () => {
    const text = '<!channel> *b* `c` <https://evil.example|AWS>';
    const { description } = chatNotification(alertAbout({ title: text, summary: text })).content;

    expect(description.match(/<https:[^|]*\|Console>/g)).toHaveLength(1);
    expect(description.replace(/<https:[^|]*\|Console>/, '')).not.toMatch(/[<>]|:\/\//);
    expect(description.match(/\*/g)).toHaveLength(2);
  });
});
