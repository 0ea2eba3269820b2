// Builds by the options of esbuild that it is sent, in a thread of its own: see leanly-built.ts.
import { parentPort } from 'node:worker_threads';
import type { Asked } from './leanly-built.ts';

parentPort?.on('message', async ({ options, answers, isAnswered }: Asked) => {
  answers.postMessage(await answerTo(options));
  Atomics.store(isAnswered, 0, 1);
  Atomics.notify(isAnswered, 0);
});

async function answerTo(options: Asked['options']) {
  try {
    // Loaded here, so that what cannot be is an answer: who waits hears of no other failure.
    const [{ build }, { leanSchemas }] = await Promise.all([
      import('esbuild'),
      import('./lean-schemas.ts'),
    ]);
    const { outputFiles, metafile } = await build({ ...options, plugins: [leanSchemas] });

    return {
      outputFiles: outputFiles.map(({ path, contents }) => ({ path, contents })),
      metafile,
    };
  } catch (error) {
    // esbuild has said on the standard error what is wrong with the code.
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
