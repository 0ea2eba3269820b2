import {
  CloudFrontClient,
  type DistributionSummary,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import { beforeEach, describe, expect, it } from 'vitest';
import { listedDistributions } from '../../../functions/adapters/aws/distributions.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const cloudFront = mockClient(CloudFrontClient);
const host = 'abc.lambda-url.eu-west-1.on.aws';
const arn = 'arn:aws:cloudfront::111122223333:distribution/E1';
const acl = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/pages/1';
const origin = { Id: 'function', DomainName: host, OriginAccessControlId: 'EOAC' };
const toFunction = { TargetOriginId: 'function' };
const toBucket = { TargetOriginId: 'bucket' };
const signed = { TrustedKeyGroups: { Enabled: true } };
const state = { asked: [] as string[], now: 0 };

const listing = () =>
  listedDistributions(
    new CloudFrontClient({ region: 'us-east-1' }),
    {
      one: async (of) => {
        state.asked.push(of);
        return { arn: of, name: 'pages', rates: [] };
      },
    },
    () => new Date(state.now),
  );

beforeEach(() => {
  cloudFront.reset();
  state.asked = [];
});

describe('the distributions of an account', () => {
  it.each<[string, object, object[]]>([
    ['signs requests to a function URL for anyone', {}, [{ host }]],
    ['does so by one way of several alone', behaving(signed, [toFunction]), [{ host }]],
    ['signs nothing while it is switched off', { Enabled: false }, []],
    ['signs nothing without an origin access control', origins({ OriginAccessControlId: '' }), []],
    ['signs for no function, but a bucket', origins({ DomainName: 'b.s3.amazonaws.com' }), []],
    ['leads to the function by no way', { DefaultCacheBehavior: toBucket }, []],
    [
      'leads to it by a group of origins',
      {
        DefaultCacheBehavior: { TargetOriginId: 'both' },
        OriginGroups: {
          Items: [
            { Id: 'both', Members: { Items: [{ OriginId: 'bucket' }, { OriginId: 'function' }] } },
          ],
        },
      },
      [{ host }],
    ],
    ['asks for signed URLs by a key group', behaving(signed), [{ host, asks: 'signature' }]],
    [
      'asks for signed URLs by accounts',
      behaving({ TrustedSigners: { Enabled: true } }),
      [{ host, asks: 'signature' }],
    ],
    [
      'asks for certificates',
      { ViewerMtlsConfig: { Mode: 'required' } },
      [{ host, asks: 'certificate' }],
    ],
    [
      'asks for certificates of those who have one',
      { ViewerMtlsConfig: { Mode: 'optional' } },
      [{ host }],
    ],
    [
      'asks by a function at its edge',
      behaving({ FunctionAssociations: { Items: [{ EventType: 'viewer-request' }] } }),
      [{ host, asks: 'edge function' }],
    ],
    [
      'asks by a function of Lambda@Edge',
      behaving({ LambdaFunctionAssociations: { Items: [{ EventType: 'origin-request' }] } }),
      [{ host, asks: 'edge function' }],
    ],
    [
      'changes answers at its edge, and asks nothing',
      behaving({ FunctionAssociations: { Items: [{ EventType: 'viewer-response' }] } }),
      [{ host }],
    ],
  ])('one %s', async (_, more, signsTo) => {
    answer(summary(more));

    expect((await listing()()).get(arn)).toMatchObject({
      id: 'E1',
      address: 'https://d1.cloudfront.net',
    });
    expect((await listing()()).get(arn)?.signsTo).toEqual(signsTo);
  });

  it.each<[string, object, true | undefined]>([
    [
      'a function at their edge',
      behaving({ FunctionAssociations: { Items: [{ EventType: 'viewer-request' }] } }),
      true,
    ],
    ['a tenant', { ConnectionMode: 'tenant-only' }, true],
    ['no one', {}, undefined],
  ])('may have their origins chosen by %s', async (_, more, expected) => {
    answer(summary(more));

    expect((await listing()()).get(arn)?.mayChooseOrigins).toBe(expected);
  });

  it('have their web ACL read, of those that sign to a function', async () => {
    answer(
      summary({ WebACLId: acl }),
      summary({ ARN: `${arn}2`, WebACLId: `${acl}2`, Enabled: false }),
    );

    expect((await listing()()).get(arn)).toMatchObject({ webAcls: [{ arn: acl }] });
    expect(state.asked).toEqual([acl]);
  });

  it('are listed once a sweep, page by page', async () => {
    cloudFront
      .on(ListDistributionsCommand)
      .resolvesOnce({ DistributionList: { ...list(), IsTruncated: true, NextMarker: 'more' } })
      .resolves({ DistributionList: { ...list(), Items: [summary({})] } });
    const read = listing();

    expect([...(await read()).keys()]).toEqual([arn]);
    await read();

    const calls = cloudFront.commandCalls(ListDistributionsCommand);
    expect(calls.map(({ args: [{ input }] }) => input)).toEqual([
      { MaxItems: 100 },
      { MaxItems: 100, Marker: 'more' },
    ]);
    const declared = factSources.function.triggerSources.map(({ action }) => action);
    expect(declared).toEqual(expect.arrayContaining([...calledActions('cloudfront', cloudFront)]));
  });

  it.each<[string, object | Error]>([
    ['they are denied', accessDenied()],
    ['there is no list', {}],
    ['the list is cut off', { DistributionList: { ...list(), IsTruncated: true } }],
    ['one has no ARN', { DistributionList: { ...list(), Items: [{ Id: 'E1' }] } }],
  ])('are not known when %s', async (_, given) => {
    const call = cloudFront.on(ListDistributionsCommand);
    given instanceof Error ? call.rejects(given) : call.resolves(given);

    await expect(listing()()).rejects.toThrow();
  });
});

function answer(...items: readonly DistributionSummary[]) {
  cloudFront
    .on(ListDistributionsCommand)
    .resolves({ DistributionList: { ...list(), Items: [...items] } });
}

/** CloudFront leaves out the items of an empty list. */
function list() {
  return { Marker: '', MaxItems: 100, IsTruncated: false, Quantity: 0 };
}

function summary(more: object): DistributionSummary {
  return {
    Id: 'E1',
    ARN: arn,
    DomainName: 'd1.cloudfront.net',
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: toFunction,
    WebACLId: '',
    ...more,
  } as DistributionSummary;
}

function origins(more: object) {
  return { Origins: { Items: [{ ...origin, ...more }] } };
}

function behaving(more: object, others: readonly object[] = []) {
  return {
    DefaultCacheBehavior: { ...toFunction, ...more },
    CacheBehaviors: { Items: [...others, toBucket] },
  };
}
