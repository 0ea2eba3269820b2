import { gunzipSync } from 'node:zlib';
import {
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { analysedArchives } from '../functions/adapters/archives/analysed-archives.ts';
import { archiveAnalyser } from '../functions/adapters/archives/archive-analyser.ts';
import type { CodeSource } from '../functions/adapters/archives/code-server.ts';
import { functionCode } from '../functions/adapters/archives/function-code.ts';
import { layerCode } from '../functions/adapters/archives/layer-code.ts';
import { deployedCode } from '../functions/adapters/tables/deployed-code.ts';
import { dynamoFacts } from '../functions/adapters/tables/dynamo-facts.ts';
import { dynamoFindings } from '../functions/adapters/tables/dynamo-findings.ts';
import { layerPackages } from '../functions/adapters/tables/layer-packages.ts';
import { attempt } from '../functions/app/collectors.ts';
import { work } from '../functions/app/work.ts';
import * as codeChecks from '../functions/checks/code/index.ts';
import { environmentSecrets } from '../functions/facts/function/environment-secrets.ts';
import { weaknesses } from '../functions/facts/function/weaknesses.ts';
import { factWords } from '../functions/facts/index.ts';
import { layerSurvey } from '../functions/facts/layer-survey.ts';
import { configuration } from '../functions/facts/several/configuration.ts';
import { secretsInCode } from '../functions/facts/several/secrets-in-code.ts';
import { layerSharers } from '../functions/facts/several/sharers.ts';
import { shippedFiles } from '../functions/facts/several/shipped-files.ts';
import { type ZipEntry, zipOf } from './adapters/archives/zip-bytes.ts';
import { markedSamples, namedSamples } from './engines/secrets/secret-samples.ts';
import { type FakeDynamo, fakeDynamo } from './fakes/fake-dynamo.ts';
import { mockClient } from './fakes/mock-client.ts';
import { functionNamed, layerNamed } from './fakes/targets.ts';

/** Of the tables: a night of the code scanner over a function and a layer that are full of secrets. */
let stored: string;

/** What was asked of DynamoDB, what was logged, and what others read from the tables. */
let sent: string;

/** Those that are known by their form wherever they stand. */
const marked = markedSamples
  .filter(([kind]) => !/document|header|string/.test(kind))
  .map(([, secret]) => secret);

/** Those of them that a path or the name of a package can hold as they are. */
const named = marked.filter((secret) => /^[^/\s"'\\]{1,120}$/.test(secret));

/** All, of which some are known by the name of what holds them, and some are any word. */
const all = [...marked, ...namedSamples.map(([, , secret]) => secret), 'any-word', 'anyword22'];

/** A word that the product uses itself proves nothing. */
const cores = [...new Set(all.map(coreOf))].filter(
  (core) => !/^(?:password|secret|encryption)$/.test(core),
);

describe('what is planted in code, in the names of an archive and in an environment', () => {
  beforeAll(async () => {
    ({ stored, sent } = await night());
  }, 120_000);

  it('comes to more than a hundred shapes in a dozen places', () => {
    expect(marked.length).toBeGreaterThan(90);
    expect(all.length).toBeGreaterThan(110);
  });

  it('is there to be stored: findings, packages, paths, gaps and the imports that are looked for in layers', () => {
    for (const word of [
      'eval runs',
      'lodash@4.17.15',
      'lib/',
      'not read',
      'index.js: GitHub token',
      'app.py: password',
      'python/settings.py: Stripe key',
      'config.yaml: GitHub token',
      '.env: npm token',
      'bundle.py: Slack token',
      'environment file',
      'fingerprint ',
      '"surely":[["minimist"',
    ]) {
      expect(stored).toContain(word);
    }
  });

  it.each(cores)('is stored nowhere: …%s…', (core) => {
    expect(stored.toLowerCase()).not.toContain(core);
  });

  it.each(cores)('is sent and logged nowhere: …%s…', (core) => {
    expect(sent.toLowerCase()).not.toContain(core);
  });
});

/** The most recognisable part of a secret: any of it that is stored is too much. */
function coreOf(secret: string): string {
  if (secret.includes('hunter22')) return 'hunter22';
  const runs = secret.match(/[A-Za-z0-9]{6,}/g) ?? [secret];
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? secret;

  return (longest.length > 12 ? longest.slice(-12) : longest).toLowerCase();
}

async function night() {
  const dynamo = fakeDynamo();
  const clock = () => new Date('2026-11-27T01:00:00.000Z');
  const facts = dynamoFacts(dynamo.client, 'facts', clock);
  const findings = dynamoFindings(dynamo.client, 'findings');
  const layer = layerNamed('utils:1');
  const target = functionNamed('orders', { layers: [layer.arn] });
  const python = functionNamed('reports', { runtime: 'python3.13', handler: 'app.handler' });
  const logged = ['log', 'info', 'warn', 'error'].map((name) =>
    vi.spyOn(console, name as 'log').mockReturnValue(),
  );
  const lambda = mockClient(LambdaClient);
  lambda.on(GetFunctionCommand).resolves({
    Configuration: { Environment: { Variables: variables() } },
    Code: { Location: 'https://code' },
  });
  lambda.on(GetLayerVersionByArnCommand).resolves({ Content: { Location: 'https://layer' } });
  const archives = new Map([
    [target.codeSha256, zipOf(ofFunction())],
    [python.codeSha256, zipOf(ofPython())],
    [undefined, zipOf(ofLayer())],
  ]);

  await layerSurvey(facts).survey(new Map([[layer.arn, [target.arn]]]), []);
  const parts = {
    lambda: (region: string) => new LambdaClient({ region }),
    facts,
    clock,
    download: async ({ sha256 }: CodeSource) => archives.get(sha256) ?? new Uint8Array(),
    analyse: archiveAnalyser({
      workerUrl: new URL('../functions/handlers/analyse-archive.ts', import.meta.url),
      timeoutMs: 60_000,
      maxOldGenerationSizeMb: 512,
    }),
  };
  const analysed = analysedArchives(parts);
  const code = functionCode(parts, analysed);
  const layers = layerCode(parts, analysed);
  const summary = await work(
    {
      name: 'code',
      words: factWords,
      checks: Object.values(codeChecks),
      collectors: {
        function: {
          environmentSecrets: environmentSecrets(code),
          weaknesses: weaknesses(code),
          secretsInCode: secretsInCode(code),
          shippedFiles: shippedFiles(code),
        },
        layer: {
          configuration: configuration(),
          sharers: layerSharers(facts),
          secretsInCode: secretsInCode(layers),
          shippedFiles: shippedFiles(layers),
        },
      },
      clock,
      together: 1,
    },
    {
      targets: [target, python, layer],
      gone: [],
      listedAt: clock().toISOString(),
      sweep: clock().toISOString(),
    },
    findings,
  );
  const read = [
    await deployedCode(facts).packages([target, python]),
    await layerPackages(facts)([layer]),
    await attempt(() => {
      throw new Error(`no answer for ${marked.join(' or ')}`);
    }),
  ];

  return {
    stored: ['facts', 'findings'].flatMap((table) => textsIn(dynamo, table)).join('\n'),
    sent: JSON.stringify([
      dynamo.requests.map(({ input }) => input),
      logged.map(({ mock }) => mock.calls),
      summary,
      read.map((each) => (each instanceof Map ? [...each] : each)),
    ]),
  };
}

/** Facts are packed. */
function textsIn(dynamo: FakeDynamo, table: string): readonly string[] {
  return dynamo
    .items(table)
    .map((item) =>
      item.bytes instanceof Uint8Array
        ? JSON.stringify({ ...item, bytes: JSON.parse(gunzipSync(item.bytes).toString()) })
        : JSON.stringify(item),
    );
}

function variables(): Readonly<Record<string, string>> {
  const values = all.map((secret, index) => [`SECRET_${index}`, secret]);
  const names = marked.filter((secret) => /^\w+$/.test(secret)).map((secret) => [secret, secret]);

  return Object.fromEntries([...values, ...names]);
}

function ofFunction(): readonly ZipEntry[] {
  const code = all.map((secret, index) => {
    const text = JSON.stringify(secret);
    const comment = secret.replaceAll(/\*\/|\s/g, ' ');
    const template = secret.replaceAll(/[`$\\]/g, '\\$&');
    return `/* ${comment} */ const a${index} = { ${text}: ${text}, b: \`${template}\` };
      // ${comment}
      exports[${text}] = ${text};`;
  });
  const imports = all
    .filter((secret) => /^[\w.-]+$/.test(secret))
    .map((secret) => `try { require('${secret}'); } catch {}`);
  const index = `
    require('./lib/broken.js');
    ${code.join('\n')}
    ${imports.join('\n')}
    require('minimist');
    const driver = 'minimist';
    exports.handler = async (event) => {
      eval(event[${JSON.stringify(marked[0])}]);
      ${shownLines().join('\n')}
    };`;

  return [
    { path: '.npmrc', content: npmrc() },
    { path: '.env', content: all.map((secret, at) => `KEY_${at}=${secret}`).join('\n') },
    { path: 'config.yaml', content: all.map((secret, at) => `key${at}: ${secret}`).join('\n') },
    { path: 'index.js', content: index },
    { path: 'dist/bundle.js', content: minified() },
    { path: 'lib/broken.js', content: `var a = /(${all.map(asPattern).join('|')}/;` },
    ...named.flatMap((secret, at) => [
      { path: `lib/${secret}/index.js`, content: `exports.a = ${JSON.stringify(secret)};` },
      {
        path: `lib/bundle-${at}.js`,
        content: `/*! ${secret} v1.2.3 */\n//# sourceMappingURL=${secret}\n`,
      },
      {
        path: `lib/bundle-${at}.js.map`,
        content: JSON.stringify({ version: 3, sources: [secret], sourcesContent: [secret] }),
      },
      ...ofPackage(`node_modules/p${at}`, { name: secret, version: '1.0.0' }),
      ...ofPackage(`node_modules/v${at}`, { name: `v${at}`, version: `1.0.0-${secret}` }),
      ...ofPackage(`node_modules/${secret}`, { name: 'x' }),
    ]),
    ...ofPackage('node_modules/lodash', { name: 'lodash', version: '4.17.15' }),
    {
      path: 'package.json',
      content: JSON.stringify({
        name: 'own',
        description: all.join(' '),
        dependencies: Object.fromEntries(named.map((secret) => [secret, secret])),
      }),
    },
    { path: 'package-lock.json', content: lockfile() },
    { path: 'bom.json', content: billOfMaterials() },
    { path: 'config/settings.json', content: JSON.stringify(all) },
  ];
}

/** Lines that are shown, for each is a weakness: with secrets that have a form or a name of their own. */
function shownLines(): readonly string[] {
  const byName = namedSamples.map(([, name, secret]) => `${name}: ${JSON.stringify(secret)}`);
  const byForm = marked.map((secret) => `a: ${JSON.stringify(secret)}`);
  const fields = [...byName, ...byForm];

  return Array.from(
    { length: Math.ceil(fields.length / 2) },
    (_, index) => `eval(event.a, { ${fields.slice(2 * index, 2 * index + 2).join(', ')} });`,
  );
}

function ofLayer(): readonly ZipEntry[] {
  return [
    ...ofPackage('nodejs/node_modules/minimist', { name: 'minimist', version: '1.2.0' }),
    { path: 'python/settings.py', content: ofSource() },
    { path: 'nodejs/config.json', content: JSON.stringify(all) },
    ...named.flatMap((secret, at) => [
      ...ofPackage(`nodejs/node_modules/${secret}`, { name: `p${at}`, version: '1.0.0' }),
      ...ofPackage(`nodejs/node_modules/q${at}`, {
        name: `q${at}`,
        version: '1.0.0',
        dependencies: { [secret]: secret },
      }),
    ]),
  ];
}

/** Of a bundler, on one line. */
function minified(): string {
  return all.map((secret, at) => `var a${at}=f({password:${JSON.stringify(secret)}})`).join(';');
}

function npmrc(): string {
  return all.map((secret) => `//registry.example.com/:_authToken=${secret}`).join('\n');
}

/** As code of Python gives values to names, and calls by them. */
function ofSource(): string {
  const values = all.map((secret) => JSON.stringify(secret));

  return [
    "ADMIN_PASSWORD = 'hunter22'",
    ...values.map((value, at) => `DB${at}_PASSWORD = ${value}`),
    ...values.map((value, at) => `connect(user="app", password=${value}, token=${value})  # ${at}`),
    ...values.map((value) => `os.environ.get("API_TOKEN", ${value})`),
  ].join('\n');
}

function ofPython(): readonly ZipEntry[] {
  return [
    { path: 'app.py', content: ofSource() },
    {
      path: 'bundle.py',
      content: all.map((secret) => `call(${JSON.stringify(secret)})`).join(';'),
    },
    {
      path: 'settings.json',
      content: JSON.stringify(
        Object.fromEntries(all.map((secret, at) => [`db${at}_password`, secret])),
      ),
    },
    {
      path: 'web.config',
      content: all.map((secret) => `<add key="password" value="${secret}" />`).join(''),
    },
    {
      path: 'requirements.txt',
      content: named
        .flatMap((secret) => [
          `--extra-index-url https://user:${secret}@example.com/simple`,
          `requests @ https://user:${secret}@example.com/requests.zip`,
          `${secret}==1.0.0`,
          `flask==1.0.0+${secret}`,
          `-r ${secret}.txt`,
        ])
        .join('\n'),
    },
    ...named.flatMap((secret, at) => [
      {
        path: `p${at}-1.0.dist-info/METADATA`,
        content: `Name: ${secret}\nVersion: 1.0\nRequires-Dist: ${secret}\n`,
      },
      {
        path: `lib/${secret}-1.0.jar`,
        content: zipOf([
          {
            path: 'META-INF/MANIFEST.MF',
            content: `Implementation-Vendor-Id: a.${secret}`,
          },
        ]),
      },
    ]),
  ];
}

function ofPackage(folder: string, manifest: object): readonly ZipEntry[] {
  return [
    { path: `${folder}/package.json`, content: JSON.stringify(manifest) },
    { path: `${folder}/index.js`, content: '' },
  ];
}

function lockfile(): string {
  const packages = named.map((secret, at) => [
    `node_modules/l${at}`,
    {
      version: `1.0.0-${secret}`,
      resolved: `https://user:${secret}@example.com/l${at}.tgz`,
      dependencies: { [secret]: secret },
    },
  ]);

  return JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(packages) });
}

function billOfMaterials(): string {
  const components = named.map((secret) => ({ purl: `pkg:npm/${secret}@1.0.0` }));

  return JSON.stringify({ bomFormat: 'CycloneDX', components });
}

function asPattern(secret: string): string {
  return secret.replaceAll(/[^\w-]/g, '');
}
