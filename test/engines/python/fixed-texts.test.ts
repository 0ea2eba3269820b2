import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';
import { before } from './design-of-handler.ts';

/** What is sent by what stands in a handler, each as `ses:SendEmail recipient fixed`. */
function sentBy(code: string, beside = '') {
  const taken = `body = json.loads(event['body'])\n${code}`;
  const source = `${before}${mails}${beside}\ndef handler(event, context):\n${taken.replace(/^/gm, '    ')}\n    return answer(201)\n`;
  const files = new Map([['app.py', source]]);
  const { calls } = findSdkCalls({ files, handler: 'app.handler' });

  return findDecidedChanges({ files, handler: 'app.handler' }, calls)?.changes.flatMap(
    ({ kind, call, by, isFixed }) =>
      kind === 'sends' ? `${call} ${by}${isFixed ? ' fixed' : ''}` : [],
  );
}

const mails = `import resend, smtplib
from string import Template
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from flask_mail import Message
from sendgrid.helpers.mail import Mail
from twilio.rest import Client
WELCOME = 'Hello {name}'
`;

const mailOf = (text: string) =>
  `ses.send_email(Source='a@example.com', Destination={'ToAddresses': [body['email']]}, Message={'Subject': {'Data': 'Welcome'}, 'Body': {'Text': {'Data': ${text}}}})`;

const rawOf = (text: string) =>
  `mail = MIMEMultipart()\nmail['Subject'] = 'Ticket'\nmail['To'] = body['email']\nmail.attach(${text})\nses.send_raw_email(RawMessage={'Data': mail.as_string()})`;

const helper = `def mail_to(to, text='Hello'):
    ses.send_email(Source='a@example.com', Destination={'ToAddresses': [to]}, Message={'Body': {'Text': {'Data': text}}})
def link_of(email):
    return os.environ['SITE'] + hashlib.sha256(email.encode()).hexdigest()
`;

const sends = 'ses:SendEmail recipient';

type Row = readonly [what: string, code: string, beside?: string];

function rows(all: readonly Row[]) {
  return all.map(([what, code, beside = '']) => [what, code, beside] as const);
}

