import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { recordedWorld } from './world.ts';

let app = '';

beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'vigil-init-'));
  writeFileSync(join(app, 'cdk.json'), '{}');
});
afterEach(() => rmSync(app, { recursive: true }));

describe('vigil init', () => {
  it('writes a stack in TypeScript, with the settings, where the others lie', async () => {
    writeFileSync(join(app, 'tsconfig.json'), '{}');
    writeFileSync(join(app, 'cdk.json'), '{"app":"npx ts-node --prefer-ts-exts bin/shop.ts"}');
    for (const folder of ['lib', 'bin']) mkdirSync(join(app, folder));
    writeFileSync(join(app, 'bin/shop.ts'), '');
    const world = recordedWorld();

    expect(
      await vigil(
        init(
          '-c',
          'email=ada@example.com',
          '-c',
          'idleDays=60',
          '-c',
          'slackWebhookSecret=a/b',
          '-c',
          'regions=eu-west-1,us-east-1',
        ),
        world,
      ),
    ).toBe(0);

    const source = readFileSync(join(app, 'lib/vigil-stack.ts'), 'utf8');
    expect(source).toContain("import { Vigil } from 'lambda-vigil';");
    expect(source).toContain('export class VigilStack extends Stack {');
    expect(source).toContain('constructor(scope: App, id: string, props?: StackProps)');
    expect(source).toContain(
      "      email: ['ada@example.com'],\n      idleDays: 60,\n      slackWebhookSecret: 'a/b',\n      regions: ['eu-west-1', 'us-east-1'],\n",
    );
    expect(world.stdout()).toContain('Add it to bin/shop.ts,');
    expect(world.stdout()).toContain(
      "import { VigilStack } from '../lib/vigil-stack';\n  new VigilStack(app, 'LambdaVigil');",
    );
    expect(world.stdout()).not.toContain('Change the address');
  });

  it.each([
    {
      manifest: '{}',
      line: "const { Vigil } = require('lambda-vigil');",
      end: 'module.exports',
      added: "const { VigilStack } = require('./vigil-stack');",
    },
    {
      manifest: '{"type":"module"}',
      line: "import { Vigil } from 'lambda-vigil';",
      end: 'export',
      added: "import { VigilStack } from './vigil-stack.js';",
    },
  ])('writes it in the JavaScript of an app with $manifest', async (row) => {
    const { manifest, line, end, added } = row;
    writeFileSync(join(app, 'package.json'), manifest);
    const world = recordedWorld();

    expect(await vigil(init(), world)).toBe(0);

    expect(world.stdout()).toContain(added);
    expect(world.stdout()).toContain('Change the address in it');

    const source = readFileSync(join(app, 'vigil-stack.js'), 'utf8');
    expect(source).toContain(line);
    expect(source).toContain(end);
    expect(source).not.toContain('StackProps');
  });

  it.each([
    {
      that: 'a setting that there is not',
      args: ['-c', 'emial=a@example.com'],
      says: 'Did you mean',
    },
    { that: 'a value that a setting does not take', args: ['-c', 'idleDays=0'], says: 'idleDays' },
    { that: 'half a setting', args: ['-c', 'idleDays'], says: 'setting=value' },
  ])('refuses $that, and writes nothing', async ({ args, says }) => {
    const world = recordedWorld();

    expect(await vigil(init(...args), world)).toBe(2);
    expect(world.stderr()).toContain(says);
    expect(() => readFileSync(join(app, 'vigil-stack.js'))).toThrow();
  });

  it('overwrites nothing', async () => {
    writeFileSync(join(app, 'vigil-stack.js'), 'mine');
    const world = recordedWorld();

    expect(await vigil(init(), world)).toBe(2);
    expect(world.stderr()).toContain('is there already');
    expect(readFileSync(join(app, 'vigil-stack.js'), 'utf8')).toBe('mine');
  });

  it('says how to deploy without an app where there is none', async () => {
    rmSync(join(app, 'cdk.json'));
    const world = recordedWorld();

    expect(await vigil(init(), world)).toBe(2);
    expect(world.stderr()).toContain('-c email=you@example.com');
  });
});

function init(...args: readonly string[]): readonly string[] {
  return ['init', '--app', app, ...args];
}
