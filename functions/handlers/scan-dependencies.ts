import { dependenciesScanner } from '../scanners/dependencies-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

export const handler = scannerHandler(dependenciesScanner);
