import { scannerHandler } from './scanner-handler.ts';
import { usageScanner } from './scanners/usage-scanner.ts';

export const handler = scannerHandler(usageScanner);
