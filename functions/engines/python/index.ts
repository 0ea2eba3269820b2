export { findWeaknesses, type PythonFindings, type PythonSource } from './find-weaknesses.ts';
export { PythonNotAnalysed } from './not-analysed.ts';
