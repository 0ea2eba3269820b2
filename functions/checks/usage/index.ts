export { abandonedAttackSurface } from './abandoned-attack-surface.ts';
export { alwaysFailing } from './always-failing.ts';
export { attackPath } from './attack-path.ts';
export { excessiveTimeout } from './excessive-timeout.ts';
export { idleFunction } from './idle-function.ts';
export { oversizedMemory } from './oversized-memory.ts';
export { spendSpike } from './spend-spike.ts';
