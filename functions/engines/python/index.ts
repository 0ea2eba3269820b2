export { definedHandler } from './defined-handler.ts';
export { findWeaknesses, type PythonFindings, type PythonSource } from './find-weaknesses.ts';
export { isKnown as isKnownPackage, isOfStandardLibrary } from './known-packages.ts';
export { plainFile } from './plain-file.ts';
export { isPlainPackage } from './plain-packages.ts';
export { findSdkCalls } from './sdk-calls/find-sdk-calls.ts';
export { shownCalls } from './shown-calls.ts';
export { findCodeRoutes } from './signatures/find-code-routes.ts';
export { findSignatureCheck } from './signatures/find-signature-check.ts';
