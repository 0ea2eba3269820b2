import { describe, expect, it, vi } from 'vitest';
import { perTarget } from '../../../functions/app/collectors.ts';
import type { HandedOut } from '../../../functions/core/handed-out.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { SdkCalls } from '../../../functions/core/sdk-calls.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { Weakness } from '../../../functions/core/weakness.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import type { PublishedRule } from '../../../functions/domain/exposure/iot-publishers.ts';
import { environmentKey, type PlainCode } from '../../../functions/engines/archive/index.ts';
import type { Package } from '../../../functions/engines/packages/index.ts';
import { type CodeDoings, powerInUse } from '../../../functions/facts/function/power-in-use.ts';
import { functionCallNotes } from '../../../functions/facts/function-calls.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { call } from '../../builders/function-use.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { routeOf } from '../../builders/way-of.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', { runtime: 'nodejs24.x' });
const java = { ...orders, runtime: 'java21' };
const password = { variable: 'DB_PASSWORD', kind: 'password', masked: '' };
const inFile = { kind: 'GitHub token', path: 'a.mjs', line: 4, column: 1, masked: '' };
const all: PlainCode = {
  files: ['a.mjs', 'test.mjs'],
  variables: [
    password.variable,
    'AUTH_TOKEN',
    'JWT_SECRET',
    'JWT_TOKEN',
    'SESSION_PASSWORD',
    'STRIPE_KEY',
    'WEBHOOK_SECRET',
    'APP_SECRET',
  ],
  packages: [],
};
const none: PlainCode = { ...all, files: [], variables: [] };
const plain = knownIn(doing({}));
const plainly = doing({});
const reads = doing({ calls: [call('s3.GetObject', { Bucket: '$BUCKET' })] });

