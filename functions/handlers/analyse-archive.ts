import { parentPort } from 'node:worker_threads';
import type { AnalysisRequest } from '../adapters/archives/archive-analyser.ts';
import { ArchiveError } from '../adapters/archives/archive-bounds.ts';
import { withNestedFiles } from '../adapters/archives/nested-files.ts';
import { plannedAccess } from '../adapters/archives/planned-access.ts';
import { inMemory } from '../adapters/archives/random-access.ts';
import { remoteAccess } from '../adapters/archives/remote-access.ts';
import { readArchive } from '../adapters/archives/zip-archive.ts';
import { npmFingerprints } from '../adapters/feeds/npm-fingerprints.ts';
import { attempt, attemptKnown } from '../app/collectors.ts';
import { joinedReasons } from '../core/joined-reasons.ts';
import { type Known, unknown } from '../core/known.ts';
import {
  type ArchiveContents,
  askingSignsIn,
  type CodeAnalysis,
  type CodeEntry,
  codeRoutesIn,
  decidedChangesIn,
  filesToRead,
  handedOutIn,
  handshakeVariablesIn,
  keptFieldsIn,
  objectsOfOthersIn,
  openDesignIn,
  packagesIn,
  plainCodeIn,
  sdkCallsIn,
  secretsIn,
  shippedFilesIn,
  showsCallsIn,
  signatureCheckIn,
  signingVariablesIn,
  unknownAnalysis,
  weaknessesIn,
} from '../engines/archive/index.ts';
import { withoutSecretsIn } from '../engines/secrets/index.ts';

/** Used for bundles only, and read with the first of them. A deployed worker has `data` beside it as well. */
const fingerprints = npmFingerprints(new URL('../data/npm-fingerprints.json.br', import.meta.url));

// What reads foreign code has no use for the internet. Without it zip.js decodes its WebAssembly itself, which it
// would have `fetch` do: another HTTP implementation to load, for 50 ms of each worker.
if (parentPort) Reflect.deleteProperty(globalThis, 'fetch');

/**
 * Runs in a worker of its own, which hostile code may crash: the crash is a result, too. Of the code
 * and the names in the archive, no text that looks like a secret leaves the worker.
 */
parentPort?.on('message', async (request: AnalysisRequest) => {
  parentPort?.postMessage(withoutSecretsIn(await analyse(request)));
});

/** That an archive cannot be read is a result, too: the same archive gives it again. */
async function analyse({ archive, entry }: AnalysisRequest): Promise<CodeAnalysis> {
  const contents = await contentsOf(archive, entry);
  if (!contents.known) return unknownAnalysis(contents);

  // A failure of the one must not hide the other.
  const packages = await attempt(() => packagesIn(contents.value, fingerprints, entry));
  const weaknesses = await attemptKnown(() => weaknessesIn(contents.value, entry));
  const sdkCalls = await attemptKnown(() => sdkCallsIn(contents.value, entry));
  const objects = await attempt(() => objectsOfOthersIn(contents.value, entry, { sdkCalls }));
  const plainCode = await attempt(() => plainCodeIn(contents.value, entry, sdkCalls));
  const showsCalls = await attempt(() => showsCallsIn(contents.value, entry, sdkCalls));
  const verifiesSignature = await attemptKnown(() => signatureCheckIn(contents.value, entry));
  const signingVariables = await attemptKnown(() => signingVariablesIn(contents.value, entry));
  const handshakes = await attempt(() => handshakeVariablesIn(contents.value, entry));
  const codeRoutes = await attempt(() =>
    codeRoutesIn(contents.value, entry, verifiesSignature, sdkCalls),
  );
  const design = await attempt(() =>
    openDesignIn(contents.value, entry, { sdkCalls, verifiesSignature }),
  );
  const routes = codeRoutes.known ? codeRoutes.value : undefined;
  const openDesign = design.known ? design.value : undefined;
  const signs = await attempt(() =>
    askingSignsIn(contents.value, entry, { verifiesSignature, codeRoutes: routes, openDesign }),
  );
  const handedOut = await attempt(() => handedOutIn(contents.value, entry, { sdkCalls }));
  const kept = await attempt(() => keptFieldsIn(contents.value, entry, { sdkCalls }));
  const decided = await attempt(() => decidedChangesIn(contents.value, entry, { sdkCalls }));
  const secrets = await attemptKnown(() => secretsIn(contents.value, entry));
  const shippedFiles = await attemptKnown(() => shippedFilesIn(contents.value, entry));

  return {
    ...(packages.known ? packages.value : unknownAnalysis(packages)),
    weaknesses: withObjects(weaknesses, objects.known ? objects.value : objects),
    sdkCalls,
    plainCode: plainCode.known ? plainCode.value : undefined,
    showsCalls: showsCalls.known && showsCalls.value,
    verifiesSignature,
    codeRoutes: routes,
    ...(signs.known && signs.value),
    signingVariables,
    ...(handshakes.known &&
      handshakes.value.length > 0 && { handshakeVariables: handshakes.value }),
    openDesign,
    ...(handedOut.known && handedOut.value.length > 0 && { handedOut: handedOut.value }),
    ...(kept.known && kept.value.length > 0 && { keptFields: kept.value }),
    ...(decided.known && decided.value && { decidedChanges: decided.value }),
    secrets,
    shippedFiles,
  };
}

/** What is asked of the same code by itself, as it needs to know what is called of AWS. Where it is not known, a part of them is not. */
function withObjects(
  weaknesses: CodeAnalysis['weaknesses'],
  objects: CodeAnalysis['weaknesses'] | undefined,
): CodeAnalysis['weaknesses'] {
  if (!weaknesses.known || !objects) return weaknesses;
  if (objects.known) {
    return { ...weaknesses, value: [...weaknesses.value, ...objects.value] };
  }

  return {
    ...weaknesses,
    incomplete: joinedReasons([weaknesses.incomplete, `whose items are: ${objects.reason}`]),
  };
}

/** @throws when the archive could not be fetched, which another night may do. */
async function contentsOf(
  archive: AnalysisRequest['archive'],
  entry: CodeEntry,
): Promise<Known<ArchiveContents>> {
  const bytes =
    archive instanceof Uint8Array ? inMemory(archive) : plannedAccess(remoteAccess(archive));

  try {
    const contents = await readArchive(bytes, filesToRead(entry));
    return { known: true, value: await withNestedFiles(contents) };
  } catch (error) {
    if (error instanceof ArchiveError) return unknown(error.message);
    throw error;
  }
}
