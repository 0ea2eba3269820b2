import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile as write,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Failure } from '../../cli/failure.ts';
import { writeFile } from '../../cli/write-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-write-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('writes for its owner alone, over an older one, and leaves nothing else behind', async () => {
  const path = join(folder, 'night.html');
  await write(path, 'older and longer');
  await chmod(path, 0o644);

  expect(writeFile(path, 'newer')).toBe(path);

  expect(await readFile(path, 'utf8')).toBe('newer');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['night.html']);
});

it('writes over nothing but a file', async () => {
  const [other, link, inner] = ['other', 'link', 'inner'].map((name) => join(folder, name));
  await write(other ?? '', 'precious');
  await symlink(other ?? '', link ?? '');
  await mkdir(inner ?? '');

  for (const path of [link, inner, '/dev/null']) {
    expect(() => writeFile(path ?? '', 'x')).toThrow(Failure);
  }
  expect(await readFile(other ?? '', 'utf8')).toBe('precious');
});

it('says in one sentence why it cannot', () => {
  const path = join(folder, 'none', 'night.html');

  expect(() => writeFile(path, 'x')).toThrow(
    new Failure(`${path} cannot be written: there is no such folder`),
  );
});
