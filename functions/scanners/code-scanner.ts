import { archiveAnalyser } from '../adapters/archive-analyser.ts';
import { codeDownload } from '../adapters/code-download.ts';
import { auditedRegions, enabledRegions } from '../adapters/enabled-regions.ts';
import { functionCode } from '../adapters/function-code.ts';
import { lambdaClients } from '../adapters/lambda-clients.ts';
import { lambdaInventory } from '../adapters/lambda-inventory.ts';
import { paceOf } from '../adapters/paced.ts';
import { usableRegions } from '../adapters/usable-regions.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/code/index.ts';
import { enabledChecks } from '../domain/registry.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

/** A deployment package may be 250 MB unpacked. Source: "Lambda quotas" (Developer Guide). */
const MOST_ARCHIVE_BYTES = 250_000_000;

/** With all that each function may take, they are done before Lambda ends the scanner. */
const CHUNK = 6;

export function codeScanner(parts: ScannerParts & { readonly analyserUrl: URL }): AssembledScanner {
  const { settings, facts, clock, analyserUrl, slotsOf, onCall } = parts;
  const lambda = lambdaClients(paceOf({ perSecond: settings.apiRate, slotsOf, onCall }));

  const observer: Scanner<Checks> = {
    name: 'code',
    checks: enabledChecks(checks, settings),
    collectors: {
      function: functionCode({
        lambda,
        facts,
        clock,
        download: codeDownload({ fetch, mostBytes: MOST_ARCHIVE_BYTES }),
        analyse: archiveAnalyser({
          workerUrl: analyserUrl,
          timeoutMs: 60_000,
          maxOldGenerationSizeMb: 768,
          stackSizeMb: 64,
        }),
      }),
    },
    clock,
    together: 1,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: usableRegions(auditedRegions(settings, enabledRegions(onCall)), lambda),
      withVersions: false,
    }),
    chunk: CHUNK,
  };
}
