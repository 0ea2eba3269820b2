import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { smallRegions } from '../../../functions/adapters/aws/small-regions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
let minute = 0;
const clock = () => new Date(Date.UTC(2026, 10, 2, 3, minute));
const regions = () => smallRegions((region) => new LambdaClient({ region }), clock);

beforeEach(() => {
  minute = 0;
  lambda.reset();
});

describe('a region that is read whole every night', () => {
  it.each([
    [0, true],
    [150, true],
    [151, false],
  ])('has few functions: %i', async (count, expected) => {
    settings({ AccountUsage: { FunctionCount: count } });

    expect(await regions()('eu-west-1')).toBe(expected);
  });

  it.each([
    ['it is denied', () => lambda.on(GetAccountSettingsCommand).rejects(accessDenied())],
    ['it says nothing', () => settings({})],
  ])('is any of which Lambda does not say how many there are: %s', async (_, arrange) => {
    arrange();

    expect(await regions()('eu-west-1')).toBe(true);
  });

  it('is asked for once an hour', async () => {
    settings({ AccountUsage: { FunctionCount: 151 } });
    const isSmall = regions();

    await Promise.all([isSmall('eu-west-1'), isSmall('eu-west-1'), isSmall('us-east-1')]);
    expect(lambda.commandCalls(GetAccountSettingsCommand)).toHaveLength(2);

    minute = 61;
    settings({ AccountUsage: { FunctionCount: 150 } });
    expect(await isSmall('eu-west-1')).toBe(true);
  });
});

function settings(answer: object) {
  lambda.on(GetAccountSettingsCommand).resolves(answer);
}
