import { permissionsScanner } from '../scanners/permissions-scanner.ts';
import { scannerHandler } from './scanner-handler.ts';

export const handler = scannerHandler('permissions', permissionsScanner);
