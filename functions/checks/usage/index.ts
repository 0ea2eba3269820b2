export { abandonedAttackSurface } from './abandoned-attack-surface.ts';
export { idleFunction } from './idle-function.ts';
export { noFailureDestination } from './no-failure-destination.ts';
export { recursionAllowed } from './recursion-allowed.ts';
export { selfTrigger } from './self-trigger.ts';
