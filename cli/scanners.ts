import type { ScannerParts } from '../functions/scanners/assembled-scanner.ts';
import { codeScanner } from '../functions/scanners/code-scanner.ts';
import { dependenciesScanner } from '../functions/scanners/dependencies-scanner.ts';
import { permissionsScanner } from '../functions/scanners/permissions-scanner.ts';
import { usageScanner } from '../functions/scanners/usage-scanner.ts';
import { analyserUrl } from './analyser-url.ts';

/** All, for a night in this process. */
export const scanners = {
  code: (parts: ScannerParts) => codeScanner({ ...parts, analyserUrl }),
  dependencies: dependenciesScanner,
  permissions: permissionsScanner,
  usage: usageScanner,
};
