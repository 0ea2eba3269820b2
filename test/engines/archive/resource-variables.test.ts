import { describe, expect, it } from 'vitest';
import { resourceVariables } from '../../../functions/engines/archive/resource-variables.ts';
import { call } from '../../builders/function-use.ts';

const environment = {
  TABLE: 'orders',
  OTHER: 'other',
  MODEL: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
};

describe('of an environment', () => {
  it.each([
    ['what calls name', [call('dynamodb.GetItem', { TableName: '$TABLE' })], ['TABLE']],
    ['nothing that is not there', [call('dynamodb.GetItem', { TableName: '$NONE' })], []],
    [
      'the model of what asks a knowledge base',
      [call('bedrock-agent-runtime.RetrieveAndGenerate')],
      ['MODEL'],
    ],
    ['no model of what asks none', [call('dynamodb.ListTables')], []],
  ])('is kept %s', (_, calls, names) => {
    expect(Object.keys(resourceVariables({ calls, unresolved: [] }, environment))).toEqual(names);
  });

  it('nothing is kept that may be a secret', () => {
    const secret = { TABLE: 'postgres://me:kQ8mXz71LwR0t5vY@db.internal/orders' };
    const calls = [call('dynamodb.GetItem', { TableName: '$TABLE' })];

    expect(resourceVariables({ calls, unresolved: [] }, secret)).toEqual({});
  });
});