describe('what a function does with its role, and with secrets of its own', () => {
  it('is what its code calls, by the names in its environment, and what it holds', async () => {
    const code = doing({
      calls: [call('s3.GetObject', { Bucket: '$BUCKET' })],
      secrets: [
        { ...inFile, severity: 'high' },
        { ...inFile, severity: 'low', path: 'test.mjs' },
      ],
    });

    expect(await asked({ code, environment: [password] })).toEqual({
      known: true,
      value: {
        code: {
          gives: 'something',
          writes: false,
          because: 'its code calls s3:GetObject',
        },
        secrets: ['the variable DB_PASSWORD (password)', 'a.mjs, line 4 (GitHub token)'],
        followed: {
          gives: 'something',
          writes: false,
          because: 'its code calls s3:GetObject',
        },
      },
    });
  });

  it('is what its code signs for anyone who asks', async () => {
    const one = { kind: 'token', named: 'all', path: 'a.mjs', line: 4, column: 1 } as const;

    expect(await asked({ code: doing({ handedOut: [one] }) })).toMatchObject({
      value: { handsOut: [one] },
    });
  });

  it.each([
    ['a driver that it imports', driver(['index.mjs']), ['those of a database (pg)']],
    ['a driver that it may import', driver(undefined), ['those of a database (pg)']],
    ['a driver that it does not import', driver([]), []],
    ['another package', { ...driver(['index.mjs']), name: 'express' }, []],
  ])('counts those of a database, by %s', async (_, one, secrets) => {
    const answer = await asked({ code: doing({ packages: [one], plainCode: undefined }) });

    expect(answer).toMatchObject({ value: { secrets } });
  });

  it.each([
    ['reads', { ...none, variables: ['DB_PASSWORD'] }, 'DB_PASSWORD', true],
    ['does not read', { ...none, variables: ['TABLE'] }, 'DB_PASSWORD', false],
    ['may read, for it is not seen whole,', undefined, 'DB_PASSWORD', true],
    ['does not read, but an SDK may,', none, 'AWS_KEY', true],
    ['does not read, but the runtime may,', none, 'https_proxy', true],
  ])(
    'counts a secret of the environment that its code %s: %#',
    async (_, plainCode, variable, isHeld) => {
      const environment = [{ ...password, variable }];
      const answer = await asked({ code: doing({ plainCode }), environment });

      expect(answer).toMatchObject({ value: { secrets: { length: isHeld ? 1 : 0 } } });
    },
  );

  it.each<[what: string, isSeen: boolean, weaknesses: Known<readonly Weakness[]>]>([
    ['no fault', true, { known: true, value: [] }],
    ['a fault that takes nothing', true, { known: true, value: [faultOf('unescaped-html')] }],
    ['code of a caller', false, { known: true, value: [faultOf('event-code-execution')] }],
    ['a query of a caller', false, { known: true, value: [faultOf('query-injection')] }],
    ['a file of a caller', false, { known: true, value: [faultOf('path-traversal')] }],
    ['faults that are not known', false, unknown('too much to follow')],
    ['faults that are read in part', false, { known: true, value: [], incomplete: 'cut' }],
  ])('goes by code with packages that has %s: %s', async (_, isSeen, weaknesses) => {
    const plainCode = { ...none, packages: ['express'] };
    const code = doing({ weaknesses, plainCode });
    const answer = await asked({ code, environment: [password] });

    expect(answer).toMatchObject({
      value: {
        code: isSeen ? { gives: 'something', writes: false } : undefined,
        secrets: { length: isSeen ? 0 : 1 },
      },
    });
  });

  it.each<[what: string, isSeen: boolean, given: Partial<Given>, hasWeakPackage?: boolean]>([
    ['shows its calls', true, {}],
    ['may call otherwise', false, { showsCalls: false }],
    ['has a weak package', false, {}, true],
    [
      'takes code of a caller',
      false,
      { weaknesses: { known: true, value: [faultOf('event-code-execution')] } },
    ],
    [
      'takes no more than text',
      true,
      { weaknesses: { known: true, value: [faultOf('log-injection')] } },
    ],
    ['is read in part', false, { weaknesses: { known: true, value: [], incomplete: 'cut' } }],
    ['is plain', false, { plainCode: none }],
  ])('shows what code does that %s: %s', async (_, isSeen, given, hasWeakPackage = false) => {
    const calls = [call('s3.GetObject', { Bucket: '$BUCKET' })];
    const code = doing({ calls, plainCode: undefined, showsCalls: true, ...given });
    const answer = await asked({ code, hasWeakPackage: () => hasWeakPackage });

    expect(answer?.known && answer.value?.seen).toEqual(
      isSeen
        ? { gives: 'something', writes: false, because: 'its code calls s3:GetObject' }
        : undefined,
    );
  });

  it.each<[what: string, isFollowed: boolean, given: Partial<Given>]>([
    ['may call otherwise by what it loads', true, { plainCode: undefined }],
    ['is plain', true, {}],
    [
      'takes code of a caller',
      false,
      { weaknesses: { known: true, value: [faultOf('event-code-execution')] } },
    ],
    ['is read in part', false, { weaknesses: { known: true, value: [], incomplete: 'cut' } }],
    [
      'calls what is not followed',
      false,
      { unresolved: [{ path: 'a.mjs', line: 1, column: 1, reason: 'made up' }] },
    ],
    ['is followed in part', false, { incomplete: 'cut' }],
  ])('follows what code does that %s: %s', async (_, isFollowed, given) => {
    const calls = [call('dynamodb.Scan', { TableName: 'orders' })];
    const answer = await asked({ code: doing({ calls, ...given }) });

    expect(answer?.known && answer.value?.followed).toEqual(
      isFollowed
        ? {
            gives: 'much',
            isOfTables: true,
            writes: false,
            because: 'its code calls dynamodb:Scan',
          }
        : undefined,
    );
  });

  it('cannot be weighed where it is not known whether its packages are weak', async () => {
    const code = doing({ plainCode: undefined, showsCalls: true });
    const hasWeakPackage = () => {
      throw new Error('not looked at lately');
    };

    expect(await asked({ code, hasWeakPackage })).toEqual({
      known: true,
      value: {
        code: undefined,
        secrets: [],
        followed: {
          gives: 'little',
          writes: false,
          because: 'its code is seen to call nothing of AWS',
        },
      },
      unweighed: 'not looked at lately',
    });
    expect(await asked({ code: plainly, hasWeakPackage })).not.toHaveProperty('unweighed');
  });

  it('says what keeps it from starting, as long as that is reported', async () => {
    const weaknesses = { known: true, value: [faultOf('does-not-start')] } as const;
    const startFault = () => 'a.mjs, line 1';
    const found = async (given: Partial<Given>, reported: Asked['startFault']) =>
      asked({ code: doing(given), ...(reported && { startFault: reported }) });

    expect(await found({ weaknesses }, startFault)).toMatchObject({
      value: { startFault: 'a.mjs, line 1' },
    });
    for (const other of [found({ weaknesses }, undefined), found({}, startFault)]) {
      expect(await other).not.toHaveProperty('value.startFault');
    }
  });

  it('counts what a package reads of the environment', async () => {
    const environment = [{ ...password, variable: 'APOLLO_KEY' }];
    const held = async (packages: readonly string[]) =>
      asked({ code: doing({ plainCode: { ...none, packages } }), environment });

    expect(await held(['apollo-server-lambda'])).toMatchObject({
      value: { secrets: { length: 1 } },
    });
    expect(await held([])).toMatchObject({ value: { secrets: [] } });
  });

  it('counts no secret in a file that the handler does not come to', async () => {
    const secrets = [{ ...inFile, severity: 'high' as const }];
    const found = async (plainCode: PlainCode | undefined) =>
      asked({ code: doing({ secrets, plainCode }) });

    expect(await found({ ...none, files: ['b.mjs'] })).toMatchObject({
      value: { secrets: [] },
    });
    expect(await found({ ...none, files: ['a.mjs'] })).toMatchObject({
      value: { secrets: ['a.mjs, line 4 (GitHub token)'] },
    });
    expect(await found(undefined)).toMatchObject({ value: { secrets: { length: 1 } } });
  });

  it('is not what its code calls where other calls are possible', async () => {
    const code = doing({ calls: [call('s3.GetObject')], plainCode: undefined });

    expect(await asked({ code })).toMatchObject({ value: { code: undefined, secrets: [] } });
  });

  it.each([
    ['an open route', { routes: [routeOf()] }, true],
    ['a route with an authorizer', { routes: [routeOf({ authorization: 'JWT' })] }, false],
    [
      'a function URL',
      { routes: [], urls: [{ url: 'https://x.on.aws/', authType: 'NONE' }] },
      true,
    ],
    ['an open load balancer', { routes: [], rules: [balancerRuleOf()] }, true],
    [
      'a load balancer that keeps strangers out',
      { routes: [], rules: [balancerRuleOf({ isBarred: true })] },
      false,
    ],
    [
      'a rule of AWS IoT that anyone has run it',
      { routes: [], published: [publishedRuleOf()] },
      true,
    ],
    [
      'a rule of AWS IoT that devices have run it',
      { routes: [], published: [closedRuleOf()] },
      false,
    ],
  ])('is asked of a function with %s: %o', async (_, ways, isAsked) => {
    expect(await asked({ ...ways, code: reads })).toMatchObject({
      known: true,
      value: isAsked ? { secrets: [] } : undefined,
    });
  });

  it.each([
    ['the secret of its own tokens', 'JWT_SECRET', 'high-entropy value of a secret-like name'],
    ['that of its webhooks', 'WEBHOOK_SECRET', 'high-entropy value of a secret-like name'],
    ['what people make up to sign with', 'APP_SECRET', 'passphrase'],
    ['a key for trying', 'STRIPE_KEY', 'Stripe test key'],
  ])('counts not %s', async (_, variable, kind) => {
    const answer = await asked({ code: reads, environment: [{ variable, kind, masked: '' }] });

    expect(answer).toMatchObject({ value: { secrets: [] } });
  });

  it.each([
    ['a token of another service', 'AUTH_TOKEN', 'high-entropy value of a secret-like name'],
    ['a token that a vendor marks', 'JWT_TOKEN', 'GitHub token'],
    ['a password', 'SESSION_PASSWORD', 'password'],
  ])('counts %s', async (_, variable, kind) => {
    const answer = await asked({ code: reads, environment: [{ variable, kind, masked: '' }] });

    expect(answer).toMatchObject({ value: { secrets: [`the variable ${variable} (${kind})`] } });
  });

  it('is the environment alone of what is never analysed', async () => {
    const answer = await asked({ target: java, code: undefined, environment: [password] });

    expect(answer).toEqual({
      known: true,
      value: { code: undefined, secrets: ['the variable DB_PASSWORD (password)'] },
    });
  });

  it.each([
    ['its code was not analysed', { code: undefined }, 'has not analysed it'],
    ['its code could not be', { code: unknown('too big') }, 'too big'],
    [
      'its secrets were not read',
      { code: { known: true, value: { ...plain, secrets: unknown('too many files') } } as const },
      'too many files',
    ],
    [
      'its packages were not read',
      { code: { known: true, value: { ...plain, packages: unknown('too many') } } as const },
      'too many',
    ],
    ['its environment was changed since', { noted: 'another' }, 'as it is now'],
    ['its environment was never read', { noted: undefined }, 'as it is now'],
    [
      'its environment is damaged, and was changed since',
      { environment: 'damaged', noted: 'another' },
      'as it is now',
    ],
  ])('cannot be weighed where %s', async (_, given, reason) => {
    const answer = await asked({ code: reads, environment: undefined, ...given });

    expect(answer).toMatchObject({ known: true, unweighed: expect.stringContaining(reason) });
    expect(answer?.known && answer.value?.followed).toBeUndefined();
  });

  it('goes by what is seen where its environment is never shown', async () => {
    const answer = await asked({ code: reads, environment: undefined });

    expect(answer).toMatchObject({ value: { code: { gives: 'something' }, secrets: [] } });
    expect(answer).not.toHaveProperty('unweighed');
  });

  it('cannot be weighed where nothing can be read, and is not asked of others', async () => {
    const code = async () => Promise.reject(new Error('throttled'));

    expect(await asked({ read: code })).toMatchObject({
      value: undefined,
      unweighed: expect.stringContaining('throttled'),
    });
    expect(await asked({ read: code, routes: [] })).toEqual({ known: true, value: undefined });
  });

  it('reads nothing where no way in is open', async () => {
    const facts = recordedFacts();
    const read = vi.spyOn(facts, 'read');

    await powerInUse({
      facts,
      read: async () => new Map(),
      environmentKey,
      routes: perTarget(() => []),
      rules: perTarget(() => []),
      published: perTarget(() => []),
      urls: perTarget(() => []),
      reported: { hasWeakPackage: async () => false, startFault: async () => undefined },
    })([orders]);

    expect(read).not.toHaveBeenCalled();
  });
});

