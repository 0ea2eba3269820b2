import { expect, it } from 'vitest';
import { type Known, unknown } from '../../functions/core/known.ts';
import type { TrustPolicy } from '../../functions/engines/iam/index.ts';
import { edgeCandidates } from '../../functions/facts/edge-trust.ts';
import { lambdaTrust, trustOf } from '../builders/trust-of.ts';
import { functionNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders');
const services = (...Service: readonly string[]) => known(trustOf([{ Principal: { Service } }]));

it.each<[string, Known<TrustPolicy> | undefined, boolean]>([
  ['Lambda alone', known(lambdaTrust), false],
  ['no one', known(trustOf([])), false],
  ['another service', services('lambda.amazonaws.com', 'apigateway.amazonaws.com'), false],
  ['an account', known(trustOf([{ Principal: { AWS: '111122223333' } }])), false],
  ['Lambda@Edge but by a Deny', known(trustOf([denied()])), false],
  ['Lambda@Edge too', services('lambda.amazonaws.com', 'edgelambda.amazonaws.com'), true],
  ['Lambda@Edge in another spelling', services('EdgeLambda.amazonaws.com'), true],
  ['everyone', known(trustOf([{ Principal: '*' }])), true],
  ['all but someone', known(trustOf([{ NotPrincipal: { AWS: '111122223333' } }])), true],
  ['some alone, as far as is known', inPart(lambdaTrust), true],
  ['those who could not be read', unknown('denied'), true],
  ['those who were not stored', undefined, true],
])('CloudFront may run a function whose role trusts %s: %#', async (_, trust, mayRun) => {
  const read = async () => new Map(trust ? [[orders.roleArn, trust]] : []);

  expect((await edgeCandidates(read)([orders])).has(orders.arn)).toBe(mayRun);
});

it('asks for the role of several functions once', async () => {
  const asked: string[] = [];
  const mails = functionNamed('mails', { roleArn: orders.roleArn });

  await edgeCandidates(async (roles) => {
    asked.push(...roles.map(({ arn }) => arn));
    return new Map();
  })([orders, mails]);

  expect(asked).toEqual([orders.roleArn]);
});

function denied() {
  return { Effect: 'Deny', Principal: { Service: 'edgelambda.amazonaws.com' } };
}

function inPart<T>(value: T): Known<T> {
  return { known: true, value, incomplete: 'malformed' };
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}
