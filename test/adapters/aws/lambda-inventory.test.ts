import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ListedFunction,
  lambdaInventory,
} from '../../../functions/adapters/aws/lambda-inventory.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const props = {
  lambda: (region: string) => new LambdaClient({ region }),
  regions: async () => ({ open: ['eu-west-1', 'us-east-1'], closed: [] }),
};
const list = (withVersions = false) =>
  Array.fromAsync(lambdaInventory({ ...props, withVersions }).functions('eu-west-1'));

beforeEach(() => lambda.reset());

describe('lambdaInventory', () => {
  it('lists every page of a region', async () => {
    lambda
      .on(ListFunctionsCommand)
      .resolvesOnce({ Functions: [listed('a')], NextMarker: 'more' })
      .resolvesOnce({ Functions: [listed('b')] });

    expect(await list()).toMatchObject([
      { kind: 'function', name: 'a', region: 'eu-west-1', account: '111122223333' },
      { name: 'b', roleArn: 'arn:aws:iam::111122223333:role/r', versions: [] },
    ]);
  });

  it.each([
    ['what it holds', { Variables: { TABLE: 'orders' } }, { TABLE: 'orders' }],
    ['that it has none', undefined, {}],
    ['that it may not be decrypted', { Error: { ErrorCode: 'AccessDeniedException' } }, undefined],
    [
      'a part beside an error',
      { Variables: { A: 'b' }, Error: { ErrorCode: 'AccessDeniedException' } },
      undefined,
    ],
    ['another form', { Variables: 7 }, undefined],
  ])('shows of an environment %s, and nothing of it in the target', async (_, shown, expected) => {
    const Functions = [{ ...listed('a'), Environment: shown as object }];
    lambda.on(ListFunctionsCommand).resolves({ Functions });
    const seen: unknown[] = [];

    const onPage = async (page: readonly ListedFunction[]) => {
      seen.push(...page.map(({ environment }) => environment));
    };
    const inventory = lambdaInventory({ ...props, withVersions: false, onListing: () => onPage });
    const targets = await Array.fromAsync(inventory.functions('eu-west-1'));

    expect(seen).toEqual([expected]);
    expect(JSON.stringify(targets)).not.toContain('TABLE');
  });

  it('makes one target of a function and its versions, in whatever order they come', async () => {
    lambda
      .on(ListFunctionsCommand, { FunctionVersion: 'ALL' })
      .resolvesOnce({ Functions: [version('a', '1'), listed('b')], NextMarker: 'more' })
      .resolvesOnce({ Functions: [version('b', '7'), listed('a'), version('a', '2')] });

    expect(await list(true)).toMatchObject([
      { arn: `${arnPrefix}a`, versions: ['1', '2'], handler: 'index.handler' },
      { arn: `${arnPrefix}b`, versions: ['7'], handler: 'index.handler' },
    ]);
  });

  it('names the versions of layers, less those that AWS lays under old functions', async () => {
    const layers = ['arn:aws:lambda:eu-west-1:999988887777:layer:common:3', awsLayer];
    lambda
      .on(ListFunctionsCommand)
      .resolves({ Functions: [{ ...listed('a'), Layers: layers.map((Arn) => ({ Arn })) }] });

    expect(await list()).toMatchObject([{ layers: [layers[0]] }]);
  });

  it('takes an image for what it is: without runtime and handler', async () => {
    const { Runtime: _, Handler: __, ...image } = listed('a');
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ ...image, PackageType: 'Image' }] });

    const [target] = await list();

    expect(target).toMatchObject({ packageType: 'Image', runtime: undefined, handler: undefined });
  });

  it('reads what a function costs and where its failed events go', async () => {
    const sized = {
      ...listed('a'),
      Architectures: ['arm64' as const],
      MemorySize: 1_769,
      Timeout: 30,
      EphemeralStorage: { Size: 2_048 },
      LoggingConfig: { LogGroup: '/shop' },
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:lost' },
    };
    lambda.on(ListFunctionsCommand).resolves({ Functions: [sized] });

    expect(await list()).toMatchObject([
      {
        architecture: 'arm64',
        memoryMb: 1_769,
        timeoutSeconds: 30,
        storageMb: 2_048,
        logGroup: '/shop',
        deadLetters: 'arn:aws:sqs:eu-west-1:111122223333:lost',
      },
    ]);
  });

  it('leaves what may hold a secret behind, and what it has no use for', async () => {
    const Environment = { Variables: { TOKEN: 'very-secret-value' } };
    const VpcConfig = { VpcId: '', SubnetIds: [], SecurityGroupIds: [] };
    lambda
      .on(ListFunctionsCommand)
      .resolves({ Functions: [{ ...listed('a'), Environment, VpcConfig, Description: '' }] });

    const [target] = await list();

    expect(target).toMatchObject({ name: 'a' });
    expect(JSON.stringify(target)).not.toMatch(/very-secret-value|TOKEN|Vpc/i);
  });

  it.each([
    [
      'requires a file first',
      { NODE_OPTIONS: '--max-old-space-size=9 --require /opt/trace.js' },
      true,
    ],
    ['imports one first', { NODE_OPTIONS: '--import=dd-trace/init' }, true],
    ['has a short word for it', { NODE_OPTIONS: '-r dd-trace' }, true],
    ['names other places to look in', { NODE_PATH: '/opt/lib' }, true],
    ['names other places for modules of Python', { PYTHONPATH: '/opt/lib' }, true],
    ['names a wrapper', { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-handler' }, true],
    ['sets other options', { NODE_OPTIONS: '--enable-source-maps' }, undefined],
    ['has something of its own', { REQUIRE: '--require x' }, undefined],
    ['is of an unknown form', 'a text', true],
  ])('knows of an environment that %s whether it loads more', async (_, variables, expected) => {
    const Environment = { Variables: variables as Record<string, string> };
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ ...listed('a'), Environment }] });

    expect((await list())[0]?.loadsMore).toBe(expected);
  });

  it('takes from the environment the handler that a wrapper calls', async () => {
    const Environment = { Variables: { DD_LAMBDA_HANDLER: 'index.handler', DD_API_KEY: 'k' } };
    const Handler = '/opt/nodejs/node_modules/datadog-lambda-js/handler.handler';
    lambda
      .on(ListFunctionsCommand)
      .resolves({ Functions: [{ ...listed('a'), Environment, Handler }] });

    expect((await list())[0]).toMatchObject({ handler: Handler, wrappedHandler: 'index.handler' });
  });

  it('takes an environment that Lambda cannot show for one that loads more', async () => {
    const Environment = { Error: { ErrorCode: 'AccessDeniedException' } };
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ ...listed('a'), Environment }] });

    expect((await list())[0]?.loadsMore).toBe(true);
  });

  it.each([
    '2026-01-02T03:04:05.678+0000',
    '2026-01-02T03:04:05.678Z',
    '2026-01-02T04:04:05.678+01:00',
  ])('brings the time %s to one form', async (LastModified) => {
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ ...listed('a'), LastModified }] });

    expect(await list()).toMatchObject([{ lastModified: '2026-01-02T03:04:05.678Z' }]);
  });

  it.each([
    ['a function lacks what names it', { Functions: [{ FunctionName: 'a' }] }],
    ['a time is none', { Functions: [{ ...listed('a'), LastModified: 'soon' }] }],
    ['a layer is none', { Functions: [{ ...listed('a'), Layers: [{ Arn: 'common' }] }] }],
    ['the answer holds no list at all', {}],
  ])('throws when %s, for nothing is gone for that', async (_, answer) => {
    lambda.on(ListFunctionsCommand).resolves(answer);

    await expect(list()).rejects.toThrow();
  });

  it.each([false, true])('lists all others before it throws, versions or not: %s', async (all) => {
    lambda
      .on(ListFunctionsCommand)
      .resolvesOnce({ Functions: [{ FunctionName: 'odd' }, listed('a')], NextMarker: 'more' })
      .resolvesOnce({ Functions: [listed('b')] });
    const given: string[] = [];

    const listing = (async () => {
      const functions = lambdaInventory({ ...props, withVersions: all }).functions('eu-west-1');
      for await (const { name } of functions) given.push(name);
    })();

    await expect(listing).rejects.toThrow('lists 1 that cannot be read, the first is odd');
    expect(given).toEqual(['a', 'b']);
  });

  it('says of functions that not all of their versions may be known when a page cannot be had', async () => {
    lambda
      .on(ListFunctionsCommand)
      .resolvesOnce({ Functions: [listed('a')], NextMarker: 'more' })
      .rejectsOnce(accessDenied());
    const given: unknown[] = [];

    const listing = (async () => {
      const functions = lambdaInventory({ ...props, withVersions: true }).functions('eu-west-1');
      for await (const target of functions) given.push(target);
    })();

    await expect(listing).rejects.toThrow('not authorised');
    expect(given).toMatchObject([{ name: 'a', cut: expect.stringContaining('versions') }]);
  });

  it('leaves out a function of which only versions have come when a page cannot be had', async () => {
    lambda
      .on(ListFunctionsCommand)
      .resolvesOnce({ Functions: [version('a', '1')], NextMarker: 'more' })
      .rejectsOnce(accessDenied());
    const given: unknown[] = [];

    const listing = (async () => {
      const functions = lambdaInventory({ ...props, withVersions: true }).functions('eu-west-1');
      for await (const target of functions) given.push(target);
    })();

    await expect(listing).rejects.toThrow('not authorised');
    expect(given).toEqual([]);
  });

  it('breaks off when there is no more time, with what it has', async () => {
    lambda.on(ListFunctionsCommand).resolves({ Functions: [listed('a')], NextMarker: 'more' });
    const given: unknown[] = [];

    const listing = (async () => {
      const { functions } = lambdaInventory({ ...props, withVersions: false });
      for await (const target of functions('eu-west-1', () => true)) given.push(target);
    })();

    await expect(listing).rejects.toThrow('no time to list the rest');
    expect(given).toMatchObject([{ name: 'a' }]);
  });

  it.each([
    ['a role', { Role: 'role' }],
    ['a function', { FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:a b' }],
  ])('refuses %s whose ARN is none, and says so', async (_, odd) => {
    lambda.on(ListFunctionsCommand).resolves({ Functions: [{ ...listed('a'), ...odd }] });

    await expect(list()).rejects.toThrow('lists 1 that cannot be read');
  });
});

