import { describe, expect, it } from 'vitest';
import { bundledPackages } from '../../../functions/engines/bundles/bundled-packages.ts';
import { billOfMaterials } from '../../../lib/bundles/bill-of-materials.ts';

const manifests = new Map([
  ['../node_modules/zod', { name: 'zod', version: '4.0.0' }],
  ['../node_modules/@a/b', { name: '@a/b', version: '1.0.0' }],
  ['../node_modules/@a/b/node_modules/zod', { name: 'zod', version: '3.0.0' }],
]);

describe('the bill of materials of a bundle', () => {
  const bill = billOf({
    'functions/handlers/scan-code.ts': 9,
    '../node_modules/zod/index.js': 9,
    '../node_modules/zod/v4/core.js': 9,
    '../node_modules/@a/b/lib/index.js': 9,
    '../node_modules/@a/b/node_modules/zod/index.js': 9,
    '../node_modules/shaken-off/index.js': 0,
  });

  it('names each package that the bundler took something of, once', () => {
    expect(bill.components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/%40a/b@1.0.0',
      'pkg:npm/zod@3.0.0',
      'pkg:npm/zod@4.0.0',
    ]);
  });

  it('is the same for the same packages, whenever and in whichever order', () => {
    const again = billOf({
      '../node_modules/@a/b/node_modules/zod/index.js': 1,
      '../node_modules/@a/b/lib/index.js': 1,
      '../node_modules/zod/v4/core.js': 1,
    });

    expect(JSON.stringify(again)).toBe(JSON.stringify(bill));
  });

  it('lets the scanner see the bundle beside it as a whole', () => {
    const files = [
      { path: 'index.mjs', text: 'var a=1;'.repeat(1_000) },
      { path: 'index.mjs.cdx.json', text: JSON.stringify(bill) },
    ];

    const { packages, gaps, unidentified } = bundledPackages(files, () => ({
      date: '2026-01-01',
      packages: [],
    }));
    expect(packages.map(({ purl }) => purl)).toEqual(bill.components.map(({ purl }) => purl));
    expect({ gaps, unidentified }).toEqual({ gaps: [], unidentified: [] });
  });
});

function billOf(bytes: Readonly<Record<string, number>>) {
  const inputs = Object.fromEntries(
    Object.entries(bytes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
  );

  return billOfMaterials({ outputs: { 'index.mjs': { inputs } } }, (folder) => {
    const manifest = manifests.get(folder);
    if (!manifest) throw new Error(`there is no package in ${folder}`);
    return manifest;
  });
}
