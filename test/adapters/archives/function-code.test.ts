import {
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BUDGET_MS } from '../../../functions/adapters/archives/analysed-archives.ts';
import { AnalysisError } from '../../../functions/adapters/archives/archive-analyser.ts';
import { CodeUnavailable } from '../../../functions/adapters/archives/code-server.ts';
import { functionCode } from '../../../functions/adapters/archives/function-code.ts';
import type { LambdaArchives } from '../../../functions/adapters/archives/layer-code.ts';
import { listedEnvironments } from '../../../functions/adapters/archives/listed-environments.ts';
import { deployedCode } from '../../../functions/adapters/tables/deployed-code.ts';
import { functionCalls } from '../../../functions/adapters/tables/function-calls.ts';
import { layerPackages } from '../../../functions/adapters/tables/layer-packages.ts';
import { accountFacts } from '../../../functions/app/account-facts.ts';
import { noteLayerUsers } from '../../../functions/app/layer-users.ts';
import type { FactStore } from '../../../functions/app/ports.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import {
  type CodeAnalysis,
  unknownAnalysis,
} from '../../../functions/engines/archive/code-analysis.ts';
import { packageOf } from '../../../functions/engines/packages/package.ts';
import { environmentSecrets } from '../../../functions/facts/function/environment-secrets.ts';
import { weaknesses } from '../../../functions/facts/function/weaknesses.ts';
import { layerSurvey } from '../../../functions/facts/layer-survey.ts';
import { secretsInCode } from '../../../functions/facts/several/secrets-in-code.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { checked } from '../../engines/secrets/secret-samples.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed, layerNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const orders = functionNamed('orders');
const secret = checked('ghp_');
const utils = layerNamed('utils:3');
const layer = utils.arn;

const noCalls = { calls: [], unresolved: [] };
/** What there is of other facts of an archive. */
const noFiles = { secrets: known([]), shippedFiles: known([]) };

let facts: RecordedFacts;
let now: string;
const download = vi.fn<LambdaArchives['download']>();
const analyse = vi.fn<LambdaArchives['analyse']>();

const read = (...targets: readonly FunctionTarget[]) => readWith(facts, targets);
const readWith = async (store: FactStore, targets: readonly FunctionTarget[]) => {
  const code = functionCode({
    lambda: (region) => new LambdaClient({ region }),
    facts: store,
    clock: () => new Date(now),
    download,
    analyse,
  });
  const secrets = await environmentSecrets(code)(targets);
  const found = await weaknesses(code)(targets);
  const inCode = await secretsInCode(code)(targets);

  return targets.map(({ arn }) => ({
    secrets: secrets.get(arn),
    weaknesses: found.get(arn),
    inCode: inCode.get(arn),
  }));
};
const packagesOf = async (target: FunctionTarget) =>
  (await deployedCode(facts).packages([target])).get(target.arn);
const packagesInLayer = async () => (await layerPackages(facts)([utils])).get(layer);

beforeEach(() => {
  facts = recordedFacts();
  now = '2026-11-27T01:00:00.000Z';
  lambda.reset();
  lambda.on(GetFunctionCommand).resolves(answer({ GITHUB_TOKEN: secret }));
  lambda.on(GetLayerVersionByArnCommand).resolves({
    Content: { Location: 'https://code/layer', CodeSha256: 'layer sha', CodeSize: 20_000_000 },
  });
  download.mockReset().mockImplementation(async ({ url }) => {
    await url();
    return new Uint8Array([1]);
  });
  analyse.mockReset().mockImplementation(async (_, { handler }) => analysisOf(handler));
});

function analysisOf(handler: string | undefined): CodeAnalysis {
  return {
    packages: known([handler ? lodash : minimist]),
    unidentifiedBundles: known([]),
    ...noFiles,
    weaknesses: known([]),
    sdkCalls: known(noCalls),
  };
}

describe('the packages of a function', () => {
  it.each([
    [undefined, [['index.js'], []]],
    [true as const, [['index.js'], undefined]],
  ])('are unused only if nothing else loads any: %s', async (loadsMore, expected) => {
    const target = { ...orders, loadsMore };
    const packages = known([
      { ...lodash, importedBy: ['index.js'] },
      { ...minimist, importedBy: [] },
    ]);
    analyse.mockResolvedValue({
      packages,
      unidentifiedBundles: known([]),
      weaknesses: known([]),
      sdkCalls: known(noCalls),
      ...noFiles,
    });
    await read(target);

    const found = await packagesOf(target);
    expect(found?.known && found.value.map(({ importedBy }) => importedBy)).toEqual(expected);
  });
});