function faultOf(kind: Weakness['kind']): Weakness {
  return { kind, sink: 'eval', path: 'a.mjs', line: 1, column: 1, flow: [] };
}

function driver(importedBy: readonly string[] | undefined): Package {
  return {
    ecosystem: 'npm',
    name: 'pg',
    version: '8.0.0',
    purl: 'pkg:npm/pg@8.0.0',
    certainty: 'exact',
    evidence: { channel: 'installed', path: 'node_modules/pg/package.json' },
    importedBy,
  };
}

function doing({
  calls = [],
  secrets = [],
  packages = [],
  weaknesses = { known: true, value: [] },
  ...others
}: Partial<Given>): Known<CodeDoings> {
  return {
    known: true,
    value: {
      sdkCalls: {
        known: true,
        value: { calls, unresolved: others.unresolved ?? [] },
        ...(others.incomplete !== undefined && { incomplete: others.incomplete }),
      },
      secrets: { known: true, value: secrets },
      plainCode: 'plainCode' in others ? others.plainCode : all,
      showsCalls: others.showsCalls ?? false,
      weaknesses,
      packages: { known: true, value: packages },
      ...(others.handedOut && { handedOut: others.handedOut }),
    },
  };
}

function knownIn(known: Known<CodeDoings>): CodeDoings {
  if (!known.known) throw new Error('it is known');

  return known.value;
}

