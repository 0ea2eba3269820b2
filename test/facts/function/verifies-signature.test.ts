import { describe, expect, it } from 'vitest';
import { perTarget } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { SignatureCheck } from '../../../functions/core/signature-check.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import { verifiesSignature } from '../../../functions/facts/function/verifies-signature.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
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

interface Asked {
  readonly urls?: readonly FunctionUrl[];
  readonly routes?: readonly ReturnType<typeof routeOf>[];
  readonly rules?: readonly BalancerRule[];
  readonly target?: typeof orders;
  readonly answer?: Known<SignatureCheck | undefined> | undefined;
}

async function asked(given: Asked) {
  const { urls = [], routes = [], rules = [], target = orders } = given;
  const answer = 'answer' in given ? given.answer : { known: true as const, value: check };
  const collect = verifiesSignature(async () => new Map(answer ? [[target.arn, answer]] : []), {
    urls: perTarget(() => urls),
    routes: perTarget(() => routes),
    rules: perTarget(() => rules),
  });

  return (await collect([target])).get(target.arn);
}
