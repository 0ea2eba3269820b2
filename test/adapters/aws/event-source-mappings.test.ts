import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventSourceMappings } from '../../../functions/adapters/aws/event-source-mappings.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const { arn } = functionNamed('orders');
const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const stream = 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders';
const read = () => eventSourceMappings((region) => new LambdaClient({ region }))('eu-west-1');

beforeEach(() => lambda.reset());

describe('eventSourceMappings', () => {
  it('lists those of all functions, page by page, with the function that each leads to', async () => {
    lambda
      .on(ListEventSourceMappingsCommand)
      .resolvesOnce({
        EventSourceMappings: [
          {
            UUID: 'u1',
            FunctionArn: arn,
            EventSourceArn: queue,
            State: 'Enabled',
            ScalingConfig: { MaximumConcurrency: 2 },
            FilterCriteria: { Filters: [{ Pattern: '{}' }] },
          },
        ],
        NextMarker: 'more',
      })
      .resolvesOnce({
        EventSourceMappings: [
          {
            UUID: 'u2',
            FunctionArn: `${arn}:live`,
            EventSourceArn: stream,
            State: 'Disabled',
            LastProcessingResult: 'PROBLEM: Function call failed',
            DestinationConfig: { OnFailure: { Destination: queue } },
          },
        ],
      });

    expect(await read()).toEqual([
      {
        leadsTo: arn,
        source: { uuid: 'u1', source: queue, state: 'Enabled', isFiltered: true, mostAtOnce: 2 },
      },
      {
        leadsTo: arn,
        source: {
          uuid: 'u2',
          source: stream,
          state: 'Disabled',
          lastResult: 'PROBLEM: Function call failed',
          failureDestination: queue,
          qualifier: 'live',
          isFiltered: false,
        },
      },
    ]);
  });

  it.each([
    ['filters that are encrypted', { KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k' }],
    ['filters that cannot be decrypted', { FilterCriteriaError: { ErrorCode: 'KMSAccessDenied' } }],
  ])('does not say whether there are %s', async (_, more) => {
    lambda.on(ListEventSourceMappingsCommand).resolves({
      EventSourceMappings: [
        { UUID: 'u1', FunctionArn: arn, EventSourceArn: queue, State: 'Enabled', ...more },
      ],
    });

    expect((await read())[0]?.source).toMatchObject({ uuid: 'u1', isFiltered: undefined });
  });

  it('takes empty destinations and filters for none, and $LATEST for the function itself', async () => {
    lambda.on(ListEventSourceMappingsCommand).resolves({
      EventSourceMappings: [
        {
          UUID: 'u1',
          FunctionArn: `${arn}:$LATEST`,
          State: 'Enabled',
          DestinationConfig: { OnFailure: {} },
          FilterCriteria: { Filters: [] },
        },
      ],
    });

    expect(await read()).toEqual([
      { leadsTo: arn, source: { uuid: 'u1', state: 'Enabled', isFiltered: false } },
    ]);
  });

  it('calls what the fact declares', async () => {
    lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [] });

    expect(await read()).toEqual([]);
    expect(calledActions('lambda', lambda)).toEqual(
      factSources.function.eventSources
        .map(({ action }) => action)
        .filter((action) => action.startsWith('lambda:')),
    );
  });

  it('throws when it is denied, when there is no list, and for a mapping without a state', async () => {
    lambda
      .on(ListEventSourceMappingsCommand)
      .rejectsOnce(accessDenied())
      .resolvesOnce({})
      .resolves({ EventSourceMappings: [{ UUID: 'u1', FunctionArn: arn }] });

    await expect(read()).rejects.toThrow('not authorised');
    await expect(read()).rejects.toThrow();
    await expect(read()).rejects.toThrow();
  });
});
