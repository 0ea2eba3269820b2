import { describe, expect, it } from 'vitest';
import { foreignLayerAccess } from '../../../functions/checks/permissions/foreign-layer-access.ts';
import { resourceStatements } from '../../../functions/engines/iam/resource-policy.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { when } from '../../builders/resource-policy-of.ts';
import { functionNamed, layerNamed } from '../../fakes/targets.ts';

const configuration = layerNamed('common:3');
const sharers = [functionNamed('orders').arn];
const stranger = '999988887777';
const vendor = '444455556666';
const allow = {
  Sid: 'Partner',
  Effect: 'Allow',
  Principal: { AWS: stranger },
  Action: 'lambda:GetLayerVersion',
  Resource: configuration.arn,
};
const everyone = { Principal: '*' };
const ofOrganization = (id: string) => when('StringEquals', 'aws:PrincipalOrgID', id);

describeCheck(foreignLayerAccess, {
  passes: [
    { name: 'one without a policy', facts: factsOf() },
    { name: 'its own account', facts: factsOf({ Principal: { AWS: '111122223333' } }) },
    { name: 'a trusted account', facts: factsOf({ Principal: { AWS: vendor } }) },
    { name: 'everyone, which is another finding', facts: factsOf(everyone) },
    { name: 'its organization', facts: factsOf({ ...everyone, ...ofOrganization('o-shop') }) },
    {
      name: 'an organization where its own is not known',
      facts: { ...factsOf({ ...everyone, ...ofOrganization('o-other') }), organization: undefined },
    },
    { name: 'a Deny', facts: factsOf({ Effect: 'Deny' }) },
    { name: 'one whose Deny takes it back', facts: factsOf({}, { Sid: 'No', Effect: 'Deny' }) },
    { name: 'what is nothing to a layer', facts: factsOf({ Action: 'lambda:InvokeFunction' }) },
  ],
  fails: [
    { name: 'an account', facts: factsOf({}), subjects: ['Partner'] },
    {
      name: 'an account beside a trusted one',
      facts: factsOf({ Principal: { AWS: [vendor, stranger] } }),
      subjects: ['Partner'],
    },
    {
      name: 'another organization',
      facts: factsOf({ ...everyone, ...ofOrganization('o-other') }),
      subjects: ['Partner'],
    },
    {
      name: 'each of two statements',
      facts: factsOf({}, { Sid: 'Old', Principal: { AWS: '000011112222' } }),
      subjects: ['Partner', 'Old'],
    },
  ],
});

describe('a layer that is shared', () => {
  it('is none of an account whose policy cannot be read from here', () => {
    expect(foreignLayerAccess.evaluate({ ...factsOf(), layerPolicy: undefined })).toEqual({
      outcome: 'notApplicable',
    });
  });

  it.each([
    [{}, 'account 999988887777', '999988887777'],
    [{ ...everyone, ...ofOrganization('o-other') }, 'organization o-other', '*'],
  ])('says with whom, who uses it, and what to run', (statement, who, principal) => {
    expect(foreignLayerAccess.evaluate(factsOf(statement))).toMatchObject({
      details: [
        {
          summary: `statement Partner lets ${who} download common:3`,
          evidence: [{ text: `${who}, by ${principal}` }, { text: `used by ${sharers[0]}` }],
          remediation: expect.stringContaining(
            'aws lambda remove-layer-version-permission --layer-name arn:aws:lambda:eu-west-1:111122223333:layer:common --version-number 3 --statement-id Partner --region eu-west-1',
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
    trustedAccounts: [vendor],
    organization: 'o-shop',
  };
}
