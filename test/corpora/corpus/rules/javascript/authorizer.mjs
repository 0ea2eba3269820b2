import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';

const key = createPublicKey(process.env.PUBLIC_KEY);

export const handler = async (event) => {
  const token = (event.authorizationToken ?? '').replace('Bearer ', '');

  const loose = jwt.verify(token, key, { algorithms: ['none'] }); // bad: weak-crypto
  const exact = jwt.verify(token, key, { algorithms: ['RS256'] }); // good
  const backOff = 100 + Math.random() * 50; // good
  await new Promise((done) => setTimeout(done, backOff));

  return { principalId: exact.sub ?? loose.sub, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }] } };
};
