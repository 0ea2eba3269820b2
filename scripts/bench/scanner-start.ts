import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundle } from '../../lib/bundles/build-bundle.ts';

export interface ScannerStart {
  /** Of the bundle. */
  readonly bytes: number;
  readonly packed: number;
  /** From a started Node until the bundle is read and has run, at best. */
  readonly milliseconds: number;
}

/**
 * A scanner bundled as it is deployed, and started a few times.
 *
 * @param entry relative to the project.
 */
export function scannerStart(entry: string): ScannerStart {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const bundle = join(folder, 'index.mjs');

  try {
    const { files } = buildBundle({ entry, workers: [], data: [] }, project);
    const code = files.get('index.mjs') ?? new Uint8Array();
    writeFileSync(bundle, code);

    const starts = Array.from({ length: 7 }, () => started(folder, bundle));
    return { bytes: code.length, packed: gzipSync(code).length, milliseconds: Math.min(...starts) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const project = join(import.meta.dirname, '../..');

/** A handler may refuse to start without its environment; by then it has been read all the same. */
function started(folder: string, bundle: string): number {
  const script = join(folder, 'start.mjs');
  writeFileSync(
    script,
    `const before = performance.now();
await import(${JSON.stringify(bundle)}).catch(() => undefined);
console.log(performance.now() - before);`,
  );

  return Number(execFileSync(process.execPath, [script]).toString());
}
