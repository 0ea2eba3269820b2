import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ScannerName } from '../../functions/checks/index.ts';
import { advisoryOf } from '../../local/advisories.ts';
import { reportCall } from '../../local/cloud-trail.ts';
import type { Fault, FaultAnswer, Match } from '../../local/faults.ts';
import { nightFigures } from '../../local/night-figures.ts';
import { schedulesAhead } from '../../local/schedules-ahead.ts';
import { openUrl } from '../../local/shop/open-url.ts';
import type { SampleFunction } from '../../local/shop/sample-function.ts';
import { shop } from '../../local/shop/shop-functions.ts';
import { shopRoles } from '../../local/shop/shop-roles.ts';
import { npmPackage } from '../../local/shop/sources.ts';
import { vigilCommand } from './vigil-command.ts';
import { nameOf, refuseOwnCode, type WatchedShop, watchShop } from './watched-shop.ts';

const names = [
  'shop-orders',
  'shop-webhook',
  'shop-partner-feed',
  'shop-old-import',
  'shop-mailer',
  'shop-edge-headers',
  'shop-parcels',
  'shop-receipts',
  'shop-season',
];

/** A file name that an attacker chooses, in the hope that it acts where it is shown. */
const hostile = '<img src=x onerror=alert(1)>&*_`<!channel>\u001b[31m=cmd|calc!A0';
const poisoned: SampleFunction = {
  name: 'shop-poisoned',
  runtime: 'nodejs24.x',
  files: {
    'index.js': `const run = require(${JSON.stringify(`./${hostile}.js`)});
exports.handler = async (event) => run.now(event.code);
`,
    [`${hostile}.js`]: 'exports.now = (text) => eval(text);\n',
    ...npmPackage('parcel-sizes', '1.0.0'),
  },
};
/** No listing has its rule, so that it is asked for by its name each time. */
const unlisted: SampleFunction = {
  name: 'shop-late-rule',
  runtime: 'nodejs24.x',
  age: 100,
  permissions: [
    {
      sid: 'Rule',
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/shop-late-rule',
    },
  ],
  onFailure: 'arn:aws:sqs:us-east-1:ACCOUNT:shop-failed',
  invocations: { daily: 12, quietFor: 20 },
};
const functions = [...shop.filter(({ name }) => names.includes(name)), poisoned, unlisted];

let watched: WatchedShop;
let open: readonly string[];

beforeAll(async () => {
  watched = await watchShop(functions, shopRoles, {
    regions: 'us-east-1,eu-west-1',
    watchChanges: 'on',
  });
  refuseOwnCode(watched);
  await watched.vigil.night();
  open = await watched.open();
});

afterAll(() => watched?.cloud.stop());

const about =
  (action: string, name: string): Match =>
  (asked) =>
    asked.action === action && Boolean(asked.resource?.includes(name));

/** What is refused or spoilt, the answer in place of the true one, and the gap that it must leave, with its reason. */
type Unreadable = readonly [
  what: string,
  match: Match,
  answer: FaultAnswer,
  gap: string,
  reason: string,
];

