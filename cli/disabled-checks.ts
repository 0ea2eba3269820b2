import { checksByScanner } from '../functions/checks/index.ts';

/** Ids of the checks of dependencies that cannot be asked where these facts are not collected. */
export function dependencyChecksOn(...facts: readonly string[]): readonly string[] {
  return checksByScanner.dependencies
    .filter(({ needs }) => needs.some((need) => facts.includes(need)))
    .map(({ id }) => id);
}
