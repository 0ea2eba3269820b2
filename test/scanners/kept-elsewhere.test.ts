import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { functionCode } from '../../functions/adapters/archives/function-code.ts';
import { deployedCode } from '../../functions/adapters/tables/deployed-code.ts';
import { perTarget } from '../../functions/app/collectors.ts';
import { openApiRoute } from '../../functions/checks/permissions/open-api-route.ts';
import type { FunctionTarget } from '../../functions/core/target.ts';
import { archiveFile } from '../../functions/engines/archive/archive-files.ts';
import type { CodeAnalysis } from '../../functions/engines/archive/code-analysis.ts';
import { environmentKey } from '../../functions/engines/archive/code-keys.ts';
import { handedOutIn } from '../../functions/engines/archive/handed-out-in.ts';
import { keptFieldsIn } from '../../functions/engines/archive/kept-fields-in.ts';
import { sdkCallsIn } from '../../functions/engines/archive/sdk-calls-in.ts';
import { powerInUse } from '../../functions/facts/function/power-in-use.ts';
import { weaknesses } from '../../functions/facts/function/weaknesses.ts';
import { functionSurvey, keptTableSurvey } from '../../functions/facts/kept-tables.ts';
import { little } from '../builders/role-powers.ts';
import { routeOf } from '../builders/way-of.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { functionNamed } from '../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const region = 'eu-west-1';

const database =
  "const { DynamoDBClient } = require('@aws-sdk/client-dynamodb'); const { DynamoDBDocumentClient, PutCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb'); const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));";
const codes: Readonly<Record<string, string>> = {
  create: `${database} exports.handler = async (event) => { const { email, password } = JSON.parse(event.body); await db.send(new PutCommand({ TableName: process.env.USERS, Item: { id: 1, email, password } })); return { statusCode: 201 }; };`,
  list: `${database} exports.handler = async () => { const found = await db.send(new ScanCommand({ TableName: process.env.TABLE })); return { statusCode: 200, body: JSON.stringify(found.Items) }; };`,
};
const create = functionOf('create');
const list = functionOf('list');

let facts: RecordedFacts;
let environments: Partial<Record<'create' | 'list', Record<string, string>>>;
let unread: ReadonlySet<string>;

beforeEach(() => {
  facts = recordedFacts();
  environments = { create: { USERS: 'users-dev' }, list: { TABLE: 'users-dev' } };
  unread = new Set();
  lambda.reset();
  for (const target of [create, list]) {
    lambda.on(GetFunctionCommand, { FunctionName: target.arn }).callsFake(async () => ({
      Configuration: {
        CodeSha256: target.codeSha256,
        Environment: { Variables: environments[target.name as 'list'] },
      },
      Code: { Location: `https://code/${target.name}` },
    }));
  }
});

describe('two nights of an account in which one function writes and another hands out', () => {
  it('say that what the other keeps there is handed to anyone', async () => {
    await codeNight([create, list]);

    expect(await doorOf(list)).toEqual({
      severity: 'high',
      summary:
        'Anyone can call GET /users of the HTTP API shop; its code answers users with their passwords, or what these were hashed to (users-dev, to which create writes email and password)',
    });
  });

  it('keep what was seen in an earlier one, though the function is not read again', async () => {
    await codeNight([create]);
    await codeNight([list], [create, list]);

    expect(await doorOf(list)).toMatchObject({ severity: 'high' });
  });

  it('say no more than before where the archive that writes is not read', async () => {
    unread = new Set(['create']);
    await codeNight([create, list]);

    expect(await doorOf(list)).toEqual({
      severity: 'low',
      summary: 'Anyone can call GET /users of the HTTP API shop',
    });
  });

  it.each<[string, () => void]>([
    [
      'another table',
      () => {
        environments.list = { TABLE: 'orders-dev' };
      },
    ],
    [
      'a table that no variable names',
      () => {
        environments.list = {};
      },
    ],
    [
      'a table of which the writer does not know the name',
      () => {
        environments.create = {};
      },
    ],
  ])('say no more than before of %s', async (_, change) => {
    change();
    await codeNight([create, list]);

    expect(await doorOf(list)).toMatchObject({ severity: 'low' });
  });

  it('say no more than before of a function of another region', async () => {
    const elsewhere = {
      ...create,
      region: 'us-east-1',
      arn: create.arn.replace(region, 'us-east-1'),
    };
    lambda.on(GetFunctionCommand, { FunctionName: elsewhere.arn }).resolves({
      Configuration: { CodeSha256: 'create', Environment: { Variables: { USERS: 'users-dev' } } },
      Code: { Location: 'https://code/create' },
    });
    await codeNight([elsewhere, list]);

    expect(await doorOf(list)).toMatchObject({ severity: 'low' });
  });

  it('keep the functions of a region that was not listed to its end', async () => {
    await codeNight([create, list]);
    await functionSurvey(facts).survey({ functions: new Set([list.arn]), complete: new Set() }, []);

    expect(await doorOf(list)).toMatchObject({ severity: 'high' });
  });

  it('forget a function that is gone', async () => {
    await codeNight([create, list]);
    await functionSurvey(facts).survey(
      { functions: new Set([list.arn]), complete: new Set([region]) },
      [],
    );

    expect(await doorOf(list)).toMatchObject({ severity: 'low' });
  });

  it('store neither values nor fields that say nothing of people', async () => {
    await codeNight([create, list]);
    await doorOf(list);

    expect(facts.written()).toContain(
      'kept tables [["eu-west-1",{"users-dev":[{"functionName":"create","fields":["email","password"]}]}]]',
    );
  });
});

