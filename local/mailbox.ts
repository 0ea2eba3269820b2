import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AddressObject, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** A real SMTP receiver on a loopback port. */
export interface Mailbox {
  readonly port: number;
  received(): readonly Mail[];
  /** Rejects, with what did come, when fewer than `count` have come after `ms`. */
  waitFor(count: number, ms?: number): Promise<readonly Mail[]>;
  clear(): void;
  stop(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    // Its own grace period before it cuts connections would be half a minute.
    closeTimeout: 100,
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push({
          subject: mail.subject ?? '',
          from: mail.from?.text ?? '',
          to: addresses(mail.to),
          text: mail.text ?? '',
        });
        done();
      }, done);
    },
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  // A client that hangs up half-way fails on its own side.
  server.on('error', () => {});

  return {
    port: (server.server.address() as AddressInfo).port,
    received: () => [...mails],
    async waitFor(count, ms = 10_000) {
      const deadline = Date.now() + ms;
      while (mails.length < count) {
        if (Date.now() > deadline) {
          const subjects = mails.map(({ subject }) => subject).join('; ');
          throw new Error(`${count} mails awaited, ${mails.length} came in ${ms} ms: ${subjects}`);
        }
        await sleep(20);
      }

      return [...mails];
    },
    clear: () => mails.splice(0),
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}

function addresses(to: AddressObject | AddressObject[] | undefined): string {
  return [to ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}
