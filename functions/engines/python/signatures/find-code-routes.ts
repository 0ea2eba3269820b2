import type { CodeRoute } from '../../../core/code-route.ts';
import type { PythonSource } from '../find-weaknesses.ts';

/**
 * The routes of an application, and which of them verify who sent a request. Undefined where not all of them are
 * seen, and where none verifies.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findCodeRoutes(_source: PythonSource): readonly CodeRoute[] | undefined {
  return undefined;
}
