// Builds the bundles of all functions that are not kept yet, for those who deploy next to find.
// Usage: node scripts/build-bundles.ts
import { bundlesOfAll } from '../lib/bundles/built-bundle.ts';

bundlesOfAll();
