import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weaknessKinds } from '../../functions/core/weakness.ts';
import type { Call } from '../../local/call.ts';
import { hasChromium, startChromium } from '../../local/chromium.ts';
import { reportDeployment } from '../../local/cloud-trail.ts';
import { nightFigures } from '../../local/night-figures.ts';
import { balancedFunction } from '../../local/shop/balanced-function.ts';
import { changes } from '../../local/shop/changes.ts';
import { distributedFunction } from '../../local/shop/distributed-function.ts';
import { graphqlFunction } from '../../local/shop/graphql-function.ts';
import { largeFunction } from '../../local/shop/large-function.ts';
import { loginCodes } from '../../local/shop/login-codes.ts';
import { partnerApi } from '../../local/shop/partner-api.ts';
import { raiseSpendLimit } from '../../local/shop/raise-spend-limit.ts';
import type { SampleFunction, ShopRole } from '../../local/shop/sample-function.ts';
import { sampleSecrets } from '../../local/shop/sample-secrets.ts';
import { accountFaults } from '../../local/shop/seed-account.ts';
import { seedStateMachine } from '../../local/shop/seed-state-machine.ts';
import { shop, shopLayers } from '../../local/shop/shop-functions.ts';
import { shopRoles } from '../../local/shop/shop-roles.ts';
import { signedInFunctions } from '../../local/shop/signed-in-functions.ts';
import { everythingStored } from './everything-stored.ts';
import { beyond, called, granted, unused } from './granted.ts';
import { vigilCommand } from './vigil-command.ts';
import { nameOf, refuseOwnCode, type WatchedShop, watchShop } from './watched-shop.ts';

