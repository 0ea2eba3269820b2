import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployVigil } from '../../local/deployed-vigil.ts';
import type { SampleFunction } from '../../local/shop/sample-function.ts';
import { vigilCommand } from './vigil-command.ts';
import { type WatchedShop, watchShop } from './watched-shop.ts';

const open: SampleFunction = {
  name: 'adopted-open',
  runtime: 'nodejs24.x',
  permissions: ['First', 'Second'].map((sid) => ({
    sid,
    action: 'lambda:InvokeFunction',
    principal: '*',
  })),
  faults: [],
};

let watched: WatchedShop;
let streamArn: string;

beforeAll(async () => {
  watched = await watchShop([open], []);
  await watched.vigil.scan('permissions');

  const { Table } = await new DynamoDBClient(watched.cloud.client).send(
    new DescribeTableCommand({ TableName: watched.vigil.findingsTable }),
  );
  streamArn = Table?.LatestStreamArn ?? '';
});

afterAll(() => watched?.cloud.stop());

it('a deployment after a removal goes on with the findings, their first dates and suppressions', async () => {
  const { cloud } = watched;
  const [first] = await decided();
  const words = [first?.target ?? '', first?.check ?? '', first?.subject ?? ''];
  const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const suppressed = await vigilCommand(
    ['suppress', ...words, '--reason', 'a demo', '--until', until],
    cloud.environment,
  );
  const before = await decided();

  await cloud.cdk('destroy', '--all', '--force', '--no-notices');
  await new SecretsManagerClient(cloud.client).send(
    new DeleteSecretCommand({
      SecretId: 'vigil/slack-webhook',
      ForceDeleteWithoutRecovery: true,
    }),
  );
  const again = await deployVigil(cloud, { findingsTable: streamArn });
  await again.scan('permissions');
  const after = await decided();

  expect(suppressed).toMatchObject({ code: 0 });
  expect(again.findingsTable).toBe(watched.vigil.findingsTable);
  expect(before.map(({ status }) => status).sort()).toEqual(['open', 'suppressed']);
  expect(after).toEqual(before);
});

/** What says when it was found, and what was decided of it. */
async function decided() {
  const findings = await watched.findings();

  return findings
    .filter(({ check }) => check === 'permissions/public-resource-policy')
    .map(({ target, check, subject, status, firstSeenAt, suppression }) => ({
      target,
      check,
      subject,
      status,
      firstSeenAt,
      suppression,
    }));
}
