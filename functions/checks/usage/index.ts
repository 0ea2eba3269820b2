export { abandonedAttackSurface } from './abandoned-attack-surface.ts';
export { idleFunction } from './idle-function.ts';
export { idleProvisionedConcurrency } from './idle-provisioned-concurrency.ts';
export { unboundedPublicSpend } from './unbounded-public-spend.ts';
