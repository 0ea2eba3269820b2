import { bunBinaryLock, bunLock } from './bun-lock.ts';
import { composerInstalled, composerInstalledPhp, composerLock } from './composer-formats.ts';
import { condaMeta } from './conda-meta.ts';
import { denoLock } from './deno-lock.ts';
import { goMod, goSum, goVendored } from './go-mod.ts';
import { gradleDependencyLock, gradleLock } from './gradle-lock.ts';
import { jarManifest, pomProperties } from './jar-formats.ts';
import { npmLock, npmShrinkwrap } from './npm-lock.ts';
import { npmManifest } from './npm-manifest.ts';
import { depsJson, nugetLock, packagesConfig } from './nuget-formats.ts';
import type { PackageFormat } from './package-format.ts';
import { paketLock } from './paket-lock.ts';
import { pipfile } from './pipfile.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { pomXml, projectPom } from './pom-xml.ts';
import { projectAssets } from './project-assets.ts';
import { pipfileLock, poetryLock, pylock } from './python-locks.ts';
import { pythonMetadata } from './python-metadata.ts';
import { requirements, vendoredRequirements } from './requirements.ts';
import { gemfileLock, installedGem } from './ruby-formats.ts';
import { auditData, cargoLock } from './rust-formats.ts';
import { strayManifest } from './stray-manifest.ts';
import { uvLock } from './uv-lock.ts';
import { versionsLock } from './versions-lock.ts';
import { yarnLock } from './yarn-lock.ts';

/** Of lockfiles in one folder, the first one here counts: tools export some of them from others. */
export const packageFormats: readonly PackageFormat[] = [
  npmManifest,
  strayManifest,
  pythonMetadata,
  vendoredRequirements,
  condaMeta,
  pomProperties,
  pomXml,
  jarManifest,
  depsJson,
  installedGem,
  composerInstalled,
  composerInstalledPhp,
  goVendored,
  auditData,
  npmShrinkwrap,
  npmLock,
  pnpmLock,
  yarnLock,
  bunLock,
  bunBinaryLock,
  denoLock,
  uvLock,
  poetryLock,
  pylock,
  pipfileLock,
  requirements,
  pipfile,
  cargoLock,
  gemfileLock,
  nugetLock,
  paketLock,
  projectAssets,
  packagesConfig,
  composerLock,
  gradleLock,
  gradleDependencyLock,
  versionsLock,
  projectPom,
  goMod,
  goSum,
];
