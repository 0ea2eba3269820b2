import { describe, expect, it } from 'vitest';
import { codePowerOf } from '../../../functions/engines/iam/code-power.ts';
import { call, operationNames, useOf } from '../../builders/function-use.ts';

const put = call('dynamodb.PutItem', { TableName: 'orders' });
const scan = call('dynamodb.Scan', { TableName: 'orders' });
const get = call('dynamodb.GetItem', { TableName: 'orders' });

describe('what code does with its role', () => {
  it.each([
    ['nothing', 'little', false, []],
    ['to measure', 'little', false, [call('cloudwatch.PutMetricData')]],
    [
      'what anyone may ask Cognito for',
      'little',
      false,
      [cognito('ForgotPassword'), cognito('InitiateAuth')],
    ],
    ['what only its role may ask Cognito for', 'something', true, [cognito('AdminInitiateAuth')]],
    ['to make users', 'much', true, [cognito('SignUp'), cognito('AdminCreateUser')]],
    ['to read a table', 'something', false, [get]],
    ['to read all of a table', 'much', false, [scan]],
    ['to write to it', 'something', true, [get, put]],
    ['to publish', 'something', true, [call('sns.Publish', { TopicArn: '$TOPIC' })]],
    ['to read a file of a bucket by name', 'something', false, [s3Get('photos')]],
    ['to read one of a bucket of its environment', 'much', false, [s3Get('$BUCKET')]],
    ['to read one of any bucket', 'much', false, [call('s3.GetObject')]],
    ['to read a secret by name, which opens something', 'something', true, [secret(db)]],
    ['to read any secret', 'much', true, [call('secretsmanager.GetSecretValue')]],
    ['to take up a role', 'much', true, [call('sts.AssumeRole')]],
    ['to change the code of a function', 'much', true, [call('lambda.UpdateFunctionCode')]],
    ['what AWS is not known to have', 'something', true, [call('dynamodb.Devour')]],
    ['to answer on any connection', 'something', true, [answer()]],
    ['to run an agent', 'something', true, [call('bedrock-agent-runtime.InvokeAgent')]],
    ['to read a secret that a caller chooses', 'much', true, [secret('prod/|?')]],
    ['to read a file of a bucket that a caller chooses', 'much', false, [s3Get('a-|?')]],
  ] as const)('%s: %s, changing %s', (_, gives, writes, calls) => {
    expect(codePowerOf(useOf([...calls]), operationNames)).toMatchObject({ gives, writes });
  });

  it.each([
    [true, 'reads all of a table', [scan, put]],
    [undefined, 'reads all of a table and any file', [scan, s3Get('$BUCKET')]],
    [undefined, 'reads an item', [get]],
  ] as const)('is much of tables alone (%s) where it %s', (isOfTables, _, calls) => {
    expect(codePowerOf(useOf([...calls]), operationNames)?.isOfTables).toBe(isOfTables);
  });

  it.each([
    ['they are not known', useOf([], { calls: { known: false, reason: 'an image' } })],
    [
      'they are read in part',
      useOf([], {
        calls: { known: true, value: { calls: [], unresolved: [] }, incomplete: 'cut' },
      }),
    ],
    ['one cannot be resolved', useOf([put], { unresolved: [{ ...place, reason: 'made up' }] })],
    [
      'one of a service cannot be resolved',
      useOf([put], { unresolved: [{ ...place, service: 's3', reason: 'made up' }] }),
    ],
  ])('is not known where %s', (_, use) => {
    expect(codePowerOf(use, operationNames)).toBeUndefined();
  });

  it('says what it calls', () => {
    const because = (...calls: readonly ReturnType<typeof call>[]) =>
      codePowerOf(useOf(calls), operationNames)?.because;

    expect(because()).toBe('its code is seen to call nothing of AWS');
    expect(because(cognito('SignUp'))).toContain('nothing of AWS that takes a permission');
    expect(because(cognito('SignUp'), put)).toBe('its code calls dynamodb:PutItem');
    expect(because(put)).toBe('its code calls dynamodb:PutItem');
    expect(because(get, put, get)).toBe('its code calls dynamodb:GetItem and 1 more action');
  });
});

const db = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const place = { path: 'index.mjs', line: 1, column: 1 };

function s3Get(Bucket: string) {
  return call('s3.GetObject', { Bucket });
}

function secret(SecretId: string) {
  return call('secretsmanager.GetSecretValue', { SecretId });
}

function cognito(operation: string) {
  return call(`cognito-idp.${operation}`);
}

function answer() {
  return call('apigatewaymanagementapi.PostToConnection');
}
