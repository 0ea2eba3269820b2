import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Of one version of the package: what starts its browser. */
export interface UnpackedChromium {
  readonly executablePath: string;
  /** The libraries and fonts that came with it, so that a bare machine needs none of its own. */
  readonly env: Readonly<Record<string, string>>;
}

/** The package has a binary for one kind of machine only. */
export const isNpmChromiumRunnable = process.platform === 'linux' && process.arch === 'x64';

const cache = join(import.meta.dirname, '../node_modules/.cache');

/**
 * The Chromium of @sparticuz/chromium, which is in package-lock.json like any other package. It is unpacked once per
 * version into node_modules, where no other user of the machine can put a program of theirs in its place, as they could
 * in the folder for temporary files that the package itself uses.
 */
export async function npmChromium(): Promise<UnpackedChromium> {
  const folder = join(cache, `chromium-${await version()}`);
  if (!existsSync(folder)) await unpackInto(folder);

  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'vigil-fonts.conf'),
    },
  };
}

async function version(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: { readonly version: string } = JSON.parse(
    await readFile(join(dirname(entry), '../package.json'), 'utf8'),
  );

  return manifest.version;
}

/** Whole or not at all: two test files may ask for it at the same moment. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(join(cache, 'unpacking-chromium-'));

  try {
    await unpackWithLibraries(own);
    await writeFile(join(own, 'vigil-fonts.conf'), fontsConfiguration(folder));
    await rename(own, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The package unpacks to TMPDIR, and its libraries only where it takes the machine for a Lambda function. */
async function unpackWithLibraries(folder: string): Promise<void> {
  const program = join(import.meta.dirname, 'unpack-chromium.ts');
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

  await promisify(execFile)(process.execPath, [program], { env });
}

/** The configuration in the package names folders that only Lambda has. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${inXml(join(folder, 'fonts'))}</dir>
  <cachedir>${inXml(join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`;
}

function inXml(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
