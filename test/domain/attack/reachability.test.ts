import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../../functions/core/check-id.ts';
import {
  byAnyone,
  byStrangers,
  exposureOf,
  fromOutside,
  reachesOf,
  reachMark,
} from '../../../functions/domain/attack/reachability.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { IotCall } from '../../../functions/domain/exposure/iot-call.ts';
import type { SignUp } from '../../../functions/domain/exposure/sign-up.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { closedRuleOf, publishedRuleOf } from '../../builders/published-rule-of.ts';
import { openFinding } from '../../builders/target-states.ts';
import { routeOf } from '../../builders/way-of.ts';
import { pushedBy } from '../../fakes/entry-points.ts';

const PARTNER = '444455556666';
const url = { kind: 'url', url: 'https://x.on.aws/', authType: 'NONE', isOpen: true } as const;
const s3 = { kind: 'service', service: 's3.amazonaws.com', isForAnyone: true } as const;
const bucket = 'arn:aws:s3:::uploads';
const route = (some: Partial<ApiRoute> = {}): EntryPoint => ({
  kind: 'route',
  route: routeOf(some),
});

const IOT = 'arn:aws:iot:eu-west-1:111122223333';
const daily: IotCall = { state: 'on', topic: 'orders/+' };
const noPublishers = { guests: [], policies: [] };
const byIot = (name: string, iot: IotCall): EntryPoint => pushedBy(`${IOT}:${name}`, { iot });

const byCognito = (by: SignUp['by'], isForAnyone = false): EntryPoint => ({
  kind: 'service',
  service: 'cognito-idp.amazonaws.com',
  source: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop',
  isForAnyone,
  signUp: { userPool: 'eu-west-1_Shop', by },
});

const pages = { id: 'E1', address: 'https://d1.cloudfront.net' };

