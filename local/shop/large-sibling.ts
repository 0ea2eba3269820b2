import { createHash } from 'node:crypto';
import type { Sibling } from './sibling.ts';
import { answers, npmPackage } from './sources.ts';

/** Bytes of its photos, which do not pack: about those of the archive. */
const PHOTOS = 20_000_000;

/** A function with so much beside its code that nobody downloads all of it to know its packages. */
export const largeSibling: Sibling = {
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