interface Given {
  readonly calls: readonly ReturnType<typeof call>[];
  readonly unresolved: SdkCalls['unresolved'];
  /** Why the calls are known in part. */
  readonly incomplete: string;
  readonly plainCode: PlainCode | undefined;
  readonly showsCalls: boolean;
  readonly packages: readonly Package[];
  readonly handedOut: readonly HandedOut[];
  readonly weaknesses: Known<readonly Weakness[]>;
  readonly secrets: readonly (typeof inFile & { readonly severity: 'high' | 'low' })[];
}

interface Asked {
  readonly target?: FunctionTarget;
  readonly code?: Known<CodeDoings> | undefined;
  readonly read?: () => Promise<never>;
  readonly environment?: unknown;
  /** The key of the environment that was noted. */
  readonly noted?: string | undefined;
  readonly routes?: readonly ReturnType<typeof routeOf>[];
  readonly rules?: readonly ReturnType<typeof balancerRuleOf>[];
  readonly urls?: readonly FunctionUrl[];
  readonly published?: readonly PublishedRule[];
  readonly hasWeakPackage?: () => boolean;
  readonly startFault?: () => string | undefined;
}

async function asked(given: Asked) {
  const {
    target = orders,
    code,
    routes = [routeOf()],
    rules = [],
    urls = [],
    published = [],
    environment,
  } = given;
  const facts = recordedFacts();
  const configuration = 'noted' in given ? given.noted : environmentKey(target);
  const variables = { known: true, value: { BUCKET: 'photos' } } as const;
  if (configuration !== undefined) {
    await functionCallNotes(facts).note(
      new Map([[target.arn, { code: 'a', configuration, variables }]]),
    );
  }
  if (environment !== undefined) {
    await facts.write(
      'environment',
      new Map([[environmentKey(target), { secrets: environment, variables: [] }]]),
    );
  }
  const read = given.read ?? (async () => new Map(code ? [[target.arn, code]] : []));
  const collect = powerInUse({
    facts,
    read,
    environmentKey,
    routes: perTarget(() => routes),
    rules: perTarget(() => rules),
    published: perTarget(() => published),
    urls: perTarget(() => urls),
    reported: {
      hasWeakPackage: async () => given.hasWeakPackage?.() ?? false,
      startFault: async () => given.startFault?.(),
    },
  });

  return (await collect([target])).get(target.arn);
}
