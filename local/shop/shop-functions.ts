import { authorizedFunction } from './authorized-function.ts';
import { languages } from './languages.ts';
import { largeFunction } from './large-function.ts';
import { measured } from './measured.ts';
import type { SampleFunction, ShopLayer } from './sample-function.ts';
import { sampleSecrets } from './sample-secrets.ts';
import {
  faultsOfRegistry,
  registryWithoutSecret,
  registryWithSecret,
} from './secret-code/in-layers.ts';
import { settingsWithoutSecrets } from './secret-code/in-python.ts';
import {
  answers,
  answersInPython,
  billOfMaterials,
  bundleWith,
  evaluatesFormula,
  minifiedBundle,
  npmPackage,
  oldLibrary,
  pythonPackage,
  readsOptions,
} from './sources.ts';
import { triggered } from './triggered.ts';
import { openUrlPermissions } from './url-permissions.ts';
import { weakCode, withoutHandler } from './weak-code.ts';
import { notesParcels, sendsInvoices } from './working-code/in-python.ts';

const PARTNER = '444455556666';
const ORGANIZATION = 'o-shop123456';

const common: ShopLayer = {
  name: 'shop-common',
  versions: [{ files: npmPackage('minimist', '1.2.0') }],
  faults: ['dependencies/vulnerable-package#minimist@1.2.0'],
};
const tools: ShopLayer = {
  name: 'shop-tools',
  versions: [
    {
      files: { ...npmPackage('shop-tools', '1.0.0'), ...registryWithSecret },
      permissions: [{ sid: 'All', principal: '*' }],
    },
    {
      files: { ...npmPackage('shop-tools', '2.0.0'), ...registryWithoutSecret },
      permissions: [{ sid: 'OurOrganization', principal: '*', organization: ORGANIZATION }],
    },
  ],
  // Of the first; the second is the newest, and for the organization only.
  faults: [
    ...faultsOfRegistry,
    'dependencies/outdated-layer#layer',
    'permissions/public-layer#All',
  ],
};
const tracing: ShopLayer = {
  name: 'vendor-tracing',
  account: '999988887777',
  faults: ['permissions/foreign-layer#layer'],
};
/** Published by AWS, so it has no fault. */
const powertools: ShopLayer = { name: 'AWSLambdaPowertoolsTypeScriptV2', account: '094274105915' };

export const shopLayers: readonly ShopLayer[] = [common, tools, tracing, powertools];