describe('who comes in', () => {
  it.each<[EntryPoint, number, string]>([
    [
      url,
      30,
      'anyone on the internet calls https://x.on.aws/ (function URL without authorisation)',
    ],
    [
      route(),
      30,
      'anyone on the internet calls GET /orders of the HTTP API shop (a1), at https://a1.example, without authorisation',
    ],
    [
      route({ authorization: 'CUSTOM', authorizer: 'arn:x', openAuthorizer: 'a.js, line 3' }),
      30,
      'anyone on the internet calls GET /orders of the HTTP API shop (a1), at https://a1.example, whose authorizer lets any caller through (a.js, line 3)',
    ],
    [
      {
        kind: 'appsync',
        api: appsyncApiOf({ authentication: 'AWS_LAMBDA', openAuthorizer: 'a.js, line 3' }),
      },
      30,
      'anyone on the internet calls the AppSync API shop (g1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs the function (AWS_LAMBDA, whose authorizer lets any caller through: a.js, line 3)',
    ],
    [
      {
        kind: 'appsync',
        api: appsyncApiOf({
          authentication: 'AWS_LAMBDA',
          openAuthorizer: 'a.js, line 3',
          isPrivate: true,
        }),
      },
      8,
      'a caller in a network with an endpoint for the API calls the AppSync API shop (g1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs the function (AWS_LAMBDA, whose authorizer lets any caller through: a.js, line 3)',
    ],
    [
      {
        kind: 'appsync',
        api: appsyncApiOf({
          authentication: 'AWS_LAMBDA',
          openAuthorizer: 'a.js, line 3',
          alsoAccepted: ['AWS_IAM'],
        }),
      },
      8,
      'a caller that the API admits calls the AppSync API shop (g1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs the function (AWS_LAMBDA at least; AWS_IAM for the fields that its schema marks so)',
    ],
    [
      route({ through: 'arn:x:sqs:queue' }),
      30,
      'anyone on the internet calls GET /orders of the HTTP API shop (a1), at https://a1.example, which hands it on to arn:x:sqs:queue, without authorisation',
    ],
    [
      {
        kind: 'service',
        service: 'elasticloadbalancing.amazonaws.com',
        source: 'arn:x:targetgroup/shop/1',
        isForAnyone: false,
      },
      8,
      'a caller whom the load balancer admits runs the function, by arn:x:targetgroup/shop/1 (who that is was not read)',
    ],
    [
      { kind: 'service', service: 'cognito-idp.amazonaws.com', isForAnyone: false },
      8,
      'a caller who signs up or in at the user pool runs the function (who that is was not read)',
    ],
    [
      byCognito('anyone'),
      16,
      'anyone who signs up at the user pool eu-west-1_Shop has it run the function, as one of its triggers',
    ],
    [
      byCognito('administrators'),
      8,
      'a user of the user pool eu-west-1_Shop has it run the function, as one of its triggers',
    ],
    [
      byCognito('anyone', true),
      22,
      'anyone with an AWS account has cognito-idp.amazonaws.com run the function on an event of theirs (its policy does not say whose)',
    ],
    [
      byIot('rule/daily', { state: 'on', topic: 'orders/+' }),
      8,
      'a device or client that publishes to AWS IoT runs the function by messages on orders/+, by the rule daily of AWS IoT (who may publish was not read)',
    ],
    [
      byIot('rule/daily', { state: 'on', topic: '$aws/events/presence/#' }),
      3,
      'AWS IoT for this account runs the function by messages on $aws/events/presence/#, by the rule daily of AWS IoT',
    ],
    [
      byIot('rule/daily', { state: 'off', topic: 'orders/+' }),
      1,
      'no one runs the function by the rule daily of AWS IoT, which is off',
    ],
    [
      byIot('rule/daily', { state: 'gone' }),
      1,
      'no one runs the function by the rule daily of AWS IoT, which no longer exists',
    ],
    [
      byIot('authorizer/devices', { state: 'on', isAwaited: true }),
      8,
      'a client with a signed token connects to AWS IoT, which has the function decide, by the authorizer devices of AWS IoT',
    ],
    [
      byIot('authorizer/devices', { state: 'on', isAwaited: true, isUnsigned: true }),
      12,
      'anyone who knows the endpoint of AWS IoT and the authorizer connects to AWS IoT, which has the function decide, by the authorizer devices of AWS IoT, without a signature',
    ],
    [
      pushedBy(`${IOT}:rule/daily`, { iot: daily, publishers: publishedRuleOf().publishers }),
      30,
      'anyone on the internet publishes to orders/+ with credentials of the identity pool eu-west-1:a1 (role guests), which runs the function by messages on orders/+, by the rule daily of AWS IoT',
    ],
    [
      pushedBy(`${IOT}:rule/daily`, {
        iot: { state: 'on', topic: '$aws/events/presence/connected/+' },
        publishers: publishedRuleOf().publishers,
      }),
      30,
      'anyone on the internet publishes to $aws/rules/daily with credentials of the identity pool eu-west-1:a1 (role guests), which runs the function by messages on $aws/events/presence/connected/+, by the rule daily of AWS IoT',
    ],
    [
      pushedBy(`${IOT}:rule/daily`, { iot: daily, publishers: closedRuleOf().publishers }),
      8,
      'a client with the IoT policy fleet runs the function by messages on orders/+, by the rule daily of AWS IoT (whom other roles and custom authorizers let publish was not read)',
    ],
    [
      pushedBy(`${IOT}:rule/daily`, { iot: daily, publishers: noPublishers }),
      8,
      'a device or client that publishes to AWS IoT runs the function by messages on orders/+, by the rule daily of AWS IoT (no IoT policy that is attached allows it; whom other roles and custom authorizers let publish was not read)',
    ],
    [
      pushedBy(`${IOT}:rule/daily`, {
        iot: { state: 'on', topic: '$aws/events/presence/connected/+' },
        publishers: noPublishers,
      }),
      3,
      'AWS IoT for this account runs the function by messages on $aws/events/presence/connected/+, by the rule daily of AWS IoT',
    ],
    [
      pushedBy(`${IOT}:rule/daily`, {
        iot: { state: 'off' },
        publishers: publishedRuleOf().publishers,
      }),
      1,
      'no one runs the function by the rule daily of AWS IoT, which is off',
    ],
    [
      pushedBy(`${IOT}:rule/daily`),
      8,
      'a device or client that publishes to AWS IoT runs the function, by arn:aws:iot:eu-west-1:111122223333:rule/daily (who that is was not read)',
    ],
    [
      { kind: 'service', service: 'cognito-idp.amazonaws.com', isForAnyone: true },
      22,
      'anyone with an AWS account has cognito-idp.amazonaws.com run the function on an event of theirs (its policy does not say whose)',
    ],
    [
      { ...url, authType: 'AWS_IAM', alias: 'live' },
      25,
      'anyone with an AWS account calls https://x.on.aws/ (function URL of alias live whose policy names everyone)',
    ],
    [
      { kind: 'anyone', statement: 'live/Every/one', qualifier: 'live' },
      25,
      'anyone with an AWS account may use live of the function (statement Every/one of its policy names everyone)',
    ],
    [
      s3,
      22,
      'anyone with an AWS account has s3.amazonaws.com run the function on an event of theirs (its policy does not say whose)',
    ],
    [
      { ...s3, source: 'arn:x:sns:topic', isForAnyone: false, isOpenSource: true },
      22,
      'anyone with an AWS account writes to arn:x:sns:topic, which runs the function',
    ],
    [
      { kind: 'account', principal: 'arn:x:role/y', account: PARTNER },
      10,
      'account 444455556666 may use the function (its policy names arn:x:role/y)',
    ],
    [
      { ...s3, source: bucket },
      8,
      'anyone who comes to own the bucket arn:aws:s3:::uploads has s3.amazonaws.com run the function',
    ],
    [
      { ...url, isOpen: false },
      8,
      'a caller with credentials for it calls https://x.on.aws/ (function URL; no statement allows anyone)',
    ],
    [
      { ...url, authType: 'AWS_IAM', isOpen: false },
      8,
      'a caller with credentials for it calls https://x.on.aws/ (function URL; requires signed requests)',
    ],
    [
      route({ authorization: 'JWT' }),
      8,
      'a caller that the API admits calls GET /orders of the HTTP API shop (a1), at https://a1.example (JWT)',
    ],
    [
      { kind: 'account', principal: '*' },
      5,
      'a caller that a condition on * admits may use the function (its policy names *)',
    ],
    [
      { ...s3, source: bucket, isForAnyone: false },
      3,
      's3.amazonaws.com for this account runs the function on events of arn:aws:s3:::uploads',
    ],
    [route({ addresses: [] }), 1, 'no one calls GET /orders of the HTTP API shop (a1)'],
    [
      { kind: 'balancer', rule: balancerRuleOf() },
      30,
      'anyone on the internet runs the function through the load balancer shop, at http://shop-1.eu-west-1.elb.amazonaws.com (path /orders/*), without authorisation',
    ],
    [
      { kind: 'balancer', rule: balancerRuleOf({ authentication: 'OIDC', qualifier: 'live' }) },
      8,
      'a caller whom the load balancer authenticates (OIDC) runs live of the function through the load balancer shop, at http://shop-1.eu-west-1.elb.amazonaws.com (path /orders/*)',
    ],
    [
      route({ kind: 'REST', apiKeyRequired: true }),
      8,
      'a caller with an API key calls GET /orders of the REST API shop (a1), at https://a1.example',
    ],
    [
      { kind: 'appsync', api: appsyncApiOf() },
      12,
      'anyone who has the API key calls the AppSync API shop (g1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs the function (API_KEY)',
    ],
    [
      {
        kind: 'appsync',
        api: appsyncApiOf({
          authentication: 'AWS_IAM',
          alsoAccepted: ['API_KEY'],
          mergedInto: 'all (m1)',
          qualifier: 'live',
        }),
      },
      8,
      'a caller that the API admits calls the AppSync API shop (g1), by the merged API all (m1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs live of the function (AWS_IAM at least; API_KEY for the fields that its schema marks so)',
    ],
    ...[
      ['anyone', 16, 'anyone who signs up at the user pool p_1'] as const,
      [
        'function',
        8,
        'a user of the user pool p_1, where a function decides who signs up',
      ] as const,
      ['administrators', 8, 'a user of the user pool p_1'] as const,
      ['unknown', 8, 'a user of the user pool p_1 (who may sign up was not read)'] as const,
    ].flatMap(([by, points, who]): [EntryPoint, number, string][] => {
      const signUp = { userPool: 'p_1', by };

      return [
        [
          route({ authorization: 'JWT', signUp }),
          points,
          `${who} calls GET /orders of the HTTP API shop (a1), at https://a1.example (JWT)`,
        ],
        [
          { kind: 'balancer', rule: balancerRuleOf({ authentication: 'Cognito', signUp }) },
          points,
          `${who} runs the function through the load balancer shop, at http://shop-1.eu-west-1.elb.amazonaws.com (path /orders/*)`,
        ],
        [
          {
            kind: 'appsync',
            api: appsyncApiOf({ authentication: 'AMAZON_COGNITO_USER_POOLS', signUp }),
          },
          points,
          `${who} calls the AppSync API shop (g1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs the function (AMAZON_COGNITO_USER_POOLS)`,
        ],
      ];
    }),
    [
      route({
        authorization: 'JWT',
        isPrivate: true,
        signUp: { userPool: 'p_1', by: 'anyone' },
      }),
      8,
      'a caller that the API admits calls GET /orders of the HTTP API shop (a1), at https://a1.example (JWT)',
    ],
    [
      {
        kind: 'balancer',
        rule: balancerRuleOf({
          authentication: 'Cognito',
          isInternal: true,
          signUp: { userPool: 'p_1', by: 'anyone' },
        }),
      },
      8,
      'a caller whom the load balancer authenticates (Cognito) runs the function through the load balancer shop, at http://shop-1.eu-west-1.elb.amazonaws.com (path /orders/*)',
    ],
    [
      {
        kind: 'appsync',
        api: appsyncApiOf({
          authentication: 'AMAZON_COGNITO_USER_POOLS',
          isPrivate: true,
          signUp: { userPool: 'p_1', by: 'anyone' },
        }),
      },
      8,
      'a caller in a network with an endpoint for the API calls the AppSync API shop (g1), at https://g1.appsync-api.eu-west-1.amazonaws.com/graphql, which runs the function (AMAZON_COGNITO_USER_POOLS)',
    ],
    [
      { kind: 'distribution', distribution: pages },
      30,
      'anyone on the internet calls https://d1.cloudfront.net (CloudFront distribution E1, which signs what it hands on to the URL of the function)',
    ],
    [
      { kind: 'distribution', distribution: { ...pages, asks: 'edge function' } },
      12,
      'anyone on the internet whom the function at its edge does not refuse calls https://d1.cloudfront.net (CloudFront distribution E1, which signs what it hands on to the URL of the function)',
    ],
    [
      {
        kind: 'distribution',
        distribution: { ...pages, asks: 'signature', qualifier: 'live' },
      },
      8,
      'a viewer with a signed URL or cookie calls https://d1.cloudfront.net (CloudFront distribution E1, which signs what it hands on to the URL of live of the function)',
    ],
    [
      {
        kind: 'distribution',
        distribution: {
          ...pages,
          webAcls: [{ arn: 'a', name: 'office', isClosed: true, rates: [] }],
        },
      },
      8,
      'a caller from the addresses that its web ACL admits calls https://d1.cloudfront.net (CloudFront distribution E1, which signs what it hands on to the URL of the function)',
    ],
    [
      { kind: 'service', service: 'cloudfront.amazonaws.com', source: 'arn:x', isForAnyone: false },
      8,
      'a viewer whom the distribution lets in runs the function, by arn:x (who that is was not read)',
    ],
  ])('by %j', (way, points, words) => {
    const [reach] = reachesOf([way], []);

    expect(reach).toMatchObject({ points, way });
    expect(`${reach?.who} ${reach?.how}`).toBe(words);
  });

  it('is no stranger where the account is trusted', () => {
    const way: EntryPoint = { kind: 'account', principal: PARTNER, account: PARTNER };

    expect(reachesOf([way], [PARTNER])).toMatchObject([
      { points: 5, who: 'account 444455556666, which is trusted' },
    ]);
  });

  it('begins with the widest way', () => {
    const reaches = reachesOf(
      [{ ...s3, isForAnyone: false }, { kind: 'account', principal: '*' }, s3, url],
      [],
    );

    expect(reaches.map(({ points }) => points)).toEqual([30, 22, 5, 3]);
    expect(byStrangers(reaches)).toHaveLength(2);
    expect(fromOutside(reaches)).toHaveLength(3);
  });
});

