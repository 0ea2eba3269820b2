import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Mailbox, startMailbox } from '../../local/mailbox.ts';
import { type SlackReceiver, startSlackReceiver } from '../../local/slack-receiver.ts';

describe('mailbox', () => {
  let mailbox: Mailbox;

  afterEach(() => mailbox.stop());

  it('receives what is mailed by SMTP', async () => {
    mailbox = await startMailbox();

    await mail(mailbox.port, 'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nfirst\r\nsecond');

    expect(await mailbox.waitFor(1)).toEqual([
      { subject: 'Grüße', from: '', to: '', text: 'first\nsecond\n' },
    ]);
    mailbox.clear();
    expect(mailbox.received()).toEqual([]);
  });

  it('says what came when too little came', async () => {
    mailbox = await startMailbox();
    await mail(mailbox.port, 'Subject: only one\r\n\r\n');
    await mailbox.waitFor(1);

    await expect(mailbox.waitFor(2, 50)).rejects.toThrow(
      '2 mails awaited, 1 came in 50 ms: only one',
    );
  });
});

describe('Slack', () => {
  let slack: SlackReceiver;

  afterEach(() => slack.stop());

  async function post(body: string, url = slack.webhook) {
    const response = await fetch(url, { method: 'POST', body });

    return [response.status, await response.text()];
  }

  it('stores posts and answers ok', async () => {
    slack = await startSlackReceiver();

    expect(await post('{"text":"hello"}')).toEqual([200, 'ok']);
    expect(await slack.waitFor(1)).toEqual([{ text: 'hello' }]);
  });

  it.each([
    ['not JSON', 'hello', 400, 'invalid_payload'],
    ['nothing to show', '{}', 400, 'no_text'],
    ['null', 'null', 400, 'no_text'],
  ])('refuses %s', async (_, body, status, text) => {
    slack = await startSlackReceiver();

    expect(await post(body)).toEqual([status, text]);
    expect(slack.received()).toEqual([]);
  });

  it('knows its own webhook only, and fails on request', async () => {
    slack = await startSlackReceiver();

    expect(await post('{"text":"x"}', `${slack.webhook}x`)).toEqual([404, 'no_service']);
    slack.failWith(500);
    expect((await post('{"text":"x"}'))[0]).toBe(500);
    slack.failWith();
    expect((await post('{"text":"x"}'))[0]).toBe(200);
  });
});

/** RFC 5321, as a client speaks it: each line waits for the answer to the one before. */
async function mail(port: number, message: string): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  const lines = [
    'EHLO me',
    'MAIL FROM:<a@b.c>',
    'RCPT TO:<d@e.f>',
    'DATA',
    `${message}\r\n.`,
    'QUIT',
  ];

  await once(socket, 'data');
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await once(socket, 'data');
  }
  socket.destroy();
}
