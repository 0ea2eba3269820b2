export {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  filesToRead,
  type ListedFile,
  packagesIn,
  sdkCallsIn,
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
export { codeKey, environmentKey, layerKey } from './code-keys.ts';
