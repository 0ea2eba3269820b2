import { describe, expect, it } from 'vitest';
import { publicLayer } from '../../../functions/checks/permissions/public-layer.ts';
import { resourceStatements } from '../../../functions/engines/iam/resource-policy.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { when } from '../../builders/resource-policy-of.ts';
import { functionNamed, layerNamed } from '../../fakes/targets.ts';

const configuration = layerNamed('common:3');
const sharers = [functionNamed('orders').arn];
const allow = {
  Sid: 'Everyone',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:GetLayerVersion',
  Resource: configuration.arn,
};

describeCheck(publicLayer, {
  passes: [
    { name: 'one without a policy', facts: factsOf() },
    { name: 'one for an account', facts: factsOf({ Principal: { AWS: '444455556666' } }) },
    {
      name: 'one for an organization',
      facts: factsOf(when('StringEquals', 'aws:PrincipalOrgID', 'o-abc123')),
    },
    { name: 'one that everyone is denied', facts: factsOf({ Effect: 'Deny' }) },
    {
      name: 'one that some are denied',
      facts: factsOf({ Effect: 'Deny', ...when('Bool', 'aws:SecureTransport', 'false') }),
    },
    { name: 'one whose Deny takes it back', facts: factsOf({}, { Sid: 'No', Effect: 'Deny' }) },
    { name: 'what is nothing to a layer', facts: factsOf({ Action: 'lambda:InvokeFunction' }) },
  ],
  fails: [
    { name: 'everyone', facts: factsOf({}), subjects: ['Everyone'] },
    {
      name: 'every account, by a pattern of actions',
      facts: factsOf({ Principal: { AWS: '*' }, Action: 'lambda:*' }),
      subjects: ['Everyone'],
    },
    {
      name: 'everyone, beside one who is named',
      facts: factsOf({ Sid: 'Partner', Principal: { AWS: '444455556666' } }, {}),
      subjects: ['Everyone'],
    },
    {
      name: 'any organization whatever',
      facts: factsOf(when('StringLike', 'aws:PrincipalOrgID', '*')),
      subjects: ['Everyone'],
    },
    {
      name: 'a statement without a name',
      facts: factsOf({ Sid: undefined }),
      subjects: ['statement on lambda:GetLayerVersion ~f69e66d6'],
    },
  ],
});

describe('public-layer', () => {
  it('does not apply to a layer of another account, whose policy cannot be read from here', () => {
    expect(publicLayer.evaluate({ configuration, sharers, layerPolicy: undefined })).toEqual({
      outcome: 'notApplicable',
    });
  });

  it('says what to run, and who uses the layer', () => {
    expect(publicLayer.evaluate(factsOf({}))).toMatchObject({
      details: [
        {
          summary: 'statement Everyone lets every AWS account download common:3',
          evidence: [{ text: `used by ${sharers[0]}` }],
          remediation: expect.stringContaining(
            'aws lambda remove-layer-version-permission --layer-name arn:aws:lambda:eu-west-1:111122223333:layer:common --version-number 3 --statement-id Everyone --region eu-west-1',
          ),
        },
      ],
    });
  });
});

function factsOf(...statements: readonly object[]) {
  const Statement = statements.map((statement) => ({ ...allow, ...statement }));
  const document = JSON.stringify({ Version: '2012-10-17', Statement });

  return {
    configuration,
    sharers,
    layerPolicy: statements.length > 0 ? resourceStatements(document, 'the policy') : [],
  };
}