/** The backend of a small shop: each fault is one that real teams make, and some make none. */
export const shop: readonly SampleFunction[] = [
  ...languages,
  ...triggered,
  ...measured,
  ...weakCode,
  withoutHandler,
  ...authorizedFunction('shop-subscriptions'),
  {
    name: 'shop-checkout',
    runtime: 'nodejs24.x',
    files: { 'index.js': answers },
    layers: [
      { layer: tools, version: 2 },
      { layer: powertools, version: 44 },
    ],
  },
  { name: 'shop-releaser', runtime: 'nodejs24.x', logs: { bytes: 200 * 1024 ** 3, days: 30 } },
  {
    name: 'shop-orders',
    runtime: 'nodejs22.x',
    role: 'shop-backend',
    age: 100,
    files: { 'index.js': answers, ...npmPackage('lodash', '4.17.15') },
    logs: { bytes: 100 * 1024 ** 3 },
    // Its logs are a fault of the account.
    faults: ['dependencies/vulnerable-package#lodash@4.17.15'],
  },
  {
    name: 'shop-invoices',
    runtime: 'python3.13',
    role: 'shop-backend',
    files: { 'index.py': sendsInvoices },
    environment: { INVOICES_URL: 'QUEUES/shop-invoices' },
  },
  {
    name: 'shop-thumbnails',
    runtime: 'python3.12',
    files: { 'index.py': answersInPython, ...pythonPackage('PyYAML', '5.3') },
    faults: ['dependencies/vulnerable-package#pyyaml@5.3'],
  },
  {
    name: 'shop-surveys',
    runtime: 'nodejs24.x',
    age: 100,
    files: {
      'index.js': answers,
      ...npmPackage('request', '2.88.2'),
      ...npmPackage('uuid', '3.4.0'),
      ...npmPackage('ms', '2.1.3'),
    },
  },
  {
    name: 'shop-currency-rates',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': answers, ...npmPackage('axios', '1.14.1') },
    faults: ['dependencies/malicious-package#axios@1.14.1'],
  },
  {
    name: 'shop-gift-cards',
    runtime: 'nodejs24.x',
    tags: { InspectorExclusion: 'LambdaStandardScanning' },
    faults: ['dependencies/blind-spot#function'],
  },
  {
    name: 'shop-shelf-labels',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': bundleWith('minimist', '1.2.0') },
    faults: ['dependencies/vulnerable-package#minimist@1.2.0'],
  },
  {
    name: 'shop-storefront',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': answers, 'public/jquery.min.js': oldLibrary },
    faults: ['dependencies/vulnerable-package#jquery@2.2.4'],
  },
  {
    name: 'shop-newsletter',
    runtime: 'nodejs24.x',
    files: { 'index.js': minifiedBundle },
    faults: ['dependencies/unidentified-bundle#index.js'],
  },
  {
    name: 'shop-vouchers',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': minifiedBundle, 'bom.json': billOfMaterials('pkg:npm/minimist@1.2.8') },
  },
  {
    name: 'shop-pricing',
    runtime: 'nodejs24.x',
    files: { 'index.js': evaluatesFormula },
    layers: [{ layer: tools, version: 1 }],
    faults: ['code/event-code-execution#'],
  },
  {
    name: 'shop-mailer',
    runtime: 'nodejs24.x',
    files: { 'index.js': readsOptions },
    layers: [{ layer: common, version: 1 }],
    environment: { PAYMENT_KEY: sampleSecrets.stripeKey, DB_SECRET_NAME: 'prod/db' },
    // Every AWS account may publish to it.
    sources: [{ kind: 'topic', name: 'mails', isOpen: true }],
    permissions: [
      {
        sid: 'Topic',
        action: 'lambda:InvokeFunction',
        principal: 'sns.amazonaws.com',
        sourceArn: 'arn:aws:sns:us-east-1:ACCOUNT:mails',
      },
    ],
    faults: [
      'code/secret-in-environment#PAYMENT_KEY',
      'usage/attack-path#function',
      'usage/no-failure-destination#function',
    ],
  },
  {
    // From anyone on the internet, by code in the event, to every secret of the account.
    name: 'shop-quotes',
    runtime: 'nodejs24.x',
    files: { 'index.js': evaluatesFormula },
    url: { authType: 'NONE' },
    permissions: openUrlPermissions,
    faults: [
      'code/event-code-execution#',
      'permissions/unauthenticated-url#function',
      'usage/attack-path#function',
    ],
  },
  largeFunction,
  {
    // No path, though another account calls it and its role is an administrator's: its handler does not
    // reach the critical package of its layer, as that of shop-mailer does.
    name: 'shop-reports',
    runtime: 'nodejs24.x',
    layers: [{ layer: common, version: 1 }],
    permissions: [{ sid: 'Auditor', action: 'lambda:InvokeFunction', principal: PARTNER }],
    faults: ['permissions/foreign-account-access#function/Auditor'],
  },
  {
    name: 'shop-webhook',
    runtime: 'nodejs24.x',
    aliases: ['live'],
    permissions: [
      { alias: 'live', sid: 'Everyone', action: 'lambda:InvokeFunction', principal: '*' },
    ],
    faults: ['permissions/public-resource-policy#live/Everyone'],
  },
  {
    name: 'shop-partner-feed',
    runtime: 'nodejs22.x',
    layers: [{ layer: tracing, version: 7 }],
    permissions: [
      { sid: 'Partner', action: 'lambda:InvokeFunction', principal: PARTNER },
      {
        sid: 'OurOrganization',
        action: 'lambda:InvokeFunction',
        principal: '*',
        organization: ORGANIZATION,
      },
    ],
    faults: ['permissions/foreign-account-access#function/Partner'],
  },
  {
    name: 'shop-uploads',
    runtime: 'nodejs24.x',
    sources: [{ kind: 'bucket', name: 'shop-uploads' }],
    permissions: [
      {
        sid: 'Bucket',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::shop-uploads',
        sourceAccount: 'own',
      },
    ],
    faults: ['usage/no-failure-destination#function'],
  },
  {
    name: 'shop-legacy-export',
    runtime: 'nodejs16.x',
    invocations: 'never',
    faults: ['usage/idle-function#function'],
  },
  {
    name: 'shop-old-import',
    runtime: 'nodejs14.x',
    // Public by its type, but no statement allows any caller.
    url: { authType: 'NONE' },
    invocations: 'never',
    faults: ['usage/idle-function#function', 'usage/abandoned-attack-surface#function'],
  },
  {
    name: 'shop-yearly-closing',
    runtime: 'nodejs24.x',
    invocations: 'never',
    aliases: ['live'],
    provisioned: { live: 5 },
    faults: ['usage/idle-function#function', 'usage/idle-provisioned-concurrency#live'],
  },
  {
    name: 'shop-status-page',
    runtime: 'nodejs24.x',
    memoryMb: 1024,
    timeoutSeconds: 30,
    url: { authType: 'NONE', origins: ['*'] },
    permissions: openUrlPermissions,
    faults: ['permissions/unauthenticated-url#function', 'permissions/url-cors-wildcard#function'],
  },
  {
    // The same way in, for the organization and its pages.
    name: 'shop-staff-page',
    runtime: 'nodejs24.x',
    url: { authType: 'AWS_IAM', origins: ['https://staff.shop.example'] },
    permissions: [
      {
        sid: 'Url',
        action: 'lambda:InvokeFunctionUrl',
        principal: '*',
        urlAuthType: 'AWS_IAM',
        organization: ORGANIZATION,
      },
      {
        sid: 'ThroughUrl',
        action: 'lambda:InvokeFunction',
        principal: '*',
        viaUrl: true,
        organization: ORGANIZATION,
      },
    ],
  },
  {
    name: 'shop-parcels',
    runtime: 'python3.13',
    files: { 'index.py': notesParcels, ...settingsWithoutSecrets },
    environment: { PARCELS_TABLE: 'shop-parcels' },
    sources: [
      { kind: 'topic', name: 'parcels' },
      { kind: 'rule', name: 'parcels-hourly' },
    ],
    permissions: [
      {
        sid: 'Topic',
        action: 'lambda:InvokeFunction',
        principal: 'sns.amazonaws.com',
        sourceArn: 'arn:aws:sns:us-east-1:ACCOUNT:parcels',
      },
      {
        sid: 'Hourly',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/parcels-hourly',
      },
      {
        sid: 'Daily',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/parcels-daily',
      },
    ],
    faults: [
      'permissions/dangling-trigger#function/Daily',
      'usage/no-failure-destination#function',
    ],
  },
  {
    // Throttled, and yet too long and too big for that to help.
    name: 'shop-catalogue',
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memoryMb: 2048,
    timeoutSeconds: 20,
    api: { id: 'catalogue1', kind: 'HTTP', method: 'GET', authorization: 'NONE', throttle: 25 },
    permissions: [
      {
        sid: 'Api',
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        sourceArn: 'arn:aws:execute-api:us-east-1:ACCOUNT:catalogue1/*/GET/',
      },
    ],
    faults: ['permissions/open-api-route#catalogue1'],
  },
  {
    // Open, and bounded by its throttle.
    name: 'shop-basket',
    runtime: 'nodejs24.x',
    api: { id: 'basket1', kind: 'REST', method: 'POST', authorization: 'NONE', throttle: 20 },
    faults: ['permissions/open-api-route#basket1'],
  },
  {
    name: 'shop-account',
    runtime: 'nodejs24.x',
    api: { id: 'account1', kind: 'HTTP', method: 'GET', authorization: 'AWS_IAM' },
  },
  {
    // Takes no authorization, and is open to one network.
    name: 'shop-stocktaking',
    runtime: 'nodejs24.x',
    api: {
      id: 'stocktaking1',
      kind: 'REST',
      method: 'POST',
      authorization: 'NONE',
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*',
            Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
          },
        ],
      },
    },
  },
  {
    // Open, and bounded by what is reserved for it.
    name: 'shop-opening-hours',
    runtime: 'nodejs24.x',
    reservedConcurrency: 100,
    permissions: [{ sid: 'Everyone', action: 'lambda:InvokeFunction', principal: '*' }],
    faults: ['permissions/public-resource-policy#function/Everyone'],
  },
  {
    // Open, and switched off.
    name: 'shop-last-sale',
    runtime: 'nodejs24.x',
    reservedConcurrency: 0,
    permissions: [{ sid: 'Everyone', action: 'lambda:InvokeFunction', principal: '*' }],
    faults: ['permissions/public-resource-policy#function/Everyone'],
  },
  {
    // No stranger can invoke it, but anyone may write to what triggers it.
    name: 'shop-guestbook',
    runtime: 'nodejs24.x',
    sources: [
      { kind: 'topic', name: 'guestbook', isOpen: true },
      { kind: 'bucket', name: 'shop-guestbook', isOpen: true },
      { kind: 'bucket', name: 'shop-guestbook-pictures', isOpen: true, byAcl: true },
    ],
    permissions: [
      {
        sid: 'Topic',
        action: 'lambda:InvokeFunction',
        principal: 'sns.amazonaws.com',
        sourceArn: 'arn:aws:sns:us-east-1:ACCOUNT:guestbook',
      },
      {
        sid: 'Bucket',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::shop-guestbook',
        sourceAccount: 'own',
      },
      {
        sid: 'Pictures',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::shop-guestbook-pictures',
        sourceAccount: 'own',
      },
    ],
    faults: ['usage/no-failure-destination#function'],
  },
  { name: 'shop-new-coupons', runtime: 'nodejs24.x', invocations: 'never', age: 3 },
  {
    name: 'shop-edge-headers',
    runtime: 'nodejs24.x',
    // The edge takes published versions.
    aliases: ['viewers'],
    invocations: 'at the edge',
  },
  { name: 'shop-stock-sync', runtime: 'java21', handler: 'shop.StockSync::handle' },
  {
    // An image, in which Lambda Insights is.
    name: 'shop-recommender',
    memoryMb: 3_008,
    invocations: { daily: 40, runMs: 2_500, usedMb: 180 },
    faults: ['usage/oversized-memory#function'],
  },
];