/** In one sweep each: no row of a sweep hides another. */
const unreadable: readonly (readonly [ScannerName, readonly Unreadable[]])[] = [
  [
    'permissions',
    [
      [
        'a read that is denied',
        about('lambda:GetPolicy', 'shop-webhook'),
        'access denied',
        'permissions shop-webhook resourcePolicies',
        'AccessDenied',
      ],
      [
        'a read that stays throttled',
        about('lambda:ListAliases', 'shop-partner-feed'),
        'throttled',
        'permissions shop-partner-feed resourcePolicies',
        'TooManyRequests',
      ],
      [
        'the policy of a layer that is denied',
        about('lambda:GetLayerVersionPolicy', 'shop-common'),
        'access denied',
        'permissions shop-common layerPolicy',
        'AccessDenied',
      ],
      [
        'function URLs that the role may not list',
        about('lambda:ListFunctionUrlConfigs', 'shop-old-import'),
        'access denied',
        'permissions shop-old-import functionUrls',
        'AccessDenied',
      ],
      [
        'APIs that the role may not list',
        (asked) => asked.resource?.endsWith('/restapis') === true,
        'access denied',
        'permissions shop-old-import apiRoutes',
        'AccessDenied',
      ],
      [
        'a rule that the role may not read',
        { action: 'events:DescribeRule' },
        'access denied',
        'permissions shop-parcels triggerSources',
        'AccessDenied',
      ],
    ],
  ],
  [
    'permissions',
    [
      [
        'an answer that is no answer',
        about('lambda:GetPolicy', 'shop-partner-feed'),
        'garbage',
        'permissions shop-partner-feed resourcePolicies',
        '',
      ],
      [
        'roles that the role may not read',
        { action: 'iam:GetAccountAuthorizationDetails' },
        'access denied',
        'permissions shop-backend permissions',
        'AccessDenied',
      ],
    ],
  ],
  [
    'usage',
    [
      [
        'a connection that breaks',
        about('lambda:GetFunctionConcurrency', 'shop-old-import'),
        'broken connection',
        'usage shop-old-import activity',
        '',
      ],
      [
        'a recursion setting that the role may not read',
        about('lambda:GetFunctionRecursionConfig', 'shop-parcels'),
        'access denied',
        'usage shop-parcels recursion',
        'AccessDenied',
      ],
      [
        'failure destinations that the role may not list',
        about('lambda:ListFunctionEventInvokeConfigs', 'shop-parcels'),
        'access denied',
        'usage shop-parcels failureDestinations',
        'AccessDenied',
      ],
      [
        // By a client of its own: one that is throttled asks more slowly for all else, too.
        'the state of a rule, which stays throttled',
        { action: 'events:DescribeRule' },
        'throttled',
        'usage shop-late-rule eventRules',
        'Throttling',
      ],
      [
        'versions that the role may not list',
        about('lambda:ListVersionsByFunction', 'shop-receipts'),
        'garbage',
        'usage shop-receipts staleVersions',
        '',
      ],
      [
        'log groups that the role may not list',
        { action: 'logs:DescribeLogGroups' },
        'access denied',
        'usage arn:aws:iam::111122223333:root everlastingLogs',
        'AccessDenied',
      ],
      [
        'budgets that the role may not read',
        { action: 'budgets:ViewBudget' },
        'access denied',
        'usage arn:aws:iam::111122223333:root spendAlarms',
        'budgets: AccessDenied',
      ],
    ],
  ],
  [
    'usage',
    [
      [
        'event sources that the role may not list',
        { action: 'lambda:ListEventSourceMappings' },
        'access denied',
        'usage shop-orders eventSources',
        'AccessDenied',
      ],
      [
        'log groups that the role may not list, of which some may be orphans',
        { action: 'logs:DescribeLogGroups' },
        'access denied',
        'usage arn:aws:iam::111122223333:root orphanLogGroups',
        'log groups of us-east-1, eu-west-1: AccessDenied',
      ],
      [
        'the concurrency of the account, which the role may not read',
        { action: 'lambda:GetAccountSettings' },
        'access denied',
        'usage shop-webhook concurrency',
        'AccessDenied',
      ],
      [
        'metrics that the role may not read',
        { action: 'cloudwatch:GetMetricData' },
        'access denied',
        'usage shop-old-import activity',
        'AccessDenied',
      ],
      [
        'anomaly monitors that the role may not list',
        { action: 'ce:GetAnomalyMonitors' },
        'access denied',
        'usage arn:aws:iam::111122223333:root spendAlarms',
        'Cost Anomaly Detection: AccessDenied',
      ],
    ],
  ],
];

