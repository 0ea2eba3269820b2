import { describe, expect, it } from 'vitest';
import { appsyncApiKey } from '../../../functions/checks/permissions/appsync-api-key.ts';
import type { AppsyncApi } from '../../../functions/domain/exposure/appsync-api.ts';
import { remediationIn } from '../../../functions/domain/remediation/remediation-text.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { little, much, something } from '../../builders/role-powers.ts';

describeCheck(appsyncApiKey, {
  passes: [
    { name: 'no API', facts: { appsyncApis: [], rolePower: undefined } },
    passing('signed requests', { authentication: 'AWS_IAM' }),
    passing('a user pool', { authentication: 'AMAZON_COGNITO_USER_POOLS' }),
    passing('an authorizer', { authentication: 'AWS_LAMBDA' }),
    passing('a key for the fields alone that the schema marks', {
      authentication: 'AWS_IAM',
      alsoAccepted: ['API_KEY'],
    }),
    passing('a private API', { isPrivate: true }),
    passing('a web ACL that keeps strangers out', {
      webAcls: [{ arn: 'arn:acl', name: 'office', isClosed: true, rates: [] }],
    }),
  ],
  fails: [
    { ...passing('a key', {}), subjects: ['g1'] },
    {
      ...passing('a key, unless a field asks for more', { alsoAccepted: ['AWS_IAM'] }),
      subjects: ['g1'],
    },
    {
      name: 'two ways of an API, and not the third, as one, and another API',
      facts: {
        appsyncApis: [
          appsyncApiOf(),
          appsyncApiOf({ qualifier: 'live' }),
          appsyncApiOf({ authentication: 'AWS_IAM', mergedInto: 'all (m1)' }),
          appsyncApiOf({ apiId: 'g2' }),
        ],
        rolePower: little,
      },
      subjects: ['g1', 'g2'],
    },
  ],
});

describe('an AppSync API with a key', () => {
  it.each([
    ['low', little],
    ['low', something],
    ['medium', much],
    ['medium', undefined],
  ] as const)('is %s with %o', (severity, power) => {
    expect(detailsOf([appsyncApiOf()], power)[0]?.severity).toBe(severity);
  });

  it('names its data sources, what it asks for and what the role gives', () => {
    const api = appsyncApiOf({ alsoAccepted: ['AWS_IAM'], dataSources: ['orders', 'returns'] });
    const merged = appsyncApiOf({
      qualifier: 'live',
      webAcls: [{ arn: 'arn:acl', name: 'shop', rates: [] }],
      mergedInto: 'all (m1)',
      address: 'https://m1.example',
    });
    const [detail] = detailsOf([api, merged], something);

    expect(detail).toMatchObject({
      summary: `Anyone who has the API key of the AppSync API shop can run it, at ${api.address}`,
      evidence: [
        { text: 'data source orders: API_KEY, AWS_IAM; no web ACL' },
        { text: 'data source returns: API_KEY, AWS_IAM; no web ACL' },
        {
          text: 'data source orders: API_KEY; web ACL shop (no rule of its own limits how often an address calls), by the merged API all (m1), leads to live of the function',
        },
        { text: 'A field of its schema may ask for more: the schema was not read' },
        { text: something.because },
      ],
      mark: ['orders to the function', 'returns to the function', 'orders to live by all (m1)'],
    });
  });

  it('says nothing of a schema whose fields cannot ask for more', () => {
    const [detail] = detailsOf([appsyncApiOf()], little);

    expect(JSON.stringify(detail?.evidence)).not.toContain('schema');
  });

  it('says of an Event API what its channels may ask for, and how it is changed', () => {
    const events = appsyncApiOf({ isEvents: true, alsoAccepted: ['AWS_IAM'] });
    const [detail] = detailsOf([events], little);

    expect(detail?.evidence).toContainEqual(
      expect.objectContaining({
        text: 'A namespace of its channels may ask for another one: that was not read',
      }),
    );
    expect(JSON.stringify(detail?.evidence)).not.toContain('schema');
    expect(detail?.remediation).toContain('publishers and subscribers authenticate');
    expect(detail?.remediation).toContain('aws appsync get-api --api-id g1');
  });

  it('names the namespaces of channels that were read', () => {
    const events = appsyncApiOf({ isEvents: true, namespaces: ['chat'] });
    const texts = JSON.stringify(detailsOf([events], little)[0]?.evidence);

    expect(texts).toContain('API_KEY in the channels of chat; no web ACL');
    expect(texts).not.toContain('not read');
  });

  it('says what to change, and how keys are deleted', () => {
    const { lead, parts } = remediationIn(
      detailsOf([appsyncApiOf()], little)[0]?.remediation ?? '',
    );

    expect(lead).toMatch(/\.$/);
    expect(parts.at(-1)?.text).toBe(
      'aws appsync list-api-keys --api-id g1 --region eu-west-1\naws appsync delete-api-key --api-id g1 --region eu-west-1 --id ID',
    );
  });
});

function passing(name: string, some: Partial<AppsyncApi>) {
  return { name, facts: { appsyncApis: [appsyncApiOf(some)], rolePower: undefined } };
}

function detailsOf(appsyncApis: readonly AppsyncApi[], rolePower: RolePower | undefined) {
  const verdict = appsyncApiKey.evaluate({ appsyncApis, rolePower });

  return verdict.outcome === 'fail' ? verdict.details : [];
}