/** What the shop alone does not make a night do: write more than one transaction, and so on. */
const sprawl = Array.from({ length: 120 }, (_, index) => `Everyone${index}`);
const VENDOR = 'arn:aws:serverlessrepo:us-east-1:999988887777:';
const more: readonly SampleFunction[] = [
  {
    name: 'more-sprawl',
    runtime: 'nodejs24.x',
    permissions: sprawl.map((sid) => ({
      sid,
      action: 'lambda:InvokeFunction',
      principal: '*',
    })),
    faults: [...sprawl.map((sid) => `permissions/public-resource-policy#function/${sid}`)],
  },
  {
    name: 'more-uploads',
    runtime: 'nodejs24.x',
    permissions: [
      {
        sid: 'Bucket',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::more-uploads',
      },
    ],
    // Deleted, so any account may create a bucket of that name.
    faults: [
      'permissions/unscoped-service-principal#function/Bucket',
      'permissions/dangling-trigger#function/Bucket',
      'usage/no-failure-destination#function',
    ],
  },
  {
    // No listing has its rule, so that it is asked for by its name.
    name: 'more-rule',
    runtime: 'nodejs24.x',
    age: 100,
    permissions: [
      {
        sid: 'Rule',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/more-rule',
      },
    ],
    onFailure: 'arn:aws:sqs:us-east-1:ACCOUNT:shop-failed',
    invocations: { daily: 12, quietFor: 20 },
    faults: ['permissions/dangling-trigger#function/Rule', 'usage/dead-trigger#function'],
  },
  {
    name: 'more-domain',
    runtime: 'nodejs24.x',
    api: {
      id: 'domain1',
      kind: 'HTTP',
      method: 'GET',
      authorization: 'NONE',
      ownAddress: 'off',
      domain: 'more.example',
    },
    faults: ['permissions/open-api-route#domain1'],
  },
  {
    // No address is left to it.
    name: 'more-unreached',
    runtime: 'nodejs24.x',
    api: {
      id: 'unreached1',
      kind: 'HTTP',
      method: 'GET',
      authorization: 'NONE',
      ownAddress: 'off',
    },
  },
  {
    // What is found of it is agreed on in vigil.yaml.
    name: 'more-agreed',
    runtime: 'nodejs24.x',
    permissions: [{ sid: 'Agreed', action: 'lambda:InvokeFunction', principal: '*' }],
  },
  {
    // A vendor's, in a stack of the repository of applications: what is mild in it is a finding of the account.
    name: 'more-vendor',
    runtime: 'nodejs24.x',
    age: 100,
    tags: {
      'serverlessrepo:applicationId': `${VENDOR}applications/more-resizer`,
      'serverlessrepo:semanticVersion': '1.0.0',
      'aws:cloudformation:stack-name': 'serverlessrepo-more-resizer',
    },
    permissions: [
      {
        sid: 'Rule',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/more-vendor',
      },
    ],
  },
  loginCodes('more-login-codes'),
  partnerApi('more-partners'),
  balancedFunction('more-storefront'),
  graphqlFunction('more-catalogue'),
  distributedFunction('more-pages'),
  ...signedInFunctions('more-customers'),
  { name: 'more-trusting', runtime: 'nodejs24.x' },
  { name: 'more-orphan', runtime: 'nodejs24.x' },
  { name: 'more-idle-rights', runtime: 'nodejs24.x' },
  { name: 'more-used-rights', runtime: 'nodejs24.x' },
];
const rights = [
  {
    Sid: 'Tables',
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:CreateTable', 'dynamodb:DeleteTable'],
    Resource: 'arn:aws:dynamodb:*:*:table/more-*',
  },
  { Sid: 'Mail', Effect: 'Allow', Action: 'ses:SendEmail', Resource: 'arn:aws:ses:*:*:identity/a' },
];
const moreRoles: readonly ShopRole[] = [
  {
    name: 'more-idle-rights',
    age: 400,
    accessed: { 'dynamodb:CreateTable': 3, 'dynamodb:DeleteTable': 120, ses: 120 },
    statements: rights,
    // Its code calls nothing: what IAM says of the same is part of it.
    faults: ['permissions/excess-permissions#role'],
  },
  {
    name: 'more-used-rights',
    age: 400,
    accessed: { 'dynamodb:CreateTable': 3, 'dynamodb:DeleteTable': 4, ses: 5 },
    statements: rights,
    // What reads the table IAM does not report, and no code calls.
    faults: ['permissions/excess-permissions#role'],
  },
  {
    name: 'more-trusting',
    trust: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    faults: ['permissions/role-trust-too-wide#*'],
  },
  { name: 'more-orphan', gone: true, faults: ['permissions/role-missing#role'] },
];
const rules = join(import.meta.dirname, 'vigil.yaml');
const functions = [...shop, ...more];
const roles = [...shopRoles, ...moreRoles];

let watched: WatchedShop;
let nightOne: readonly Call[];

beforeAll(async () => {
  watched = await watchShop(functions, roles, {
    slackChannel: 'T0123ABCD/C0456DEFG',
    rules,
  });
  await seedStateMachine(watched.cloud, 'more-steps', 'more-rule');
  await raiseSpendLimit(watched.cloud, 1000);
  await reportDeployment(watched.cloud, 'shop-reports');
  await watched.vigil.night();
  // The message to Slack comes last, from a function that has then made all its calls.
  await watched.cloud.slack.waitFor(1, 30_000);
  nightOne = watched.cloud.calls();
});

afterAll(() => watched?.cloud.stop());

