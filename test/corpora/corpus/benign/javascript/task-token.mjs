import { SFNClient, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';

const sfn = new SFNClient({});
const ses = new SESClient({});

export const ask = async ({ token, email, name }) => {
  const link = `${process.env.API}/approve?token=${encodeURIComponent(token)}`;
  await ses.send(new SendEmailCommand({
    Destination: { ToAddresses: [email] },
    Source: process.env.SENDER,
    Message: { Subject: { Data: `Approve ${name}` }, Body: { Text: { Data: link } } },
  }));
};

export const handler = async (event) => {
  if (event.token) return ask(event);
  await sfn.send(new SendTaskSuccessCommand({ taskToken: event.queryStringParameters.token, output: '{"approved":true}' }));
  return { statusCode: 200, body: 'Thank you' };
};
