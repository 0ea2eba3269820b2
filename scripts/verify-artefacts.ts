import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import pMap from 'p-map';
import { withNestedFiles } from '../functions/adapters/archives/nested-files.ts';
import { inMemory } from '../functions/adapters/archives/random-access.ts';
import { readArchive } from '../functions/adapters/archives/zip-archive.ts';
import { npmFingerprints } from '../functions/adapters/feeds/npm-fingerprints.ts';
import { filesToRead, packagesIn } from '../functions/engines/archive/index.ts';
import { type GoFunction, hasAnyOf, type Package } from '../functions/engines/packages/index.ts';
import { archiveOf } from '../local/archive.ts';
import { type Artefact, NotHad, type Toolchain } from './artefacts/artefact.ts';
import { cargo } from './artefacts/cargo.ts';
import { go } from './artefacts/go.ts';
import { maven } from './artefacts/maven.ts';
import { npm } from './artefacts/npm.ts';
import { pip } from './artefacts/pip.ts';

/**
 * `npm run verify:artefacts`: builds small real artefacts with what toolchains the machine has, and
 * holds the packages that we find against what the tools themselves say. A tool that is absent or
 * gets no answer from its registry is said to be; a difference fails.
 */
const toolchains: readonly Toolchain[] = [npm, pip, maven, go, cargo];

const scratch = await mkdtemp(join(tmpdir(), 'vigil-artefacts-'));
try {
  const outcomes = await pMap(toolchains, verified, { concurrency: 2 });
  const had = outcomes.filter((outcome) => outcome !== 'not had');

  console.info(`\n${had.length} of ${toolchains.length} toolchains were had`);
  if (outcomes.includes('different')) process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function verified(toolchain: Toolchain): Promise<'same' | 'different' | 'not had'> {
  const { tool } = toolchain;

  try {
    const artefacts = await toolchain.build(await mkdtemp(join(scratch, `${tool}-`)));
    const differences = await pMap(artefacts, (one) => differencesOf(tool, one), {
      concurrency: 1,
    });

    return differences.some((each) => each > 0) ? 'different' : 'same';
  } catch (error) {
    if (!(error instanceof NotHad)) throw error;
    console.info(`- ${tool}: not had: ${error.message}`);
    return 'not had';
  }
}

async function differencesOf(tool: string, artefact: Artefact): Promise<number> {
  const packages = await packagesOf(artefact);
  const found = new Set(packages.map(({ purl }) => purl));
  const missed = artefact.expected.filter((purl) => !found.has(purl));
  const invented = [...found].filter((purl) => !artefact.expected.includes(purl));
  const isEmpty = artefact.expected.length === 0;

  console.info(`- ${tool}: ${artefact.what}: ${artefact.expected.length} packages`);
  if (isEmpty) console.error('    the tool itself names none, so that nothing was compared');
  for (const purl of missed) console.error(`    missed ${purl}`);
  for (const purl of invented) console.error(`    invented ${purl}`);
  return missed.length + invented.length + Number(isEmpty) + wrongFunctions(packages, artefact);
}

function wrongFunctions(packages: readonly Package[], { functions }: Artefact): number {
  if (!functions) return 0;
  const { present, absent } = functions;
  const has = ({ path, symbol }: GoFunction) =>
    packages.some(({ functionMarks = [] }) =>
      hasAnyOf(functionMarks, [{ path, symbols: [symbol] }]),
    );
  const missed = present.filter((one) => !has(one));
  const invented = absent.filter(has);

  console.info(`    ${present.length} functions by name, and ${absent.length} that are not in it`);
  for (const { path, symbol } of missed) console.error(`    missed ${path}.${symbol}`);
  for (const { path, symbol } of invented) console.error(`    invented ${path}.${symbol}`);
  return missed.length + invented.length + Number(present.length === 0);
}

/** As the code scanner finds them: in a zip, through its reader. */
async function packagesOf({ folder, only }: Artefact): Promise<readonly Package[]> {
  const files = await filesIn(folder, (path) => only?.includes(path) ?? true);
  const archive = inMemory(new Uint8Array(await archiveOf(files)));
  const contents = await withNestedFiles(await readArchive(archive, filesToRead({})));
  const { packages } = packagesIn(
    contents,
    npmFingerprints(new URL('../functions/data/npm-fingerprints.json.br', import.meta.url)),
  );

  if (!packages.known) throw new Error(packages.reason);
  if (packages.incomplete !== undefined) console.info(`    (${packages.incomplete})`);
  return packages.value;
}

async function filesIn(
  folder: string,
  isWanted: (path: string) => boolean,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter(isWanted);

  return Object.fromEntries(
    await pMap(paths, async (path) => [path, await readFile(join(folder, path))] as const, {
      concurrency: 8,
    }),
  );
}
