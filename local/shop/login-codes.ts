import type { SampleFunction } from './sample-function.ts';
import { openUrlPermissions } from './url-permissions.ts';

/** A function that sends a text message to whatever number any caller names. */
export function loginCodes(name: string): SampleFunction {
  return {
    name,
    runtime: 'nodejs24.x',
    age: 100,
    files: {
      'index.js': `const { randomInt } = require('node:crypto');
const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');

const sns = new SNSClient();

exports.handler = async (event) => {
  const { phone } = JSON.parse(event.body);
  const Message = \`Your code is \${randomInt(100000, 1000000)}\`;
  await sns.send(new PublishCommand({ PhoneNumber: phone, Message }));
  return { statusCode: 204 };
};
`,
    },
    url: { authType: 'NONE' },
    permissions: openUrlPermissions,
    // What the same callers spend of Lambda is a part of the text messages'.
    faults: ['permissions/unauthenticated-url#function', 'usage/public-metered-calls#function'],
  };
}
