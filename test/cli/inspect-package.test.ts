import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { archiveOf } from '../../local/archive.ts';
import { osvFacts } from '../engines/packages/osv-facts.ts';
import { recordedWorld } from './world.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigil-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const lodash = { 'node_modules/lodash/package.json': '{"name":"lodash","version":"4.17.15"}' };
const yaml = {
  'python/PyYAML-5.3.dist-info/METADATA': 'Metadata-Version: 2.1\nName: PyYAML\nVersion: 5.3\n',
};
const evaluates = { 'index.js': 'exports.handler = async (event) => eval(event.formula);' };

const osv = folderOf('osv', {
  'npm/lodash.json': JSON.stringify(osvFacts.get('GHSA-35jh-r3h4-6jhm')),
  'many.json': JSON.stringify([osvFacts.get('PYSEC-2020-96'), osvFacts.get('MAL-2026-2307')]),
});

const zips = {
  cut: (await archiveOf(evaluates)).subarray(0, -40),
  empty: await archiveOf({}),
  text: await archiveOf({ 'a.txt': '' }),
  leaving: await archiveOf({ '../a.js': '' }),
};

describe('vigil inspect package', () => {
  it('says of a folder what is inside, what is wrong with it, and what is not known', async () => {
    const folder = folderOf('all', { ...evaluates, ...lodash });

    const report = await inspected(folder);

    expect(report).toMatchObject({
      package: { path: folder, runtime: 'nodejs24.x', handler: 'index.handler' },
      packages: [
        {
          purl: 'pkg:npm/lodash@4.17.15',
          ecosystem: 'npm',
          name: 'lodash',
          version: '4.17.15',
          certainty: 'exact',
          evidence: [{ channel: 'installed', path: 'node_modules/lodash/package.json' }],
        },
      ],
      unknown: [],
    });
    expect(checksIn(report)).toEqual([
      'code/event-code-execution',
      'dependencies/vulnerable-package',
    ]);
  });

  it('says what the code calls of AWS, and where it may call more', async () => {
    const files = {
      'index.js': `const { S3 } = require('@aws-sdk/client-s3');
const { STS } = require('@aws-sdk/client-sts');
exports.handler = async () => {
  await new S3().copyObject({ Bucket: process.env.TARGET, CopySource: 'in/x', Key: 'x' });
  await new STS().assumeRole({ RoleArn: process.env.ROLE ?? 'arn:aws:iam::1:role/x' });
};`,
    };
    const folder = folderOf('calling', files);
    const { calls, unresolvedCalls, unknown } = await inspected(folder);

    const copy = { service: 's3', operation: 'CopyObject', path: 'index.js', line: 4 };
    expect(calls).toEqual([
      { ...copy, action: 's3:GetObject', resource: 'in' },
      { ...copy, action: 's3:PutObject', resource: `\${TARGET}` },
      {
        service: 'sts',
        operation: 'AssumeRole',
        action: 'sts:AssumeRole',
        path: 'index.js',
        line: 5,
        resource: `\${ROLE:-arn:aws:iam::1:role/x}`,
      },
    ]);
    expect(unresolvedCalls).toMatchObject([{ path: 'index.js', line: 5 }]);
    expect(unknown).toEqual([]);

    const world = recordedWorld();
    await vigil(['inspect', 'package', folder, '--advisories', 'off'], world);
    expect(world.stdout()).toMatch(/AWS calls\n {2}s3:GetObject in {2}index\.js:4\n/);
    expect(world.stdout()).toMatch(/ {2}may call anything: sts:AssumeRole.* {2}index\.js:5\n/);
  });

  it('says the same of the zip of it', async () => {
    const zip = join(scratch, 'all.zip');
    writeFileSync(zip, await archiveOf({ ...evaluates, ...lodash }));

    expect(checksIn(await inspected(zip))).toEqual([
      'code/event-code-execution',
      'dependencies/vulnerable-package',
    ]);
  });

  it('looks into layers, and says which of them has what', async () => {
    const folder = folderOf('layered', { 'index.js': 'exports.handler = () => 1' });
    const layers = [folderOf('libs', yaml), folderOf('empty', { 'bin/a.txt': '' })];

    const report = await inspected(folder, ...layers.flatMap((layer) => ['--layer', layer]));

    expect(report.packages).toMatchObject([
      {
        purl: 'pkg:pypi/pyyaml@5.3',
        evidence: [{ path: `${layers[0]}!/python/PyYAML-5.3.dist-info/METADATA` }],
      },
    ]);
    expect(report.findings).toMatchObject([
      { check: 'dependencies/vulnerable-package', target: { kind: 'layer', name: 'libs:1' } },
    ]);
  });

  it('reports a malicious package', async () => {
    const axios = { 'node_modules/axios/package.json': '{"name":"axios","version":"1.14.1"}' };

    const report = await inspected(folderOf('malicious', { 'index.js': '', ...axios }));

    expect(checksIn(report)).toEqual(['dependencies/malicious-package']);
  });

  it.each([
    ['nodejs16.x', ['dependencies/runtime-end-of-life']],
    ['nodejs24.x', []],
  ])('judges the runtime %s', async (runtime, checks) => {
    const folder = folderOf(runtime, { 'index.js': 'exports.handler = () => 1' });

    expect(checksIn(await inspected(folder, '--runtime', runtime))).toEqual(checks);
  });

  it('asks no feed for advisories when they are off', async () => {
    const folder = folderOf('off', { ...evaluates, ...lodash });

    const report = await inspected(folder, '--advisories', 'off');

    expect(checksIn(report)).toEqual(['code/event-code-execution']);
    expect(report).toMatchObject({ unknown: [], leftOut: [expect.stringContaining('off')] });
  });

  it.each([
    ['says so', lodash, /^\S+: vulnerable packages were not looked for \(--advisories off\)$/m],
    ['has nothing to say of no package', {}, /^(?!.*vulnerable packages)/s],
  ])('asks none when they are off, and %s', async (_, packages, said) => {
    const world = recordedWorld();
    const folder = folderOf(`off-${Object.keys(packages).length}`, {
      'index.js': 'exports.handler = () => 1',
      ...packages,
    });

    expect(
      await vigil(['inspect', 'package', folder, '--advisories', 'off', '--strict'], world),
    ).toBe(0);
    expect(world.stderr()).toMatch(said);

    const sarif = recordedWorld();
    await vigil(['inspect', 'package', folder, '--advisories', 'off', '--sarif'], sarif);
    const [run] = JSON.parse(sarif.stdout()).runs;
    expect(run.invocations[0].executionSuccessful).toBe(true);
    expect(JSON.stringify(run.invocations).includes('vulnerable packages were not')).toBe(
      packages === lodash,
    );
  });

  it('asks what is off by default when it is named', async () => {
    const logs = 'exports.handler = async (event) => console.log("for " + event.name);';
    const folder = folderOf('logs', { 'index.js': logs });
    const enabled = ['--enabled-checks', 'code/log-injection'];

    expect(checksIn(await inspected(folder, '--advisories', 'off'))).toEqual([]);
    expect(checksIn(await inspected(folder, '--advisories', 'off', ...enabled))).toEqual([
      'code/log-injection',
    ]);
  });

  it('knows the checks that there are', async () => {
    const world = recordedWorld();
    const enabled = ['--enabled-checks', 'code/log-injektion'];

    expect(await vigil(['inspect', 'package', scratch, ...enabled], world)).toBe(2);
    expect(world.stderr()).toContain('code/log-injection');
  });

  it('has nothing against links within the folder, nor those that lead nowhere', async () => {
    const folder = folderOf('linked-within', {
      'index.js': 'exports.handler = () => 1',
      ...lodash,
    });
    symlinkSync(join(folder, 'node_modules'), join(folder, 'modules'));
    symlinkSync('nowhere', join(folder, 'dead'));

    expect((await inspected(folder)).unknown).toEqual([]);
  });

  it('says which packages it has not seen when advisories are off', async () => {
    const folder = folderOf('unpinned', {
      'index.js': 'exports.handler = () => 1',
      'requirements.txt': 'flask\n',
    });
    const layer = folderOf('unpinned-layer', { 'python/requirements.txt': 'flask\n' });
    const reason = expect.stringMatching(
      /^not read: .*requirements\.txt \(1 of its 1 requirements/,
    );

    const report = await inspected(folder, '--advisories', 'off', '--layer', layer);

    expect(report.unknown).toMatchObject([
      { fact: 'packages', reason },
      { fact: 'packages', path: layer, reason },
    ]);
  });

  it.each([
    [
      'a text',
      'x.zip',
      'hi',
      /x\.zip cannot be read \(the archive is not a readable zip: .*\): build/,
    ],
    ['a zip cut short', 'cut.zip', zips.cut, /cut\.zip cannot be/],
    [
      'a tar.gz',
      'a.tgz',
      Uint8Array.of(0x1f, 0x8b, 8, 0),
      /a\.tgz is a gzip archive .*: unpack it/,
    ],
    [
      'a tar',
      'a.tar',
      Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')]),
      /is a tar archive/,
    ],
    [
      'a bare script',
      'bare.js',
      'exports.handler = () => 1',
      /bare\.js cannot be read .* or name the fo/,
    ],
    ['an empty file', 'none.zip', '', /none\.zip cannot be read/],
    ['a zip of nothing', 'nil.zip', zips.empty, /nil\.zip holds no files/],
    ['a zip of no code', 'txt.zip', zips.text, /holds no code that Lambda runs/],
    ['a zip of paths that leave it', 'out.zip', zips.leaving, /leaves the archive/],
  ])('refuses %s, as a package and as a layer', async (_, name, bytes, message) => {
    const path = join(scratch, name);
    writeFileSync(path, bytes);
    const sound = folderOf('sound', { 'index.js': 'exports.handler = () => 1' });

    for (const args of [[path], [sound, '--layer', path]]) {
      const world = recordedWorld();

      expect(await vigil(['inspect', 'package', ...args, '--advisories', 'off'], world)).toBe(2);
      expect(world.stderr()).toMatch(
        args.length === 1 ? message : /^vigil: .*(?:cannot|is a|holds)/m,
      );
      expect(world.stdout()).toBe('');
    }
  });

  it.each([
    ['an empty folder', {}, [], /holds no files/],
    ['a folder of other things', { 'notes.md': '' }, [], /holds no code that Lambda runs/],
    [
      'code of another language',
      { 'app.py': '' },
      ['--runtime', 'nodejs24.x'],
      /that nodejs24\.x runs/,
    ],
  ])('refuses %s', async (name, files, args, message) => {
    const world = recordedWorld();
    const folder = folderOf(name, files);

    expect(await vigil(['inspect', 'package', folder, ...args], world)).toBe(2);
    expect(world.stderr()).toMatch(message);
  });

  it('guesses the runtime from the files, and says what it guessed', async () => {
    const world = recordedWorld();
    const folder = folderOf('guessed', { 'lambda_function.py': 'def lambda_handler(a, b): pass' });

    await vigil(['inspect', 'package', folder, '--advisories', 'off', '--json'], world);

    expect(JSON.parse(world.stdout()).package).toEqual({
      path: folder,
      runtime: 'python3.14',
      handler: 'lambda_function.lambda_handler',
    });
    expect(world.stderr()).toBe(
      `${folder}: --runtime is guessed as python3.14, --handler is guessed as lambda_function.lambda_handler (there is lambda_function.py)`,
    );
  });

  it.each([
    {
      that: 'a handler that is no JavaScript',
      files: { 'index.js': 'exports.handler = () => { retrun 1 +; }' },
      says: 'not read: index.js (not JavaScript at line 1, column',
      calls: 'index.js: not JavaScript at line 1, column',
    },
    {
      that: 'a handler that is no Python',
      files: { 'app.py': 'def lambda_handler(event, context:\n  return 1' },
      says: 'app.py',
      calls: 'app.py',
    },
  ])(
    'passes nothing by $that: 3, unless gaps are allowed',
    async ({ that, files, says, calls }) => {
      const world = recordedWorld();
      const broken = ['inspect', 'package', folderOf(that, files), '--advisories', 'off'];

      expect(await vigil(broken, world)).toBe(3);
      expect(world.stderr()).toContain('nothing of its code could be checked');
      expect(world.stdout()).toContain(`weaknesses in its code: ${says}`);
      expect(world.stdout()).toContain(`what its code calls of AWS: ${calls}`);
      expect(await vigil([...broken, '--fail-on', 'high', '--allow-gaps'], recordedWorld())).toBe(
        0,
      );
    },
  );

  it('waits for no feed where there is nothing to ask about', async () => {
    const asked = vi.fn();
    vi.stubGlobal('fetch', asked);
    const folder = folderOf('bare', { 'index.js': 'exports.handler = () => 1' });

    expect(await vigil(['inspect', 'package', folder, '--strict'], recordedWorld())).toBe(0);
    expect(asked).not.toHaveBeenCalled();
  });

  it('breaks lines of prose where the terminal ends, and no code', async () => {
    const world = recordedWorld(60);
    const code = `const { exec } = require('node:child_process');
exports.handler = (event) => exec('tar --create --file /tmp/all.tar ' + event.folder);`;

    await vigil(
      ['inspect', 'package', folderOf('narrow', { 'index.js': code }), '--advisories', 'off'],
      world,
    );

    const lines = world.stdout().split('\n');
    expect(lines).toContain(
      "      | exports.handler = (event) => exec('tar --create --file /tmp/all.tar ' + event.folder);",
    );
    expect(lines).toContain('    child_process.exec runs a command that holds event data,');
    expect(lines).toContain('    in index.js at line 2');
  });

  it('shows where the code verifies who sent a request', async () => {
    const folder = folderOf('hook', {
      'index.js': `const crypto = require('node:crypto');
exports.handler = async (event) => {
  const mac = crypto.createHmac('sha256', process.env.SECRET).update(event.body).digest('hex');
  const given = event.headers['x-hub-signature-256'].slice(7);
  if (!crypto.timingSafeEqual(Buffer.from(mac), Buffer.from(given))) return { statusCode: 401 };
  return { statusCode: 200 };
};`,
    });
    const [shown, read] = [recordedWorld(), recordedWorld()];

    await vigil(['inspect', 'package', folder, '--advisories', 'off'], shown);
    await vigil(['inspect', 'package', folder, '--advisories', 'off', '--json'], read);

    expect(shown.stdout()).toMatch(/^Senders\n {2}verifies .* before it acts {2}index\.js:5$/m);
    expect(JSON.parse(read.stdout()).verifiesSignature).toMatchObject({
      path: 'index.js',
      line: 5,
    });
  });

  it('lists packages by their names, zipped or not', async () => {
    const world = recordedWorld();
    const files = {
      'index.js': 'exports.handler = () => 1',
      ...packageFiles('zod', '3.0.0'),
      ...packageFiles('acorn', '8.0.0'),
    };

    await vigil(['inspect', 'package', folderOf('several', files), '--advisories', 'off'], world);

    expect(world.stdout()).toMatch(/acorn 8\.0\.0[\s\S]*zod 3\.0\.0/);
  });

  it('guesses nothing that is given', async () => {
    const world = recordedWorld();
    const given = ['--runtime', 'python3.12', '--handler', 'app.main'];

    await vigil(
      [
        'inspect',
        'package',
        folderOf('given', { 'app.py': 'def main(event, context): pass' }),
        ...given,
      ],
      world,
    );

    expect(world.stderr()).toBe('');
  });

  it.each([
    { args: [], code: 0 },
    { args: ['--strict'], code: 3 },
    { args: ['--fail-on', 'critical'], code: 3 },
    { args: ['--fail-on', 'critical', '--allow-gaps'], code: 0 },
  ])('ends with $code for $args when advisories cannot be reached', async ({ args, code }) => {
    const world = recordedWorld();
    const folder = folderOf('unreached', { 'index.js': 'exports.handler = () => 1', ...lodash });
    const unreachable = ['--advisories', 'http://127.0.0.1:9'];

    expect(await vigil(['inspect', 'package', folder, ...unreachable, ...args], world)).toBe(code);
    expect(world.stdout()).toMatch(
      /1 package, no findings; \d things? not checked \(listed above\)$/,
    );
  });

  it('does not follow links out of the folder', async () => {
    const elsewhere = folderOf('elsewhere', lodash);
    const folder = folderOf('linked', { 'index.js': '' });
    symlinkSync(join(elsewhere, 'node_modules'), join(folder, 'node_modules'));

    const { packages, unknown } = await inspected(folder);

    expect(packages).toEqual([]);
    expect(unknown).toContainEqual({
      fact: 'vulnerablePackages',
      reason: 'not followed: the link node_modules leads out of the folder',
    });
  });

  it('ends with 1 for a finding as bad as --fail-on says', async () => {
    const folder = folderOf('failing', evaluates);
    const args = ['inspect', 'package', folder, '--advisories', 'off', '--fail-on', 'high'];

    expect(await vigil(args, recordedWorld())).toBe(1);
  });

  it('is read by people, hostile names and all', async () => {
    const world = recordedWorld();
    const folder = folderOf('readable', {
      ...evaluates,
      'node_modules/\u001b[31mred/package.json': '{"name":"lodash","version":"4.17.15"}',
    });

    await vigil(['inspect', 'package', folder, '--advisories', osv], world);

    expect(world.stdout()).toMatch(/Packages\n {2}lodash 4\.17\.15 {2}npm, exact: installed \(/);
    expect(world.stdout()).toMatch(/1 package, 2 findings: 1 critical, 1 high$/m);
    expect(world.stdout()).not.toContain('\u001b');
  });

  it.each([
    [['nowhere.zip'], /nowhere\.zip cannot be read: there is no such file/],
    [
      [folderOf('x', { 'index.js': '' }), '--advisories', 'nowhere'],
      /nowhere is no folder that can be read/,
    ],
    [
      [folderOf('y', { 'index.js': '' }), '--advisories', folderOf('none', {})],
      /none holds no advisories/,
    ],
    [
      [folderOf('z', { 'index.js': '' }), '--advisories', folderOf('bad', { 'a.json': '[1]' })],
      /a\.json holds no record of OSV/,
    ],
  ])('cannot run with %j', async (args, message) => {
    const world = recordedWorld();

    expect(await vigil(['inspect', 'package', ...args], world)).toBe(2);
    expect(world.stderr()).toMatch(message);
  });
});

describe('vigil inspect package --sarif', () => {
  it('prints what was found, with its place, and what was not checked', async () => {
    const folder = folderOf('sarif', { ...evaluates, 'app.py': '' });
    const world = recordedWorld();

    const code = await vigil(
      ['inspect', 'package', folder, '--advisories', osv, '--sarif', '--fail-on', 'high'],
      world,
    );

    const { runs } = JSON.parse(world.stdout());
    expect(code).toBe(1);
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'code/event-code-execution',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'sarif/index.js' },
              region: { startLine: 1 },
            },
          },
        ],
      },
    ]);
    expect(runs[0].invocations[0].executionSuccessful).toBe(true);
  });

  it('shows no clean result where the code could not be read', async () => {
    const folder = folderOf('unread', { 'index.js': 'exports.handler = (' });
    const world = recordedWorld();

    const code = await vigil(
      ['inspect', 'package', folder, '--advisories', osv, '--sarif', '--strict'],
      world,
    );

    const [{ results, invocations }] = JSON.parse(world.stdout()).runs;
    expect(code).toBe(3);
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'code/does-not-start',
    ]);
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { message: { text: expect.stringMatching(/^not checked: weaknesses in its code/) } },
          { message: { text: expect.stringMatching(/^not checked: what its code calls of AWS/) } },
        ],
      },
    ]);
  });

  it('writes it into a file, and prints the report', async () => {
    const file = join(scratch, 'out.sarif');
    const world = recordedWorld();

    await vigil(
      [
        'inspect',
        'package',
        folderOf('to-file', evaluates),
        '--advisories',
        'off',
        '--sarif',
        file,
      ],
      world,
    );

    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe('2.1.0');
    expect(world.stdout()).toContain('code/event-code-execution');
    expect(world.stdout()).not.toContain('"runs"');
  });

  it('shows no secret, wherever it stands', async () => {
    const token = `ghp_${'aB3xK9mQ7tZ2pL5wR8nY'.repeat(2).slice(0, 36)}`;
    const files = {
      'index.js': `exports.handler = require('./${token}').handler;`,
      [`${token}.js`]: `exports.handler = async (event) => eval('${token}' + event.formula);`,
    };
    const world = recordedWorld();

    await vigil(
      ['inspect', 'package', folderOf('secret', files), '--advisories', 'off', '--sarif'],
      world,
    );

    expect(world.stdout()).toContain('code/event-code-execution');
    expect(world.stdout()).not.toContain(token.slice(0, 12));
  });

  it('is one of two outputs', async () => {
    const world = recordedWorld();

    expect(await vigil(['inspect', 'package', scratch, '--sarif', '--json'], world)).toBe(2);
    expect(world.stderr()).toContain('--sarif does not go with --json');
  });
});

async function inspected(path: string, ...args: readonly string[]) {
  const world = recordedWorld();
  const advisories = args.includes('--advisories') ? [] : ['--advisories', osv];

  await vigil(['inspect', 'package', path, '--json', ...advisories, ...args], world);
  return JSON.parse(world.stdout());
}

function checksIn(report: { readonly findings: readonly { readonly check: string }[] }) {
  return report.findings.map(({ check }) => check).toSorted();
}

/** A package of npm, installed. */
function packageFiles(name: string, version: string): Readonly<Record<string, string>> {
  return { [`node_modules/${name}/package.json`]: JSON.stringify({ name, version }) };
}

function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });

  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
