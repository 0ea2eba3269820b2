import { describe, expect, it } from 'vitest';
import { mailText } from '../../../functions/domain/notification/mail.ts';
import { subjectOf } from '../../../functions/domain/notification/wording.ts';
import { alertAbout, arnOf } from './samples.ts';

const hostile = 'x\r\nBcc: a@b.example\r\n\r\n<script>alert(1)</script>\u001b[31m\u202E';

describe('the mail of an alert', () => {
  it('says what, where, why, what to do and how to see more', () => {
    const mail = mailText(
      alertAbout({
        title: 'Input from the event is run as code',
        summary: 'The event reaches eval',
        evidence: [
          { text: 'eval(event.body)', path: 'src/index.js', line: 12, column: 5 },
          { text: 'handler reads the event', path: 'src/index.js', line: 3 },
          { text: 'nowhere in particular' },
          { text: 'no room for this' },
          { text: 'nor for this' },
        ],
        remediation: 'Parse it instead.\n\nTo change it\naws lambda',
      }),
    );

    expect(mail.split('\n')).toEqual([
      '1 critical in account 111122223333',
      '',
      'CRITICAL: Input from the event is run as code',
      '  orders (eu-west-1)',
      '  The event reaches eval',
      '  - src/index.js:12:5  eval(event.body)',
      '  - src/index.js:3  handler reads the event',
      '  - nowhere in particular',
      '  - and 2 more',
      '  Fix: Parse it instead.',
      expect.stringMatching(/^ {2}npx --no-install vigil show [0-9a-f]{12}$/),
      '  https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/orders',
      '',
    ]);
  });

  it('shows a path step by step', () => {
    const evidence = [{ text: '1. Anyone calls it' }, { text: '2. It is run', path: 'index.js' }];

    expect(mailText(alertAbout({ evidence })).split('\n').slice(5, 7)).toEqual([
      '  1. Anyone calls it',
      '  2. index.js  It is run',
    ]);
  });

  it('shows the line of code, however long the way to it is', () => {
    const way = ['a', 'b', 'c', 'd', 'e'].map((text) => ({ text }));
    const evidence = [...way, { text: 'exec runs it', path: 'a.js', line: 3, code: 'exec(cmd)' }];

    expect(mailText(alertAbout({ evidence })).split('\n').slice(5, 10)).toEqual([
      '  - a',
      '  - b',
      '  - a.js:3  exec runs it',
      '    | exec(cmd)',
      '  - and 3 more',
    ]);
  });

  it('says how to list what it does not name', () => {
    const many = Array.from({ length: 23 }, (_, index) => ({ target: arnOf(`f${index}`) }));

    expect(mailText(alertAbout(...many))).toMatch(
      /\n\n3 more: npx --no-install vigil findings --since 1d\n$/,
    );
  });

  it('lets no text out of its line', () => {
    const fields = { title: hostile, summary: hostile, subject: hostile, remediation: hostile };
    const harmless = mailText(
      alertAbout({
        title: 't',
        summary: 't',
        remediation: 't',
        evidence: [{ text: 't', path: 'p', code: 'c' }],
      }),
    );
    const mail = mailText(
      alertAbout({ ...fields, evidence: [{ text: hostile, path: hostile, code: hostile }] }),
    );

    expect(mail).not.toMatch(/[^\P{C}\n]/u);
    expect(mail).not.toMatch(/^Bcc/m);
    expect(mail.split('\n').length).toBeLessThanOrEqual(2 * harmless.split('\n').length);
  });
});

describe('the subject', () => {
  it('says how much, what and where', () => {
    const notification = alertAbout(
      {},
      { subject: 'other', severity: 'high' },
      { target: arnOf('cart') },
    );

    expect(subjectOf(notification)).toBe(
      '[lambda-vigil] 2 critical, 1 high: Public resource policy (cart)',
    );
  });

  it.each(['x'.repeat(500), hostile, 'Größe 日本 👍', '\u2028\n\r'])(
    'is ASCII, one line and under 100 characters for a title of %j',
    (title) => {
      expect(subjectOf(alertAbout({ title }))).toMatch(/^\[[ -~]{1,98}$/);
    },
  );
});
