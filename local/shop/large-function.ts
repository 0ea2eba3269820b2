import { createHash } from 'node:crypto';
import type { SampleFunction } from './sample-function.ts';
import { answers, npmPackage } from './sources.ts';

/** Bytes of its photos, which do not pack: about those of the archive. */
const PHOTOS = 20_000_000;

/** A function with so much beside its code that a scanner should read only parts of its archive. */
export const largeFunction: SampleFunction = {
  name: 'shop-product-photos',
  runtime: 'nodejs24.x',
  age: 100,
  get files() {
    return {
      'index.js': answers,
      'assets/photos.bin': createHash('shake256', { outputLength: PHOTOS }).digest(),
      ...npmPackage('minimist', '1.2.0'),
    };
  },
  faults: ['dependencies/vulnerable-package#minimist@1.2.0'],
};
