import { describe, expect, it, vi } from 'vitest';
import { deployedCode } from '../../../functions/adapters/tables/deployed-code.ts';
import { codeKey } from '../../../functions/engines/archive/code-keys.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const bundles = { known: true, value: ['index.js'], incomplete: 'not read: a.js (too large)' };
const nothing = { known: true, value: [] };

const sign = { what: 'answers 401', path: 'a.js', line: 2, column: 1 };

describe('the bundles in which nothing was recognised', () => {
  it('are those that the code scanner has found', async () => {
    const stored = {
      packages: nothing,
      weaknesses: nothing,
      sdkCalls: { known: true, value: { calls: [], unresolved: [] } },
      unidentifiedBundles: bundles,
      secrets: nothing,
      shippedFiles: nothing,
    };

    expect(await read(orders, stored)).toEqual(bundles);
  });

  it.each([
    ['code that was not read', undefined, 'the code scanner has not analysed it'],
    ['what is stored is damaged', {}, 'what the code scanner stored is damaged'],
  ])('are unknown when it is %s', async (_, stored, reason) => {
    expect(await read(orders, stored)).toEqual({ known: false, reason });
  });

  it('are unknown in an image', async () => {
    const reason = 'container images are not analysed';

    expect(await read({ ...orders, packageType: 'Image' }, undefined)).toEqual({
      known: false,
      reason,
    });
  });
});

describe('whether the code verifies a signature', () => {
  const check = { kind: 'stripe', path: 'index.js', line: 1, column: 1 };
  const stored = {
    packages: nothing,
    weaknesses: nothing,
    sdkCalls: { known: true, value: { calls: [], unresolved: [] } },
    unidentifiedBundles: nothing,
    secrets: nothing,
    shippedFiles: nothing,
  };

  it.each([
    ['as it was stored', { ...stored, verifiesSignature: { known: true, value: check } }, check],
    [
      'by its routes, as they were stored',
      {
        ...stored,
        verifiesSignature: { known: true },
        codeRoutes: [{ method: 'GET', path: '/a', check }],
      },
      { routes: [{ method: 'GET', path: '/a', check }] },
    ],
    [
      'by its routes, whatever is said of all',
      {
        ...stored,
        verifiesSignature: { known: true, value: check },
        codeRoutes: [
          { method: 'GET', path: '/a' },
          { method: 'POST', path: '/b', check },
        ],
      },
      {
        routes: [
          { method: 'GET', path: '/a' },
          { method: 'POST', path: '/b', check },
        ],
      },
    ],
    [
      'by what is said of all, where its routes ask for nothing',
      {
        ...stored,
        verifiesSignature: { known: true, value: check },
        codeRoutes: [{ method: 'GET', path: '/a' }],
      },
      check,
    ],
    [
      'by routes that read, where nothing is said of all',
      {
        ...stored,
        verifiesSignature: { known: true },
        codeRoutes: [{ method: 'GET', path: '/a' }],
      },
      { routes: [{ method: 'GET', path: '/a' }] },
    ],
    [
      'as open by design, where nothing is asked',
      {
        ...stored,
        verifiesSignature: { known: true },
        openDesign: { kind: 'counter', path: 'a.js', line: 1, column: 1 },
      },
      { design: { kind: 'counter', path: 'a.js', line: 1, column: 1 } },
    ],
    [
      'by what looks as if it asked, where no more is seen',
      { ...stored, verifiesSignature: { known: true }, askingSign: sign },
      { sign },
    ],
    [
      'by a check, whatever else looks like one',
      { ...stored, verifiesSignature: { known: true, value: check }, askingSign: sign },
      check,
    ],
    ['of code that does not', { ...stored, verifiesSignature: { known: true } }, undefined],
  ])('is known %s', async (_, analysis, value) => {
    expect(await verified(analysis)).toEqual({ known: true, value });
  });

  it('is unknown of what was stored before that was asked', async () => {
    expect(await verified(stored)).toEqual({
      known: false,
      reason: 'the code scanner has not analysed it',
    });
  });

  async function verified(analysis: unknown) {
    const facts = recordedFacts();
    await facts.write('code', new Map([[codeKey(orders), analysis]]));

    return (await deployedCode(facts).verifiesSignature([orders])).get(orders.arn);
  }
});

it.each([
  [
    'as it was stored',
    { decidedChanges: { changes: [], isWhole: true } },
    { changes: [], isWhole: true },
  ],
  ['for nothing where it was not read', {}, undefined],
])('takes what requests decide %s', async (_, more, value) => {
  const facts = recordedFacts();
  const stored = {
    packages: nothing,
    weaknesses: nothing,
    sdkCalls: { known: true, value: { calls: [], unresolved: [] } },
    unidentifiedBundles: nothing,
    secrets: nothing,
    shippedFiles: nothing,
  };
  await facts.write('code', new Map([[codeKey(orders), { ...stored, ...more }]]));

  const answers = await deployedCode(facts).decidedChanges([orders]);
  expect(answers.get(orders.arn)).toEqual({ known: true, value });
});

it('reads what is stored once for all that is asked of a chunk', async () => {
  const facts = recordedFacts();
  const reads = vi.spyOn(facts, 'read');
  const { packages, unidentifiedBundles } = deployedCode(facts);
  const [chunk, another] = [[orders], [orders]];

  await Promise.all([packages(chunk), unidentifiedBundles(chunk)]);
  expect(reads).toHaveBeenCalledOnce();

  await packages(another);
  expect(reads).toHaveBeenCalledTimes(2);
});

async function read(target: typeof orders, stored: unknown) {
  const facts = recordedFacts();
  if (stored !== undefined) await facts.write('code', new Map([[codeKey(target), stored]]));

  return (await deployedCode(facts).unidentifiedBundles([target])).get(target.arn);
}
