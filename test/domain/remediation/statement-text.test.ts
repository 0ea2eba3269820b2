import { describe, expect, it } from 'vitest';
import {
  jsonText,
  policyText,
  statementText,
} from '../../../functions/domain/remediation/statement-text.ts';
import { parsePolicy } from '../../../functions/engines/iam/policy-document.ts';
import { resourcePolicyOf } from '../../builders/resource-policy-of.ts';
import { fc, property } from '../../property.ts';

const written = [
  { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::invoices/*' },
  {
    Effect: 'Deny',
    NotAction: ['s3:*', 'sqs:*'],
    NotResource: '*',
    Condition: {
      StringEquals: { 'aws:PrincipalTag/a': ['x', 'y'], 'aws:RequestedRegion': 'eu-west-1' },
      Bool: { 'aws:SecureTransport': 'false' },
    },
  },
];

describe('the text of a statement', () => {
  it.each(written)('is the statement again %#', (statement) => {
    const [parsed] = parsePolicy(JSON.stringify({ Statement: statement }), 'p');

    expect(JSON.parse(parsed ? statementText(parsed) : '')).toEqual(statement);
  });

  it('of a resource policy says whose it is', () => {
    const statement = {
      Sid: 'Hook',
      Effect: 'Allow',
      Principal: { Service: ['s3.amazonaws.com', 'sns.amazonaws.com'], AWS: '111122223333' },
      Action: 'lambda:InvokeFunction',
      Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    };
    const [parsed] = resourcePolicyOf([statement]).statements;

    expect(JSON.parse(parsed ? statementText(parsed) : '')).toEqual(statement);
  });

  it('of a trust policy names no resource', () => {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    const { statements } = resourcePolicyOf([statement]);

    expect(JSON.parse(policyText(statements))).toEqual({
      Version: '2012-10-17',
      Statement: [statement],
    });
  });

  property.prop([fc.string({ unit: 'binary' })])(
    'means what it did and shows all of it',
    (text) => {
      const json = jsonText({ [text]: text });

      expect(JSON.parse(json)).toEqual({ [text]: text });
      expect(json).not.toMatch(/[^\n -~]|'/);
    },
  );
});
