import { readFileSync } from 'node:fs';
import {
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { Ajv } from 'ajv';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { securityHub } from '../../../functions/adapters/delivery/security-hub.ts';
import { type Asff, asffOf, productArn } from '../../../functions/domain/security-hub/asff.ts';
import { checkOf } from '../../../functions/scanners/known-check.ts';
import { hostileFindings } from '../../cli/render/hostile-findings.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { seed } from '../../property.ts';

const schema = new URL('../../schemas/asff/asff.schema.json', import.meta.url);
const isRequest = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

const mocked = mockClient(SecurityHubClient);
const home = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const sleep = vi.fn(async (_: number) => undefined);
const hub = securityHub(new SecurityHubClient({ region: 'eu-west-1' }), {
  productArn: productArn(home),
  sleep,
});
const everything = { FailedCount: 0, SuccessCount: 1, FailedFindings: [] };

beforeEach(() => {
  mocked.reset();
  sleep.mockClear();
});

describe('the import into Security Hub', () => {
  it('takes 3,000 findings of a first night in 30 requests, each as the service takes it', async () => {
    mocked.on(BatchImportFindingsCommand).resolves(everything);
    const findings = asff(3_000);

    expect(await hub.import(findings)).toEqual([]);

    expect(requests()).toHaveLength(30);
    for (const request of requests()) {
      isRequest(request);
      expect(isRequest.errors ?? []).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(6_000_000);
    }
    expect(
      new Set(
        requests()
          .flat()
          .map(({ Id }) => Id),
      ).size,
    ).toBe(new Set(findings.map(({ Id }) => Id)).size);
  });

  it.each(['LimitExceededException', 'ThrottlingException', 'InternalException'])(
    'waits longer each time while it answers %s, and loses nothing',
    async (name) => {
      mocked
        .on(BatchImportFindingsCommand)
        .rejectsOnce(failure(name, name === 'InternalException' ? 500 : 429))
        .rejectsOnce(failure(name, name === 'InternalException' ? 500 : 429))
        .resolves(everything);

      expect(await hub.import(asff(250))).toEqual([]);

      expect(sleep.mock.calls.flat()).toEqual([1_000, 2_000]);
      expect(requests().slice(2).flat()).toHaveLength(250);
    },
  );

  it('gives up when it is too busy for half a minute: it is delivered again', async () => {
    mocked.on(BatchImportFindingsCommand).rejects(failure('LimitExceededException', 429));

    await expect(hub.import(asff(1))).rejects.toThrow('LimitExceededException');
    expect(sleep.mock.calls.flat()).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  });

  it('waits for nothing where Security Hub is not on', async () => {
    mocked.on(BatchImportFindingsCommand).rejects(failure('InvalidAccessException', 401));

    await expect(hub.import(asff(1))).rejects.toThrow('InvalidAccessException');
    expect(sleep).not.toHaveBeenCalled();
  });

  it('sends what failed among others again alone, and returns what is refused then', async () => {
    const some = asff(100);
    const [first, second] = some;
    const failed = (one: Asff | undefined) => ({
      Id: one?.Id,
      ErrorCode: 'InvalidInput',
      ErrorMessage: 'bad',
    });
    mocked.on(BatchImportFindingsCommand).callsFake(({ Findings }: { Findings: Asff[] }) => {
      const bad = Findings.filter(
        ({ Id }) => Id === first?.Id || (Id === second?.Id && Findings.length > 1),
      );
      return { ...everything, FailedFindings: bad.map(failed) };
    });

    expect(await hub.import(some)).toEqual([{ id: first?.Id, reason: 'InvalidInput: bad' }]);

    // Of the first three attempts alone, of the second one.
    expect(requests().map((request) => request.length)).toEqual([100, 1, 1, 1, 1]);
  });
});

describe('the workflow in Security Hub', () => {
  it('is set by hundreds, with who suppressed it and why', async () => {
    mocked.on(BatchUpdateFindingsCommand).resolves({ UnprocessedFindings: [] });
    const ids = Array.from({ length: 150 }, (_, index) => `id-${index}`);

    const note = { text: 'Until 2027-01-01: moves', by: 'arn:ada' };
    expect(await hub.setWorkflow(ids, { status: 'SUPPRESSED', note })).toEqual([]);

    expect(updates().map(({ FindingIdentifiers = [] }) => FindingIdentifiers.length)).toEqual([
      100, 50,
    ]);
    expect(updates()[0]).toMatchObject({
      FindingIdentifiers: expect.arrayContaining([{ Id: 'id-0', ProductArn: productArn(home) }]),
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'Until 2027-01-01: moves', UpdatedBy: 'arn:ada' },
    });
  });

  it('of what is only just imported came with it', async () => {
    mocked.on(BatchUpdateFindingsCommand).resolves(unprocessed('FindingNotFound'));

    expect(await hub.setWorkflow(['id-0'], { status: 'NEW' })).toEqual([]);
    expect(updates()).toHaveLength(1);
  });

  it('is set again where another update came between', async () => {
    mocked
      .on(BatchUpdateFindingsCommand)
      .resolvesOnce(unprocessed('ConcurrentUpdateError'))
      .resolves({ UnprocessedFindings: [] });

    expect(await hub.setWorkflow(['id-0'], { status: 'NEW' })).toEqual([]);
    expect(updates()).toHaveLength(2);
  });

  function unprocessed(ErrorCode: string) {
    const FindingIdentifier = { Id: 'id-0', ProductArn: 'arn' };

    return { UnprocessedFindings: [{ FindingIdentifier, ErrorCode, ErrorMessage: 'm' }] };
  }

  function updates() {
    return mocked.commandCalls(BatchUpdateFindingsCommand).map(({ args: [{ input }] }) => input);
  }
});

function asff(count: number): readonly Asff[] {
  return hostileFindings(count, seed).map((finding) =>
    asffOf(finding, checkOf(finding.check), home),
  );
}

function requests(): readonly (readonly Asff[])[] {
  return mocked
    .commandCalls(BatchImportFindingsCommand)
    .map(({ args: [{ input }] }) => (input.Findings ?? []) as unknown as Asff[]);
}

function failure(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(name), { name, $fault: 'client', $metadata: { httpStatusCode } });
}