describe.each(unreadable)('what the %s scanner cannot read', (scanner, rows) => {
  const planted = new Map<string, Fault>();
  let gaps: readonly string[];

  beforeAll(async () => {
    for (const [what, match, answer] of rows) {
      planted.set(what, watched.cloud.proxy.fault(match, answer));
    }
    await watched.vigil.scan(scanner);
    gaps = await watched.gaps();
  });

  afterAll(() => {
    for (const fault of planted.values()) fault.remove();
  });

  it.each(rows)('%s is a gap with its reason', async (what, _match, _answer, gap, reason) => {
    expect(planted.get(what)?.hits()).toBeGreaterThan(0);
    expect(gaps).toContain(gap);
    expect(await reasonOf(gap)).toContain(reason);
  });

  it('closes nothing', async () => {
    expect(await watched.open()).toEqual(open);
  });
});

describe('what cannot be seen', () => {
  const removals: (() => unknown)[] = [];

  afterEach(async () => {
    for (const remove of removals.splice(0)) await remove();
    watched.cloud.advisories.failWith();
  });

  it('metrics in part, or denied where a function runs at the edge, are gaps of those functions alone', async () => {
    await returnPartialData('shop-old-import', true);
    removals.push(() => returnPartialData('shop-old-import', false));
    const denied = watched.cloud.proxy.fault(
      (asked) => asked.action === 'cloudwatch:GetMetricData' && asked.region === 'eu-central-1',
      'access denied',
    );
    removals.push(denied.remove);

    await watched.vigil.scan('usage');

    expect(denied.hits()).toBeGreaterThan(0);
    for (const fact of ['activity', 'dailyInvocations', 'errors', 'durations']) {
      expect(await watched.gaps()).toContain(`usage shop-old-import ${fact}`);
    }
    expect(await reasonOf('usage shop-old-import activity')).toContain('PartialData');
    expect(await reasonOf('usage shop-edge-headers activity')).toContain('AccessDenied');
    const unseen = (await watched.gaps()).filter((gap) => /^usage \S+ activity$/.test(gap));
    expect(unseen).toEqual(['usage shop-edge-headers activity', 'usage shop-old-import activity']);
    expect(await watched.open()).toEqual(open);
  });

  it('a region that cannot be listed is a gap of the account, and nothing in it is gone', async () => {
    const denied = watched.cloud.proxy.fault(
      (asked) => asked.action === 'lambda:ListFunctions' && asked.region === 'us-east-1',
      'access denied',
    );
    removals.push(denied.remove);

    await watched.vigil.scan('code');

    expect(denied.hits()).toBeGreaterThan(0);
    expect(await watched.gaps()).toContain(
      `code arn:aws:iam::${watched.cloud.account}:root functions of us-east-1`,
    );
    expect(await watched.open()).toEqual(open);
  });

  it('a feed that is down leaves what was known', async () => {
    watched.cloud.advisories.failWith('broken connection');

    await watched.vigil.scan('dependencies');

    expect(await watched.gaps()).toContain('dependencies shop-orders vulnerablePackages');
    expect(await watched.open()).toEqual(open);
  });

  it('is seen again when it can be, and nothing was ever reported as fixed', async () => {
    await watched.vigil.night();

    expect(await watched.open()).toEqual(open);
    const resolved = (await watched.findings()).filter(({ status }) => status === 'resolved');
    expect(resolved).toEqual([]);
    expect((await watched.gaps()).filter((gap) => gap.startsWith('permissions'))).toEqual([
      // What a scanner calls in other accounts, it calls as another role; the code of the others is refused here.
      ...['Code', 'Dependencies', 'Permissions', 'DeliverSlack', 'Digest', 'Notify', 'Usage'].map(
        (name): unknown => expect.stringMatching(`Vigil\\w*${name}Role\\w+-\\w+ codeUse$`),
      ),
      // Of versions that no alias leads to, policies are read in turn, within a week.
      'permissions shop-receipts iotPublishers',
      'permissions shop-receipts resourcePolicies',
      'permissions shop-receipts triggerSources',
    ]);
  });
});