describe('a mail whose text is of the code', () => {
  it.each(
    rows([
      ['a text', mailOf("'Please confirm.'")],
      ['who it is for', mailOf("f\"Hello {body['name']}, {body.get('email', '').strip()[:80]}\"")],
      ['a text that a name is put into', mailOf("WELCOME.format(name=body['name'])")],
      ['a code that is made anew', mailOf("'Code ' + str(random.randint(1000, 9999))")],
      [
        'what the code itself has put together',
        `booking = {'date': body['date'], 'token': secrets.token_urlsafe(9)}\n${mailOf("booking['date'] + booking['token']")}`,
      ],
      ['one text or another', mailOf("'Hi' if body['text'] else 'Hello'")],
      ['a text to which more is added', `text = 'Hi'\ntext += body['name']\n${mailOf('text')}`],
      ['a token', mailOf("jwt.encode(body, 'x')")],
      ['what is given to a function', "mail_to(body['email'], link_of(body['email']))", helper],
      [
        'what is given to a function that writes to the owner, too',
        "mail_to('owner@example.com', body['text'])\nmail_to(body['email'], 'Hi')",
        helper,
      ],
      ['what a function has for it', "mail_to(body['email'])", helper],
      ['what a template says', mailOf("pages.render(name=body['name'])")],
      ['a template', mailOf("Template('Hi $name').substitute(name=body['name'])")],
      [
        'a file of the archive',
        `with open('welcome.html') as page:\n    text = page.read()\n${mailOf("text.replace('{name}', body['name'])")}`,
      ],
    ]),
  )('is fixed: %s', (_, code, beside) => {
    expect(sentBy(code, beside)).toEqual([`${sends} fixed`]);
  });

  it.each(
    rows([
      ['a text of the request', mailOf("body['message']")],
      ['a text of the request beside a name', mailOf("body['name'] + body['text']")],
      ['all that is sent', mailOf('json.dumps(body)')],
      ['one text, or that of the request', mailOf("body['text'] or 'Hello'")],
      ['a text that is added', `text = 'Hi'\ntext += body['text']\n${mailOf('text')}`],
      [
        'a text that is put there later',
        `part = {'id': 'x'}\npart['text'] = body['text']\n${mailOf("part['text']")}`,
      ],
      [
        'what was put together before, and is another later',
        `part = {'text': 'x'}\npart['text'] = body['text']\n${mailOf("part['text']")}`,
      ],
      ['a text where no name is sent', mailOf("body.get('name', body['text'])")],
      [
        'what a pattern takes',
        `text = 'Hi'\nmatch body:\n    case {'text': text}:\n        ${mailOf('text')}`,
      ],
      [
        'a text that the code has put together with it',
        `part = {'text': body['text']}\n${mailOf("part['text']")}`,
      ],
      [
        'what is kept',
        `found = table.get_item(Key={'id': body['id']})['Item']\n${mailOf('json.dumps(found)')}`,
      ],
      ['each of a list', `for part in body['parts']:\n    text = part\n${mailOf('text')}`],
      ['what is not seen', mailOf("text_of(body['name'])")],
      [
        'what one of several callers gives',
        "mail_to(body['email'], 'Hi')\nmail_to(body['email'], body['text'])",
        helper,
      ],
      ['a whole text under a name', mailOf("body['name']")],
      [
        'a field of an object with a text of the request',
        `class Note:\n    def __init__(self, data):\n        self.name = data['text']\n${mailOf('Note(body).name')}`,
      ],
      ['a template of the request', mailOf("Template(body['text']).substitute(name='x')")],
      ['a file that the request names', mailOf("open(body['name']).read()")],
      ['what a template is given', mailOf("pages.render(text=body['text'])")],
      ['a text of another caller of AWS', mailOf("s3.get_object(Bucket='b', Key=body['key'])")],
    ]),
  )('is not: %s', (_, code, beside) => {
    const [first] = sentBy(code, beside) ?? [];
    expect(first).toBe(sends);
  });

  it.each<readonly [found: string, code: string]>([
    ['ses:SendRawEmail recipient fixed', rawOf("MIMEText('Hello ' + body['name'])")],
    ['ses:SendRawEmail content', rawOf("MIMEText(body['text'])")],
    [
      'ses:SendRawEmail recipient fixed',
      rawOf("MIMEText('See it')").replace(
        'ses.',
        'mail.attach(MIMEImage(picture.getvalue()))\nses.',
      ),
    ],
    [
      'ses:SendRawEmail content',
      rawOf("MIMEText('See it')").replace('ses.', "mail.attach(MIMEImage(body['picture']))\nses."),
    ],
    [
      'smtplib.send_message recipient fixed',
      "mail = EmailMessage()\nmail['To'] = body['email']\nmail.set_content('Hi')\nsmtplib.SMTP('h').send_message(mail)",
    ],
    [
      'smtplib.send_message recipient',
      "mail = EmailMessage()\nmail['To'] = body['email']\nmail.set_content(body['text'])\nsmtplib.SMTP('h').send_message(mail)",
    ],
    [
      'smtplib.send_message recipient',
      "mail = EmailMessage()\nmail['To'] = body['email']\nmail['Subject'] = body['subject']\nmail.set_content('Hi')\nsmtplib.SMTP('h').send_message(mail)",
    ],
    [
      'smtplib.sendmail recipient fixed',
      "smtplib.SMTP('h').sendmail('a@example.com', body['email'], MIMEText('Hi').as_string())",
    ],
    [
      'smtplib.sendmail recipient',
      "smtplib.SMTP('h').sendmail('a@example.com', body['email'], body['text'])",
    ],
    [
      'sendgrid.send recipient fixed',
      "Mail(to_emails=body['email'], subject='Hi', html_content='Hello')",
    ],
    [
      'sendgrid.send recipient',
      "Mail(to_emails=body['email'], subject=body['subject'], html_content='Hello')",
    ],
    ['sendgrid.send recipient', "Mail(to_emails=body['email'], subject='Hi')"],
    [
      'mail.send recipient fixed',
      "resend.Emails.send({'to': body['email'], 'subject': 'Hi', 'html': 'Hello'})",
    ],
    [
      'mail.send recipient',
      "resend.Emails.send({'to': body['email'], 'subject': 'Hi', 'html': body['html']})",
    ],
    ['mail.send recipient fixed', "Message('Hi', recipients=[body['email']], body='Hello')"],
    ['sns:Publish recipient fixed', "sns.publish(PhoneNumber=body['phone'], Message='Hi')"],
    ['sns:Publish recipient', "sns.publish(PhoneNumber=body['phone'], Message=body['text'])"],
    [
      'twilio.messages.create recipient fixed',
      "Client('a', 'b').messages.create(to=body['phone'], body='Hi')",
    ],
    [
      'twilio.messages.create recipient',
      "Client('a', 'b').messages.create(to=body['phone'], body=body['text'])",
    ],
  ])('is known of other senders: %s, by %s', (found, code) => {
    expect(sentBy(code)).toEqual([found]);
  });

  it('is shown beside one that is not', () => {
    const sent = sentBy(`${mailOf("'Hi'")}\n${mailOf("body['text']")}`);
    expect(sent?.toSorted()).toEqual([sends, `${sends} fixed`]);
  });

  it('is looked at as long as there is room for all mails together, and each of them is seen', () => {
    const many = Array.from({ length: 60 }, (_, at) => `text = text + 'b${at}'\n${mailOf('text')}`);

    expect(sentBy(`text = 'a'\n${many.join('\n')}`)).toContain(sends);
  });
});
