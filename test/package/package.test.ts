import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../functions/domain/finding.ts';
import { bundlesOfAll } from '../../lib/bundles/built-bundle.ts';
import { type HandlerName, handlerNames } from '../../lib/bundles/function-sources.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import type { SampleFunction } from '../../local/shop/sample-function.ts';
import { seed } from '../../local/shop/seed.ts';
import checkout from '../../package.json' with { type: 'json' };
import { commandOf, type Outcome } from '../e2e/vigil-command.ts';
import { fewRegions } from '../e2e/watched-shop.ts';
import {
  appOfCdkInit,
  type InstalledPackage,
  installPackage,
  linkPackages,
  nodes,
  project,
} from './installed-package.ts';

/** Bytes: the whole, as npm installs it without the CDK, and as it is downloaded. */
const MOST_INSTALLED = 15_000_000;
const MOST_PACKED = 7_500_000;

const TYPES_IN_FOLDER = expect.stringMatching(/^(?:index\.d\.ts|lib)$/);

let installed: InstalledPackage;
let root: string;

beforeAll(async () => {
  installed = await installPackage();
  root = join(installed.app, 'node_modules/lambda-vigil');
});

afterAll(() => installed?.remove());

describe('what is installed', () => {
  it('is the package alone, and no more than it may be', () => {
    const bytes = filesIn(root).reduce((sum, file) => sum + statSync(join(root, file)).size, 0);

    expect(readdirSync(join(installed.app, 'node_modules')).sort()).toEqual([
      '.bin',
      '.package-lock.json',
      'lambda-vigil',
    ]);
    expect(bytes).toBeLessThan(MOST_INSTALLED);
    expect(statSync(installed.tarball).size).toBeLessThan(MOST_PACKED);
  });

  it('is compiled, with maps of our sources alone, and brings no script, dependency or TypeScript', () => {
    const files = filesIn(root);
    const maps = files.filter((file) => file.endsWith('.map'));
    const sources = maps.flatMap((file) => JSON.parse(textOf(file)).sources as string[]);
    const manifest = JSON.parse(textOf('package.json'));

    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.filter((source) => source.includes('node_modules'))).toEqual([]);
    expect(manifest.version).toBe(checkout.version);
    for (const name of ['scripts', 'dependencies', 'optionalDependencies', 'private']) {
      expect(manifest).not.toHaveProperty(name);
    }
  });

  it('brings functions that ask for no module while they run, which an ES module cannot', () => {
    const code = brotliDecompressSync(readFileSync(join(root, 'data/functions.json.br')));

    expect(code.length).toBeGreaterThan(1_000_000);
    expect(code.includes('Dynamic require of')).toBe(false);
  });

  it('names every package that is in it, with the text of its licence', () => {
    const { components } = JSON.parse(textOf('sbom.cdx.json'));
    const notices = textOf('THIRD-PARTY-NOTICES.txt');

    expect(components.length).toBeGreaterThan(60);
    for (const { name, version } of components) {
      expect(notices).toContain(`\n${name} ${version} (`);
    }
    expect(notices).toContain('Copyright');
  });

  it('is found by compilers that know no exports, as in older apps with ts-node', () => {
    const { main, types } = JSON.parse(textOf('package.json'));
    const named = importedBy(textOf(types)).map((name) => join(project, 'node_modules', name));

    expect(filesIn(root)).toContain(main);
    expect(types).toBe(main.replace(/\.js$/, '.d.ts'));
    // What it names has its types in a folder: none is led to by the exports of the CDK alone.
    for (const folder of named) expect(readdirSync(folder)).toContainEqual(TYPES_IN_FOLDER);
  });

  it('has the types that users see, and none that they are made of', () => {
    const types = textOf('construct/index.d.ts');

    expect(importedBy(types)).toEqual([
      'aws-cdk-lib/aws-dynamodb',
      'aws-cdk-lib/aws-sns',
      'constructs',
    ]);
    expect(types).toMatch(/Who gets mail\.[\s\S]*readonly email\?: string \| readonly string\[\]/);
    expect(types).not.toMatch(/private|zod/);
  });

  // What is loaded is what a start costs, however busy a machine is.
  it.each([
    ['vigil.mjs', 200_000],
    [/^findings-\w+\.mjs$/, 3_000_000],
    // Not what its worker analyses code by.
    [/^audit-\w+\.mjs$/, 4_000_000],
  ])('loads no more than it has to: %s', (entry, most) => {
    const files = readdirSync(join(root, 'command'));
    const [first = ''] = files.filter((file) => file.match(entry));

    const loaded = loadedWith(join(root, 'command'), first);

    expect(loaded.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(most);
  });
});

