import { codeScanner } from '../scanners/code-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

/** Bundled beside this file: see lib/scanner.ts. */
const analyserUrl = new URL('./analyse-archive.mjs', import.meta.url);

export const handler = scannerHandler((parts) => codeScanner({ ...parts, analyserUrl }));
