import { createHmac, timingSafeEqual } from 'node:crypto';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

const sfn = new SFNClient();

export const handler = async (event) => {
  const signature = event.headers['x-hub-signature'] ?? '';
  const mine = `sha1=${createHmac('sha1', process.env.WEBHOOK_SECRET).update(event.body).digest('hex')}`;
  if (signature.length !== mine.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(mine))) return { statusCode: 403 };

  const { repository, after } = JSON.parse(event.body);
  await sfn.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE, input: JSON.stringify({ repository: repository.full_name, commit: after }) }));
  return { statusCode: 202 };
};