describe('the first night', () => {
  it('finds every fault of the samples, and nothing else', async () => {
    const expected = [...functions, ...roles, ...shopLayers].flatMap(({ name, faults = [] }) =>
      faults.map((fault) => `${name} ${fault.replace('ACCOUNT', watched.cloud.account)}`),
    );
    const account = `arn:aws:iam::${watched.cloud.account}:root`;
    expected.push(
      ...accountFaults.map((fault) => `${account} ${fault}`),
      `${account} usage/framework-faults#the application more-resizer of the Serverless Application Repository`,
    );

    const found = await watched.open();

    expect(found.map(withoutPlace)).toEqual(expected.map(withoutPlace).sort());
  });

  it('says who deployed a function last, where CloudTrail does', async () => {
    const findings = await watched.findings();
    const deployed = findings.filter(({ lastDeployment }) => lastDeployment !== undefined);
    const [{ lastDeployment } = {}] = deployed;

    expect(new Set(deployed.map(({ target }) => nameOf(target)))).toEqual(
      new Set(['shop-reports']),
    );
    expect(lastDeployment).toMatchObject({
      by: `arn:aws:iam::${watched.cloud.account}:role/deploy`,
      session: 'deploy',
    });
  });

  it('names the handlers that import a package of their layer', async () => {
    const layer = (await watched.findings()).find(
      ({ target, check }) =>
        nameOf(target) === 'shop-common' && check === 'dependencies/vulnerable-package',
    );

    expect(layer?.summary).toContain('1 handler imports it; in a layer of 2 functions');
    expect(layer?.evidence.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/shop-mailer imports it, in index\.js$/),
        expect.stringMatching(
          /not reachable from the handler of \S*shop-reports, as manifests show$/,
        ),
      ]),
    );
  });

  it('reports the advisories of OSV for a browser library, and those of Retire.js alone, each once', async () => {
    const finding = (await watched.findings()).find(({ subject }) => subject === 'jquery@2.2.4');
    const lines = finding?.evidence.map(({ text }) => text) ?? [];

    expect(lines.filter((line) => !/^(?:the handler|not reachable)/.test(line))).toEqual([
      'bundled here, as a comment of its own says',
      expect.stringMatching(/^GHSA-gxr4-xjj5-5px2 \(CVE-2020-11022\); medium.*fixed in 3\.5\.0$/),
      expect.stringMatching(/^RETIRE-73; low.*no fixed version is known$/),
    ]);
    expect(finding?.remediation).toContain('npm install jquery@3.5.0');
  });

  it('reports the monthly cost of orphaned and unlimited logs', async () => {
    const usd = (await watched.findings())
      .filter(({ check }) => /usage\/.*log/.test(check))
      .map(({ check, figures }) => [check, figures?.usdPerMonth]);

    expect(usd.sort()).toEqual([
      ['usage/orphan-log-group', 1.5],
      ['usage/unlimited-log-retention', 3],
    ]);
  });

  it('reports to the dollar what public callers can spend, and what idle concurrency costs', async () => {
    const all = await watched.findings();
    const reported = (name: string, check: string) => {
      const found = all.find(
        (finding) => nameOf(finding.target) === name && finding.check === check,
      );
      return [found?.summary, found?.severity, found?.figures];
    };

    // Of 1,000 at once the account has 900 unreserved. By itself shop-status-page costs 900 × 1 GB × 3,600 s
    // × $0.0000166667 = $54, and 9,000 calls a second × 3,600 s × $0.0000002 = $6.48. Of shop-catalogue 25
    // calls a second × 20 s are 500 at once: × 2 GB × 3,600 s × $0.0000133334 is $48, and the calls $0.02.
    // Together 500 of the dearer one and 400 of the other: $48 and $27.
    const spend = all.find(({ check }) => check === 'usage/unbounded-public-spend');
    expect([spend?.target, spend?.subject, spend?.severity, spend?.figures]).toEqual([
      `arn:aws:iam::${watched.cloud.account}:root`,
      'us-east-1',
      'medium',
      { usdPerHour: 75 },
    ]);
    expect(spend?.summary).toBe(
      'Public callers can make 12 functions in us-east-1 together cost up to $75 an hour, $1,800 a day',
    );
    const byThemselves = spend?.evidence.map(({ text }) => text.split(' by itself')[0]) ?? [];
    expect(byThemselves.slice(0, 2)).toEqual([
      'shop-status-page: $60 an hour',
      'shop-catalogue: $48 an hour',
    ]);
    // CloudFront lets anyone come to it.
    expect(byThemselves).toContainEqual(expect.stringMatching(/^more-pages: \$\d+ an hour$/));
    // 20 text messages a second × 3,600 s × $0.00645, within a spend limit of $1,000.
    expect(reported('more-login-codes', 'usage/public-metered-calls')).toEqual([
      'Public callers can spend $460 an hour by Publish of Amazon SNS',
      'high',
      { usdPerHour: 460 },
    ]);
    // 5 × 0.125 GB × 730 × 3,600 s × $0.0000041667
    expect(reported('shop-yearly-closing', 'usage/idle-provisioned-concurrency')).toEqual([
      'Provisioned concurrency of 5 on live costs $6.80 a month without a call',
      'medium',
      { usdPerMonth: 6.8 },
    ]);
  });

  it('reports the path from a public caller to the privileges of the role, and ranks idle functions', async () => {
    const joins = (await watched.findings())
      .filter(({ check }) => /attack-path|attack-surface/.test(check))
      .map(({ target, severity, figures, summary }) => [
        nameOf(target),
        severity,
        figures?.score,
        summary,
      ])
      .sort();

    expect(joins).toEqual([
      [
        'shop-mailer',
        'high',
        78,
        'From anyone with an AWS account, by a critically vulnerable package, to all secrets of the account',
      ],
      [
        'shop-old-import',
        'high',
        60,
        'Idle for 90 days or more, yet reachable, privileged and vulnerable',
      ],
      [
        'shop-order-api',
        'high',
        76,
        'From anyone on the internet, by SQL or NoSQL injection, to the database that it queries',
      ],
      [
        'shop-quotes',
        'critical',
        89,
        'From anyone on the internet, by code injection, to all secrets of the account',
      ],
    ]);
  });

  it('accepts what rules accept, and measures a function by the threshold of its rule', async () => {
    const agreed = (await watched.findings()).filter(
      ({ target }) => nameOf(target) === 'more-agreed',
    );

    expect(agreed).toMatchObject([
      {
        check: 'permissions/public-resource-policy',
        subject: 'function/Agreed',
        status: 'suppressed',
        suppression: { rule: 'a-test-may-call-it', reason: 'it answers any caller' },
      },
    ]);
  });

  it('says of everything else that it could not see it', async () => {
    // Of versions that no alias leads to, policies are read in turn, within a week.
    const gaps = (await watched.gaps()).filter((gap) => !gap.includes('LambdaVigil'));
    const account = `arn:aws:iam::${watched.cloud.account}:root`;
    expect(gaps).toEqual([
      'code AWSLambdaPowertoolsTypeScriptV2 secretsInCode',
      'code AWSLambdaPowertoolsTypeScriptV2 shippedFiles',
      'code shop-labels weaknesses',
      'code shop-labels-fixed weaknesses',
      'code shop-rates weaknesses',
      'code shop-rates-fixed weaknesses',
      'code shop-recommender secretsInCode',
      'code shop-recommender shippedFiles',
      'code shop-recommender weaknesses',
      'code shop-search weaknesses',
      'code shop-search-fixed weaknesses',
      'code shop-stamps weaknesses',
      'code shop-stamps-fixed weaknesses',
      'code shop-stock-sync weaknesses',
      'code vendor-tracing secretsInCode',
      'code vendor-tracing shippedFiles',
      'dependencies AWSLambdaPowertoolsTypeScriptV2 vulnerablePackages',
      // Of images nothing is known, nor of code that could not be read.
      `dependencies ${account} abandonedPackages`,
      `dependencies ${account} builds`,
      `dependencies ${account} outdatedPackages`,
      'dependencies shop-newsletter vulnerablePackages',
      'dependencies shop-recommender unidentifiedBundles',
      'dependencies shop-recommender vulnerablePackages',
      'dependencies vendor-tracing vulnerablePackages',
      'permissions shop-helpdesk codeUse',
      'permissions shop-labels codeUse',
      'permissions shop-labels-fixed codeUse',
      'permissions shop-ledger iotPublishers',
      'permissions shop-ledger resourcePolicies',
      'permissions shop-ledger triggerSources',
      // What the function of a custom authorizer lets its clients publish is not read.
      'permissions shop-loyalty iotPublishers',
      'permissions shop-rates codeUse',
      'permissions shop-rates-fixed codeUse',
      'permissions shop-receipts iotPublishers',
      'permissions shop-receipts resourcePolicies',
      'permissions shop-receipts triggerSources',
      'permissions shop-recommender codeUse',
      'permissions shop-search codeUse',
      'permissions shop-search-fixed codeUse',
      'permissions shop-stamps codeUse',
      'permissions shop-stamps-fixed codeUse',
      'permissions shop-stock-sync codeUse',
      'permissions shop-support codeUse',
      'permissions shop-thermostats iotPublishers',
      'permissions shop-wish-list codeUse',
      'usage shop-ledger keyedTriggers',
      'usage shop-ledger openTriggers',
      'usage shop-ledger waysIn',
      // What its layer of another account holds is not known.
      'usage shop-partner-feed attackSurface',
      'usage shop-receipts keyedTriggers',
      'usage shop-receipts openTriggers',
      'usage shop-receipts waysIn',
    ]);
  });

  it('finds its own functions and roles clean, and sees all but what its schemas compile', async () => {
    const own = (await watched.coverage()).filter(({ target }) => target.includes('LambdaVigil'));
    const open = (await watched.open()).filter((finding) => finding.startsWith('LambdaVigil'));

    expect(own.length).toBeGreaterThan(20);
    // What the code scanner analyses it gives to a worker, which is not followed; and what a scanner calls in
    // other accounts, it calls as another role.
    const seenInPart = own.filter(({ gaps }) => gaps.length > 0);
    expect(
      seenInPart.map(({ target }) => /Vigil-Vigil(\w+?)(?=[0-9A-F]{8}-)/.exec(target)?.[1]),
    ).toEqual([
      ...['CodeRole', 'DependenciesRole', 'PermissionsRole', 'UsageRole', 'CodeFunction'],
    ]);
    expect(
      seenInPart.flatMap(({ scanner, gaps }) => gaps.map(({ fact }) => `${scanner} ${fact}`)),
    ).toEqual([...Array(4).fill('permissions codeUse'), 'code weaknesses']);
    expect(open).toEqual([]);
  });

  it('is one summary, by mail and in Slack', async () => {
    const [mail, ...others] = await watched.cloud.mailbox.waitFor(1);

    expect(others).toEqual([]);
    expect(mail?.subject).toMatch(/^\[lambda-vigil\] First night: \d+ critical/);
    expect(mail?.text).toContain('shop-reports');
    expect(mail?.text).not.toContain('more-agreed');
    expect(await watched.cloud.slack.waitFor(1)).toHaveLength(1);
  });

  it('calls nothing that is not granted, and is granted nothing that it does not call', async () => {
    const { scanners, digestFunction } = watched.vigil;
    const functions = [
      ...Object.values(scanners).map(({ functionName }) => functionName),
      digestFunction,
    ];

    for (const name of functions) {
      const calls = called(nightOne, name, watched.cloud);
      const grants = await granted(watched.cloud, name);

      expect({ [name]: beyond(calls, grants) }).toEqual({ [name]: [] });
      expect({ [name]: unused(grants, calls) }).toEqual({ [name]: [] });
    }
  });

  it('downloads of a large archive what it reads of it', () => {
    const parts = nightOne.filter(
      ({ operation, resource }) =>
        operation === 'DownloadCode' && resource?.includes(largeFunction.name),
    );
    const bytes = parts.reduce((sum, part) => sum + (part.bytes ?? 0), 0);

    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ status }) => status)).toEqual(parts.map(() => 206));
    expect(bytes).toBeLessThan(4_000_000);
  });

  it('is refused nothing', () => {
    const refused = nightOne.filter(
      ({ session, action, status, error }) =>
        session?.startsWith('LambdaVigil') &&
        [400, 403].includes(status) &&
        // So EventBridge says that a rule is gone, and DynamoDB that other slots are taken first, or that
        // a message that waits is counted already.
        error !== 'ResourceNotFoundException' &&
        ![
          'dynamodb:UpdateItem ConditionalCheckFailedException',
          'dynamodb:UpdateItem TransactionCanceledException',
        ].includes(`${action} ${error}`),
    );

    expect(refused.map(({ session, action, error }) => `${session} ${action} ${error}`)).toEqual(
      [],
    );
  });
});

