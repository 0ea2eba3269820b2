import { codeScanner } from '../scanners/code-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

const analyser = {
  /** Its place in the deployed bundle: see lib/scanner.ts. */
  workerUrl: new URL('./workers/analyse-archive.mjs', import.meta.url),
  /**
   * An archive may wait seconds for its turn among all requests, and the first of a new analyser takes half a second more.
   * No other scanner follows in this process, for which there should be room.
   */
  idleMs: 10_000,
};

export const handler = scannerHandler('code', (parts) => codeScanner({ ...parts, analyser }));
