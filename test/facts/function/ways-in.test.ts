import { beforeEach, describe, expect, it } from 'vitest';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { ApiRoute } from '../../../functions/domain/exposure/api-route.ts';
import type { AppsyncApi } from '../../../functions/domain/exposure/appsync-api.ts';
import type { BalancerRule } from '../../../functions/domain/exposure/balancer-rule.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import type { PublishedRule } from '../../../functions/domain/exposure/iot-publishers.ts';
import type { TriggerSource } from '../../../functions/domain/exposure/trigger-source.ts';
import type { ResourcePolicy } from '../../../functions/engines/iam/resource-policy.ts';
import { entryPointsKeeper, storedEntryPoints } from '../../../functions/facts/function/ways-in.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';
import { balancerRuleOf } from '../../builders/balancer-rule-of.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { publishedRuleOf } from '../../builders/published-rule-of.ts';
import { resourcePolicyOf } from '../../builders/resource-policy-of.ts';
import { routeOf } from '../../builders/way-of.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const [night, next, third] = ['2026-06-15', '2026-06-16', '2026-06-17'].map(
  (day) => `${day}T02:10:00.000Z`,
) as [string, string, string];

const statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
const everyone = resourcePolicyOf([{ ...statement, Sid: 'all', Principal: '*' }]);
const byEveryone: EntryPoint = { kind: 'anyone', statement: 'function/all' };
const denied = unknown('denied');
const topic = 'arn:aws:sns:eu-west-1:111122223333:parcels';

interface Read {
  readonly policies?: Known<readonly ResourcePolicy[]>;
  readonly urls?: Known<readonly FunctionUrl[]>;
  readonly routes?: Known<readonly ApiRoute[]>;
  readonly rules?: Known<readonly BalancerRule[]>;
  readonly apis?: Known<readonly AppsyncApi[]>;
  readonly sources?: Known<readonly TriggerSource[]>;
  readonly published?: Known<readonly PublishedRule[]>;
}

let facts: RecordedFacts;

beforeEach(() => {
  facts = recordedFacts();
});