describe('the second night, which vigil scan runs', () => {
  it('changes nothing, so it sends nothing, writes no finding and downloads no code', async () => {
    forget();

    // As a person starts it; the schedules wake the others.
    const { code, stdout } = await vigil('scan', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ account: watched.cloud.account });
    // First what says which change it was, where there was one.
    expect(watched.cloud.mailbox.received()).toEqual([]);
    expect(watched.cloud.slack.received()).toEqual([]);
    expect(nightFigures(watched.cloud.calls())).toMatchObject({
      findingsWritten: 0,
      downloads: 0,
      messages: 0,
    });
  });
});

describe('the third night', () => {
  it('reports exactly what was fixed, made worse, made unreadable and deleted', async () => {
    forget();
    for (const { make } of changes) await make(watched.cloud);

    await watched.vigil.night();
    const [first, second] = await watched.cloud.mailbox.waitFor(2);
    const mails = [first, second].sort((a, b) => (a?.text.length ?? 0) - (b?.text.length ?? 0));

    expect(mails[0]?.subject).toBe(
      '[lambda-vigil] 1 critical: Secret in an environment variable (shop-mailer)',
    );
    expect(mails[1]?.subject).toBe('[lambda-vigil] 1 worse, 3 fixed, 1 gone, 1 no longer covered');
    const [, fixed = ''] = mails[1]?.text.split('FIXED\n') ?? [];
    expect(fixed).toMatch(/^ {2}shop-pricing /m);
    expect(fixed).toMatch(/^ {2}shop-legacy-export .*is gone/m);
    // Of the runtime of that one there is no other function.
    expect(fixed).toMatch(/^ {2}account .*: Deprecated runtime: no more security patches/m);
    expect(mails[1]?.text).toMatch(/NO LONGER COVERED\n {2}shop-partner-feed/);
  });

  it('lets what it cannot read stay open', async () => {
    expect(await watched.open()).toContain(
      'shop-partner-feed permissions/foreign-account-access#function/Partner',
    );
    expect(await watched.gaps()).toContain('permissions shop-partner-feed resourcePolicies');
  });

  it('lets notify and deliver-slack call what is granted to them, and nothing else', async () => {
    const all = [...nightOne, ...watched.cloud.calls()];

    for (const part of ['Notify', 'DeliverSlack']) {
      const name = all.find(({ session }) => session?.includes(part))?.session ?? part;
      const grants = await granted(watched.cloud, name);

      expect(beyond(called(all, name, watched.cloud), grants)).toEqual([]);
      expect(unused(grants, called(all, name, watched.cloud))).toEqual([]);
    }
  });
});

