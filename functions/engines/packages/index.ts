// What is in an archive.

export { commandsApart } from './commands-apart.ts';
export { databaseDrivers } from './database-drivers.ts';
export { isJar, isNestedArchive, isTar, mayBeArchive } from './formats/nested-archive.ts';
export { isProjectManifest, privateNameIn } from './formats/npm-manifest.ts';
export { mapKnown } from './formats/package-format.ts';
export { AUDIT_SECTION, auditSectionOf } from './formats/rust-formats.ts';
export { folderOf, foldersUpwards } from './installed-copies.ts';
export { installedPackages } from './installed-packages.ts';
export { InstalledPython, recordsToRead } from './installed-python.ts';
export { bytesToRead, isLockCompanion, packageMetadataPath } from './metadata-files.ts';
export { PackageFolders } from './package-folders.ts';
export { partTargets } from './part-targets.ts';
export { modulePath, versionTextIn } from './python-module.ts';
export { shadedClasses } from './shaded-classes.ts';
export { strayAssemblies } from './stray-assemblies.ts';
export { strayGems } from './stray-gems.ts';
export { strippedPython, strippedVersionFiles } from './stripped-python.ts';

// A package, and what names it.

export { type Ecosystem, ecosystems } from './ecosystem.ts';
export { subjectOf, topLevelsOf, wayTo, whereFound } from './found-package.ts';
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

// Whether a handler reaches it.

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
export { hasAnyOf } from './programs/function-marks.ts';
export type { GoFunction } from './programs/go-functions.ts';
export { severityUnreached, unreachedBy } from './reached-package.ts';

// What is known against it, and the way out.

export { type Advisory, advisoryMark, advisorySchema, cvesOf, isMalicious } from './advisory.ts';
export { advisoryLines } from './advisory-lines.ts';
export { cvssSeverity } from './cvss.ts';
export { furtherAdvisories, withFurther } from './further-advisories.ts';
export { openedBy } from './opened-by.ts';
export { advisoriesFor, npmNamesIn, type OsvRecord, parseOsvRecord } from './osv-record.ts';
export { type AdvisoriesByName, isNumbered, retireAdvisories } from './retire-repository.ts';
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

// What has been released of it, and of runtimes.

export type { InstalledRelease } from './installed-release.ts';
export { packageAge, SILENT_YEARS } from './package-age.ts';
export {
  type ReleaseHistory,
  releaseHistory,
  releaseHistoryOf,
  releasesKey,
} from './release-history.ts';
export { endOfSupport, type RuntimeLifecycle, runtimeLifecycle } from './runtime-lifecycle.ts';