describe('advisories between two nights', () => {
  const finding = 'shop-poisoned dependencies/vulnerable-package#parcel-sizes@1.0.0';
  const published = {
    id: 'GHSA-2222-3333-4444',
    aliases: ['CVE-2026-90001'],
    summary: 'A parcel of negative size leads out of the warehouse',
    published: '2026-11-25T00:00:00Z',
    ecosystem: 'npm',
    name: 'parcel-sizes',
    ranges: [['0', '1.0.1']],
    severity: 'HIGH',
  } as const;

  afterEach(() => watched.cloud.advisories.failWith());

  it('one that is new is found, and no code is downloaded', async () => {
    expect(await watched.open()).not.toContain(finding);
    watched.cloud.proxy.clear();
    watched.cloud.advisories.publish(advisoryOf(published));

    await watched.vigil.scan('dependencies');

    expect(await watched.open()).toEqual([...open, finding].sort());
    expect(nightFigures(watched.cloud.calls()).downloads).toBe(0);
  });

  it('one that cannot be read, for the feed dies in mid-night, leaves what was known', async () => {
    const gap = 'dependencies shop-poisoned vulnerablePackages';
    watched.cloud.advisories.publish({
      ...advisoryOf(published),
      modified: '2026-11-26T00:00:00Z',
    });
    watched.cloud.advisories.failWith('broken connection', '/v1/vulns/');

    await watched.vigil.scan('dependencies');

    expect(await watched.open()).toContain(finding);
    expect(await reasonOf(gap)).toContain('parcel-sizes@1.0.0: those shown were known before');

    watched.cloud.advisories.failWith();
    await watched.vigil.scan('dependencies');
    expect(await watched.gaps()).not.toContain(gap);
  });

  it('one that is withdrawn closes what it opened', async () => {
    watched.cloud.advisories.publish({
      ...advisoryOf(published),
      modified: '2026-11-27T00:00:00Z',
      withdrawn: '2026-11-27T00:00:00Z',
    });

    await watched.vigil.scan('dependencies');

    expect(await watched.open()).toEqual(open);
  });
});

describe('hostile text', () => {
  it('is found, and named as it is in the table', async () => {
    const finding = (await watched.findings()).find(({ target }) => target.endsWith(poisoned.name));

    expect(finding).toMatchObject({ check: 'code/event-code-execution', status: 'open' });
    expect(JSON.stringify(finding)).toContain('onerror=alert');
  });

  it('does nothing in a mail', async () => {
    const mails = watched.cloud.mailbox.received();

    expect(mails.some(({ text }) => text.includes('onerror'))).toBe(true);
    for (const { subject, text } of mails) {
      expect(text).not.toContain('\u001b');
      expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    }
  });

  it('does nothing in Slack', () => {
    const posts = watched.cloud.slack.received();

    expect(JSON.stringify(posts)).toContain('onerror');
    expect(JSON.stringify(posts)).not.toContain('\\u001b');
    expect(mrkdwnIn(posts).filter((text) => /<!|<img/.test(text))).toEqual([]);
  });

  it('does nothing in a terminal or a spreadsheet', async () => {
    const words = ['findings', '--function', poisoned.name];
    const table = await vigilCommand(words, watched.cloud.environment);
    const csv = await vigilCommand([...words, '--csv'], watched.cloud.environment);

    expect(table.stdout).toContain('onerror');
    expect(`${table.stdout}${csv.stdout}`).not.toContain('\u001b');
    expect(csv.stdout).not.toMatch(/(?:^|,)"?[=+@-]/m);
  });
});

describe('a function URL that is opened between two nights', () => {
  const name = 'shop-parcels';
  const gone = 'shop-deleted';
  let secondsToMessage: number;

  beforeAll(async () => {
    watched.cloud.proxy.clear();
    watched.cloud.mailbox.clear();
    watched.cloud.slack.clear();
    await roomInHalfMinute();
    const openedAt = Date.now();
    await openUrl(watched.cloud, name);
    // All of them twice, and out of order.
    await report('AddPermission20150331v2', name);
    await report('CreateFunctionUrlConfig', name);
    await report('DeleteFunction20150331', gone);

    await watched.cloud.mailbox.waitFor(1, 120_000);
    secondsToMessage = (Date.now() - openedAt) / 1_000;
    await watched.cloud.slack.waitFor(1, 30_000);
  });

  it('is reported within two minutes, by mail and in Slack', () => {
    const [mail, ...others] = watched.cloud.mailbox.received();
    // The local cloud delivers at once what Lambda gathers from the table for a minute.
    const gathered = 60;

    expect(mail?.subject).toContain(name);
    expect(mail?.text).toContain('Public function URL');
    expect(others).toEqual([]);
    expect(watched.cloud.slack.received()).toHaveLength(1);
    expect(secondsToMessage + gathered).toBeLessThan(120);
  });

  it('is one look, whatever number of events report it', async () => {
    const looks = () =>
      watched.cloud
        .calls()
        .filter(({ session }) => session === watched.vigil.scanners.permissions.functionName)
        .filter(({ action }) => action === 'lambda:GetFunctionConfiguration')
        .map(({ resource }) => resource && nameOf(resource));

    // The mail of one may be there before the look at the other.
    await expect.poll(() => looks().sort(), { timeout: 60_000 }).toEqual([gone, name]);
  });

  it('is all that is found: a function that is gone has nothing to report', async () => {
    const found = (await watched.open()).filter((finding) => !open.includes(finding));
    const known = [...(await watched.findings()), ...(await watched.coverage())];

    expect(found).toEqual([`${name} permissions/unauthenticated-url#function`]);
    expect(known.filter(({ target }) => nameOf(target) === gone)).toEqual([]);
  });
});

it('repeats by itself: a schedule fires at its time, and the night runs with no caller', async () => {
  const before = await seenBy('code');
  watched.cloud.proxy.clear();

  await schedulesAhead(watched.cloud, watched.context.at ?? '');

  await expect
    .poll(() => watched.cloud.calls().filter(isOfTheCodeScanner).length, { timeout: 60_000 })
    .toBeGreaterThan(10);
  await expect.poll(async () => (await seenBy('code')) > before, { timeout: 60_000 }).toBe(true);
});

/** What is reported within half a minute is one look: so that no half minute ends in between. */
async function roomInHalfMinute(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);

  if (left < 10_000) await sleep(left);
}

