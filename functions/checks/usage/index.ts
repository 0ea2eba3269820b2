export { abandonedAttackSurface } from './abandoned-attack-surface.ts';
export { attackPath } from './attack-path.ts';
export { idleFunction } from './idle-function.ts';