describe.each([22, 24] as const)('on Node %i', (node) => {
  it('says its version, and what it can do', async () => {
    const version = await installed.vigil(node, ['--version']);
    const help = await installed.vigil(node, ['--help']);

    expect(version).toEqual({ code: 0, stdout: `${checkout.version}\n`, stderr: '' });
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('vigil is npx --no-install lambda-vigil');
  });

  it('inspects a folder, in a worker of its own, and writes a bill of materials', async () => {
    const folder = join(installed.folder, `weak-${node}`);
    await mkdir(folder);
    await writeFile(join(folder, 'index.js'), 'exports.handler = async (e) => eval(e.code);\n');
    const words = ['--runtime', 'nodejs22.x', '--handler', 'index.handler', '--advisories', 'off'];

    const inspected = await installed.vigil(node, ['inspect', 'package', folder, ...words]);
    const bill = await installed.vigil(node, ['sbom', folder]);

    expect(inspected).toMatchObject({ code: 0, stderr: '' });
    expect(inspected.stdout).toContain('code/event-code-execution');
    expect(bill).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(bill.stdout)).toMatchObject({ bomFormat: 'CycloneDX' });
  });
});

it('refuses an older Node in one sentence', async () => {
  const older =
    "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";

  const { code, stdout, stderr } = await commandOf(
    process.execPath,
    ['--import', `data:text/javascript,${older}`, join(root, 'bin/lambda-vigil.mjs'), '--help'],
    {},
  );

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    'vigil: it takes Node 22 or later, and this is 20.20.2: install a newer one\n',
  );
});

let cloud: LocalCloud;

