import { usageScanner } from '../scanners/usage-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

export const handler = scannerHandler('usage', usageScanner);
