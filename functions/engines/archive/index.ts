export {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  filesToRead,
  type ListedFile,
  packagesIn,
  type UnreadFile,
  weaknessesIn,
} from './archive-contents.ts';
export {
  type CodeAnalysis,
  type CodeEntry,
  codeAnalysis,
  isNode,
  keptOf,
  unknownAnalysis,
} from './code-analysis.ts';
export { codeEntry, codeKey, environmentKey, layerKey } from './code-keys.ts';
export { resourceVariables, variablesNaming } from './resource-variables.ts';
export { sdkCallsIn } from './sdk-calls-in.ts';