describe('what handlers have to do with the packages of their layers', () => {
  const seeking = (name: string) => ({
    externalImports: { surely: [[name, ['index.js']] as const], perhaps: [], isWhole: true },
  });
  const importable = {
    names: { minimist: [0] },
    links: [[]],
    missing: [[]],
    opaque: [],
    isWhole: true,
  };
  const users = [functionNamed('a'), functionNamed('b')].map((one, at) => ({
    ...one,
    codeSha256: `sha ${at}`,
    handler: at === 0 ? 'one.handler' : 'two.handler',
    layers: [layer],
  }));
  const handlersIn = async () => {
    const known = await packagesInLayer();
    return known?.known ? known.value[0]?.handlers : undefined;
  };

  beforeEach(async () => {
    analyse.mockImplementation(async (_, { handler }) => ({
      packages: known(handler ? [] : [minimist]),
      unidentifiedBundles: known([]),
      ...noFiles,
      weaknesses: known([]),
      sdkCalls: known(noCalls),
      ...(handler ? seeking(handler === 'one.handler' ? 'minimist' : 'lodash') : { importable }),
    }));
    await layerSurvey(facts).survey(new Map([[layer, users.map(({ arn }) => arn)]]), []);
  });

  it('is known of each function that uses the layer', async () => {
    await read(...users);

    expect(await handlersIn()).toEqual([
      { arn: users[0]?.arn, importedBy: ['index.js'] },
      { arn: users[1]?.arn, importedBy: [] },
    ]);
  });

  it('is not known of a function whose code has not been read', async () => {
    await read(...users.slice(0, 1));

    expect(await handlersIn()).toEqual([
      { arn: users[0]?.arn, importedBy: ['index.js'] },
      { arn: users[1]?.arn, importedBy: undefined },
    ]);
  });

  it('is known of functions of other accounts too, for which one account looks at the layer', async () => {
    const theirs = '444455556666';
    const complete = new Set(['eu-west-1']);
    const using = (arns: readonly string[]) => ({
      functionsOfLayer: new Map([[layer, arns]]),
      complete,
    });
    const watched = {
      facts,
      ids: async () => [users[0]?.account ?? '', theirs],
      factsOf: () => facts,
    };
    await layerSurvey(facts).survey(new Map([[layer, [users[1]?.arn ?? '']]]), []);
    await noteLayerUsers(facts, users[0]?.account ?? '', using([users[1]?.arn ?? '']), []);
    await noteLayerUsers(facts, theirs, using([users[0]?.arn ?? '']), []);
    await read(...users);

    const known = (await layerPackages(facts, watched)([utils])).get(layer);

    expect(known?.known && known.value[0]?.handlers).toEqual([
      { arn: users[0]?.arn, importedBy: ['index.js'] },
      { arn: users[1]?.arn, importedBy: [] },
    ]);
  });

  it('is not known of functions that could not be listed', async () => {
    const unlisted = [{ fact: 'functions of us-east-1', reason: 'denied' }];
    await layerSurvey(facts).survey(new Map([[layer, [users[1]?.arn ?? '']]]), unlisted);
    await read(...users);

    expect(await handlersIn()).toEqual([
      { arn: users[1]?.arn, importedBy: [] },
      { arn: 'a function that was not listed', importedBy: undefined },
    ]);
  });

  it('is not taken for nothing of a function whose environment has it load more', async () => {
    await read(...users.map((one) => ({ ...one, loadsMore: true as const })));

    expect(await handlersIn()).toEqual([
      { arn: users[0]?.arn, importedBy: ['index.js'] },
      { arn: users[1]?.arn, importedBy: undefined },
    ]);
  });

  it('is forgotten with the code that it is about', async () => {
    await read(...users);
    analyse.mockRejectedValue(new Error('out of memory'));
    await read(...users.map((one) => ({ ...one, codeSha256: 'another' })));

    expect((await handlersIn())?.map(({ importedBy }) => importedBy)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is stored without any word of the code that names nothing in the layers', async () => {
    const words = ['hunter22', 'minimist', 'lodash', secret];
    analyse.mockImplementation(async (_, { handler }) => ({
      ...unknownAnalysis({ reason: 'no matter' }),
      ...(handler
        ? { externalImports: { surely: [['a-word', ['index.js']]], perhaps: words, isWhole: true } }
        : { packages: known([minimist]), importable }),
    }));

    await read(...users);

    expect(await handlersIn()).toMatchObject([
      { importedBy: undefined },
      { importedBy: undefined },
    ]);
    expect(facts.written()).toContain('"perhaps":["minimist"]');
    expect(facts.written()).not.toMatch(/hunter22|lodash|a-word|ghp_a/);
  });

  it('is found anew when layers bring names that were not looked for, and only then', async () => {
    await read(...users);
    const others = layerNamed('others:1');
    const more = { ...importable, names: { lodash: [0] } };
    download.mockClear();

    await read(...users.map((one) => ({ ...one, layers: [layer] })));
    expect(download).not.toHaveBeenCalled();
    analyse.mockImplementation(async (_, { handler }) => ({
      ...unknownAnalysis({ reason: 'no matter' }),
      ...(handler ? seeking('lodash') : { packages: known([lodash]), importable: more }),
    }));
    await read(...users.map((one) => ({ ...one, layers: [layer, others.arn] })));
    await read(...users.map((one) => ({ ...one, layers: [layer, others.arn] })));

    expect(download).toHaveBeenCalledTimes(3);
  });

  it('is written when it changes, and not each night', async () => {
    await read(...users);
    const before = facts.written();
    await read(...users);

    expect(before).toContain('layer-seeker');
    expect(facts.written()).toBe(before);
  });
});

describe('what the code of a function calls', () => {
  const calling = {
    service: 's3',
    operation: 'GetObject',
    path: 'index.js',
    line: 1,
    column: 1,
    resources: [
      {
        parameter: 'Bucket',
        values: ['BUCKET', 'GITHUB_TOKEN', 'UNSET'].map((variable) => [{ variable }]),
      },
    ],
  };
  const variables = { BUCKET: 'in', GITHUB_TOKEN: secret, OTHER: 'private' };
  const callsOf = async ({ arn }: FunctionTarget) => (await functionCalls(facts)([arn])).get(arn);

  beforeEach(() => {
    lambda.on(GetFunctionCommand).resolves(answer(variables));
    analyse.mockResolvedValue({
      ...unknownAnalysis({ reason: 'no matter' }),
      sdkCalls: known({ calls: [calling], unresolved: [] }),
    });
  });

  it('is stored with the variables that name resources, and no secret', async () => {
    await read(orders);

    expect(await callsOf(orders)).toEqual({
      sdkCalls: known({ calls: [calling], unresolved: [] }),
      variables: known({ BUCKET: 'in' }),
    });
    expect(facts.written()).not.toMatch(/ghp_abcd|private|OTHER/);
  });

  it('is asked for of one whose code another has, whatever the listing showed', async () => {
    const twin = functionNamed('twin', { codeSha256: orders.codeSha256 });
    await read(orders);
    await listedEnvironments(facts)([{ target: twin, environment: { BUCKET: 'of the twin' } }]);
    lambda.on(GetFunctionCommand).resolves(answer({ BUCKET: 'of the twin' }));

    await read(twin);

    expect((await callsOf(twin))?.variables).toEqual(known({ BUCKET: 'of the twin' }));
  });

  it('is read anew when the configuration has changed, and only then', async () => {
    await read(orders);
    const before = facts.written();
    await read(orders);
    expect(facts.written()).toBe(before);
    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(1);

    lambda.on(GetFunctionCommand).resolves(answer({ BUCKET: 'out' }));
    await read({ ...orders, revisionId: 'another' });

    expect((await callsOf(orders))?.variables).toEqual(known({ BUCKET: 'out' }));
    expect(download).toHaveBeenCalledOnce();
  });

  it('is not known of an environment that cannot be decrypted, until it can be', async () => {
    lambda.on(GetFunctionCommand).resolves(encrypted);
    await read(orders);
    expect((await callsOf(orders))?.variables).toMatchObject({ known: false });

    lambda.on(GetFunctionCommand).resolves(answer(variables));
    await read(orders);
    expect((await callsOf(orders))?.variables).toEqual(known({ BUCKET: 'in' }));
  });

  it('is not known of code that could not be analysed, until it can be', async () => {
    analyse.mockRejectedValueOnce(new Error('out of memory'));
    await read(orders);
    expect(await callsOf(orders)).toMatchObject({
      sdkCalls: { known: false },
      variables: { known: false },
    });

    now = '2026-11-29T01:00:00.000Z';
    await read(orders);
    expect((await callsOf(orders))?.variables).toEqual(known({ BUCKET: 'in' }));
  });

  it('is not known of an image, nor of what no one has analysed', async () => {
    const image = functionNamed('image', { packageType: 'Image' });
    await read(image);

    expect((await callsOf(image))?.sdkCalls).toEqual(unknown('container images are not analysed'));
    expect((await callsOf(orders))?.sdkCalls).toEqual(
      unknown('the code scanner has not analysed it'),
    );
  });
});

const encrypted = {
  Configuration: { Environment: { Error: { ErrorCode: 'AccessDeniedException' } } },
  Code: { Location: 'https://code/function' },
};

describe('functionCode', () => {
  it('downloads the code that was listed, and analyses it from its handler', async () => {
    await read(orders);

    const { codeSha256: sha256, codeSize: size } = orders;
    expect(download).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ sha256, size }));
    expect(analyse).toHaveBeenCalledExactlyOnceWith(
      expect.any(Uint8Array),
      { runtime: 'nodejs24.x', handler: 'index.handler', loadsMore: false },
      { leftMs: BUDGET_MS },
    );
  });

  it('says to the analysis where a layer may add to the code', async () => {
    await read({ ...orders, layers: [layer] });

    expect(analyse).toHaveBeenCalledWith(
      expect.any(Uint8Array),
      expect.objectContaining({ handler: 'index.handler', loadsMore: true }),
      { leftMs: BUDGET_MS },
    );
  });

  it('says of a layer what Lambda says', async () => {
    await read({ ...orders, layers: [layer] });

    const { url, ...said } = sourceOfDownload(1);
    expect(said).toEqual({ sha256: 'layer sha', size: 20_000_000 });
    expect(lambda.commandCalls(GetLayerVersionByArnCommand)).toHaveLength(1);
    expect(await url()).toBe('https://code/layer');
    expect(lambda.commandCalls(GetLayerVersionByArnCommand)).toHaveLength(2);
  });

  it('asks nothing about one whose code another has, and whose environment the listing showed', async () => {
    const twin = functionNamed('twin', { codeSha256: orders.codeSha256 });
    await read(orders);
    await listedEnvironments(facts)([{ target: twin, environment: { GITHUB_TOKEN: secret } }]);

    const [found] = await read(twin);

    expect(found?.secrets).toMatchObject({ known: true, value: [{ variable: 'GITHUB_TOKEN' }] });
    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(1);
    expect(download).toHaveBeenCalledOnce();
  });

  it('knows which secrets are equal as the listing saw them, and not of what was changed since', async () => {
    const twin = functionNamed('twin');
    const environment = { GITHUB_TOKEN: secret };
    await listedEnvironments(facts)([orders, twin].map((target) => ({ target, environment })));
    lambda.on(GetFunctionCommand).resolves(answer({ GITHUB_TOKEN: secret }));
    const sameValueOf = async (target: typeof orders) => {
      const [found] = await read(target);
      return found?.secrets?.known ? found.secrets.value[0]?.sameValue : 'not known';
    };

    expect(await sameValueOf(orders)).toMatch(/^[0-9a-f]{12}$/);
    expect(await sameValueOf(twin)).toBe(await sameValueOf(orders));
    expect(await sameValueOf({ ...twin, revisionId: 'another' })).toBeUndefined();
  });

  it('analyses what several accounts have once, as their hash of code and their layer are one', async () => {
    const theirs = { ...orders, arn: orders.arn.replace(orders.account, '444455556666') };
    for (const [store, target] of [
      [facts, orders],
      [accountFacts(facts, '444455556666'), theirs],
    ] as const) {
      await readWith(store, [{ ...target, layers: [layer] }]);
    }

    expect(analyse).toHaveBeenCalledTimes(2);
    expect(lambda.commandCalls(GetLayerVersionByArnCommand)).toHaveLength(1);
  });

  it('analyses the code of another account for itself where its hash is another', async () => {
    const theirs = { ...orders, arn: orders.arn.replace(orders.account, '444455556666') };

    await read(orders);
    await readWith(accountFacts(facts, '444455556666'), [{ ...theirs, codeSha256: 'another' }]);

    expect(analyse).toHaveBeenCalledTimes(2);
  });

  it('asks for no URL of code that lies where that of another function was found', async () => {
    const twin = functionNamed('twin', {
      codeSha256: orders.codeSha256,
      runtime: 'nodejs22.x',
      revisionId: 'of the twin',
    });
    await listedEnvironments(facts)([{ target: twin, environment: {} }]);

    await read(orders, twin);

    expect(download).toHaveBeenCalledTimes(2);
    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(1);

    // It has not held: Lambda is asked for that of the function itself.
    await sourceOfDownload(1).url();
    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(2);
  });

  it.each<[string, () => Promise<object>, number]>([
    ['for one code of two runtimes once', async () => answer({}), 1],
    [
      'for its own where that of the other is denied',
      async () => Promise.reject(accessDenied()),
      2,
    ],
    ['for its own where the other was changed', async () => answerOf('another'), 2],
  ])('asks at once for two functions, %s', async (_, ofTheFirst, calls) => {
    const twin = functionNamed('twin', { codeSha256: orders.codeSha256, runtime: 'nodejs22.x' });
    await listedEnvironments(facts)([orders, twin].map((target) => ({ target, environment: {} })));
    const asked = Promise.withResolvers<void>();
    lambda.on(GetFunctionCommand, { FunctionName: orders.arn }).callsFake(async () => {
      await asked.promise;
      return ofTheFirst();
    });
    download.mockImplementation(async ({ url }) => {
      // The second asks while the first still waits.
      if (download.mock.calls.length === 2) setTimeout(asked.resolve);
      await url();
      return new Uint8Array([1]);
    });

    const [, other] = await read(orders, twin);

    expect(other?.weaknesses).toEqual(known([]));
    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(calls);
  });

  it('asks Lambda again for a URL only when it is asked again', async () => {
    await read(orders);
    const { url } = sourceOfDownload();

    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(1);
    lambda.on(GetFunctionCommand).resolves({ ...answer({}), Code: { Location: 'https://new' } });
    expect(await url()).toBe('https://new');
    expect(lambda.commandCalls(GetFunctionCommand)).toHaveLength(2);
  });

  it('gives no URL of code that is another by now', async () => {
    await read(orders);
    lambda.on(GetFunctionCommand).resolves(answerOf('another'));

    await expect(sourceOfDownload().url()).rejects.toThrow(
      `the code is no longer what was listed: its SHA-256 is another, not ${orders.codeSha256}`,
    );
  });

  it('finds a secret, and lets its value go nowhere', async () => {
    const [found] = await read(orders);

    expect(found?.secrets).toMatchObject({ known: true, value: [{ variable: 'GITHUB_TOKEN' }] });
    expect(JSON.stringify(found) + facts.written()).not.toContain(secret.slice(0, 8));
  });

  it('joins what the environment holds and what the code does with it', async () => {
    const lib = { path: 'jwt.js', line: 3, column: 1, masked: '' } as const;
    const standing = { kind: 'passphrase', severity: 'high' } as const;
    lambda.on(GetFunctionCommand).resolves(answer({ JWT_SECRET: 'abc123' }));
    analyse.mockResolvedValue({
      ...unknownAnalysis({ reason: 'no matter' }),
      signingVariables: known(['JWT_SECRET']),
      secrets: known([
        { ...lib, ...standing, insteadOf: { variable: 'JWT_SECRET', below: 16 } },
        { ...lib, ...standing, insteadOf: { variable: 'OTHER' } },
      ]),
    });

    const [found] = await read(orders);

    expect(found?.secrets).toEqual(
      known([
        {
          variable: 'JWT_SECRET',
          kind: 'guessable signing key',
          masked: '',
          keyFault: 'common',
        },
      ]),
    );
    expect(found?.inCode).toMatchObject(
      known([
        { severity: 'low', isIdle: true },
        { severity: 'high', insteadOf: { variable: 'OTHER' } },
      ]),
    );
    expect(JSON.stringify(found) + facts.written()).not.toContain('abc123');
    // From what is stored it is the same.
    expect((await read(orders))[0]).toEqual(found);
  });

  it('knows the word of a webhook subscription by what the code does with it', async () => {
    lambda.on(GetFunctionCommand).resolves(answer({ VERIFY_TOKEN: 'mW4qT8zK2xR7vB1nY5cJ' }));
    analyse.mockResolvedValue({
      ...unknownAnalysis({ reason: 'no matter' }),
      handshakeVariables: ['VERIFY_TOKEN'],
    });

    const [found] = await read(orders);

    expect(found?.secrets).toMatchObject({
      value: [{ variable: 'VERIFY_TOKEN', isOfHandshake: true }],
    });
    expect((await read(orders))[0]).toEqual(found);
  });

  it('leaves secrets of the code as they are where the environment is unknown', async () => {
    const standing = { kind: 'passphrase', severity: 'high' } as const;
    const insteadOf = { variable: 'JWT_SECRET' };
    const secret = { ...standing, insteadOf, path: 'jwt.js', line: 3, column: 1, masked: '' };
    const Environment = { Error: { ErrorCode: 'AccessDeniedException' } };
    lambda
      .on(GetFunctionCommand)
      .resolves({ ...answer({}), Configuration: { CodeSha256: orders.codeSha256, Environment } });
    analyse.mockResolvedValue({
      ...unknownAnalysis({ reason: 'no matter' }),
      secrets: known([secret]),
    });

    const [found] = await read(orders);

    expect(found?.secrets).toMatchObject({ known: false });
    expect(found?.inCode).toEqual(known([secret]));
  });

  it('calls exactly what the facts declare', async () => {
    await read({ ...orders, layers: [layer] });

    const called = [...calledActions('lambda', lambda), ...facts.called()].toSorted();
    for (const fact of ['environmentSecrets', 'weaknesses'] as const) {
      const declared = factSources.function[fact].map(({ action }) => action);
      // Lambda decrypts the environment in the name of the caller: no request of ours asks KMS.
      const own = declared.filter((action) => action !== 'kms:Decrypt');
      expect(called).toEqual(own.toSorted());
    }
  });

  it('calls and downloads nothing when neither code nor configuration has changed', async () => {
    const target = { ...orders, layers: [layer] };
    const first = await read(target);
    lambda.resetHistory();
    download.mockClear();

    expect(await read(target)).toEqual(first);
    expect(lambda.calls()).toEqual([]);
    expect(download).not.toHaveBeenCalled();
  });

  it('reads only the environment anew when only the configuration has changed', async () => {
    await read(orders);
    lambda.on(GetFunctionCommand).resolves(answer({}));

    const [found] = await read({ ...orders, revisionId: 'another' });

    expect(found?.secrets).toEqual(known([]));
    expect(download).toHaveBeenCalledOnce();
  });

  it('does not keep the environment of a revision that it cannot name', async () => {
    const unnamed = { ...orders, revisionId: '' };
    await read(unnamed);
    lambda.on(GetFunctionCommand).resolves(answer({}));

    expect((await read(unnamed))[0]?.secrets).toEqual(known([]));
  });

  it('does not keep who asks for whom', async () => {
    analyse.mockResolvedValue({
      ...unknownAnalysis({ reason: 'no matter' }),
      packages: known([{ ...lodash, requires: [minimist.purl] }]),
    });

    await read(orders);

    expect(await packagesOf(orders)).toEqual(known([lodash]));
  });

  it('analyses once what several functions have in common', async () => {
    const copies = ['a', 'b', 'c'].map((name) =>
      functionNamed(name, { codeSha256: 'one', layers: [layer] }),
    );

    await read(...copies);

    expect(analyse).toHaveBeenCalledTimes(2);
    expect(lambda.commandCalls(GetLayerVersionByArnCommand)).toHaveLength(1);
  });

  it('reads what a function with the same code could not, for the table was throttled', async () => {
    const copies = ['a', 'b'].map((name) => functionNamed(name, { codeSha256: 'one' }));
    const { read: whole } = facts;
    let throttled = 1;
    facts.read = async (kind, ids) => {
      if (kind === 'code' && throttled-- > 0) throw accessDenied();
      return whole(kind, ids);
    };

    const found = await read(...copies);

    expect(found.map(({ weaknesses }) => weaknesses?.known)).toEqual([false, true]);
  });

  it('analyses one archive at a time, for each may take half of the memory', async () => {
    let atOnce = 0;
    let most = 0;
    analyse.mockImplementation(async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      return unknownAnalysis({ reason: 'no matter' });
    });

    await read(...['a', 'b', 'c', 'd'].map((name) => functionNamed(name, { layers: [layer] })));

    expect(analyse).toHaveBeenCalledTimes(5);
    expect(most).toBe(1);
  });

  it('gives the packages of code and layers to the dependencies scanner', async () => {
    const target = { ...orders, layers: [layer] };
    await read(target);

    expect(await packagesOf(target)).toEqual(known([lodash]));
    expect(await packagesInLayer()).toEqual(known([minimist]));
  });
});

