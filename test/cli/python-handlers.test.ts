import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageArchive } from '../../cli/package-archive.ts';
import { pythonHandlers } from '../../cli/python-handlers.ts';

describe('handlers in a package', () => {
  it('are those that its own files of Python define', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
    mkdirSync(join(folder, 'src'));
    mkdirSync(join(folder, 'tests'));
    const code = 'def handler(event, context):\n    return 1\n';
    writeFileSync(join(folder, 'tool.py'), 'def add(a, b):\n    return a\n');
    writeFileSync(join(folder, 'src', 'app.py'), code);
    writeFileSync(join(folder, 'tests', 'app.py'), code);
    writeFileSync(join(folder, 'app.js'), 'exports.handler = 1');

    const handlers = await pythonHandlers(await packageArchive(folder));

    expect([...handlers]).toEqual([['src/app.py', 'handler']]);
  });

  it('are none where there is no archive that can be read', async () => {
    expect([...(await pythonHandlers({ bytes: new Uint8Array([1, 2, 3]) }))]).toEqual([]);
  });
});