/** One cloud for all of it, and in this order: a cloud and a deployment are most of the time that a test takes. */
describe('against a local cloud', () => {
  const weak: SampleFunction = {
    name: 'package-open',
    runtime: 'nodejs24.x',
    permissions: ['First', 'Second'].map((sid) => ({
      sid,
      action: 'lambda:InvokeFunction',
      principal: '*',
    })),
  };
  const feeds = ['advisories', 'exploited', 'epss', 'nvd', 'releases', 'retire'];
  let taken: Server;

  beforeAll(async () => {
    taken = createServer().listen(4566, '127.0.0.1');
    cloud = await startLocalCloud({ regions: fewRegions });
    await seed(cloud, [weak], []);
  });

  afterAll(async () => {
    await cloud?.stop();
    taken?.close();
  });

  it('takes free ports where the one that clouds have by custom is taken', () => {
    expect(new URL(cloud.endpoint).port).not.toBe('4566');
    expect(new URL(cloud.direct).port).not.toBe('4566');
  });

  it.each([
    ['where nothing is deployed', [], {}, /no stack LambdaVigil.*lambda-vigil deploy/],
    ['in the wrong region', [], { AWS_REGION: 'eu-west-3' }, /no stack LambdaVigil in eu-west-3/],
    ['with a wrong severity', ['--severity', 'awful'], {}, /awful/],
  ])('says in one clear sentence what is wrong, %s', async (_, words, environment, sentence) => {
    const { code, stderr } = await installed.vigil(24, ['findings', ...words], {
      ...ofCloud(),
      ...environment,
    });

    expect(code).toBe(2);
    expect(stderr.replaceAll('\n', ' ')).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('audits from a folder where nothing else is', async () => {
    const off = feeds.flatMap((feed) => [`--${feed}`, 'off']);

    const { code, stdout, stderr } = await installed.vigil(
      22,
      ['audit', '--regions', cloud.region, '--fail-on', 'high', '--allow-gaps', ...off],
      ofCloud(),
    );

    expect(stderr).not.toContain('vigil:');
    expect(code).toBe(1);
    expect(stdout).toContain('permissions/public-resource-policy');
  });

  it('has npm fetch the CDK where it is not installed, by names of AWS alone, and runs that one', async () => {
    const fake = await fakeNpm(join(installed.folder, 'fake'));

    const { code } = await installed.vigil(24, ['deploy', '--yes'], {
      ...ofCloud(),
      npm_execpath: fake.npm,
    });

    const [asked, ...ran] = fake.recorded();
    expect(code).toBe(0);
    expect(asked?.words.filter((word) => word.startsWith('--package='))).toEqual([
      expect.stringMatching(/^--package=aws-cdk@\d+\.\d+\.\d+$/),
      expect.stringMatching(/^--package=aws-cdk-lib@\d+\.\d+\.\d+$/),
      expect.stringMatching(/^--package=constructs@\d+\.\d+\.\d+$/),
    ]);
    expect(ran.map(({ words: [first] }) => first)).toEqual([
      'synth',
      'diff',
      'bootstrap',
      'deploy',
    ]);
    expect(new Set(ran.map(({ packages }) => packages))).toEqual(new Set([fake.packages]));
  });

  it('deploys with the CDK beside it, and asks what it has deployed', async () => {
    await linkPackages(installed.app, ['aws-cdk', ...library]);

    const deployed = await installed.vigil(
      22,
      ['deploy', '--yes', '-c', 'email=you@example.com'],
      ofCloud(),
    );
    const findings = await installed.vigil(22, ['findings'], ofCloud());

    expect(deployed).toMatchObject({ code: 0, stderr: expect.not.stringContaining('vigil:') });
    expect(deployed.stdout).toContain('To start it at once:  npx --no-install lambda-vigil scan');
    expect(findings).toMatchObject({ code: 0 });
  });

  it('goes on with the findings, their first dates and suppressions, when it is deployed again after a removal', async () => {
    const { streamArn, name } = await findingsTable();
    const scanned = await installed.vigil(24, ['scan', '--only', 'permissions'], ofCloud());
    expect(scanned).toMatchObject({ code: 0, stderr: expect.not.stringContaining('vigil:') });
    const [first] = await decided();
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const why = ['--reason', 'a demo', '--until', until];
    const suppressed = await installed.vigil(24, ['suppress', first?.id ?? '', ...why], ofCloud());
    const before = await decided();

    await cloud.cdk('destroy', '--all', '--force', '--no-notices', '--app', ofSameName);
    const context = ['email=you@example.com', `findingsTable=${streamArn}`];
    const again = await installed.vigil(
      22,
      ['deploy', '--yes', ...context.flatMap((one) => ['-c', one])],
      // The rules of the CDK were asked by the deployment before.
      { ...ofCloud(), CDK_VALIDATION: 'false' },
    );
    const scannedAgain = await installed.vigil(24, ['scan', '--only', 'permissions'], ofCloud());

    for (const outcome of [scanned, suppressed, again, scannedAgain]) {
      expect(outcome).toMatchObject({ code: 0, stderr: expect.not.stringContaining('vigil:') });
    }
    expect((await findingsTable()).name).toBe(name);
    expect(before.map(({ status }) => status).sort()).toEqual(['open', 'suppressed']);
    expect(await decided()).toEqual(before);
  });

  /** What says when it was found, and what was decided of it. */
  async function decided() {
    const check = ['--check', 'permissions/public-resource-policy'];
    const { code, stdout, stderr } = await installed.vigil(
      24,
      ['findings', 'package-open', ...check, '--status', 'all', '--json'],
      ofCloud(),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    return (JSON.parse(stdout) as { findings: readonly (Finding & { id: string })[] }).findings
      .map(({ id, subject, status, firstSeenAt, suppression }) => ({
        id,
        subject,
        status,
        firstSeenAt,
        suppression,
      }))
      .toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
  }

  async function findingsTable() {
    const tables = new DynamoDBClient(cloud.client);
    const { TableNames = [] } = await tables.send(new ListTablesCommand({}));
    const name = TableNames.find((each) => each.includes('Findings'));
    const { Table } = await tables.send(new DescribeTableCommand({ TableName: name }));

    return { name, streamArn: Table?.LatestStreamArn ?? '' };
  }

  /** The account, and neither programs nor the home of the checkout. */
  function ofCloud(): Readonly<Record<string, string>> {
    const { PATH: _, HOME: __, ...environment } = cloud.environment;

    return { ...environment, ...compiled() };
  }
});

/** To remove a stack, the CDK asks an app for its name alone. */
const ofSameName = `node --eval "const { App, Stack } = require('aws-cdk-lib'); new Stack(new App(), 'LambdaVigil')"`;

/** The CDK is started often, and a third of its start is to compile it. */
function compiled(): Readonly<Record<string, string>> {
  return { NODE_COMPILE_CACHE: join(installed.folder, 'compiled') };
}

/** What an app of the CDK has beside the package. */
const library = ['aws-cdk-lib', 'constructs', '@types/node'];

describe('in an app of the CDK', () => {
  beforeAll(() => linkPackages(installed.app, library));

  it('that cdk init made in JavaScript, plain Node synthesises it, with the code that a checkout builds', async () => {
    const app = await appOfCdkInit(installed, 'javascript');

    const code = await synthesise(nodes[22], ['bin/javascript-app.js'], app);

    expect(code).toEqual(digestsOfCheckout());
  });

  it('that cdk init made in TypeScript, it is checked with all libraries, and tsx synthesises it', async () => {
    const app = await appOfCdkInit(installed, 'typescript');
    const tsx = join(project, 'node_modules/tsx/dist/cli.mjs');

    const checked = await typecheck(app, ['--skipLibCheck', 'false', '--types', 'node']);
    const code = await synthesise(nodes[24], [tsx, 'bin/typescript-app.ts'], app);

    expect(checked).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(code).toHaveLength(handlerNames.length - notDeployed.length);
  });

  it('of ES modules, plain Node synthesises it', async () => {
    const app = await bareApp('of-modules', 'module', 'app.mjs');

    expect(await synthesise(nodes[24], ['app.mjs'], app)).toHaveLength(
      handlerNames.length - notDeployed.length,
    );
  });

  it.each([
    ['ES modules', 'module', ['--module', 'node16']],
    ['CommonJS', 'commonjs', ['--module', 'node16']],
    ['a bundler', 'module', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('it has types, and holds props to them: %s', async (name, type, options) => {
    const app = await bareApp(`types-of-${name.replace(' ', '-')}`, type, 'app.ts');

    await writeFile(join(app, 'app.ts'), `${appSource}${wrongSource}`);
    // As a file of the app it is checked, and the libraries of others are not: the app above checks them all.
    await writeFile(join(app, 'types.ts'), textOf('construct/index.d.ts'));

    const checked = await typecheck(app, ['--skipLibCheck', ...options]);

    expect(checked).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

/** An npm that says that it has put a CDK in a folder, and a CDK that does nothing: both record what they are given. */
async function fakeNpm(folder: string) {
  const [npm, packages] = [join(folder, 'npm-cli.js'), join(folder, 'node_modules')];
  const record = join(folder, 'record');
  const recording = `require('node:fs').appendFileSync(${JSON.stringify(record)}, JSON.stringify({ words: process.argv.slice(2), packages: process.env.NODE_PATH }) + '\\n');`;
  await mkdir(join(packages, 'aws-cdk/bin'), { recursive: true });
  await writeFile(npm, `${recording}\nconsole.log(${JSON.stringify(join(packages, '.bin'))});\n`);
  await writeFile(join(packages, 'aws-cdk/bin/cdk'), recording);

  return {
    npm,
    packages,
    recorded: (): readonly { words: readonly string[]; packages?: string }[] =>
      readFileSync(record, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

const appSource = `import { App, Stack } from 'aws-cdk-lib';
import { Vigil } from 'lambda-vigil';

new Vigil(new Stack(new App(), 'Own'), 'Vigil', { email: 'you@example.com', regions: ['eu-west-1'] });
`;

/** It compiles only if the construct holds its props to their types. */
const wrongSource = `
// @ts-expect-error a date is no region
new Vigil(new Stack(new App(), 'Wrong'), 'Vigil', { regions: new Date() });
`;

async function bareApp(name: string, type: string, file: string): Promise<string> {
  const app = join(installed.app, name);
  await mkdir(app);
  await writeFile(join(app, 'package.json'), JSON.stringify({ name, version: '1.0.0', type }));
  await writeFile(join(app, file), appSource);
  const compilerOptions = { target: 'es2022', strict: true, noEmit: true, types: ['node'] };
  await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions }));

  return app;
}

function typecheck(app: string, options: readonly string[]): Promise<Outcome> {
  const tsc = join(project, 'node_modules/typescript/bin/tsc');

  return commandOf(process.execPath, [tsc, '--checkers', '1', ...options], {}, app);
}

/** The digests of the code of its functions, sorted. */
async function synthesise(
  node: string,
  words: readonly string[],
  app: string,
): Promise<readonly string[]> {
  const out = join(app, 'cdk.out');
  // The rules of the CDK for templates are asked of the stack elsewhere.
  const environment = { CDK_OUTDIR: out, CDK_VALIDATION: 'false', ...compiled() };

  const outcome = await commandOf(node, words, environment, app);
  expect(outcome).toMatchObject({ code: 0, stdout: '' });

  const [assets = ''] = readdirSync(out).filter((name) => name.endsWith('.assets.json'));
  const { files } = JSON.parse(readFileSync(join(out, assets), 'utf8'));
  return Object.values<{ source: { path: string; packaging: string } }>(files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => digestOf(readFileSync(join(out, source.path, 'index.mjs'))))
    .toSorted();
}

/** What the settings above do without. */
const notDeployed: readonly HandlerName[] = ['deliver-slack', 'import-findings', 'publish-events'];

/** Of all functions that are deployed. */
function digestsOfCheckout(): readonly string[] {
  return [...bundlesOfAll(['packaged'])]
    .filter(([handler]) => !notDeployed.includes(handler))
    .map(([, files]) => files.get('index.mjs'))
    .map((code = new Uint8Array()) => digestOf(code))
    .toSorted();
}

function digestOf(content: Uint8Array): string {
  return hash('sha256', content);
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function importedBy(text: string): readonly string[] {
  return [...text.matchAll(/^import .* from '(.*)';$/gm)].map(([, name = '']) => name);
}

/** A module and all that it imports before it runs. */
function loadedWith(folder: string, first: string): readonly string[] {
  const loaded = new Set<string>();
  const waiting = [join(folder, first)];

  for (const file of waiting) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    const text = readFileSync(file, 'utf8');
    const imported = [...text.matchAll(/(?:from|import)"(\.\/[^"]+)"/g)].map(
      ([, name = '']) => name,
    );
    waiting.push(...imported.map((name) => join(folder, name)));
  }
  return [...loaded];
}
