export { filesToRead, packagesIn } from './archive-contents.ts';
export {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  type ListedFile,
  type UnreadFile,
} from './archive-files.ts';
export { askingSignsIn } from './asking-signs-in.ts';
export {
  type CodeAnalysis,
  type CodeEntry,
  codeAnalysis,
  isNode,
  keptOf,
  type PlainCode,
  unknownAnalysis,
} from './code-analysis.ts';
export { codeEntry, codeKey, environmentKey, layerKey } from './code-keys.ts';
export { codeRoutesIn } from './code-routes-in.ts';
export { decidedChangesIn } from './decided-changes-in.ts';
export { handedOutIn } from './handed-out-in.ts';
export { handshakeVariablesIn } from './handshake-variables-in.ts';
export { keptFieldsIn } from './kept-fields-in.ts';
export { objectsOfOthersIn } from './objects-of-others-in.ts';
export { openDesignIn } from './open-design-in.ts';
export { plainCodeIn } from './plain-code.ts';
export { resourceVariables, variablesNaming } from './resource-variables.ts';
export { sdkCallsIn } from './sdk-calls-in.ts';
export { secretsIn } from './secrets-in-archive.ts';
export { shippedFilesIn } from './shipped-files.ts';
export type { ShippedFiles, ShippedKind } from './shipped-kinds.ts';
export { showsCallsIn } from './shown-calls-in.ts';
export { signatureCheckIn } from './signature-check-in.ts';
export { signingVariablesIn } from './signing-variables-in.ts';
export { weaknessesIn } from './weaknesses-in.ts';
