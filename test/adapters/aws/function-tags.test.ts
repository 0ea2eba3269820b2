import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { beforeEach, describe, expect, it } from 'vitest';
import { functionTags } from '../../../functions/adapters/aws/function-tags.ts';
import { ownershipSurveyGrants } from '../../../functions/facts/function/ownership.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const tagging = mockClient(ResourceGroupsTaggingAPIClient);
const { arn } = functionNamed('orders');
const mails = functionNamed('mails').arn;
const read = () =>
  Array.fromAsync(
    functionTags((region) => new ResourceGroupsTaggingAPIClient({ region }))('eu-west-1'),
  );

beforeEach(() => tagging.reset());

describe('functionTags', () => {
  it('lists those of all functions, a hundred a page, until there is no token', async () => {
    tagging
      .on(GetResourcesCommand)
      .resolvesOnce({
        ResourceTagMappingList: [{ ResourceARN: arn, Tags: [{ Key: 'team', Value: 'shop' }] }],
        PaginationToken: 'more',
      })
      .resolvesOnce({ ResourceTagMappingList: [{ ResourceARN: mails }], PaginationToken: '' });

    expect(await read()).toEqual([[{ arn, tags: [['team', 'shop']] }], [{ arn: mails, tags: [] }]]);
    const inputs = tagging.commandCalls(GetResourcesCommand).map(({ args: [{ input }] }) => input);
    expect(inputs).toHaveLength(2);
    expect(inputs.at(-1)).toEqual({
      ResourceTypeFilters: ['lambda:function'],
      ResourcesPerPage: 100,
      PaginationToken: 'more',
    });
  });

  it('leaves out what is no function, or one version of it', async () => {
    tagging.on(GetResourcesCommand).resolves({
      ResourceTagMappingList: [
        { ResourceARN: 'arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:1' },
        { ResourceARN: `${arn}:7` },
      ],
    });

    expect(await read()).toEqual([[]]);
  });

  it('calls what is declared', async () => {
    tagging.on(GetResourcesCommand).resolves({ ResourceTagMappingList: [] });

    await read();

    expect(calledActions('tag', tagging)).toEqual(
      ownershipSurveyGrants.map(({ action }) => action),
    );
  });

  it.each<[string, object]>([
    ['it is denied', accessDenied()],
    ['there is no list', {}],
    [
      'a tag has no value',
      { ResourceTagMappingList: [{ ResourceARN: arn, Tags: [{ Key: 'a' }] }] },
    ],
    ['its token leads in a circle', { ResourceTagMappingList: [], PaginationToken: 'again' }],
  ])('throws when %s', async (_, answer) => {
    const call = tagging.on(GetResourcesCommand);
    answer instanceof Error ? call.rejects(answer) : call.resolves(answer);

    await expect(read()).rejects.toThrow();
  });
});
