import { scannerHandler } from './scanner-handler.ts';
import { dependenciesScanner } from './scanners/dependencies-scanner.ts';

export const handler = scannerHandler(dependenciesScanner);
