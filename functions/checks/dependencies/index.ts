export { runtimeEndOfLife } from './runtime-end-of-life.ts';
export { vulnerablePackage, vulnerablePackageInLayer } from './vulnerable-package.ts';
