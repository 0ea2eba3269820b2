import { describe, expect, it } from 'vitest';
import { foreignLayer } from '../../../functions/checks/permissions/foreign-layer.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed, layerNamed } from '../../fakes/targets.ts';

const sharers = ['orders', 'mails'].map((name) => functionNamed(name).arn);
const of = (owner?: string) => layerNamed('common:3', 'eu-west-1', owner);
const stranger = '999988887777';

describeCheck(foreignLayer, {
  passes: [
    { name: 'an own layer', facts: { configuration: of(), sharers, trustedAccounts: [] } },
    {
      name: 'one of a trusted account',
      facts: { configuration: of(stranger), sharers, trustedAccounts: [stranger] },
    },
    {
      name: 'Powertools',
      facts: { configuration: of('017000801446'), sharers, trustedAccounts: [] },
    },
    {
      name: 'Lambda Insights of a region that has an account of its own',
      facts: { configuration: of('012438385374'), sharers, trustedAccounts: [] },
    },
  ],
  fails: [
    {
      name: 'one of a stranger',
      facts: { configuration: of(stranger), sharers, trustedAccounts: ['111100001111'] },
      subjects: ['layer'],
    },
    {
      name: 'one of a vendor that is not trusted',
      facts: { configuration: of('464622532012'), sharers, trustedAccounts: [] },
      subjects: ['layer'],
    },
  ],
});

describe('a finding of foreign-layer', () => {
  it('names the account and the functions', () => {
    const verdict = foreignLayer.evaluate({
      configuration: of(stranger),
      sharers,
      trustedAccounts: [],
    });

    expect(verdict).toMatchObject({
      details: [
        {
          summary: expect.stringMatching(
            /^common:3 belongs to account 999988887777, .* in use by 2 functions$/,
          ),
          evidence: [{ text: `used by ${sharers[1]}` }, { text: `used by ${sharers[0]}` }],
        },
      ],
    });
  });
});
