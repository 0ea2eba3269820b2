import { createRequire } from 'node:module';

/** Of this product. */
export const { version } = createRequire(import.meta.url)('../package.json') as {
  readonly version: string;
};
