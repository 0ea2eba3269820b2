import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

const helpers = `const everyone = async () => (await db.send(new QueryCommand({ TableName }))).Items; const admins = everyone;
async function* pages() { yield* await everyone(); }
const post = (to, text) => ses.send(new SendEmailCommand({ Source: 'a@example.com', Destination: { ToAddresses: [to] }, Message: { Subject: { Data: 'News' }, Body: { Text: { Data: text } } } }));`;
const bySes = ['sends ses:SendEmail content'];
const byMailer = ['sends nodemailer.sendMail content'];

describe('a mail to each of those whom the code keeps', () => {
  it.each<[string, string, readonly string[]]>([
    ['in a loop', 'for (const { email } of await everyone()) await post(email, body.text);', bySes],
    [
      'in a loop over a generator',
      'for await (const one of pages()) await post(one.email, body.text);',
      bySes,
    ],
    [
      'in a callback',
      'const all = await everyone(); await Promise.all(all.map((one) => post(one.email, body.text)));',
      bySes,
    ],
    [
      'of which it keeps some',
      'const all = await everyone(); all.filter((one) => one.on).forEach((one) => post(one.email, body.text));',
      bySes,
    ],
    [
      'all at once',
      'const all = await everyone(); await ses.send(new SendEmailCommand({ Destination: { BccAddresses: all.map((one) => one.email) }, Message: { Subject: { Data: body.subject } } }));',
      bySes,
    ],
    [
      'by another mailer',
      'for (const one of await everyone()) await mail.sendMail({ to: one.email, html: body.html });',
      byMailer,
    ],
  ])('says what a request says: %s', (_, body, expected) => {
    expect(decidedIn(body, helpers)).toEqual(expected);
  });

  it.each([
    [
      'to those who keep the service',
      'for (const one of await admins()) await post(one.email, body.text);',
    ],
    [
      'to those in the settings',
      "for (const to of process.env.TO.split(',')) await post(to, body.text);",
    ],
    [
      'to those in the code',
      "for (const to of ['a@example.com', 'b@example.com']) await post(to, body.text);",
    ],
    ['to one', 'const [one] = await everyone(); await post(process.env.TO, body.text);'],
    [
      'of what the code says',
      "for (const one of await everyone()) await post(one.email, 'The shop is open');",
    ],
    [
      'of how many',
      'for (const one of await everyone()) await mail.sendMail({ to: one.email, text: String(Number(body.count)) });',
    ],
    [
      'by what is given beside the text',
      "for (const one of await everyone()) await mail.sendMail({ to: one.email, text: 'Open', id: body.id });",
    ],
  ])('is none: %s', (_, body) => {
    expect(decidedIn(body, helpers)).toEqual([]);
  });
});
