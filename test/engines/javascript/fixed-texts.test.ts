import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

type Row = readonly [what: string, body: string, beside?: string];

const mailOf = (text: string, to = 'body.email') =>
  `await ses.send(new SendEmailCommand({ Source: 'shop@example.com', Destination: { ToAddresses: [${to}] }, Message: { Subject: { Data: 'Welcome' }, Body: { Text: { Data: ${text} } } } }));`;
const helper = `const mail2 = (to, subject, html) => mail.sendMail({ from: process.env.FROM, to, subject, html });
const linkOf = (email, token) => \`\${process.env.SITE}/verify?e=\${encodeURIComponent(email)}&t=\${token}\`;`;
const asked =
  'const { Item } = await db.send(new GetCommand({ TableName, Key: { email: body.email } }));';
const sends = 'sends ses:SendEmail recipient';

describe('a mail whose text is of the code', () => {
  it.each<Row>([
    ['a text', mailOf("'Please confirm.'")],
    [
      'the address and the name of who gets it',
      mailOf("'Hello ' + body.name + ', you are ' + body.email"),
    ],
    [
      'a code that is made anew',
      `const code = Math.floor(Math.random() * 900000); ${mailOf("'Your code: ' + code")}`,
    ],
    ['a link that a function of the code writes', mailOf('linkOf(body.email, v4())'), helper],
    [
      'a code that is handed over by a callback',
      `make((failed, token) => { token = token.toString('hex'); ses.send(new SendEmailCommand({ Destination: { ToAddresses: [body.email] }, Message: { Body: { Text: { Data: \`Code \${token}\` } } } })); });`,
      "const { make } = require('./make');",
    ],
    [
      'a template in a file of the code',
      mailOf(
        "fs.readFileSync(path.join(__dirname, 'welcome.html'), 'utf8').replace('{{name}}', body.name)",
      ),
      "const fs = require('node:fs'); const path = require('node:path');",
    ],
    ['a text by its name', `const text = 'Hello ' + body.name; ${mailOf('text')}`],
    ['the year', mailOf("'Welcome in ' + new Date().getFullYear()")],
    ['what is kept under the address of who gets it', `${asked} ${mailOf("'Hello ' + Item.name")}`],
    [
      'the new id of what was kept before',
      `const item = { id: v4(), day: body.day }; await documents.put({ TableName, Item: item }).promise(); ${mailOf("'Number ' + item.id")}`,
      "const documents = new (require('aws-sdk').DynamoDB.DocumentClient)();",
    ],
  ])('is fixed: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([`${sends} fixed`]);
  });

  it('is fixed: what a function of the code is given to send', () => {
    expect(decidedIn("await mail2(body.email, 'Hi', linkOf(body.email, v4()));", helper)).toEqual([
      'sends nodemailer.sendMail recipient fixed',
    ]);
  });

  it.each<Row>([
    ['a text of the request', mailOf('body.message')],
    ['a whole text under a name of someone', mailOf('body.name')],
    ['such a text, taken out before', `const { username } = body; ${mailOf('username')}`],
    ['such a text by another name', `const text = body.name; ${mailOf('text')}`],
    [
      'a file that the request names',
      mailOf("fs.readFileSync(body.page, 'utf8')"),
      "const fs = require('node:fs');",
    ],
    ['a text of the request beside a name', mailOf("body.name + ': ' + body.text")],
    ['all that is sent', mailOf('JSON.stringify(body)')],
    ['a link of the request', mailOf("'Read ' + body.link")],
    [
      'what is kept under another key',
      `${asked.replace('email: body.email', 'id')} ${mailOf('JSON.stringify(Item)')}`,
    ],
    [
      'all that is kept',
      `const { Items } = await db.send(new QueryCommand({ TableName })); ${mailOf('JSON.stringify(Items)')}`,
    ],
    ['what is not seen', mailOf('await textOf()'), "const { textOf } = require('./text');"],
    [
      'what is kept under a name',
      `${asked.replaceAll('email', 'name')} ${mailOf('JSON.stringify(Item)')}`,
    ],
    [
      'what a name may be set to from elsewhere',
      `let text = 'Hello'; if (id) { text = await textOf(); } ${mailOf('text')}`,
      "const { textOf } = require('./text');",
    ],
    [
      'what a name may be set to later',
      `let text = 'Hello'; if (body.text) { text = body.text; } ${mailOf('text')}`,
    ],
    [
      'what is set in it later',
      `const item = { id: v4() }; Object.assign(item, body); ${mailOf("'Number ' + item.id")}`,
    ],
    [
      'what is set in it from elsewhere',
      `const item = { id: v4() }; item.text = await textOf(); ${mailOf('JSON.stringify(item)')}`,
      "const { textOf } = require('./text');",
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([sends]);
  });

  it('is not: what one of several callers gives a function of the code', () => {
    expect(
      decidedIn(
        "await mail2(body.email, 'Hi', 'Welcome'); await mail2(body.email, 'Hi', body.html);",
        helper,
      ),
    ).toEqual(['sends nodemailer.sendMail recipient']);
  });

  it('is looked at as long as there is room for all mails together, and each of them is seen', () => {
    const mails = Array.from(
      { length: 60 },
      (_, at) => `text = text + 'b${at}'; ${mailOf('text')}`,
    );

    expect(decidedIn(`let text = 'a'; ${mails.join('\n')}`)).toContain(sends);
  });
});