describe('the command line, on what three nights have left', () => {
  it('lists what is open, worst first, as a table and as JSON', async () => {
    const table = await vigil('findings', '--function', 'shop-*');
    const json = await vigil('findings', '--json', '--severity', 'critical');

    expect(table.stdout.indexOf('shop-webhook')).toBeLessThan(table.stdout.indexOf('shop-orders'));
    expect(JSON.parse(json.stdout).findings[0]).toMatchObject({
      severity: 'critical',
      status: 'open',
    });
  });

  it('ends with 1 when something is as bad as --fail-on says', async () => {
    expect((await vigil('findings', '--fail-on', 'critical')).code).toBe(1);
    expect((await vigil('coverage', '--strict')).code).toBe(3);
  });

  it('suppresses a finding until a day, and takes that back', async () => {
    const finding = ['shop-yearly-closing', 'usage/idle-function', 'function'];
    const arn = `arn:aws:lambda:us-east-1:${watched.cloud.account}:function:${finding[0]}`;
    const words = [arn, finding[1] ?? '', finding[2] ?? ''];
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);

    const suppressed = await vigil(
      'suppress',
      ...words,
      '--reason',
      'runs once a year',
      '--until',
      until,
    );
    const shown = await vigil('show', ...words);

    expect(suppressed).toMatchObject({ code: 0 });
    expect(shown.stdout).toContain('runs once a year');
    expect(await watched.open()).not.toContain(`${finding[0]} ${finding[1]}#${finding[2]}`);
    expect(await vigil('unsuppress', ...words)).toMatchObject({ code: 0 });
    expect(await watched.open()).toContain(`${finding[0]} ${finding[1]}#${finding[2]}`);
  });

  it('draws them as one page, with every finding on it', async () => {
    const { code, stdout } = await vigil('report', '--out', '-');

    expect(code).toBe(0);
    expect(stdout.match(/<(?:tr|li) id="f-/g)).toHaveLength((await watched.open()).length);
    expect(stdout).toContain('lambda:GetPolicy');
  });

  it.skipIf(!hasChromium() && process.env.CI === undefined)(
    'opens that page in a browser, which shows it and sends no request',
    async () => {
      const { stdout } = await vigil('report', '--out', '-');
      const browser = await startChromium();
      const page = await browser.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      page.on('request', (request) => said.push(request.url()));

      await page.setContent(stdout);
      await page.getByLabel('Function or role').fill('shop-old-import');

      expect(
        await page.getByText('Idle function is still an attack surface').count(),
      ).toBeGreaterThan(0);
      expect(await page.locator('#all tbody tr:visible').count()).toBeGreaterThan(0);
      expect(said).toEqual([]);
      await browser.close();
    },
  );

  it('runs the same night from here, with nothing deployed and nothing stored', async () => {
    const before = await watched.findings();
    const refused = refuseOwnCode(watched, 'scanners');

    const { code, stdout } = await vigil(
      ...['audit', '--json', '--regions', 'us-east-1', '--rate', '500', '--rules', rules],
      ...[
        '--advisories',
        watched.cloud.advisories.osv,
        '--exploited',
        watched.cloud.advisories.kev,
        '--epss',
        watched.cloud.advisories.epss,
        '--nvd',
        watched.cloud.advisories.nvd,
        '--releases',
        watched.cloud.advisories.releases,
        '--retire',
        watched.cloud.advisories.retire,
      ],
    );
    refused.remove();

    const { findings } = JSON.parse(stdout) as {
      findings: { target: { arn: string }; check: string; subject: string }[];
    };
    const audited = findings.map(
      ({ target, check, subject }) => `${nameOf(target.arn)} ${check}#${subject}`,
    );
    const unread = 'shop-partner-feed permissions/foreign-account-access#function/Partner';
    // A role may be that of a function in a region that is left out.
    const open = (await watched.open()).filter((finding) => !finding.includes('orphan-role'));
    expect(code).toBe(0);
    expect(audited.sort()).toEqual(
      open.filter((finding) => finding !== unread || audited.includes(unread)),
    );
    expect(await watched.findings()).toEqual(before);
  });
});

it('leaves no sample secret anywhere', async () => {
  const stored = await everythingStored(watched.cloud);
  const shown = await vigil('findings', '--json');
  const everywhere = { ...stored, shown: shown.stdout };

  for (const [where, text] of Object.entries(everywhere)) {
    expect(text.length, where).toBeGreaterThan(0);
    for (const [name, secret] of Object.entries(sampleSecrets)) {
      // All that is shown of a secret is how it begins, which its kind has in common.
      expect(text.includes(secret.slice(-10)), `${name} in ${where}`).toBe(false);
    }
  }
});

function vigil(...words: readonly string[]) {
  return vigilCommand(words, watched.cloud.environment);
}

function forget(): void {
  watched.cloud.proxy.clear();
  watched.cloud.mailbox.clear();
  watched.cloud.slack.clear();
}

/** Samples name the check that finds a weakness, not the place in the code. */
function withoutPlace(finding: string): string {
  const [id = ''] = finding.slice(finding.indexOf(' ') + 1).split('#', 1);
  const isWeakness = weaknessKinds.some((kind) => id === `code/${kind}`);

  return isWeakness ? finding.slice(0, finding.indexOf('#') + 1) : finding;
}
