import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { archiveOf } from '../../local/archive.ts';
import { hostileArchives } from '../../test/adapters/archives/hostile-archives.ts';
import { hostileReading } from '../../test/adapters/archives/hostile-reading.ts';

/** Bytes, packed, and what is in them. */
const archives = [
  { bytes: 1e6, packages: 20, files: 140 },
  { bytes: 5.9e6, packages: 80, files: 800 },
  { bytes: 58.8e6, packages: 300, files: 6_000 },
  { bytes: 156e6, packages: 420, files: 16_600 },
];

/** What S3 takes to begin its answer, in the same region. */
const LATENCY_MS = 15;

/** What reading an archive costs, by its size: time, memory, and how much of it is downloaded. */
export async function benchArchives(): Promise<void> {
  for (const size of archives) {
    const archive = await archiveOf(functionOf(size));
    const served = await serve(archive);
    const { seconds, cpuSeconds, peakMegabytes, found } = await analyse(served.url, archive);
    await served.stop();

    const { requests, bytes } = served.figures();
    console.info(
      `${(archive.length / 1e6).toFixed(1)} MB, ${size.packages + size.files} entries: ` +
        `${seconds.toFixed(1)} s, of which the processor ${cpuSeconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB of memory; ` +
        `${(bytes / 1e6).toFixed(1)} MB downloaded in ${requests} requests; ${found} packages`,
    );
  }
}

/** One file, as large as is read: as bundlers write them, and as a person should not. */
const largeCode: Readonly<Record<string, () => string>> = {
  'a million functions': () =>
    Array.from({ length: 1_000_000 }, (_, at) => `f${at}=a=>a;`).join(''),
  'ten megabytes in one list': () =>
    `a=[${Array.from({ length: 3_600_000 }, (_, at) => Math.imul(at, 0x9e3779b1) >>> 25).join()}]`,
  'half a million lists in each other': () => '['.repeat(500_000) + ']'.repeat(500_000),
  '100,000 templates': () =>
    Array.from({ length: 100_000 }, (_, at) => `t${at}=\`a\${b${at}}c\${d}\`;`).join(''),
};

/** What analysing that costs: 512 MB are aimed at. */
export async function benchLargeCode(): Promise<void> {
  for (const [name, code] of Object.entries(largeCode)) {
    const archive = await archiveOf({ 'index.js': `exports.handler=async(e)=>e;${code()}` });
    const served = await serve(archive);
    const { seconds, cpuSeconds, peakMegabytes } = await analyse(served.url, archive);
    await served.stop();

    console.info(
      `${name}: ${seconds.toFixed(1)} s, of which the processor ${cpuSeconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB of memory`,
    );
  }
}

/**
 * Of its packages the first has twice the files of the second and so on, as in node_modules, where a
 * few are as large as all others. Incompressible, for a packed byte is what is downloaded.
 */
function functionOf({ bytes, packages, files }: (typeof archives)[number]) {
  const contents: Record<string, string | Uint8Array> = {
    'index.js': 'exports.handler = async () => require("package-1");',
  };
  const shares = Array.from({ length: packages }, (_, index) => 1 / (index + 1));
  const perShare = files / shares.reduce((sum, share) => sum + share);

  // In the order of their names, which is not that of their sizes.
  for (const number of shares.keys().toArray().sort()) {
    const folder = `node_modules/package-${number}`;
    contents[`${folder}/package.json`] = `{"name":"package-${number}","version":"1.0.${number}"}`;
    for (let file = 0; file < perShare * (shares[number] ?? 0); file += 1) {
      contents[`${folder}/lib/internal/module-${file}.js`] = noise(
        `${number}/${file}`,
        bytes / files,
      );
    }
  }

  return contents;
}

function noise(seed: string, bytes: number): Uint8Array {
  return createHash('shake256', { outputLength: Math.round(bytes) })
    .update(seed)
    .digest();
}

async function serve(archive: Uint8Array) {
  let requests = 0;
  let bytes = 0;
  const server = createServer(async ({ headers }, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const part = from ? archive.subarray(Number(from), Number(to) + 1) : archive;
    requests += 1;
    bytes += part.length;
    await sleep(LATENCY_MS);

    const range = `bytes ${from}-${Number(from) + part.length - 1}/${archive.length}`;
    response.writeHead(from ? 206 : 200, {
      'content-length': part.length,
      ...(from && { 'content-range': range }),
    });
    response.end(part);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    figures: () => ({ requests, bytes }),
    stop: () => new Promise((done) => server.close(done)),
  };
}

/** In a process of its own, whose memory is that of nothing else; its start counts. */
async function analyse(url: string, archive: Uint8Array): Promise<Analysed> {
  const started = performance.now();
  const sha256 = createHash('sha256').update(archive).digest('base64');
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'analyse-one.ts'),
    url,
    sha256,
    String(archive.length),
  ]);

  const seconds = (performance.now() - started) / 1_000;
  return { seconds, ...(JSON.parse(stdout) as Omit<Analysed, 'seconds'>) };
}

interface Analysed {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** Packages. */
  readonly found: number;
}

/** What the archives cost that want to cost as much as they can: 512 MB and 60 s are allowed. */
export async function benchHostileArchives(): Promise<void> {
  for (const name of Object.keys(hostileArchives)) {
    const { seconds, peakMegabytes, outcome } = await hostileReading(name);
    console.info(`${name}: ${seconds.toFixed(1)} s, ${peakMegabytes} MB of memory; ${outcome}`);
  }
}
