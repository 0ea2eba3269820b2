import { beforeEach, describe, expect, it } from 'vitest';
import { listedEnvironments } from '../../../functions/adapters/archives/listed-environments.ts';
import type { ListedFunction } from '../../../functions/adapters/aws/lambda-inventory.ts';
import { environmentKey } from '../../../functions/engines/archive/index.ts';
import { equalValueNotes } from '../../../functions/facts/equal-values.ts';
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

    expect(await kept(orders)).toMatchObject({ secrets: [{ variable: 'GITHUB_TOKEN' }] });
    expect(facts.written()).not.toContain(secret);
  });

  it('are kept where there is nothing in them', async () => {
    await noted({ target: orders, environment: {} });

    expect(await kept(orders)).toEqual({ secrets: [], variables: [] });
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

    expect(await kept(orders)).toEqual({ secrets: [], variables: [] });
    expect(await kept(changed)).toMatchObject({ secrets: [{ variable: 'GITHUB_TOKEN' }] });
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

describe('equal values of a listing', () => {
  const mails = functionNamed('mails');
  const prices = functionNamed('prices');
  const one = checked('ghp_');
  const other = checked('npm_');
  const having = (target: typeof orders, GITHUB_TOKEN: string) => ({
    target,
    environment: { GITHUB_TOKEN, TABLE: 'orders' },
  });
  const labelOf = async (target: typeof orders) => {
    const note = (await equalValueNotes(facts).read([target.arn])).get(target.arn);
    return note?.configuration === environmentKey(target) ? note.labels.GITHUB_TOKEN : undefined;
  };
  const listed = async (...pages: readonly (readonly ListedFunction[])[]) => {
    const onPage = listedEnvironments(facts);
    for (const page of pages) await onPage(page);
  };

  it('have one label, on whichever page they are, and others another', async () => {
    await listed([having(orders, one), having(mails, other)], [having(prices, one)]);

    expect(await labelOf(orders)).toMatch(/^[0-9a-f]{12}$/);
    expect(await labelOf(prices)).toBe(await labelOf(orders));
    expect(await labelOf(mails)).not.toBe(await labelOf(orders));
    expect(facts.written()).not.toContain(one);
  });

  it('are no secrets of another listing, of which nothing is known', async () => {
    await listed([having(orders, one)]);
    await listed([having(prices, one)]);

    expect(await labelOf(prices)).not.toBe(await labelOf(orders));
  });

  it('keep their label in whichever order they come, and nothing is written', async () => {
    await listed([having(orders, one), having(prices, one)]);
    const before = await labelOf(orders);
    const written = facts.written();

    await listed([having(prices, one)], [having(orders, one)]);

    expect(await labelOf(orders)).toBe(before);
    expect(facts.written()).toBe(written);
  });

  it('are apart from one that is changed, whatever its label was', async () => {
    await listed([having(orders, one), having(prices, one)]);
    const changed = { ...orders, revisionId: 'another' };

    await listed([having(changed, other), having(prices, one)]);

    expect(await labelOf(orders)).toBeUndefined();
    expect(await labelOf(changed)).not.toBe(await labelOf(prices));
  });

  it('are of variables that hold a secret, and of what is shown', async () => {
    await listed([{ target: orders, environment: { TABLE: 'orders' } }]);
    await listed([{ target: mails, environment: undefined }]);

    expect(await equalValueNotes(facts).read([orders.arn, mails.arn])).toEqual(new Map());
  });

  it('are of keys that anyone guesses, and not of where a key is', async () => {
    const environment = { JWT_SECRET: 'abc123', COOKIE_SECRET: '{{resolve:ssm:cookies}}' };
    await listed([{ target: orders, environment }]);

    const note = (await equalValueNotes(facts).read([orders.arn])).get(orders.arn);
    expect(Object.keys(note?.labels ?? {})).toEqual(['JWT_SECRET']);
  });

  it('may have the name of what every object has', async () => {
    const target = functionNamed('named');
    await listed([{ target, environment: { constructor: one } as never }]);

    const note = (await equalValueNotes(facts).read([target.arn])).get(target.arn);
    expect(Object.entries(note?.labels ?? {})).toEqual([
      ['constructor', expect.stringMatching(/^[0-9a-f]{12}$/)],
    ]);
  });
});

function noted(...page: readonly ListedFunction[]) {
  return listedEnvironments(facts)(page);
}

async function kept(target: typeof orders) {
  const key = environmentKey(target);

  return (await facts.read('environment', [key])).get(key);
}
