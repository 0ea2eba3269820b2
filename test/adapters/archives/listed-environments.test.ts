import { beforeEach, describe, expect, it } from 'vitest';
import { listedEnvironments } from '../../../functions/adapters/archives/listed-environments.ts';
import type { ListedFunction } from '../../../functions/adapters/aws/lambda-inventory.ts';
import { environmentKey } from '../../../functions/engines/archive/index.ts';
import { checked } from '../../engines/secrets/secret-samples.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const secret = checked('ghp_');
const orders = functionNamed('orders');

let facts: RecordedFacts;
beforeEach(() => {
  facts = recordedFacts();
});

describe('the environments that a listing shows', () => {
  it('are kept as what of them looks like a secret, and never as the secret', async () => {
    await noted({ target: orders, environment: { GITHUB_TOKEN: secret, TABLE: 'orders' } });

    expect(await kept(orders)).toMatchObject([{ variable: 'GITHUB_TOKEN' }]);
    expect(facts.written()).not.toContain(secret);
  });

  it('are kept where there is nothing in them', async () => {
    await noted({ target: orders, environment: {} });

    expect(await kept(orders)).toEqual([]);
  });

  it.each<[string, ListedFunction]>([
    ['could not be shown', { target: orders, environment: undefined }],
    [
      'may change unseen, for the function has no revision',
      { target: { ...orders, revisionId: '' }, environment: {} },
    ],
  ])('are not kept where they %s', async (_, listed) => {
    await noted(listed);

    expect(await kept(listed.target)).toBeUndefined();
  });

  it('are kept anew when the function changes', async () => {
    await noted({ target: orders, environment: {} });
    const changed = { ...orders, revisionId: 'another' };

    await noted({ target: changed, environment: { GITHUB_TOKEN: secret } });

    expect(await kept(orders)).toEqual([]);
    expect(await kept(changed)).toHaveLength(1);
  });

  it('are written once', async () => {
    await noted({ target: orders, environment: {} });
    const before = facts.written();

    await noted({ target: orders, environment: {} });

    expect(facts.written()).toBe(before);
  });

  it('harm no listing where they cannot be kept', async () => {
    const broken = { ...facts, write: () => Promise.reject(new Error('throttled')) };

    await expect(
      listedEnvironments(broken)([{ target: orders, environment: {} }]),
    ).resolves.toBeUndefined();
  });
});

function noted(...page: readonly ListedFunction[]) {
  return listedEnvironments(facts)(page);
}

async function kept(target: typeof orders) {
  const key = environmentKey(target);

  return (await facts.read('environment', [key])).get(key);
}
