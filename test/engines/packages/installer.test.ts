import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';

const inTree = { 'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' };
const berry = '__metadata:\n  version: 8\n';
const pnpm = "lockfileVersion: '9.0'\npackages: {}\n";

describe('what a project installs its packages with', () => {
  it.each([
    ['nothing shows', inTree, undefined],
    ['package-lock.json', { ...inTree, 'package-lock.json': '{"lockfileVersion":3}' }, 'npm'],
    ['yarn.lock 1', { ...inTree, 'yarn.lock': '# yarn lockfile v1\n' }, 'yarn 1'],
    ['yarn.lock of Berry', { ...inTree, 'yarn.lock': berry }, 'yarn'],
    ['pnpm-lock.yaml', { ...inTree, 'pnpm-lock.yaml': pnpm }, 'pnpm'],
    [
      'the store of pnpm',
      {
        'node_modules/.pnpm/a@1.0.0/node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      },
      'pnpm',
    ],
    ['bun.lockb', { ...inTree, 'bun.lockb': 'binary' }, 'bun'],
    ['bun.lock', { 'bun.lock': '{"packages":{"a":["a@1.0.0"]}}' }, 'bun'],
    ['the first of two locks', { ...inTree, 'yarn.lock': berry, 'package-lock.json': '{}' }, 'npm'],
    [
      'the lock that is nearest above',
      {
        'yarn.lock': berry,
        'w/pnpm-lock.yaml': pnpm,
        'w/node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      },
      'pnpm',
    ],
    [
      'not the lock of another folder, nor of another ecosystem',
      { ...inTree, 'w/yarn.lock': berry, 'poetry.lock': '' },
      undefined,
    ],
    ['poetry.lock', { 'poetry.lock': '[[package]]\nname = "a"\nversion = "1"' }, 'poetry'],
    ['pdm.lock', { 'pdm.lock': '[[package]]\nname = "a"\nversion = "1"' }, 'pdm'],
    ['uv.lock', { 'uv.lock': '[[package]]\nname = "a"\nversion = "1"' }, 'uv'],
    ['Pipfile.lock', { 'Pipfile.lock': '{"default":{"a":{"version":"==1"}}}' }, 'pipenv'],
    ['requirements.txt', { 'requirements.txt': 'a==1' }, undefined],
    ['Gemfile.lock', { 'Gemfile.lock': 'GEM\n  specs:\n    a (1)\n' }, 'bundler'],
    ['deno.lock', { 'deno.lock': '{"version":"5","npm":{"a@1.0.0":{}}}' }, 'deno'],
    ['paket.lock', { 'paket.lock': 'NUGET\n  remote: x\n    A (1.0)\n' }, 'paket'],
    ['Pipfile', { Pipfile: '[packages]\na = "==1.0"\n' }, 'pipenv'],
    ['versions.lock', { 'versions.lock': 'g:a:1 (1 constraints: ab)\n' }, 'gradle'],
    ['gradle.lockfile', { 'gradle.lockfile': 'g:a:1=runtimeClasspath\n' }, 'gradle'],
  ])('%s', (_, files, installer) => {
    const { packages } = installedPackages(
      Object.entries(files).map(([path, text]) =>
        archiveFile(path, new TextEncoder().encode(text)),
      ),
    );

    expect(packages.map((one) => one.installer)).toEqual([installer]);
  });
});
