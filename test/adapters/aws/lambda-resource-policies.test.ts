import {
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaAliases } from '../../../functions/adapters/aws/lambda-aliases.ts';
import { lambdaResourcePolicies } from '../../../functions/adapters/aws/lambda-resource-policies.ts';
import { smallRegions } from '../../../functions/adapters/aws/small-regions.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const target = functionNamed('orders');
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction' },
});
const absent = new ResourceNotFoundException({ $metadata: {}, message: 'no policy' });

let facts: RecordedFacts;
let night: number;
const clock = () => new Date(Date.UTC(2026, 0, night, 2, 17));
const clientIn = (region: string) => new LambdaClient({ region });
const read = async (of: FunctionTarget = target) =>
  lambdaResourcePolicies(
    clientIn,
    facts,
    clock,
  )(of, await lambdaAliases(clientIn(of.region), of.arn));

beforeEach(() => {
  facts = recordedFacts();
  night = 1;
  lambda.reset();
  lambda.on(ListAliasesCommand).resolves({ Aliases: [] });
  lambda.on(GetPolicyCommand).resolves({ Policy });
});

describe('lambdaResourcePolicies', () => {
  it('reads the function, its aliases, and the versions that they lead to', async () => {
    aliases(
      {
        Name: 'live',
        FunctionVersion: '7',
        RoutingConfig: { AdditionalVersionWeights: { 8: 0.1 } },
      },
      { Name: 'dev', FunctionVersion: '$LATEST' },
    );

    const policies = await read({ ...target, versions: ['7', '8'] });

    expect(policies).not.toHaveProperty('incomplete');
    expect(qualifiersOf(policies)).toEqual([undefined, 'live', 'dev', '7', '8']);
  });

  it('finds a policy that stands on an alias only', async () => {
    aliases({ Name: 'live', FunctionVersion: '$LATEST' });
    lambda.on(GetPolicyCommand).rejects(absent);
    lambda.on(GetPolicyCommand, { Qualifier: 'live' }).resolves({ Policy });

    expect(qualifiersOf(await read())).toEqual(['live']);
  });

  it('knows from a 404 that there is no policy', async () => {
    lambda.on(GetPolicyCommand).rejects(absent);

    expect(await read()).toEqual({ known: true, value: [] });
  });

  it('calls exactly what the fact declares', async () => {
    for (night = 1; night <= 7; night += 1) await read({ ...target, versions: ['1'] });
    await smallRegions(clientIn, clock)(target.region);

    const called = [...calledActions('lambda', lambda), ...facts.called()];
    const declared = factSources.function.resourcePolicies.map(({ action }) => action);
    expect(called.toSorted()).toEqual(declared.toSorted());
  });

  it.each([
    ['it is denied', () => lambda.on(GetPolicyCommand).rejects(accessDenied())],
    ['one of them is denied', () => lambda.on(GetPolicyCommand, live).rejects(accessDenied())],
    ['the function is gone', () => lambda.on(ListAliasesCommand).rejects(absent)],
    ['the policy is none', () => lambda.on(GetPolicyCommand).resolves({ Policy: '{}' })],
    ['the answer is empty', () => lambda.on(GetPolicyCommand).resolves({})],
    ['the aliases are no list', () => lambda.on(ListAliasesCommand).resolves({})],
  ])('throws when %s: that is not "no policy"', async (_, arrange) => {
    aliases({ Name: 'live', FunctionVersion: '7' });
    arrange();

    await expect(read()).rejects.toThrow();
  });
});

