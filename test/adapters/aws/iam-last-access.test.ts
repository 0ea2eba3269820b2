import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsCommandOutput,
  IAMClient,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { iamLastAccess } from '../../../functions/adapters/aws/iam-last-access.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, roleNamed } from '../../fakes/targets.ts';

const iam = mockClient(IAMClient);
const { read } = iamLastAccess({ client: new IAMClient({}), patience: [1, 1] });
const [orders, billing] = [roleNamed('orders').arn, roleNamed('billing').arn];
const at = new Date('2026-11-01T10:00:00.000Z');

beforeEach(() => {
  iam.reset();
  iam
    .on(GenerateServiceLastAccessedDetailsCommand)
    .callsFake(({ Arn }: { Arn: string }) => ({ JobId: `job of ${Arn}` }));
});

describe('what a role has used', () => {
  it('is read service by service, and action by action where IAM does so', async () => {
    answer({
      ServicesLastAccessed: [
        {
          ServiceName: 'Amazon DynamoDB',
          ServiceNamespace: 'dynamodb',
          LastAuthenticated: at,
          TrackedActionsLastAccessed: [
            { ActionName: 'CreateTable', LastAccessedTime: at },
            { ActionName: 'DeleteTable' },
          ],
        },
        { ServiceName: 'Amazon SQS', ServiceNamespace: 'sqs' },
      ],
    });

    expect((await read([orders])).get(orders)).toEqual({
      known: true,
      value: [
        {
          service: 'dynamodb',
          lastAt: at.toISOString(),
          actions: [
            { name: 'dynamodb:CreateTable', lastAt: at.toISOString() },
            { name: 'dynamodb:DeleteTable', lastAt: undefined },
          ],
        },
        { service: 'sqs', lastAt: undefined, actions: [] },
      ],
    });
    expect(iam.commandCalls(GenerateServiceLastAccessedDetailsCommand)[0]?.args[0].input).toEqual({
      Arn: orders,
      Granularity: 'ACTION_LEVEL',
    });
  });

  it('is read to the last page, of however many services (case 20)', async () => {
    const services = Array.from({ length: 250 }, (_, index) => ({
      ServiceName: 's',
      ServiceNamespace: `s${index}`,
    }));
    answer({ ServicesLastAccessed: services.slice(0, 100), IsTruncated: true, Marker: 'm1' });
    answer(
      { ServicesLastAccessed: services.slice(100, 200), IsTruncated: true, Marker: 'm2' },
      'm1',
    );
    answer({ ServicesLastAccessed: services.slice(200) }, 'm2');

    const access = (await read([orders])).get(orders);

    expect(access?.known && access.value.map(({ service }) => service)).toEqual(
      services.map(({ ServiceNamespace }) => ServiceNamespace),
    );
  });

  it('is asked of all roles before any is listened to, in two calls a role', async () => {
    answer({ ServicesLastAccessed: [] });

    await read([orders, billing]);

    const names = iam.calls().map(({ args: [command] }) => command.constructor.name);
    expect(names.map((name) => name.slice(0, 3))).toEqual(['Gen', 'Gen', 'Get', 'Get']);
  });

  it('is waited for while IAM is writing', async () => {
    iam
      .on(GetServiceLastAccessedDetailsCommand)
      .resolvesOnce(page({ JobStatus: 'IN_PROGRESS' }))
      .resolves(page({ ServicesLastAccessed: [] }));

    expect((await read([orders])).get(orders)).toEqual({ known: true, value: [] });
  });

  it.each<[string, Partial<GetServiceLastAccessedDetailsCommandOutput>, string]>([
    ['IAM is still writing', { JobStatus: 'IN_PROGRESS' }, 'still writing its report'],
    [
      'IAM has failed',
      { JobStatus: 'FAILED', Error: { Message: 'internal', Code: 'X' } },
      'IAM failed to report on the role: internal',
    ],
    ['a page has no mark', { IsTruncated: true }, 'cut off its report'],
    ['pages have no end', { IsTruncated: true, Marker: 'again' }, 'cut off its report'],
    ['a service has no name', { ServicesLastAccessed: [{ ServiceName: 'x' } as never] }, 'which'],
  ])('is not known when %s', async (_, details, reason) => {
    answer(details);
    answer(details, 'again');

    expect((await read([orders])).get(orders)).toEqual({
      known: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('of one role that IAM does not answer harms no other', async () => {
    iam.on(GenerateServiceLastAccessedDetailsCommand, { Arn: orders }).rejects(accessDenied());
    answer({ ServicesLastAccessed: [] });

    expect(await read([orders, billing])).toEqual(
      new Map([
        [orders, { known: false, reason: 'AccessDeniedException: not authorised' }],
        [billing, { known: true, value: [] }],
      ]),
    );
  });

  it('takes exactly the calls of IAM that the fact declares', async () => {
    answer({ ServicesLastAccessed: [] });

    await read([orders]);

    const declared = factSources.role.lastAccess.map(({ action }) => action);
    expect(calledActions('iam', iam)).toEqual(declared.filter((name) => name.startsWith('iam:')));
  });
});

function answer(
  details: Partial<GetServiceLastAccessedDetailsCommandOutput>,
  Marker?: string,
): void {
  const asked = Marker === undefined ? {} : { Marker };

  iam.on(GetServiceLastAccessedDetailsCommand, asked).resolves(page(details));
}

function page(details: Partial<GetServiceLastAccessedDetailsCommandOutput>) {
  const job = { JobCreationDate: at, JobCompletionDate: at, ServicesLastAccessed: [] };

  return { JobStatus: 'COMPLETED' as const, ...job, ...details };
}
