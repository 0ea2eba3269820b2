export { type Advisory, advisoryMark, advisorySchema, cvesOf, isMalicious } from './advisory.ts';
export { advisoryLines } from './advisory-lines.ts';
export { cvssSeverity } from './cvss.ts';
export { type Ecosystem, ecosystems } from './ecosystem.ts';
export { isJar, isNestedArchive, isTar, mayBeArchive } from './formats/nested-archive.ts';
export { isProjectManifest, privateNameIn } from './formats/npm-manifest.ts';
export { mapKnown } from './formats/package-format.ts';
export { AUDIT_SECTION } from './formats/rust-formats.ts';
export { subjectOf, topLevelsOf, wayTo, whereFound } from './found-package.ts';
export { furtherAdvisories, withFurther } from './further-advisories.ts';
export { importInBrief, NOT_REACHABLE } from './import-lines.ts';
export {
  externalImportsAmong,
  type Importable,
  importableSchema,
  type LaidLayer,
  namesInLayers,
  waysIntoLayers,
} from './importable.ts';
export {
  type ExternalImports,
  externalImportsSchema,
  type HandlerImports,
  type ImportedName,
  MOST_MENTIONED,
} from './importers.ts';
export { folderOf, foldersUpwards } from './installed-copies.ts';
export {
  bytesToRead,
  installedPackages,
  isLockCompanion,
  packageMetadataPath,
} from './installed-packages.ts';
export type { InstalledRelease } from './installed-release.ts';
export { advisoriesFor, npmNamesIn, type OsvRecord, parseOsvRecord } from './osv-record.ts';
export {
  type Alternative,
  type Certainty,
  type Channel,
  candidatesInWords,
  candidatesOf,
  InvalidIdentity,
  namesInWords,
  normalisedName,
  type Package,
  type PackageEvidence,
  packageOf,
  packageSchema,
  type RequiredBy,
  withoutUnused,
} from './package.ts';
export { PackageFolders } from './package-folders.ts';
export { elfOf, sectionOf } from './programs/elf.ts';
export { hasAnyOf } from './programs/function-marks.ts';
export type { GoFunction } from './programs/go-functions.ts';
export { hasProgramName } from './programs/program.ts';
export { modulePath, versionTextIn } from './python-module.ts';
export { severityUnreached, unreachedBy } from './reached-package.ts';
export {
  newerMajors,
  type ReleaseHistory,
  releaseHistory,
  releaseHistoryOf,
  releasesKey,
} from './release-history.ts';
export { type AdvisoriesByName, isNumbered, retireAdvisories } from './retire-repository.ts';
export { endOfSupport, type RuntimeLifecycle, runtimeLifecycle } from './runtime-lifecycle.ts';
export { shadedClasses } from './shaded-classes.ts';
export { strayAssemblies } from './stray-assemblies.ts';
export { strayGems } from './stray-gems.ts';
export { strippedPython, strippedVersionFiles } from './stripped-python.ts';
export type { Upgrade } from './upgrade.ts';
export { transitiveUpgrade } from './upgrade-command.ts';
export { noUrgency, type Urgency } from './urgency.ts';
export {
  type AdvisoriesByPurl,
  advisoriesAbout,
  type OtherUpgrade,
  upgradeTargets,
  type VulnerablePackage,
  vulnerabilitiesOf,
} from './vulnerable-package.ts';
