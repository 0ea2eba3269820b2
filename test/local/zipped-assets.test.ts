import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepZipped } from '../../local/zipped-assets.ts';

let root: string;
let kept: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vigil-zipped-'));
  kept = join(root, 'kept/zipped');
});

afterEach(() => rmSync(root, { recursive: true }));

function assembly(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });

  return folder;
}

it('shows each assembly what another has left, however often it is deployed', async () => {
  const [one, other] = [assembly('one'), assembly('other')];
  await keepZipped(one, kept);
  writeFileSync(join(one, '.cache/4f.zip'), 'zipped');

  await keepZipped(other, kept);
  await keepZipped(other, kept);

  expect(readdirSync(join(other, '.cache'))).toEqual(['4f.zip']);
});

it('leaves a folder of the CDK as it is', async () => {
  const one = assembly('one');
  mkdirSync(join(one, '.cache'));

  await keepZipped(one, kept);
  writeFileSync(join(one, '.cache/4f.zip'), 'zipped');

  expect(readdirSync(kept)).toEqual([]);
});

it('keeps the newest forty', async () => {
  mkdirSync(kept, { recursive: true });
  for (let at = 0; at < 43; at += 1) {
    const path = join(kept, `${at}.zip`);
    writeFileSync(path, '');
    utimesSync(path, 1_000 + at, 1_000 + at);
  }

  await keepZipped(assembly('one'), kept);

  expect(readdirSync(kept)).toHaveLength(40);
  expect(readdirSync(kept)).not.toEqual(expect.arrayContaining(['2.zip']));
  expect(readdirSync(kept)).toEqual(expect.arrayContaining(['3.zip', '42.zip']));
});