/** The code scanner reads some of the functions that it has listed. */
async function codeNight(
  read: readonly FunctionTarget[],
  listed: readonly FunctionTarget[] = read,
): Promise<void> {
  const code = functionCode({
    lambda: () => new LambdaClient({ region }),
    facts,
    clock: () => new Date('2026-11-30T01:00:00.000Z'),
    download: async ({ url }) => new TextEncoder().encode(await url()),
    analyse: async (archive, entry) => {
      const name = new TextDecoder().decode(archive as Uint8Array).replace('https://code/', '');
      if (unread.has(name)) throw new Error('it could not be downloaded');
      return analysisOf(codes[name] ?? '', { ...entry, runtime: 'nodejs24.x' });
    },
  });
  await weaknesses(code)(read);
  await functionSurvey(facts).survey(
    {
      functions: new Set(listed.map(({ arn }) => arn)),
      complete: new Set(listed.map((each) => each.region)),
    },
    [],
  );
}

/** What the worker finds that this is about. */
function analysisOf(
  code: string,
  entry: { runtime: string; handler?: string | undefined },
): CodeAnalysis {
  const file = archiveFile('index.js', new TextEncoder().encode(code));
  const contents = {
    listing: [{ path: 'index.js', bytes: code.length }],
    files: [file],
    unread: [],
  };
  const sdkCalls = sdkCallsIn(contents, entry);
  const none = { known: true, value: [] } as const;

  return {
    packages: none,
    unidentifiedBundles: none,
    weaknesses: none,
    secrets: none,
    shippedFiles: none,
    sdkCalls,
    handedOut: handedOutIn(contents, entry, { sdkCalls }),
    keptFields: keptFieldsIn(contents, entry, { sdkCalls }),
  };
}

/** What the permissions scanner says of its open route. */
async function doorOf(target: FunctionTarget) {
  await keptTableSurvey(facts).survey([region], []);
  const route = routeOf({ key: 'GET /users' });
  const used = await powerInUse({
    facts,
    read: deployedCode(facts).doings,
    environmentKey,
    routes: perTarget(() => [route]),
    rules: perTarget(() => []),
    published: perTarget(() => []),
    urls: perTarget(() => []),
    reported: { hasWeakPackage: async () => false, startFault: async () => undefined },
  })([target]);
  const power = used.get(target.arn);
  const verdict = openApiRoute.evaluate({
    apiRoutes: [route],
    rolePower: little,
    powerInUse: power?.known ? power.value : undefined,
    verifiesSignature: undefined,
    decidedChanges: undefined,
  });
  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];

  return detail && { severity: detail.severity, summary: detail.summary };
}

function functionOf(name: string): FunctionTarget {
  return {
    ...functionNamed(name, { runtime: 'nodejs24.x' }),
    codeSha256: name,
    handler: 'index.handler',
  };
}
