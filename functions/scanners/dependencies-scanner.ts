import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { deployedCode } from '../adapters/deployed-code.ts';
import { auditedRegions, enabledRegions } from '../adapters/enabled-regions.ts';
import { exploitLikelihoods } from '../adapters/exploit-likelihoods.ts';
import { inspectorCoverage } from '../adapters/inspector-coverage.ts';
import { EXPLOITED_MIRROR, knownExploited } from '../adapters/known-exploited.ts';
import { lambdaClients } from '../adapters/lambda-clients.ts';
import { lambdaInventory } from '../adapters/lambda-inventory.ts';
import { lambdaLayerVersions } from '../adapters/lambda-layer-versions.ts';
import { layerPackages } from '../adapters/layer-packages.ts';
import { NVD_PER_SECOND, nvdRatings } from '../adapters/nvd-ratings.ts';
import { osvAdvisories } from '../adapters/osv-advisories.ts';
import { osvFiles } from '../adapters/osv-files.ts';
import { overheard } from '../adapters/overheard.ts';
import { paceOf } from '../adapters/paced.ts';
import { packageReleases } from '../adapters/package-releases.ts';
import { perRegion } from '../adapters/per-region.ts';
import { retireRepository } from '../adapters/retire-repository.ts';
import { processSlots } from '../adapters/time-slots.ts';
import { usableRegions } from '../adapters/usable-regions.ts';
import { builds } from '../app/builds.ts';
import { oncePerChunk, perChunkInPart, perTarget } from '../app/collectors.ts';
import { installedReleases } from '../app/installed-releases.ts';
import { layerSurvey, surveyedLayers } from '../app/layer-survey.ts';
import { vulnerablePackages } from '../app/vulnerable-packages.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/dependencies/index.ts';
import { runtimeLifecycle } from '../domain/packages/runtime-lifecycle.ts';
import { enabledChecks } from '../domain/registry.ts';
import { defaultScanSettings, OFF, type ScanSettings } from '../domain/scan-settings.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

/** Whoever names a mirror of their own may have no way to another one. */
const CISA = defaultScanSettings.exploitedUrl;

export function dependenciesScanner(parts: ScannerParts): AssembledScanner {
  const {
    settings,
    facts,
    clock,
    slotsOf = processSlots(),
    onCall,
    fetch = globalThis.fetch,
  } = parts;
  const kept = { facts, clock, fetch };
  const lambda = lambdaClients(paceOf({ perSecond: settings.apiRate, slotsOf, onCall }));

  const known = {
    advisories: osvAdvisories({ baseUrl: settings.advisoryUrl, fetch }),
    exploited: unlessOff(settings.exploitedUrl, (url) =>
      knownExploited({ ...kept, urls: url === CISA ? [url, EXPLOITED_MIRROR] : [url] }),
    ),
    likelihoods: unlessOff(settings.epssUrl, (baseUrl) => exploitLikelihoods({ ...kept, baseUrl })),
    ratings: unlessOff(settings.nvdUrl, (baseUrl) =>
      nvdRatings({ ...kept, baseUrl, slots: slotsOf('nvd', NVD_PER_SECOND) }),
    ),
    further: unlessOff(settings.retireUrl, (url) => ({
      advisories: retireRepository({ ...kept, url }),
      filed: osvFiles({ ...kept, baseUrl: settings.advisoryUrl }),
    })),
    facts,
  };

  const releases = packageReleases({ ...kept, baseUrl: settings.releasesUrl });
  const code = deployedCode(facts);
  const ofFunctions = code.packages;
  const ofLayers = oncePerChunk(layerPackages(facts));
  const inspector = perRegion((region) => overheard(new Inspector2Client({ region }), onCall));

  const observer: Scanner<Checks> = {
    name: 'dependencies',
    checks: enabledChecks(checks, withoutTurnedOff(settings)),
    collectors: {
      function: {
        configuration: perTarget((target) => target),
        now: perTarget(() => clock().toISOString()),
        runtimeLifecycle: perTarget((target) => runtimeLifecycle(target)),
        vulnerablePackages: perChunkInPart(vulnerablePackages({ packages: ofFunctions, ...known })),
        installedReleases: perChunkInPart(installedReleases({ packages: ofFunctions, releases })),
        build: perChunkInPart(builds({ packages: ofFunctions, facts, clock })),
        inspection: inspectorCoverage({ inspector, clock }),
        unidentifiedBundles: perChunkInPart(code.unidentifiedBundles),
      },
      layer: {
        configuration: perTarget((target) => target),
        ...surveyedLayers(facts),
        vulnerablePackages: perChunkInPart(vulnerablePackages({ packages: ofLayers, ...known })),
        installedReleases: perChunkInPart(installedReleases({ packages: ofLayers, releases })),
        now: perTarget(() => clock().toISOString()),
        layerVersions: perTarget(lambdaLayerVersions(lambda)),
      },
    },
    clock,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: usableRegions(auditedRegions(settings, enabledRegions(onCall)), lambda),
      withVersions: false,
    }),
    surveys: { layers: layerSurvey(facts) },
    chunk: 100,
  };
}

/** Nobody is asked what only a feed could answer that the settings turn off. */
function withoutTurnedOff({ disabledChecks, releasesUrl }: ScanSettings) {
  const ofReleases = checks.filter(({ needs }) =>
    needs.some((need) => need === 'installedReleases'),
  );

  return {
    disabledChecks:
      releasesUrl === OFF ? [...disabledChecks, ...ofReleases.map(({ id }) => id)] : disabledChecks,
  };
}

/** A feed that the settings turn off is not asked. */
function unlessOff<F>(url: string, feedAt: (baseUrl: string) => F): F | undefined {
  return url === OFF ? undefined : feedAt(url);
}