describe('one function by itself', () => {
  const read = (withVersions = false) =>
    lambdaInventory({ ...props, withVersions }).read(`${arnPrefix}a`);

  it('is as the listing shows it', async () => {
    lambda.on(ListFunctionsCommand).resolves({ Functions: [listed('a')] });
    lambda.on(GetFunctionConfigurationCommand).resolves(listed('a'));

    expect([await read()]).toEqual(await list());
    expect(lambda.commandCalls(GetFunctionConfigurationCommand)[0]?.args[0].input).toEqual({
      FunctionName: `${arnPrefix}a`,
    });
  });

  it('is a part only where its versions count, for it does not show them', async () => {
    lambda.on(GetFunctionConfigurationCommand).resolves(listed('a'));

    expect(await read(true)).toMatchObject({ cut: expect.stringContaining('published versions') });
    expect(await read()).not.toHaveProperty('cut');
  });

  it('is undefined where there is none, and unknown where that is denied', async () => {
    lambda
      .on(GetFunctionConfigurationCommand)
      .rejectsOnce(new ResourceNotFoundException({ message: 'none', $metadata: {} }))
      .rejects(accessDenied());

    expect(await read()).toBeUndefined();
    await expect(read()).rejects.toThrow('not authorised');
  });
});

const awsLayer = 'arn:aws:lambda:::awslayer:AmazonLinux1803';
const arnPrefix = 'arn:aws:lambda:eu-west-1:111122223333:function:';

function listed(FunctionName: string) {
  return {
    FunctionName,
    FunctionArn: `${arnPrefix}${FunctionName}`,
    Role: 'arn:aws:iam::111122223333:role/r',
    Runtime: 'nodejs24.x' as const,
    Handler: 'index.handler',
    PackageType: 'Zip' as const,
    CodeSha256: 'sha',
    CodeSize: 1,
    LastModified: '2026-01-01T00:00:00.000+0000',
    RevisionId: 'revision',
  };
}

function version(name: string, Version: string) {
  const latest = listed(name);

  return { ...latest, FunctionArn: `${latest.FunctionArn}:${Version}`, Version, Handler: 'old.f' };
}
