import { parentPort } from 'node:worker_threads';
import type { AnalysisRequest } from './adapters/archive-analyser.ts';
import { readArchive } from './adapters/zip-archive.ts';
import { settle } from './app/collectors.ts';
import { isTelling, packagesIn, weaknessesIn } from './domain/code/archive-contents.ts';
import { type CodeAnalysis, unknownAnalysis } from './domain/code/code-analysis.ts';

/** Runs in a worker of its own, which hostile code may kill. Its crash is its answer. */
parentPort?.on('message', async (request: AnalysisRequest) => {
  parentPort?.postMessage(await analyse(request));
});

/** What cannot be read is as much of an answer as what can: the same archive gives it again. */
async function analyse({ archive, entry }: AnalysisRequest): Promise<CodeAnalysis> {
  const contents = await settle(() => readArchive(archive, (path) => isTelling(path, entry)));
  if (!contents.known) return unknownAnalysis(contents);

  // A fault in the one must not hide the other.
  const packages = await settle(() => packagesIn(contents.value));
  const weaknesses = await settle(() => weaknessesIn(contents.value, entry));

  return {
    ...(packages.known ? packages.value : unknownAnalysis(packages)),
    weaknesses: weaknesses.known ? weaknesses.value : weaknesses,
  };
}
