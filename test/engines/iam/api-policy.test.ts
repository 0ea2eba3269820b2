import { describe, expect, it } from 'vitest';
import { allowsPublicCall, apiPolicy } from '../../../functions/engines/iam/api-policy.ts';

const api = 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3';
const route = `${api}/live/GET/orders`;
const allow = {
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
};
const deny = { ...allow, Effect: 'Deny' };
const address = (operator: string) => ({
  Condition: { [operator]: { 'aws:SourceIp': '203.0.113.0/24' } },
});

describe('the policy of an API lets strangers call', () => {
  it.each<[string, readonly object[]]>([
    ['when it allows all', [allow]],
    ['when it allows the stage', [{ ...allow, Resource: `${api}/live/*` }]],
    ['when it denies another method', [allow, { ...deny, Resource: `${api}/*/DELETE/*` }]],
    ['when it denies one account', [allow, { ...deny, Principal: { AWS: '444455556666' } }]],
  ])('%s', (_, statements) => {
    expect(lets(statements)).toBe(true);
  });
});

describe('the policy of an API keeps strangers out', () => {
  it.each<[string, readonly object[]]>([
    ['when it allows nothing', [{ ...allow, Action: 's3:GetObject' }]],
    ['when it allows another stage', [{ ...allow, Resource: `${api}/test/*` }]],
    ['when it allows an account', [{ ...allow, Principal: { AWS: '111122223333' } }]],
    ['when it allows an office', [{ ...allow, ...address('IpAddress') }]],
    ['when it denies all but an office', [allow, { ...deny, ...address('NotIpAddress') }]],
    ['when it denies all', [allow, deny]],
    [
      'when it denies all but an endpoint',
      [allow, { ...deny, Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    ],
  ])('%s', (_, statements) => {
    expect(lets(statements)).toBe(false);
  });
});

it('is read with its quotes escaped, as API Gateway returns it', () => {
  const text = JSON.stringify({ Statement: [allow] });

  expect(apiPolicy(text.replaceAll('"', '\\"'))).toEqual(apiPolicy(text));
  expect(() => apiPolicy('{\\"Statement')).toThrow('is no policy that can be read');
});

function lets(statements: readonly object[]): boolean {
  return allowsPublicCall(apiPolicy(JSON.stringify({ Statement: statements })), route);
}
