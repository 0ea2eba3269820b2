import { describe, expect, it } from 'vitest';
import { perTarget, perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { SignatureCheck } from '../../../functions/core/signature-check.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import type { PublishedRule } from '../../../functions/domain/exposure/iot-publishers.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { openByEntryPoints, openByExposures } from '../../../functions/facts/code-of-open.ts';
import { verifiesSignature } from '../../../functions/facts/function/verifies-signature.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { routeOf } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', { runtime: 'nodejs24.x' });
const open: FunctionUrl = { url: 'https://x.on.aws/', authType: 'NONE' };
const check: SignatureCheck = { kind: 'stripe', path: 'index.js', line: 1, column: 1 };

describe('whether the code verifies a signature', () => {
  it.each([
    ['a URL that is open', [open], []],
    ['a kind of URL that is new', [{ ...open, authType: 'TOKEN' }], []],
    ['a route that is open', [], [routeOf()]],
  ])('is asked of a function with %s', async (_, urls, routes) => {
    expect(await asked({ urls, routes })).toEqual({ known: true, value: check });
  });

  it('is asked of a function with a load balancer that is open, and of no other', async () => {
    const value = async (rule: BalancerRule) => asked({ rules: [rule] });

    expect(await value(balancerRuleOf())).toEqual({ known: true, value: check });
    expect(await value(balancerRuleOf({ isBarred: true }))).toMatchObject({ value: undefined });
  });

  it('is asked of a function with a rule of AWS IoT that is open, and of no other', async () => {
    const value = async (rule: PublishedRule) => asked({ published: [rule] });

    expect(await value(publishedRuleOf())).toEqual({ known: true, value: check });
    expect(await value(closedRuleOf())).toMatchObject({ value: undefined });
  });

  it.each([
    ['no way in', [], [], orders],
    ['a URL that asks for signed requests', [{ ...open, authType: 'AWS_IAM' }], [], orders],
    [
      'a URL of an alias, behind which another version may be',
      [{ ...open, alias: 'live' }],
      [],
      orders,
    ],
    ['a route with an authorizer', [], [routeOf({ authorization: 'JWT' })], orders],
    ['an image', [open], [], { ...orders, packageType: 'Image' as const }],
    ['a runtime of which code is never read', [open], [], { ...orders, runtime: 'java21' }],
  ])('is not asked of one with %s', async (_, urls, routes, target) => {
    const answer = unknown('it was asked');

    expect(await asked({ urls, routes, target, answer })).toEqual({
      known: true,
      value: undefined,
    });
  });

  it.each([
    ['it is not known', unknown('damaged'), 'damaged'],
    ['nothing was stored', undefined, 'the code scanner has not analysed it'],
  ])('makes nothing better or worse where %s', async (_, answer, unweighed) => {
    expect(await asked({ urls: [open], answer })).toEqual({
      known: true,
      value: undefined,
      unweighed,
    });
  });
});

describe('by the entry points that are stored', () => {
  const way: EntryPoint = { kind: 'url', url: 'https://x.on.aws/', authType: 'NONE', isOpen: true };
  const written: Trigger = {
    source: 'arn:aws:sqs:eu-west-1:111122223333:q',
    writtenBy: [routeOf()],
  };

  it.each<[string, readonly EntryPoint[], readonly Trigger[], boolean]>([
    ['a URL', [way], [], true],
    ['a route', [{ kind: 'route', route: routeOf() }], [], true],
    ['a queue that an API writes to', [], [written], true],
    ['a URL that no one can call', [{ ...way, isOpen: false }], [], false],
    ['a URL of an alias alone', [{ ...way, alias: 'live' }], [], false],
    ['a policy that names everyone', [{ kind: 'anyone', statement: 'function/All' }], [], false],
  ])('%s', async (_, ways, triggers, isAsked) => {
    const open = openByEntryPoints({
      waysIn: perTarget(() => ways),
      openTriggers: perTarget(() => triggers),
    });

    expect((await open([orders])).has(orders.arn)).toBe(isAsked);
  });

  it('asks nothing of ways that are not known', async () => {
    const open = openByEntryPoints({
      waysIn: perTargetKnown(async () => unknown('denied')),
      openTriggers: perTarget(() => []),
    });

    expect(await open([orders])).toEqual(new Set());
  });
});

interface Asked {
  readonly urls?: readonly FunctionUrl[];
  readonly routes?: readonly ReturnType<typeof routeOf>[];
  readonly rules?: readonly BalancerRule[];
  readonly published?: readonly PublishedRule[];
  readonly target?: typeof orders;
  readonly answer?: Known<SignatureCheck | undefined> | undefined;
}

async function asked(given: Asked) {
  const { urls = [], routes = [], rules = [], published = [], target = orders } = given;
  const answer = 'answer' in given ? given.answer : { known: true as const, value: check };
  const collect = verifiesSignature(
    async () => new Map(answer ? [[target.arn, answer]] : []),
    openByExposures({
      urls: perTarget(() => urls),
      routes: perTarget(() => routes),
      rules: perTarget(() => rules),
      published: perTarget(() => published),
    }),
  );

  return (await collect([target])).get(target.arn);
}
