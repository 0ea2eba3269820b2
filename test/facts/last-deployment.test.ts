import { describe, expect, it } from 'vitest';
import { keepDeployments, lastDeployments } from '../../functions/facts/last-deployment.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { functionNamed } from '../fakes/targets.ts';

const lastModified = '2026-11-28T10:31:00.482Z';
const shop = functionNamed('shop', { lastModified });
const day = '2026-11-29';
const by = (name: string, time: string) => ({
  at: `2026-11-28T${time}Z`,
  by: `arn:aws:iam::111122223333:user/${name}`,
});

describe('who deployed a function last', () => {
  it.each<[string, readonly ReturnType<typeof by>[], string | undefined]>([
    ['is who did it when it was last changed', [by('ada', '10:31:00')], 'ada'],
    ['is the later of two', [by('bob', '10:31:01'), by('ada', '10:30:30')], 'bob'],
    [
      'is the later of two, in whichever order',
      [by('ada', '10:30:30'), by('bob', '10:31:01')],
      'bob',
    ],
    ['is not who did it before the last change', [by('ada', '10:28:00')], undefined],
    [
      'is no one who does it tomorrow',
      [{ ...by('eve', '00:00:00'), at: '2026-11-30T10:31:00Z' }],
      undefined,
    ],
    ['is not known without a record', [], undefined],
  ])('%s', async (_, deployments, expected) => {
    const facts = recordedFacts();

    for (const each of deployments) await keep(facts, each);

    const answer = await known(facts, day);
    expect(answer?.by).toBe(expected && by(expected, '').by);
  });

  it('is kept for longer than the table keeps what is not written again', async () => {
    const facts = recordedFacts();
    await keep(facts, by('ada', '10:31:00'));
    const before = facts.written();

    await known(facts, '2026-12-02');
    expect(facts.written()).toBe(before);

    await known(facts, '2026-12-20');
    expect(facts.written()).toMatch(/2026-12-20T02:00:00.000Z/);
    expect((await known(facts, '2026-12-21'))?.by).toBe(by('ada', '').by);
  });

  it('is unknown, and not none, where the table cannot be read', async () => {
    const broken = { ...recordedFacts(), read: () => Promise.reject(new Error('throttled')) };

    const answers = await lastDeployments(broken, clockOf(day))([shop]);

    expect(answers.get(shop.arn)).toEqual({ known: false, reason: 'throttled' });
  });
});

function clockOf(date: string) {
  return () => new Date(`${date}T02:00:00.000Z`);
}

async function keep(facts: Parameters<typeof keepDeployments>[1], each: ReturnType<typeof by>) {
  await keepDeployments(new Map([[shop.arn, each]]), facts, clockOf(day));
}

async function known(facts: Parameters<typeof keepDeployments>[1], date: string) {
  const answer = (await lastDeployments(facts, clockOf(date))([shop])).get(shop.arn);

  return answer?.known ? answer.value : undefined;
}
