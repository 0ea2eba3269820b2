import type { SampleFunction } from './sample-function.ts';

/** Functions of which CloudWatch remembers two hundred days. */
export const measured: readonly SampleFunction[] = [
  {
    // Busy until its window began.
    name: 'shop-fax-orders',
    runtime: 'nodejs24.x',
    invocations: { daily: 300, quietFor: 120 },
    faults: ['usage/idle-function#function'],
  },
  {
    // Also unused, but its reserved concurrency of 0 keeps every caller out.
    name: 'shop-loyalty-cards',
    runtime: 'nodejs24.x',
    invocations: 'never',
    reservedConcurrency: 0,
  },
  {
    name: 'shop-parcel-tracking',
    runtime: 'nodejs24.x',
    invocations: { daily: 2_000, lately: 90_000, runMs: 80 },
    faults: ['usage/spend-spike#function'],
  },
  {
    // As many, but so it is every day.
    name: 'shop-product-pages',
    runtime: 'nodejs24.x',
    invocations: { daily: 90_000, runMs: 40 },
  },
  {
    name: 'shop-backup-check',
    runtime: 'nodejs24.x',
    invocations: { daily: 24, isErring: true, runMs: 900 },
    faults: ['usage/always-failing#function'],
  },
  {
    name: 'shop-exchange-feed',
    runtime: 'nodejs24.x',
    timeoutSeconds: 900,
    invocations: { daily: 1_440, runMs: 350 },
    faults: ['usage/excessive-timeout#function'],
  },
];