describe('what cannot be read is unknown, and harms no neighbour', () => {
  const neighbour = functionNamed('neighbour');
  const gone = new ResourceNotFoundException({ $metadata: {}, message: 'no function' });

  it.each([
    ['it is denied', accessDenied(), 'AccessDeniedException: not authorised'],
    ['it is gone', gone, 'ResourceNotFoundException: no function'],
  ])('when %s', async (_, error, reason) => {
    lambda.on(GetFunctionCommand, { FunctionName: orders.arn }).rejects(error);

    const [unread, other] = await read(orders, neighbour);

    expect(unread).toEqual({
      secrets: unknown(reason),
      weaknesses: unknown(reason),
      inCode: unknown(reason),
    });
    expect(other).toMatchObject({ secrets: { known: true }, weaknesses: { known: true } });
  });

  it('not even one that has the same code', async () => {
    lambda.on(GetFunctionCommand, { FunctionName: orders.arn }).rejects(accessDenied());

    const [, other] = await read(orders, { ...neighbour, codeSha256: orders.codeSha256 });

    expect(other?.weaknesses).toEqual(known([]));
  });

  it.each([
    [{ Error: { ErrorCode: 'AccessDeniedException', Message: 'KMS' } }, /AccessDeniedException/],
    [{ Error: {} }, /does not say why/],
  ])('when Lambda cannot decrypt the environment: %j', async (Environment, reason) => {
    lambda
      .on(GetFunctionCommand)
      .resolves({ Configuration: { Environment }, Code: { Location: 'https://code/function' } });

    const [found] = await read(orders);

    expect(found?.secrets).toEqual(unknown(expect.stringMatching(reason)));
    expect(found?.weaknesses).toEqual(known([]));
    expect(facts.written()).not.toContain('environment');
  });

  it.each([{}, { Configuration: {} }])('when the answer is %j', async (malformed) => {
    lambda.on(GetFunctionCommand).resolves(malformed);

    expect((await read(orders))[0]?.weaknesses).toMatchObject({ known: false });
  });

  it('when the code is another one than was listed: it is tried again', async () => {
    download.mockRejectedValueOnce(new Error('the code is no longer what was listed'));

    const [first] = await read(orders);
    const [second] = await read(orders);

    expect(first?.weaknesses).toEqual(unknown('the code is no longer what was listed'));
    expect(second?.weaknesses).toEqual(known([]));
  });

  it('when it cannot be had to its end: another function may have it', async () => {
    analyse.mockRejectedValueOnce(new CodeUnavailable('the connection failed'));
    const copy = { ...neighbour, codeSha256: orders.codeSha256 };

    const [first, second] = await read(orders, copy);

    expect(first?.weaknesses).toEqual(unknown('the connection failed'));
    expect(second?.weaknesses).toEqual(known([]));
  });

  describe('when it takes too long', () => {
    const copy = { ...neighbour, codeSha256: orders.codeSha256 };
    const tooLong = new AnalysisError('analysing took longer than 60 s');
    const remembered = unknown(
      'analysing took longer than 60 s; it is tried again after 2026-12-04',
    );

    it('is remembered for a week, for all functions of one code', async () => {
      analyse.mockRejectedValue(tooLong);

      const first = await read(orders, copy);
      now = '2026-12-04T00:59:00.000Z';
      const second = await read(orders, copy);

      expect([...first, ...second].map(({ weaknesses }) => weaknesses)).toEqual(
        Array(4).fill(remembered),
      );
      expect(analyse).toHaveBeenCalledOnce();
      expect(download).toHaveBeenCalledOnce();
      expect(await packagesOf(orders)).toMatchObject({ known: false });
    });

    it('is tried again after that', async () => {
      analyse.mockRejectedValueOnce(tooLong);
      await read(orders);

      now = '2026-12-04T01:00:00.000Z';
      const [found] = await read(orders);

      expect(found?.weaknesses).toEqual(known([]));
    });

    it('is shown without the secret that its reason quotes', async () => {
      analyse.mockRejectedValue(new AnalysisError(`no field ${secret}`));

      const [found] = await read(orders);

      expect(found?.weaknesses).toMatchObject({
        reason: expect.stringContaining('[GitHub token]'),
      });
      expect(facts.written()).not.toContain(secret);
    });

    it('is tried again the next night if it had less time than an archive may take', async () => {
      analyse.mockRejectedValueOnce(new AnalysisError('longer than 1.2 s', { wasHurried: true }));

      const [first] = await read(orders);
      const [second] = await read(orders);

      expect(first?.weaknesses).toEqual(
        unknown('other archives of the function took the time that one has in a night: it is next'),
      );
      expect(second?.weaknesses).toEqual(known([]));
    });

    it('takes no time from what comes after it in the same function, but all that one has', async () => {
      analyse.mockImplementationOnce(async (_, { handler }, budget) => {
        if (budget) budget.leftMs = 0;
        return analysisOf(handler);
      });

      await read({ ...orders, layers: [layer] });
      expect(await packagesInLayer()).toMatchObject({ known: false });
      await read({ ...orders, layers: [layer] });

      expect(await packagesInLayer()).toEqual(known([minimist]));
    });
  });

  describe('when it ends the scanner', () => {
    const readUnto = async (_: string) => {
      analyse.mockReturnValueOnce(new Promise(() => {}));
      await Promise.race([read(orders), vi.waitUntil(() => analyse.mock.calls.length > 0)]);
      analyse.mockClear();
    };

    it('is tried once more, and then left alone for a week', async () => {
      await readUnto('the first end');
      await readUnto('the second end');

      expect((await read(orders))[0]?.weaknesses).toEqual(
        unknown('analysing it ended the scanner; it is tried again after 2026-12-04'),
      );
      now = '2026-12-04T01:00:00.000Z';
      expect((await read(orders))[0]?.weaknesses).toEqual(known([]));
    });

    it('is forgotten once it has been analysed', async () => {
      await readUnto('an end that came from outside');

      expect((await read(orders))[0]?.weaknesses).toEqual(known([]));
      expect((await read(orders))[0]?.weaknesses).toEqual(known([]));
    });
  });

  it('when it cannot be analysed on any night: that is kept like any other result', async () => {
    const broken = { known: false, reason: 'the archive is broken' } as const;
    analyse.mockResolvedValue(unknownAnalysis(broken));

    await read(orders);
    const [found] = await read(orders);

    expect(found?.weaknesses).toEqual(broken);
    expect(download).toHaveBeenCalledOnce();
    expect(await packagesOf(orders)).toEqual(broken);
  });

  it('when it is an image, whose environment is read all the same', async () => {
    const image = { ...orders, packageType: 'Image' as const, runtime: undefined };

    const [found] = await read(image);

    expect(found?.weaknesses).toEqual(unknown('container images are not analysed'));
    expect(found?.secrets).toMatchObject({ known: true, value: [{ variable: 'GITHUB_TOKEN' }] });
    expect(download).not.toHaveBeenCalled();
    expect(await packagesOf(image)).toEqual(unknown('container images are not analysed'));
  });

  it('when it is a layer: what the archive holds is still known', async () => {
    lambda.on(GetLayerVersionByArnCommand).rejects(accessDenied());
    const target = { ...orders, layers: [layer] };

    const [found] = await read(target);

    expect(found?.weaknesses).toEqual(known([]));
    expect(await packagesOf(target)).toEqual(known([lodash]));
    expect(await packagesInLayer()).toEqual(unknown('the code scanner has not analysed it'));
  });

  it('when it is damaged in the store', async () => {
    await read(orders, neighbour);
    const [key = ''] = /sha of orders[^"]*/.exec(facts.written()) ?? [];
    await facts.write('code', new Map([[key, { packages: 'damaged' }]]));

    const [damaged, other] = await read(orders, neighbour);
    const packages = await deployedCode(facts).packages([orders, neighbour]);

    expect(damaged?.weaknesses).toMatchObject({ known: false });
    expect(other?.weaknesses).toEqual(known([]));
    expect(packages.get(orders.arn)).toMatchObject({ known: false });
    expect(packages.get(neighbour.arn)).toEqual(known([lodash]));
  });
});

const lodash = packageOf(
  { ecosystem: 'npm', name: 'lodash', version: '4.17.20' },
  { channel: 'installed', path: 'node_modules/lodash/package.json' },
);
const minimist = packageOf(
  { ecosystem: 'npm', name: 'minimist', version: '1.2.0' },
  { channel: 'installed', path: 'nodejs/node_modules/minimist/package.json' },
);

function sourceOfDownload(at = 0) {
  const [source] = download.mock.calls[at] ?? [];
  if (!source) throw new Error('nothing was downloaded');

  return source;
}

function answer(Variables: Readonly<Record<string, string>>) {
  return {
    Configuration: { Environment: { Variables } },
    Code: { Location: 'https://code/function' },
  };
}

/** Of a function whose code is another by now. */
function answerOf(CodeSha256: string) {
  const { Configuration, Code } = answer({});

  return { Configuration: { ...Configuration, CodeSha256 }, Code };
}

function known<T>(value: T) {
  return { known: true as const, value };
}

function unknown(reason: string) {
  return { known: false as const, reason };
}
