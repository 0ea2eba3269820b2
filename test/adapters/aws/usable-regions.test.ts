import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { usableRegions } from '../../../functions/adapters/aws/usable-regions.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const lambda = mockClient(LambdaClient);
const asked: string[] = [];
const clients = (region: string) => {
  asked.push(region);
  return new LambdaClient({ region });
};
const regions = (...names: readonly string[]) => usableRegions(async () => names, clients);
const denied = (message: string, name = 'AccessDeniedException') =>
  Object.assign(new Error(message), { name });
const byOrganization =
  'User: arn:aws:sts::111122223333:assumed-role/scan/scan is not authorized to perform: ' +
  'lambda:ListFunctions on resource: * with an explicit deny in a service control policy';

beforeEach(() => {
  lambda.reset();
  asked.length = 0;
});

/** The first region is open, the second answers with an error. */
function answering(error: Error): void {
  lambda.on(ListFunctionsCommand).resolvesOnce({ Functions: [] }).rejects(error);
}

describe('usableRegions', () => {
  it.each([
    ['as IAM has said it since 2021', byOrganization],
    [
      'with the ARN of the policy',
      `${byOrganization}: arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1`,
    ],
  ])('leaves out what a policy of the organization closes, %s', async (_, message) => {
    answering(denied(message));

    expect(await regions('eu-west-1', 'ap-east-1')()).toEqual({
      open: ['eu-west-1'],
      empty: ['eu-west-1'],
      closed: ['ap-east-1'],
    });
  });

  it.each([
    ['no policy allows', denied('because no identity-based policy allows the action')],
    [
      'another policy denies',
      denied(byOrganization.replace('a service control policy', 'an identity-based policy')),
    ],
    ['is throttled', denied('Rate exceeded', 'TooManyRequestsException')],
    ['says the same by another error', denied(byOrganization, 'ServiceException')],
  ])('keeps a region that %s, for its listing to say', async (_, error) => {
    answering(error);

    expect(await regions('eu-west-1', 'ap-east-1')()).toEqual({
      open: ['eu-west-1', 'ap-east-1'],
      empty: ['eu-west-1'],
      closed: [],
    });
  });

  it('takes none for closed where all are: the policy is about the action', async () => {
    lambda.on(ListFunctionsCommand).rejects(denied(byOrganization));

    expect(await regions('eu-west-1', 'ap-east-1')()).toEqual({
      open: ['eu-west-1', 'ap-east-1'],
      empty: [],
      closed: [],
    });
  });

  it.each([
    ['has a function', { Functions: [{ FunctionName: 'a' }] }],
    ['answers without a list', {}],
  ])('does not take a region for empty that %s', async (_, answer) => {
    lambda.on(ListFunctionsCommand).resolves(answer);

    expect(await regions('eu-west-1')()).toMatchObject({ open: ['eu-west-1'], empty: [] });
  });

  it('does not take a region for empty whose first page is', async () => {
    lambda
      .on(ListFunctionsCommand)
      .resolvesOnce({ Functions: [], NextMarker: 'more' })
      .resolves({ Functions: [{ FunctionName: 'a' }] });

    expect(await regions('eu-west-1')()).toMatchObject({ empty: [] });
  });

  it('asks each region for one function, and anew each time, for functions come', async () => {
    lambda
      .on(ListFunctionsCommand)
      .resolvesOnce({ Functions: [] })
      .resolves({ Functions: [{ FunctionName: 'a' }] });
    const usable = regions('eu-west-1');

    expect(await usable()).toMatchObject({ empty: ['eu-west-1'] });
    expect(await usable()).toMatchObject({ empty: [] });
    expect(asked).toEqual(['eu-west-1', 'eu-west-1']);
    expect(lambda.commandCalls(ListFunctionsCommand, { MaxItems: 1 })).toHaveLength(2);
  });

  it('throws when it is not known which regions there are', async () => {
    const usable = usableRegions(() => Promise.reject(new Error('not authorised')), clients);

    await expect(usable()).rejects.toThrow('not authorised');
  });
});