describe('what the usage scanner reads of the entry points', () => {
  it('is what the permissions scanner has noted the same night', async () => {
    await note(night, { policies: known([everyone]) });

    expect(await waysInAt(night)).toEqual({ known: true, value: [byEveryone] });
  });

  it('is unknown before anything was noted', async () => {
    expect(await waysInAt(night)).toEqual(unknown('the permissions scanner has not noted any yet'));
  });

  it('is unknown once the note is older than a night and a half', async () => {
    await note(night, {});

    expect(await waysInAt(next)).toEqual({ known: true, value: [] });
    expect(await waysInAt(third)).toEqual(
      unknown('the permissions scanner has noted none since 2026-06-15'),
    );
  });

  it('is unknown where the note is damaged', async () => {
    await facts.write('ways-in', new Map([[orders.arn, { notedAt: night, waysIn: 'all' }]]));

    expect(await waysInAt(night)).toMatchObject({ known: false });
  });

  it('is unknown with the reason where its policies cannot be read', async () => {
    await note(night, { policies: denied });

    expect(await waysInAt(night)).toEqual(unknown('its resource policies: denied'));
  });

  it.each<[string, Read, string]>([
    ['its URLs', { urls: denied }, 'its function URLs: denied'],
    ['its routes', { routes: denied }, 'the API routes that lead to it: denied'],
    ['some routes', { routes: { ...known([]), incomplete: 'an API' } }, 'an API'],
    ['some policies', { policies: { ...known([everyone]), incomplete: 'version 7' } }, 'version 7'],
  ])('is incomplete while it cannot read %s', async (_, read, incomplete) => {
    await note(night, { policies: known([everyone]), ...read });

    expect(await waysInAt(night)).toEqual({ known: true, value: [byEveryone], incomplete });
  });

  it.each<[string, Read]>([
    ['policies', { policies: denied }],
    ['URLs', { urls: denied }],
    ['routes', { routes: denied }],
  ])('is for one night that of the last while its %s cannot be read', async (_, read) => {
    await note(night, { policies: known([everyone]) });
    await note(next, read);
    expect(await waysInAt(next)).toEqual({ known: true, value: [byEveryone] });

    await note(third, read);
    expect(await waysInAt(third)).not.toMatchObject({ value: [byEveryone] });
    expect(await waysInAt(third)).not.toEqual(known([]));
  });

  it.each<[string, Known<readonly TriggerSource[]>, object]>([
    [
      'anyone may publish to it',
      known([{ arn: topic, exists: true, isOpen: true }]),
      { isOpenSource: true },
    ],
    ['no one else may', known([{ arn: topic, exists: true, isOpen: false }]), {}],
    ['that is not known', denied, {}],
  ])('says of a topic whether %s', async (_, sources, more) => {
    const forTopic = {
      ...statement,
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': topic } },
    };
    await note(night, { policies: known([resourcePolicyOf([forTopic])]), sources });

    const byTopic = { kind: 'service', service: 'sns.amazonaws.com', source: topic };
    expect(await waysInAt(night)).toEqual({
      known: true,
      value: [{ ...byTopic, isForAnyone: false, ...more }],
    });
  });

  describe('of a distribution of CloudFront that its policy names', () => {
    const host = 'abc.lambda-url.eu-west-1.on.aws';
    const arn = 'arn:aws:cloudfront::111122223333:distribution/E1';
    const own = { id: 'E1', address: 'https://d1.cloudfront.net' };
    const asks = 'certificate';
    const url = { kind: 'url', url: `https://${host}/`, authType: 'AWS_IAM', isOpen: false };
    const leads = (more: object = {}) => ({
      kind: 'distribution',
      distribution: { ...own, ...more },
    });
    const unread = {
      kind: 'service',
      service: 'cloudfront.amazonaws.com',
      source: arn,
      isForAnyone: false,
    };
    const webAcls = [{ arn: 'arn:aws:wafv2:x', name: 'pages', rates: [], reason: 'denied' }];
    const signing = (signsTo: readonly object[], more: object = {}) =>
      known([{ arn, exists: true, distribution: { ...own, signsTo, ...more } } as TriggerSource]);

    it.each<[string, Known<readonly TriggerSource[]>, readonly object[]]>([
      ['that it calls the URL for anyone', signing([{ host }]), [url, leads()]],
      ['what it asks', signing([{ host, asks }]), [url, leads({ asks })]],
      ['what asks least of two', signing([{ host, asks }, { host }]), [url, leads()]],
      ['that it calls another URL', signing([{ host: `x${host}` }]), [url]],
      ['that it is switched off', signing([]), [url]],
      ['that it is gone', known([{ arn, exists: false }]), [url]],
      [
        'that it may call it by code at its edge',
        signing([], { mayChooseOrigins: true }),
        [url, unread],
      ],
    ])('says %s', async (_, sources, expected) => {
      const urls = known([{ url: url.url, authType: 'AWS_IAM' }]);
      await note(night, { policies: known([byDistribution(arn)]), urls, sources });

      expect(await waysInAt(night)).toEqual(
        expect.objectContaining({ known: true, value: expected }),
      );
    });

    it.each<[string, Known<readonly TriggerSource[]>, string]>([
      ['which is denied', denied, 'denied'],
      [
        'which is unknown among others',
        { ...known([]), incomplete: 'arn (denied)' },
        'arn (denied)',
      ],
    ])('keeps what was known while it cannot be read, %s', async (_, sources, reason) => {
      const urls = known([{ url: url.url, authType: 'AWS_IAM' }]);
      const policies = known([byDistribution(arn)]);
      await note(night, { policies, urls, sources: signing([{ host }]) });
      await note(next, { policies, urls, sources });
      expect(await waysInAt(next)).toEqual({ known: true, value: [url, leads()] });

      await note(third, { policies, urls, sources });
      expect(await waysInAt(third)).toEqual({
        known: true,
        value: [url, unread],
        incomplete: `the CloudFront distributions that may call its URL: ${reason}`,
      });
    });

    it('says that it was not read whose it is, where the URLs are not known', async () => {
      const sources = signing([{ host }]);
      await note(night, { policies: known([byDistribution(arn)]), urls: denied, sources });

      expect(await waysInAt(night)).toMatchObject({ value: [unread] });
    });

    it('says of the URL of an alias that its own distribution calls it', async () => {
      const urls = known([{ url: url.url, authType: 'AWS_IAM', alias: 'live' }]);
      const sources = signing([{ host }]);
      await note(night, { policies: known([byDistribution(arn, 'live')]), urls, sources });
      expect(await waysInAt(night)).toMatchObject({
        value: [{ alias: 'live' }, leads({ qualifier: 'live' })],
      });

      await note(next, { policies: known([byDistribution(arn)]), urls, sources });
      expect(await waysInAt(next)).toMatchObject({ value: [{ alias: 'live' }] });
    });

    it('says of its web ACL that the rules were not read', async () => {
      const urls = known([{ url: url.url, authType: 'AWS_IAM' }]);
      const sources = signing([{ host }], { webAcls });
      await note(night, { policies: known([byDistribution(arn)]), urls, sources });

      expect(await waysInAt(night)).toMatchObject({
        value: [url, leads({ webAcls })],
        incomplete: 'the rules of the web ACL pages: denied',
      });
    });
  });

  it.each([
    ['that was read', undefined],
    ['that could not be read', 'who may sign up at user pool eu-west-1_Shop: denied'],
  ])('says who has a user pool %s run it', async (_, incomplete) => {
    const arn = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop';
    const signUp =
      incomplete === undefined
        ? ({ userPool: 'eu-west-1_Shop', by: 'anyone' } as const)
        : ({ userPool: 'eu-west-1_Shop', by: 'unknown', reason: 'denied' } as const);
    const policy = resourcePolicyOf([
      {
        Effect: 'Allow',
        Resource: '*',
        Principal: { Service: 'cognito-idp.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Condition: { ArnLike: { 'AWS:SourceArn': arn } },
      },
    ]);
    const sources = known([{ arn, exists: true, userPool: { signUp } }]);
    await note(night, { policies: known([policy]), sources });

    const way = { kind: 'service', service: 'cognito-idp.amazonaws.com', source: arn };
    expect(await waysInAt(night)).toEqual({
      known: true,
      value: [{ ...way, isForAnyone: false, signUp }],
      ...(incomplete !== undefined && { incomplete }),
    });
  });

  describe('of a rule or an authorizer of AWS IoT', () => {
    const arn = 'arn:aws:iot:eu-west-1:111122223333:authorizer/devices';
    const byIot = (condition: object) =>
      resourcePolicyOf([
        {
          Effect: 'Allow',
          Resource: '*',
          Principal: { Service: 'iot.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Condition: { StringEquals: { 'AWS:SourceAccount': '111122223333', ...condition } },
        },
      ]);
    const iot = {
      isOff: false,
      runs: [{ arn: orders.arn, isAwaited: true as const }],
      isUnsigned: true as const,
    };
    const whole = known([{ arn, exists: true, iot }]);
    const open = { source: arn, iot: { state: 'on', isUnsigned: true, isAwaited: true } };
    const published = publishedRuleOf();
    const { publishers } = published;
    const rules = { iot: { state: 'on', topic: 'orders/+' } };
    const unread = 'the rules and authorizers of AWS IoT that may run it';

    it.each([
      ['that is named', { 'AWS:SourceArn': arn }, { source: arn }],
      ['that is not named', {}, {}],
    ])('keeps what was known of one %s, while it cannot be read', async (_, condition, left) => {
      const policies = known([byIot(condition)]);
      await note(night, { policies, sources: whole });
      await note(next, { policies, sources: { ...known([]), incomplete: 'arn (denied)' } });
      expect(await waysInAt(next)).toMatchObject({ known: true, value: [open] });

      await note(third, { policies, sources: denied });
      const way = { kind: 'service', service: 'iot.amazonaws.com', isForAnyone: false };
      expect(await waysInAt(third)).toEqual({
        known: true,
        value: [{ ...way, ...left, sourceAccount: '111122223333' }],
        incomplete: `${unread}: denied`,
      });
    });

    it.each<[string, Known<readonly PublishedRule[]>, object]>([
      ['that is known', known([published]), { value: [{ iot: rules.iot, publishers }] }],
      [
        'that is not known',
        denied,
        {
          value: [{ iot: rules.iot }],
          incomplete: 'who may publish to the topics of AWS IoT that run it: denied',
        },
      ],
      [
        'that is known in part',
        { ...known([published]), incomplete: 'denied' },
        {
          value: [{ iot: rules.iot, publishers }],
          incomplete: 'who may publish to the topics of AWS IoT that run it: denied',
        },
      ],
    ])('says who may publish to a rule %s', async (_, publishedTo, expected) => {
      const policies = known([byIot({ 'AWS:SourceArn': published.rule })]);
      const called = { isOff: false, runs: [{ arn: orders.arn }], topic: 'orders/+' };
      const sources = known([{ arn: published.rule, exists: true, iot: called }]);
      await note(night, { policies, sources, published: publishedTo });

      expect(await waysInAt(night)).toMatchObject({ ...expected, known: true });
    });

    it('lacks no publishers where no rule runs it', async () => {
      await note(night, { policies: known([]), published: denied });

      expect(await waysInAt(night)).toEqual(known([]));
    });

    it.each([
      ['of another account', arn.replace('111122223333', '444455556666')],
      ['that is neither', arn.replace('authorizer', 'provisioningtemplate')],
    ])('lacks nothing for one %s', async (_, source) => {
      const policies = known([byIot({ 'AWS:SourceArn': source })]);
      await note(night, { policies, sources: known([]) });

      expect(await waysInAt(night)).not.toHaveProperty('incomplete');
    });
  });

  it.each<[string, Known<readonly BalancerRule[]>, object]>([
    ['they are', known([balancerRuleOf()]), known([{ kind: 'balancer', rule: balancerRuleOf() }])],
    [
      'they may be',
      denied,
      { ...known([]), incomplete: 'the load balancers that lead to it: denied' },
    ],
  ])('says of load balancers what %s', async (_, rules, expected) => {
    await note(night, { rules });

    expect(await waysInAt(night)).toEqual(expected);
  });

  it.each<[string, Known<readonly AppsyncApi[]>, object]>([
    ['they are', known([appsyncApiOf()]), known([{ kind: 'appsync', api: appsyncApiOf() }])],
    [
      'they may be',
      denied,
      { ...known([]), incomplete: 'the AppSync APIs that lead to it: denied' },
    ],
    [
      'is left',
      { ...known([appsyncApiOf()]), incomplete: 'not covered: one' },
      { ...known([{ kind: 'appsync', api: appsyncApiOf() }]), incomplete: 'not covered: one' },
    ],
  ])('says of AppSync APIs what %s', async (_, apis, expected) => {
    await note(night, { apis });

    expect(await waysInAt(night)).toEqual(expected);
  });

  it('says of which user pools it was not read who may sign up, each once', async () => {
    const signUp = { userPool: 'p_1', by: 'unknown' as const, reason: 'denied' };
    const routes = known([routeOf({ signUp }), routeOf({ key: 'GET /pages', signUp })]);
    const rules = known([
      balancerRuleOf({ signUp: { userPool: 'p_2', by: 'anyone' } }),
      balancerRuleOf({ signUp: { ...signUp, userPool: 'p_3' } }),
    ]);
    const apis = known([appsyncApiOf({ signUp: { ...signUp, userPool: 'p_4' } })]);
    await note(night, { routes, rules, apis });

    expect(await waysInAt(night)).toMatchObject({
      incomplete: [
        'who may sign up at user pool p_1: denied',
        'who may sign up at user pool p_3: denied',
        'who may sign up at user pool p_4: denied',
      ].join('; '),
    });
  });

  it('says of which web ACLs the rules were not read, each once', async () => {
    const acl = { arn: 'arn:acl', name: 'shop', rates: [], reason: 'denied' };
    const routes = known([
      routeOf({ webAcls: [acl] }),
      routeOf({ key: 'GET /pages', webAcls: [acl, { arn: 'arn:2', name: 'read', rates: [] }] }),
    ]);
    const rules = known([balancerRuleOf({ webAcls: [{ ...acl, name: 'front' }] })]);
    const apis = known([appsyncApiOf({ webAcls: [{ ...acl, name: 'graph' }] })]);
    await note(night, { routes, rules, apis });

    expect(await waysInAt(night)).toMatchObject({
      incomplete: [
        'the rules of the web ACL shop: denied',
        'the rules of the web ACL front: denied',
        'the rules of the web ACL graph: denied',
      ].join('; '),
    });
  });

  it('says how many are left out of very many', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      ...statement,
      Principal: { AWS: String(100_000_000_000 + index) },
    }));
    await note(night, { policies: known([resourcePolicyOf(many)]) });

    expect(await waysInAt(night)).toMatchObject({
      incomplete: 'it has 50 more of them than are noted',
    });
  });

  it('is read as the fact declares', async () => {
    await waysInAt(night);

    expect(facts.called()).toEqual(factSources.function.waysIn.map(({ action }) => action));
  });
});

