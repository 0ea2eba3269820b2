import { describe, expect, it } from 'vitest';
import type { DeploymentReader } from '../../functions/app/account-readers.ts';
import { deploymentSurvey } from '../../functions/facts/deployment-survey.ts';
import { lastDeployments } from '../../functions/facts/last-deployment.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { functionNamed } from '../fakes/targets.ts';

const UPDATED = 'UpdateFunctionCode20150331v2';
const night = (day: number) => new Date(Date.UTC(2026, 10, day, 2));

describe('the deployments of a night', () => {
  it('are known of each function, the newest of each, for three lookups a region', async () => {
    const one = account([update('shop', 1), update('mail', 2), update('shop', 5)]);

    expect(await one.survey(6)).toEqual([]);

    expect(await one.deployers()).toEqual({ shop: 'on day 5', mail: 'on day 2' });
    expect(one.lookups).toHaveLength(3);
  });

  it('are those since the night before, and what was late', async () => {
    const one = account([update('shop', 1)]);
    await one.survey(6);
    one.lookups.length = 0;

    await one.survey(7);

    const since = '2026-11-06T01:45:00.000Z';
    expect(one.lookups.map((each) => each.since)).toEqual([since, since, since]);
  });

  it('are the newest of very many first; what is further back follows in the next nights', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => update(`f${index}`, index / 1_000));
    const one = account(many);

    await one.survey(2);
    expect(one.lookups).toHaveLength(20);
    const first = Object.keys(await one.deployers());
    expect(first).toHaveLength(900);
    expect(first).toContain('f1499');
    expect(first).not.toContain('f100');

    one.lookups.length = 0;
    await one.survey(3);
    expect(one.lookups.length).toBeLessThanOrEqual(20);
    expect(Object.keys(await one.deployers())).toHaveLength(1_500);

    one.lookups.length = 0;
    await one.survey(4);
    expect(one.lookups).toHaveLength(3);
  });

  it('lose nothing between, where a day has more than a night looks up', async () => {
    const one = account(Array.from({ length: 40 }, (_, index) => update(`old${index}`, 1)));
    await one.survey(2);

    one.events.push(
      ...Array.from({ length: 1_200 }, (_, index) => update(`new${index}`, 2 + index / 10_000)),
    );
    for (const day of [3, 4]) await one.survey(day);

    expect(Object.keys(await one.deployers())).toHaveLength(1_240);
  });

  it('are a gap of the account where a region does not say, and those of others are known', async () => {
    const one = account([update('shop', 1)], ['eu-central-1', 'eu-west-1'], 'eu-central-1');

    expect(await one.survey(6)).toEqual([
      { fact: 'who deployed functions last', reason: 'eu-central-1: denied' },
    ]);
    expect(await one.deployers()).toEqual({ shop: 'on day 1' });
  });

  it('are looked up for two minutes at most, however slow the answers are', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => update(`f${index}`, index / 1_000));
    const one = account(many, ['eu-west-1'], undefined, 35_000);

    await one.survey(2);

    expect(one.lookups).toHaveLength(4);
  });
});

interface Event {
  readonly name: string;
  readonly at: Date;
}

/** @param day of the month, with its part. */
function update(name: string, day: number): Event {
  return { name, at: new Date(Date.UTC(2026, 10, 1) + (day - 1 + 0.5) * 86_400_000) };
}

function account(
  events: Event[],
  regions: readonly string[] = ['eu-west-1'],
  denied?: string,
  slowMs = 0,
) {
  const facts = recordedFacts();
  const lookups: { readonly since: string }[] = [];
  const state = { now: night(1).getTime() };
  const clock = () => new Date(state.now);

  const read: DeploymentReader = async function* read(region, operation, since, until) {
    const within = (operation === UPDATED ? events : [])
      .filter(({ at }) => at.toISOString() >= since && at.toISOString() <= until)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime());

    for (let from = 0; from === 0 || from < within.length; from += 50) {
      lookups.push({ since });
      state.now += slowMs;
      if (region === denied) throw new Error('denied');
      const page = within.slice(from, from + 50);

      yield {
        deployments: page.map(({ name, at }) => ({
          function: `lambda:eu-west-1:111122223333:function:${name}`,
          deployment: { at: at.toISOString(), by: `on day ${at.getUTCDate()}` },
        })),
        oldest: page.at(-1)?.at.toISOString(),
      };
    }
  };

  return {
    events,
    lookups,
    survey: (day: number) => {
      state.now = night(day).getTime();
      return deploymentSurvey({ read, facts, clock }).survey(regions, []);
    },
    async deployers(): Promise<Readonly<Record<string, string>>> {
      const names = [...new Set(events.map(({ name }) => name))];
      const targets = names.map((name) =>
        functionNamed(name, { lastModified: '2026-10-01T00:00:00.000Z' }),
      );
      const answers = await lastDeployments(facts, clock)(targets);

      return Object.fromEntries(
        targets.flatMap(({ arn, name }) => {
          const answer = answers.get(arn);
          return answer?.known && answer.value ? [[name, answer.value.by]] : [];
        }),
      );
    },
  };
}
