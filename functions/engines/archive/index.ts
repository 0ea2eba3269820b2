export {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  type ListedFile,
  packagesIn,
  tellingFiles,
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
