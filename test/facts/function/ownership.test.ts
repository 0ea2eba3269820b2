import { describe, expect, it } from 'vitest';
import type { TagReader } from '../../../functions/app/account-readers.ts';
import { factsIn } from '../../../functions/app/watched-accounts.ts';
import { accountOf } from '../../../functions/core/target.ts';
import {
  surveyedOwnership,
  surveyedTags,
  tagSurvey,
} from '../../../functions/facts/function/ownership.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const abroad = functionNamed('orders', { region: 'us-east-1' });
const regions = ['eu-west-1', 'us-east-1'];
const at = (day: number) => () => new Date(Date.UTC(2026, 0, day, 2));

describe('tags of functions of several accounts', () => {
  const theirs = { ...orders, arn: orders.arn.replace(/\d{12}/, '222233334444') };
  const both = async (first: number, second: number) => {
    const table = recordedFacts();
    const hub = accountOf(orders.arn);
    const factsOf = (account: string) => factsIn(account, hub, table);
    const survey = (of: typeof orders, owner: string, day: number) => {
      const read: TagReader = async function* () {
        yield [{ arn: of.arn, tags: [['team', owner]] as const }];
      };
      return tagSurvey(read, factsOf(accountOf(of.arn)), at(day)).survey(['eu-west-1'], []);
    };
    await survey(orders, 'shop', first);
    await survey(theirs, 'post', second);

    const watched = { facts: table, ids: async () => [], factsOf };
    return [...(await surveyedTags(table, at(2), watched)([orders, theirs])).values()];
  };

  it.each([
    [1, 2],
    [2, 1],
  ])(
    'are each as its own account was last read: on day %i and on day %i',
    async (first, second) => {
      expect(await both(first, second)).toMatchObject([
        { known: true, value: new Map([['team', 'shop']]) },
        { known: true, value: new Map([['team', 'post']]) },
      ]);
    },
  );
});

describe('the survey of tags', () => {
  it('brings to each function whose it is, by the pages of its region', async () => {
    const facts = recordedFacts();

    const gaps = await tagSurvey(tagged({ orders: 'shop' }), facts, at(1)).survey(regions, []);

    expect(gaps).toEqual([]);
    expect(await ownersIn(facts, 1)).toEqual(['shop', undefined, undefined]);
  });

  it('forgets a tag that is no longer there', async () => {
    const facts = recordedFacts();
    await tagSurvey(tagged({ orders: 'shop', mails: 'shop' }), facts, at(1)).survey(regions, []);

    await tagSurvey(tagged({ mails: 'post' }), facts, at(2)).survey(regions, []);

    expect(await ownersIn(facts, 2)).toEqual([undefined, 'post', undefined]);
  });

  it('is a gap of the account where a region cannot be read, which keeps what is known of it', async () => {
    const facts = recordedFacts();
    await tagSurvey(tagged({ orders: 'shop' }), facts, at(1)).survey(regions, []);

    const gaps = await tagSurvey(denied, facts, at(2)).survey(regions, []);

    expect(gaps).toEqual([
      { fact: 'ownership', reason: 'eu-west-1: not authorised; us-east-1: not authorised' },
    ]);
    expect(await ownersIn(facts, 2)).toEqual(['shop', undefined, undefined]);
  });

  it('knows nothing that was read too long ago, nor what was never read', async () => {
    const facts = recordedFacts();
    expect(await ownersIn(facts, 1)).toEqual(['unknown', 'unknown', 'unknown']);

    await tagSurvey(tagged({ orders: 'shop' }), facts, at(1)).survey(['eu-west-1'], []);

    expect(await ownersIn(facts, 1)).toEqual(['shop', undefined, 'unknown']);
    expect(await ownersIn(facts, 4)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('counts no region whose pages break off, but what they had', async () => {
    const facts = recordedFacts();
    await tagSurvey(tagged({ mails: 'post' }), facts, at(1)).survey(['eu-west-1'], []);
    const broken: TagReader = async function* (region) {
      yield* tagged({ orders: 'shop' })(region);
      throw new Error('throttled');
    };

    const gaps = await tagSurvey(broken, facts, at(2)).survey(['eu-west-1'], []);

    expect(gaps).toHaveLength(1);
    expect(await ownersIn(facts, 2)).toEqual(['shop', 'post', 'unknown']);
  });

  it('is unknown where what was written down is damaged', async () => {
    const facts = recordedFacts();
    await tagSurvey(tagged({}), facts, at(1)).survey(['eu-west-1'], []);

    await facts.write('tags', new Map([[orders.arn, { readAt: 'x', tags: 'all' }]]));

    expect(await ownersIn(facts, 1)).toEqual(['unknown', undefined, 'unknown']);
  });

  it('stores no secret that stands in a tag', async () => {
    const facts = recordedFacts();
    const key = 'AKIA2E0A8F3B244C9986';

    await tagSurvey(tagged({ orders: key }), facts, at(1)).survey(['eu-west-1'], []);

    expect(facts.written()).not.toContain(key);
  });

  it('reads of the table what the fact declares', async () => {
    const facts = recordedFacts();

    await ownersIn(facts, 1);

    expect(facts.called()).toEqual(factSources.function.ownership.map(({ action }) => action));
  });
});

async function ownersIn(facts: ReturnType<typeof recordedFacts>, day: number) {
  const targets = [orders, mails, abroad];
  const answers = await surveyedOwnership(facts, { ownerTags: ['team'] }, at(day))(targets);

  return targets.map(({ arn }) => {
    const answer = answers.get(arn);
    return answer?.known ? answer.value.owner : 'unknown';
  });
}

/** Teams of functions of eu-west-1, by name. */
function tagged(teams: Readonly<Record<string, string>>): TagReader {
  return async function* (region) {
    if (region !== 'eu-west-1') return;
    for (const [name, team] of Object.entries(teams)) {
      yield [{ arn: functionNamed(name).arn, tags: [['team', team]] }];
    }
  };
}

const denied: TagReader = () => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('not authorised')) }),
});
