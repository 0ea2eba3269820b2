export { findWeaknesses, type PythonFindings, type PythonSource } from './find-weaknesses.ts';
export { PythonNotAnalysed } from './not-analysed.ts';
export { findSdkCalls } from './sdk-calls/find-sdk-calls.ts';
