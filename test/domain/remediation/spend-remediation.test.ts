import { expect, it } from 'vitest';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { spendRemediation } from '../../../functions/domain/remediation/spend-remediation.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { wayByRoute } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', { memoryMb: 1024, timeoutSeconds: 30 });
const plain = { account: { total: 1000, unreserved: 900 } };
const url: EntryPoint = { kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true };

it.each<[string, readonly EntryPoint[], string]>([
  [
    'a distribution of CloudFront',
    [{ kind: 'distribution', distribution: { id: 'E1', address: 'https://d1.cloudfront.net' } }],
    'Put a web ACL with a rate-based rule before the distribution E1',
  ],
  [
    'a REST API',
    [route({})],
    "aws apigateway update-stage --rest-api-id a1 --region eu-west-1 --stage-name STAGE --patch-operations 'op=replace,path=/*/*/throttling/rateLimit,value=5'",
  ],
  [
    'an HTTP API',
    [route({ kind: 'HTTP' })],
    "aws apigatewayv2 update-stage --api-id a1 --region eu-west-1 --stage-name STAGE --default-route-settings 'ThrottlingRateLimit=5,ThrottlingBurstLimit=5'",
  ],
  [
    'the stage that its address shows',
    [route({ addresses: ['https://a1.execute-api.eu-west-1.amazonaws.com/live'] })],
    '--stage-name live --patch-operations',
  ],
  [
    'the stage that has no name in it',
    [route({ kind: 'HTTP', addresses: ['https://a1.execute-api.eu-west-1.amazonaws.com'] })],
    "--stage-name '$default' --default-route-settings",
  ],
  [
    'at the pace of its timeout',
    [route({})],
    '5 calls a second, each for its timeout of 30 s, keep',
  ],
  ['two routes, that share it', [route({}), route({ key: 'PUT /' })], 'rateLimit,value=2'],
  ['a URL', [url], `--function-name ${orders.arn} --region eu-west-1 --auth-type AWS_IAM`],
  ['a URL of an alias', [{ ...url, alias: 'live' }], '--qualifier live'],
  [
    'a load balancer',
    [{ kind: 'balancer', rule: balancerRuleOf() }],
    'Have shop authenticate its callers, or put a web ACL with a rate-based rule before it',
  ],
  ['a statement', [{ kind: 'anyone', statement: 'x' }], 'Remove the statements'],
])('bounds %s', (_, ways, words) => {
  expect(spendRemediation(orders, to(ways), plain, 10)).toContain(words);
});

it('shortens the timeout where a throttle could not be low enough', () => {
  const long = { ...orders, memoryMb: 10_240, timeoutSeconds: 900 };

  const remedy = spendRemediation(long, to([route({})]), plain, 10);

  expect(remedy).toContain(
    'One call a second of 900 s costs $540 an hour: shorten its timeout first',
  );
  expect(remedy).not.toContain('update-stage');
});

it('never says "reserve", but what that would take', () => {
  const remedy = spendRemediation(orders, to([url]), plain, 10);

  expect(remedy).toContain('900 of 1000 in eu-west-1 are unreserved now');
  expect(remedy).toContain('AWS keeps at least 100');
  expect(remedy).toContain('at 0 stops the function');
  expect(remedy).not.toMatch(/put-function-concurrency|^Reserve /m);
});

it('says of what is reserved already that less of it hurts', () => {
  expect(spendRemediation(orders, to([url]), { ...plain, reserved: 300 }, 10)).toContain(
    'Its reserved concurrency of 300 limits it already.',
  );
});

it('names no more commands than a reader copies', () => {
  const routes = Array.from({ length: 30 }, (_, index) => route({ apiId: `a${index}` }));
  const short = { ...orders, timeoutSeconds: 1 };

  expect(spendRemediation(short, to(routes), plain, 10).match(/update-stage/g)).toHaveLength(5);
});

function to(ways: readonly EntryPoint[]) {
  return { ways, triggers: [] };
}

function route(more: Partial<ApiRoute>): EntryPoint {
  return wayByRoute({ kind: 'REST', ...more });
}
