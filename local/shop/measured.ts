import type { SampleFunction } from './sample-function.ts';
import { faultsWithSecrets, withoutSecrets, withSecrets } from './secret-code/in-javascript.ts';
import { faultsWithSecretsInPython, withSecretsInPython } from './secret-code/in-python.ts';
import { rendersPages, tracksParcels } from './working-code/in-javascript.ts';

/** Functions of which CloudWatch remembers two hundred days. */
export const measured: readonly SampleFunction[] = [
  {
    // Busy until its window began.
    name: 'shop-fax-orders',
    runtime: 'nodejs24.x',
    age: 100,
    files: withSecrets,
    invocations: { daily: 300, quietFor: 120 },
    faults: [...faultsWithSecrets, 'usage/idle-function#function'],
  },
  {
    // Also unused, but its reserved concurrency of 0 keeps every caller out.
    name: 'shop-loyalty-cards',
    runtime: 'nodejs24.x',
    age: 100,
    files: withoutSecrets,
    invocations: 'never',
    reservedConcurrency: 0,
  },
  {
    name: 'shop-parcel-tracking',
    runtime: 'nodejs24.x',
    files: { 'index.js': tracksParcels },
    environment: { CARRIER_SECRET: 'shop/carrier', ARRIVALS_URL: 'QUEUES/shop-arrivals' },
    invocations: { daily: 2_000, lately: 90_000, runMs: 80 },
    faults: ['usage/spend-spike#function'],
  },
  {
    // As many, but so it is every day.
    name: 'shop-product-pages',
    runtime: 'nodejs24.x',
    files: { 'index.js': rendersPages },
    environment: { PRODUCTS_TABLE: 'shop-products', PAGES_BUCKET: 'shop-pages' },
    invocations: { daily: 90_000, runMs: 40 },
  },
  {
    name: 'shop-backup-check',
    runtime: 'python3.13',
    age: 100,
    files: withSecretsInPython,
    invocations: { daily: 24, isErring: true, runMs: 900 },
    faults: [...faultsWithSecretsInPython, 'usage/always-failing#function'],
  },
  {
    name: 'shop-exchange-feed',
    runtime: 'nodejs24.x',
    timeoutSeconds: 900,
    invocations: { daily: 1_440, runMs: 350 },
    faults: ['usage/excessive-timeout#function'],
  },
];
