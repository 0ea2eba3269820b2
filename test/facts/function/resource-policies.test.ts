import { beforeEach, describe, expect, it } from 'vitest';
import type { Known } from '../../../functions/core/known.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Alias } from '../../../functions/domain/published-version.ts';
import { parseResourcePolicy, type ResourcePolicy } from '../../../functions/engines/iam/index.ts';
import { aliasesInTurn } from '../../../functions/facts/aliases-in-turn.ts';
import { resourcePolicies } from '../../../functions/facts/function/resource-policies.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const published = functionNamed('published', { versions: ['1'] });
const cutOff = functionNamed('cut-off', { cut: 'not all of its versions could be listed' });
const unpublished = Array.from({ length: 40 }, (_, index) => functionNamed(`f${index}`));
// An alias may lead to $LATEST of a function that has never published a version.
const aliasOfLatest: Alias = { name: 'dev', versions: [] };

let asked: string[];
let isDenied: boolean;

beforeEach(() => {
  asked = [];
  isDenied = false;
});

describe('the aliases whose policies are read', () => {
  it('are listed every night of a function that has versions, or may have some', async () => {
    const { on } = reader();
    for (let night = 1; night <= 8; night += 1) {
      asked = [];
      await on(night, [published, cutOff]);
      expect(asked).toEqual([published.arn, cutOff.arn]);
    }
  });

  it('are listed in turn of others, whose policies are incomplete until then', async () => {
    const { on } = reader();

    const answers = await on(1, unpublished);

    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThan(20);
    for (const [arn, answer] of answers) {
      expect(qualifiersOf(answer)).toEqual(asked.includes(arn) ? [undefined, 'dev'] : [undefined]);
      expect(answer.known && answer.incomplete).toEqual(
        asked.includes(arn) ? undefined : expect.stringMatching(/^its aliases: .* in turn/),
      );
    }
  });

  it('are all seen within a week, also those that lead to $LATEST alone', async () => {
    const { on } = reader();
    for (let night = 1; night <= 6; night += 1) await on(night, unpublished);

    for (const [, answer] of await on(7, unpublished)) {
      expect(qualifiersOf(answer)).toEqual([undefined, 'dev']);
      expect(answer).not.toHaveProperty('incomplete');
    }
  });

  it('leave the policies unknown where they cannot be listed', async () => {
    isDenied = true;

    expect((await reader().on(1, [published])).get(published.arn)).toEqual({
      known: false,
      reason: 'its aliases: AccessDeniedException: not authorised',
    });
  });

  it('add to what else is incomplete of the policies', async () => {
    const { on } = reader('some versions');

    const [answer] = (await on(1, [unpublished.find(isNotDueFirst) as FunctionTarget])).values();
    expect(answer?.known && answer.incomplete).toMatch(/some versions.*in turn/);
  });
});

function isNotDueFirst({ arn }: FunctionTarget): boolean {
  return arn.endsWith(':f1') || arn.endsWith(':f2');
}

function reader(incomplete?: string) {
  let day = 1;
  const aliases = aliasesInTurn({
    read: async ({ arn }) => {
      asked.push(arn);
      if (isDenied) throw accessDenied();
      return [aliasOfLatest];
    },
    isReadWhole: async () => false,
    facts: recordedFacts(),
    clock: () => new Date(Date.UTC(2026, 10, day, 3)),
  });
  const policies = resourcePolicies(
    async (_, named) => ({
      known: true,
      value: [undefined, ...named.map(({ name }) => name)].map(open),
      ...(incomplete !== undefined && { incomplete }),
    }),
    aliases,
  );

  return {
    on(night: number, targets: readonly FunctionTarget[]) {
      day = night;
      return policies([...targets]);
    },
  };
}

function open(qualifier: string | undefined): ResourcePolicy {
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction' }];

  return parseResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), qualifier);
}

function qualifiersOf(answer: Known<readonly ResourcePolicy[]>) {
  return answer.known ? answer.value.map(({ qualifier }) => qualifier) : [answer.reason];
}
