import type { ScannerParts } from '../functions/scanners/assembled-scanner.ts';
import { codeScanner } from '../functions/scanners/code-scanner.ts';
import { dependenciesScanner } from '../functions/scanners/dependencies-scanner.ts';
import { permissionsScanner } from '../functions/scanners/permissions-scanner.ts';
import { usageScanner } from '../functions/scanners/usage-scanner.ts';

/** Node takes it as it is; deployed, it is bundled: see functions/handlers/scan-code.ts. */
const analyserUrl = new URL('../functions/handlers/analyse-archive.ts', import.meta.url);

/** All, for a night in this process. */
export const scanners = {
  code: (parts: ScannerParts) => codeScanner({ ...parts, analyserUrl }),
  dependencies: dependenciesScanner,
  permissions: permissionsScanner,
  usage: usageScanner,
};
