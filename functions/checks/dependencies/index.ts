export { outdatedLayer } from './outdated-layer.ts';
export { runtimeEndOfLife } from './runtime-end-of-life.ts';
export { unidentifiedBundle } from './unidentified-bundle.ts';
export { vulnerablePackage, vulnerablePackageInLayer } from './vulnerable-package.ts';
