import {
  BatchGetAccountStatusCommand,
  Inspector2Client,
  ListCoverageCommand,
  type ListCoverageCommandOutput,
} from '@aws-sdk/client-inspector2';
import { beforeEach, describe, expect, it } from 'vitest';
import { inspectorCoverage } from '../../../functions/adapters/aws/inspector-coverage.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const inspector = mockClient(Inspector2Client);
const [a, b, away] = [
  functionNamed('a'),
  functionNamed('b'),
  functionNamed('c', { region: 'us-east-1' }),
];
let now: number;

beforeEach(() => {
  now = Date.parse('2026-11-25T02:00:00Z');
  inspector.reset();
  turned('ENABLED');
});

const reader = () =>
  inspectorCoverage({
    inspector: (region) => new Inspector2Client({ region }),
    clock: () => new Date(now),
  });

describe('inspectorCoverage', () => {
  it('reads how each function is scanned, by page', async () => {
    inspector
      .on(ListCoverageCommand)
      .resolvesOnce(pageOf([`${a.arn}:$LATEST`, 'ACTIVE', 'SUCCESSFUL'], 'next'))
      .resolves(pageOf([b.arn, 'INACTIVE', 'EXCLUDED_BY_TAG']));

    const answers = await reader()([a, b, functionNamed('new')]);

    expect([...answers.values()]).toEqual([
      { known: true, value: { state: 'active', reason: 'SUCCESSFUL' } },
      { known: true, value: { state: 'inactive', reason: 'EXCLUDED_BY_TAG' } },
      { known: true, value: { state: 'absent', reason: '' } },
    ]);
  });

  it.each(['DISABLED', 'SUSPENDED'])(
    'has no answer where it is %s: it is not used',
    async (status) => {
      turned(status);

      expect((await reader()([a])).get(a.arn)).toEqual({ known: true, value: undefined });
      expect(inspector.commandCalls(ListCoverageCommand)).toHaveLength(0);
    },
  );

  it('asks a region once for many chunks, and anew after a while', async () => {
    inspector.on(ListCoverageCommand).resolves(pageOf([a.arn, 'ACTIVE', 'SUCCESSFUL']));
    const read = reader();

    await Promise.all([read([a]), read([b])]);
    expect(inspector.commandCalls(ListCoverageCommand)).toHaveLength(1);

    now += 11 * 60 * 1000;
    await read([a]);
    expect(inspector.commandCalls(ListCoverageCommand)).toHaveLength(2);
  });

  it('does not know a region that denies it, and harms no other', async () => {
    inspector.on(BatchGetAccountStatusCommand).callsFake(async (_, getClient) => {
      if ((await getClient().config.region()) === 'us-east-1') throw accessDenied();
      return { accounts: [{ resourceState: { lambda: { status: 'DISABLED' } } }] };
    });

    const answers = await reader()([a, away]);

    expect(answers.get(a.arn)).toMatchObject({ known: true });
    expect(answers.get(away.arn)).toMatchObject({
      known: false,
      reason: expect.stringContaining('AccessDenied'),
    });
  });

  it('has no answer in a region that has no Inspector', async () => {
    const gone = 'getaddrinfo ENOTFOUND inspector2.ap-southeast-6.amazonaws.com';
    inspector
      .on(BatchGetAccountStatusCommand)
      .rejects(Object.assign(new Error(gone), { code: 'ENOTFOUND' }));

    expect((await reader()([a])).get(a.arn)).toEqual({ known: true, value: undefined });
  });

  it('does not know while names cannot be resolved', async () => {
    inspector
      .on(BatchGetAccountStatusCommand)
      .rejects(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }));

    expect((await reader()([a])).get(a.arn)).toMatchObject({ known: false });
  });

  it('asks for the own account alone, of which its administrator sees many', async () => {
    inspector.on(ListCoverageCommand).resolves(pageOf([a.arn, 'ACTIVE', 'SUCCESSFUL']));

    await reader()([a]);

    const [status] = inspector.commandCalls(BatchGetAccountStatusCommand);
    const [coverage] = inspector.commandCalls(ListCoverageCommand);
    expect(status?.args[0].input.accountIds).toEqual([a.account]);
    expect(coverage?.args[0].input.filterCriteria?.accountId).toEqual([
      { comparison: 'EQUALS', value: a.account },
    ]);
  });

  it('does not know what is malformed', async () => {
    inspector.on(ListCoverageCommand).resolves({} as ListCoverageCommandOutput);

    expect((await reader()([a])).get(a.arn)).toMatchObject({ known: false });
  });
});

function turned(status: string) {
  inspector.on(BatchGetAccountStatusCommand).resolves({
    accounts: [{ resourceState: { lambda: { status } } }],
  } as never);
}

function pageOf([resourceId, statusCode, reason]: [string, string, string], nextToken?: string) {
  return {
    coveredResources: [{ resourceId, scanStatus: { statusCode, reason } }],
    ...(nextToken && { nextToken }),
  } as ListCoverageCommandOutput;
}