function note(at: string, { policies, urls, routes, rules, apis, sources, published }: Read) {
  const readers = {
    policies: perTargetKnown(async () => policies ?? known([])),
    urls: perTargetKnown(async () => urls ?? known([])),
    routes: perTargetKnown(async () => routes ?? known([])),
    rules: perTargetKnown(async () => rules ?? known([])),
    apis: perTargetKnown(async () => apis ?? known([])),
    sources: perTargetKnown(async () => sources ?? known([])),
    published: perTargetKnown(async () => published ?? known([])),
  };

  return entryPointsKeeper(readers, facts, () => new Date(at))([orders]);
}

async function waysInAt(at: string) {
  const later = () => new Date(Date.parse(at) + 30 * 60 * 1000);

  return (await storedEntryPoints(facts, later)([orders])).get(orders.arn);
}

function known<V>(value: V) {
  return { known: true, value } as const;
}

/** Both permissions that CloudFront needs. */
function byDistribution(arn: string, qualifier?: string): ResourcePolicy {
  const to = {
    Effect: 'Allow',
    Resource: '*',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Condition: { ArnLike: { 'AWS:SourceArn': arn } },
  };
  const policy = resourcePolicyOf([
    { ...to, Action: 'lambda:InvokeFunctionUrl' },
    { ...to, Action: 'lambda:InvokeFunction' },
  ]);

  return qualifier === undefined ? policy : { ...policy, qualifier };
}
