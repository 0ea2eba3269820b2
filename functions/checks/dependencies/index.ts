export { runtimeEndOfLife } from './runtime-end-of-life.ts';
export { vulnerablePackage } from './vulnerable-package.ts';
