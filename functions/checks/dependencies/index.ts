export { runtimeEndOfLife } from './runtime-end-of-life.ts';
export { unidentifiedBundle } from './unidentified-bundle.ts';
export { vulnerablePackage } from './vulnerable-package.ts';