it.each([
  ['a topic of another account', { service: 'sns.amazonaws.com' }, 1],
  [
    'a rule of another account, which needs a role to run it',
    { service: 'events.amazonaws.com' },
    0,
  ],
  [
    'a rule on what anyone may write to',
    { service: 'events.amazonaws.com', isOpenSource: true, source: 'bus' },
    1,
  ],
])('is anyone by %s', (_, way, count) => {
  expect(byAnyone(reachesOf([{ ...s3, ...way }], []))).toHaveLength(count);
});

describe('the finding about a way', () => {
  it.each<[EntryPoint, CheckId, string]>([
    [url, 'permissions/unauthenticated-url', 'function'],
    [{ ...url, alias: 'live' }, 'permissions/unauthenticated-url', 'live'],
    [
      { kind: 'anyone', statement: 'function/all' },
      'permissions/public-resource-policy',
      'function/all',
    ],
    [route(), 'permissions/open-api-route', 'a1'],
    [route({ apiKeyRequired: true }), 'permissions/api-key-only', 'a1'],
    [s3, 'permissions/unscoped-service-principal', 'function/Bucket'],
    [{ kind: 'balancer', rule: balancerRuleOf() }, 'permissions/open-load-balancer', 'shop'],
    [{ kind: 'appsync', api: appsyncApiOf() }, 'permissions/appsync-api-key', 'g1'],
    [
      pushedBy(`${IOT}:rule/daily`, { iot: daily, publishers: publishedRuleOf().publishers }),
      'permissions/open-iot-topic',
      'daily',
    ],
    [
      { kind: 'account', principal: PARTNER, account: PARTNER, qualifier: 'live' },
      'permissions/foreign-account-access',
      'live/Partner',
    ],
  ])('%j is that of its check and place', (way, check, subject) => {
    const [reach] = reachesOf([way], []);
    const exposures = [
      openFinding(check, { subject: `${subject}-other`.replace(/^[^/]+\//, 'elsewhere/') }),
      openFinding(check, { subject }),
    ];

    expect(reach && exposureOf(reach, exposures)).toBe(exposures[1]);
    expect(reach && exposureOf(reach, exposures.slice(0, 1))).toBeUndefined();
  });

  it('is none of a topic of AWS IoT to which devices publish alone', () => {
    const way = pushedBy(`${IOT}:rule/daily`, { publishers: closedRuleOf().publishers });
    const [reach] = reachesOf([way], []);
    const open = openFinding('permissions/open-iot-topic', { subject: 'daily' });

    expect(reach && exposureOf(reach, [open])).toBeUndefined();
  });

  it('is covered anew once anyone publishes', () => {
    const marks = [closedRuleOf(), publishedRuleOf()].map(({ publishers }) =>
      reachMark(reachesOf([pushedBy(`${IOT}:rule/daily`, { iot: daily, publishers })], [])),
    );

    expect(marks[0]).not.toEqual(marks[1]);
  });
});
