import { functionPackages, layerPackages } from '../adapters/deployed-packages.ts';
import { auditedRegions, enabledRegions } from '../adapters/enabled-regions.ts';
import { exploitLikelihoods } from '../adapters/exploit-likelihoods.ts';
import { knownExploited } from '../adapters/known-exploited.ts';
import { lambdaClients } from '../adapters/lambda-clients.ts';
import { lambdaInventory } from '../adapters/lambda-inventory.ts';
import { lambdaLayerVersions } from '../adapters/lambda-layer-versions.ts';
import { nvdRatings } from '../adapters/nvd-ratings.ts';
import { osvAdvisories } from '../adapters/osv-advisories.ts';
import { paceOf } from '../adapters/paced.ts';
import { unidentifiedBundles } from '../adapters/unidentified-bundles.ts';
import { perChunkInPart, perTarget } from '../app/collectors.ts';
import { layerSurvey, surveyedLayers } from '../app/layer-survey.ts';
import { vulnerablePackages } from '../app/vulnerable-packages.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/dependencies/index.ts';
import { runtimeLifecycle } from '../domain/packages/runtime-lifecycle.ts';
import { enabledChecks } from '../domain/registry.ts';
import { OFF } from '../domain/scan-settings.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

export function dependenciesScanner(parts: ScannerParts): AssembledScanner {
  const { settings, facts, clock, onCall } = parts;
  const kept = { facts, clock, fetch };
  const lambda = lambdaClients(paceOf(settings.apiRate, onCall));

  const known = {
    advisories: osvAdvisories({ baseUrl: settings.advisoryUrl, fetch }),
    exploited: knownExploited({ ...kept, url: settings.exploitedUrl }),
    likelihoods: unlessOff(settings.epssUrl, (baseUrl) => exploitLikelihoods({ ...kept, baseUrl })),
    ratings: unlessOff(settings.nvdUrl, (baseUrl) => nvdRatings({ ...kept, baseUrl })),
    facts,
  };

  const observer: Scanner<Checks> = {
    name: 'dependencies',
    checks: enabledChecks(checks, settings),
    collectors: {
      function: {
        now: perTarget(() => clock().toISOString()),
        runtimeLifecycle: perTarget((target) => runtimeLifecycle(target)),
        unidentifiedBundles: perChunkInPart(unidentifiedBundles(facts)),
        vulnerablePackages: perChunkInPart(
          vulnerablePackages({ packages: functionPackages(facts), ...known }),
        ),
      },
      layer: {
        configuration: perTarget((target) => target),
        ...surveyedLayers(facts),
        layerVersions: perTarget(lambdaLayerVersions(lambda)),
        vulnerablePackages: perChunkInPart(
          vulnerablePackages({ packages: layerPackages(facts), ...known }),
        ),
      },
    },
    clock,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: auditedRegions(settings, enabledRegions(onCall)),
      withVersions: false,
    }),
    surveys: { layers: layerSurvey(facts) },
    chunk: 100,
  };
}

/** A feed that the settings turn off is not asked. */
function unlessOff<F>(url: string, feedAt: (baseUrl: string) => F): F | undefined {
  return url === OFF ? undefined : feedAt(url);
}