describe('more than there is time for', () => {
  it('of aliases are read in turn, other ones every night, and the rest is said', async () => {
    aliases(
      ...Array.from({ length: 500 }, (_, index) => ({
        Name: `pr-${index}`,
        FunctionVersion: '$LATEST',
      })),
    );
    const seen = new Set<unknown>();

    for (night = 1; night <= 3; night += 1) {
      const policies = await read();
      expect(policies.known && policies.incomplete).toMatch(
        /not read tonight: 300 of them \(pr-\d/,
      );
      for (const qualifier of qualifiersOf(policies)) seen.add(qualifier);
    }

    expect(lambda.commandCalls(GetPolicyCommand)).toHaveLength(3 * 201);
    expect(seen.size).toBe(501);
  });

  it('of versions are read later, those first that never were', async () => {
    const versions = Array.from({ length: 420 }, (_, index) => String(index + 1));
    for (night = 1; night <= 7; night += 1) {
      await read({ ...target, versions });
      expect(lambda.commandCalls(GetPolicyCommand)).toHaveLength(night * 31);
    }

    const half = await read({ ...target, versions });
    expect(half.known && half.incomplete).toMatch(/not read yet: 180 of them \(/);
    for (night = 9; night <= 14; night += 1) await read({ ...target, versions });
    expect(await read({ ...target, versions })).not.toHaveProperty('incomplete');
  });
});

describe('versions that no alias leads to', () => {
  const versions = ['1', '2', '3', '4', '5', '6', '7', '8', '15'];
  const of = { ...target, versions };

  it('are each read within seven nights, and then once a week', async () => {
    const readOn = new Map<string, number[]>(versions.map((version) => [version, []]));
    for (night = 1; night <= 14; night += 1) {
      for (const version of await readTonight(of)) readOn.get(version)?.push(night);
    }

    for (const nights of readOn.values()) {
      expect(nights).toHaveLength(2);
      expect(nights[0]).toBeLessThanOrEqual(7);
      expect((nights[1] ?? 0) - (nights[0] ?? 0)).toBe(7);
    }
  });

  it('are said to be missing until they were read, and remembered after', async () => {
    const first = await read(of);
    expect(first.known && first.incomplete).toMatch(/not read yet: \d of them \(.*\d\)/);

    for (night = 2; night <= 7; night += 1) await read(of);
    const later = await read(of);
    expect(later).not.toHaveProperty('incomplete');
    expect(qualifiersOf(later)).toEqual([undefined, ...versions]);
  });

  it('keep their findings while their policy is only remembered', async () => {
    lambda.on(GetPolicyCommand).rejects(absent);
    lambda.on(GetPolicyCommand, { Qualifier: '3' }).resolves({ Policy });
    for (night = 1; night <= 7; night += 1) await read(of);

    for (; night <= 13; night += 1) expect(qualifiersOf(await read(of))).toEqual(['3']);
  });

  it('are read every night once an alias leads to them', async () => {
    aliases({ Name: 'live', FunctionVersion: '4' });

    for (night = 1; night <= 5; night += 1) expect(await readTonight(of)).toContain('4');
  });

  it('are read at once when they are new, so that who deploys every day is seen whole', async () => {
    for (night = 1; night <= 7; night += 1) await read(of);

    for (; night <= 10; night += 1) {
      const deployed = Array.from({ length: night - 7 }, (_, index) => String(16 + index));
      const policies = await read({ ...of, versions: [...versions, ...deployed] });
      expect(policies).not.toHaveProperty('incomplete');
    }
  });

  it('are forgotten when they are deleted', async () => {
    for (night = 1; night <= 7; night += 1) await read(of);

    const fewer = { ...target, versions: ['1', '2'] };
    for (; night <= 14; night += 1) {
      expect(qualifiersOf(await read(fewer))).toEqual([undefined, '1', '2']);
    }
    const [stored = {}] = (await facts.read('version policies', [target.arn])).values();
    expect(Object.keys(stored as object)).toEqual(['1', '2']);
  });

  it('are read the next night when one was missed', async () => {
    const firstTwo = [...(await readTonight(of))];
    night = 2;
    firstTwo.push(...(await readTonight(of)));
    for (night = 3; night <= 7; night += 1) await read(of);

    night = 9;
    expect((await readTonight(of)).toSorted()).toEqual(firstTwo.toSorted());
  });

  async function readTonight(function_: FunctionTarget): Promise<readonly string[]> {
    lambda.resetHistory();
    await read(function_);

    const qualifiers = lambda.commandCalls(GetPolicyCommand).map(({ args: [{ input }] }) => input);
    return qualifiers.flatMap(({ Qualifier }) =>
      Qualifier && Qualifier !== 'live' ? [Qualifier] : [],
    );
  }
});

const live = { Qualifier: 'live' };

function aliases(...Aliases: { Name: string; FunctionVersion: string; RoutingConfig?: object }[]) {
  lambda.on(ListAliasesCommand).resolves({ Aliases });
}

function qualifiersOf(policies: Awaited<ReturnType<typeof read>>) {
  return policies.known ? policies.value.map(({ qualifier }) => qualifier) : [policies.reason];
}
