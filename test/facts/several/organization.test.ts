import { describe, expect, it } from 'vitest';
import { organization } from '../../../functions/facts/several/organization.ts';
import { controlsOf } from '../../builders/controls-of.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');

describe('the organization of a function', () => {
  it('is the one whose policies the sweep has read', async () => {
    const facts = recordedFacts();
    const value = { ...controlsOf({}), organization: 'o-abc123' };
    await facts.write('controls', new Map([['account', { known: true, value }]]));

    expect(await organizationOf(facts, true)).toEqual({ known: true, value: 'o-abc123' });
  });

  it('is not known where the sweep could not read it, which is a gap of the account', async () => {
    const facts = recordedFacts();
    await facts.write('controls', new Map([['account', { known: false, reason: 'denied' }]]));

    expect(await organizationOf(facts, true)).toEqual({
      known: true,
      value: undefined,
      incomplete: 'denied',
      isAccountGap: true,
    });
  });

  it('is none without an organization, and nothing is read', async () => {
    const facts = { ...recordedFacts(), read: () => Promise.reject(new Error('not asked')) };

    expect(await organizationOf(facts, false)).toEqual({ known: true, value: undefined });
  });
});

async function organizationOf(facts: Parameters<typeof organization>[0], isRead: boolean) {
  return (await organization(facts, isRead)([orders])).get(orders.arn);
}
