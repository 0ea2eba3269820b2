import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';

const ses = new SESClient({});
const render = Handlebars.compile(readFileSync(new URL('./welcome.hbs', import.meta.url), 'utf8'));

export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const { email, name } = dynamodb.NewImage;
    await ses.send(new SendEmailCommand({ Source: process.env.FROM, Destination: { ToAddresses: [email.S] }, Message: { Subject: { Data: 'Hi' }, Body: { Html: { Data: render({ name: name.S }) } } } }));
  }
};
