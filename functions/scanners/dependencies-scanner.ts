import { deployedPackages } from '../adapters/deployed-packages.ts';
import { auditedRegions, enabledRegions } from '../adapters/enabled-regions.ts';
import { knownExploited } from '../adapters/known-exploited.ts';
import { lambdaClients } from '../adapters/lambda-clients.ts';
import { lambdaInventory } from '../adapters/lambda-inventory.ts';
import { osvAdvisories } from '../adapters/osv-advisories.ts';
import { paceOf } from '../adapters/paced.ts';
import { perChunkInPart, perTarget } from '../app/collectors.ts';
import { vulnerablePackages } from '../app/vulnerable-packages.ts';
import type { Scanner } from '../app/work.ts';
import { checksByScanner } from '../checks/index.ts';
import { runtimeLifecycle } from '../domain/packages/runtime-lifecycle.ts';
import { enabledChecks } from '../domain/registry.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

type Checks = (typeof checksByScanner.dependencies)[number];

export function dependenciesScanner(parts: ScannerParts): AssembledScanner {
  const { settings, facts, clock, onCall } = parts;
  const lambda = lambdaClients(paceOf(settings.apiRate, onCall));

  const observer: Scanner<Checks> = {
    name: 'dependencies',
    checks: enabledChecks(checksByScanner.dependencies, settings),
    collectors: {
      function: {
        now: perTarget(() => clock().toISOString()),
        runtimeLifecycle: perTarget((target) => runtimeLifecycle(target)),
        vulnerablePackages: perChunkInPart(
          vulnerablePackages({
            packages: deployedPackages(facts),
            advisories: osvAdvisories({ baseUrl: settings.advisoryUrl, fetch }),
            exploited: knownExploited({ url: settings.exploitedUrl, fetch }),
          }),
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
    chunk: 100,
  };
}
