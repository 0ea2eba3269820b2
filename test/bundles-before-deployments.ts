import { bundlesOfAll } from '../lib/bundles/built-bundle.ts';

/**
 * Before the first test of those that deploy: in a fresh clone no bundle is kept, and what starts side by side would each
 * build all of them.
 */
export function setup(): void {
  bundlesOfAll();
}