/** Has CloudTrail report an operation of Lambda, by an event that comes twice. */
async function report(eventName: string, functionName: string): Promise<void> {
  const { cloud } = watched;
  const { account, region } = cloud;
  const requestParameters = { functionName };

  await reportCall(
    cloud,
    { account, region, eventSource: 'lambda.amazonaws.com', eventName, requestParameters },
    2,
  );
}

/** Has the emulator return partial data of a function's metrics, or all of it again. */
async function returnPartialData(name: string, isInPart: boolean): Promise<void> {
  await new CloudWatchClient(watched.cloud.client).send(
    new PutMetricDataCommand({
      Namespace: 'AWS/Lambda',
      MetricData: [
        {
          MetricName: 'vigil:incomplete',
          Dimensions: [{ Name: 'FunctionName', Value: name }],
          Value: Number(isInPart),
        },
      ],
    }),
  );
}

function isOfTheCodeScanner({ session }: { readonly session?: string }): boolean {
  return session === watched.vigil.scanners.code.functionName;
}

/** When a scanner has last seen the account. */
async function seenBy(scanner: string): Promise<string> {
  const coverage = await watched.coverage();

  return (
    coverage.find((item) => item.scanner === scanner && item.target.endsWith(':root'))
      ?.observedAt ?? ''
  );
}

async function reasonOf(gap: string): Promise<string> {
  const [scanner, name, fact] = gap.split(' ');
  const seen = await watched.coverage();
  const gaps = seen
    .filter((each) => each.scanner === scanner && nameOf(each.target) === name)
    .flatMap((each) => each.gaps);

  return gaps.find((each) => each.fact === fact)?.reason ?? '';
}

/** Texts that Slack would read as mrkdwn. */
function mrkdwnIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];

  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  const own = type === 'mrkdwn' && typeof text === 'string' ? [text] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)];
}
