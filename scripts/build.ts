import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCommand } from './package/command.ts';
import { buildConstruct } from './package/construct.ts';
import { builtFunctions } from './package/functions.ts';
import { manifestFrom } from './package/manifest.ts';
import { billOfPackage, includedPackages, noticesOf } from './package/notices.ts';

/**
 * Builds the package as it is published, in `dist` or the folder that `--out` names: docs/adr/0051-one-package.md.
 * `npm pack` calls it.
 */
const project = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { out: { type: 'string', default: join(project, 'dist') } },
});
const { out } = values;

await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'data'), { recursive: true });

const [command, construct] = await Promise.all([
  buildCommand(project, out),
  buildConstruct(project, out),
]);
const functions = builtFunctions();
const included = includedPackages([command, construct], functions.components, project);
const manifest = await manifestFrom(await json('package.json'), async (name) => {
  return (await json(`node_modules/${name}/package.json`)).version;
});
const { app: _, ...cdk } = await json('cdk.json');

await Promise.all([
  write('package.json', manifest),
  write('deploy/cdk.json', { app: 'node app.js', ...cdk }),
  write('sbom.cdx.json', billOfPackage(manifest, included)),
  writeFile(join(out, 'THIRD-PARTY-NOTICES.txt'), noticesOf(included)),
  writeFile(join(out, 'data/functions.json.br'), functions.bytes),
  ...['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md'].map((name) => copy(name, name)),
  // What texts and the README name.
  copyDocs(),
  copy('functions/data/npm-fingerprints.json.br', 'data/npm-fingerprints.json.br'),
  copy('cli/report/templates', 'command/templates'),
  copy('bin/packaged.mjs', 'bin/lambda-vigil.mjs'),
]);

async function json(path: string) {
  return JSON.parse(await readFile(join(project, path), 'utf8'));
}

/** Pages for who uses it; decisions are for who changes it, and there are many: those that the pages name. */
async function copyDocs(): Promise<void> {
  const pages = (await readdir(join(project, 'docs'))).filter((name) => name.endsWith('.md'));
  const texts = ['README.md', 'CHANGELOG.md', ...pages.map((name) => `docs/${name}`)].map((name) =>
    readFile(join(project, name), 'utf8'),
  );
  const all = (await Promise.all(texts)).join('\n');

  await cp(join(project, 'docs'), join(out, 'docs'), {
    recursive: true,
    filter: (path) => basename(dirname(path)) !== 'adr' || all.includes(basename(path)),
  });
}

function write(name: string, value: unknown): Promise<void> {
  return writeFile(join(out, name), `${JSON.stringify(value, undefined, 2)}\n`);
}

function copy(from: string, to: string): Promise<void> {
  return cp(join(project, from), join(out, to), { recursive: true });
}
