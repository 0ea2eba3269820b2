import { codeScanner } from '../scanners/code-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

/** Its place in the deployed bundle: see lib/scanner.ts. */
const analyserUrl = new URL('./workers/analyse-archive.mjs', import.meta.url);

export const handler = scannerHandler('code', (parts) => codeScanner({ ...parts, analyserUrl }));
