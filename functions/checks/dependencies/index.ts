export { abandonedPackage, abandonedPackageInLayer } from './abandoned-package.ts';
export { blindSpot } from './blind-spot.ts';
export { maliciousPackage, maliciousPackageInLayer } from './malicious-package.ts';
export { outdatedPackage, outdatedPackageInLayer } from './outdated-package.ts';
export { runtimeEndOfLife } from './runtime-end-of-life.ts';
export { runtimeEndingSoon } from './runtime-ending-soon.ts';
export { staleBuild } from './stale-build.ts';
export { vulnerablePackage, vulnerablePackageInLayer } from './vulnerable-package.ts';
