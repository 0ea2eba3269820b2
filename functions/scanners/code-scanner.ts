import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { analysedArchives } from '../adapters/archives/analysed-archives.ts';
import {
  type ArchiveAnalyserOptions,
  archiveAnalyser,
} from '../adapters/archives/archive-analyser.ts';
import { codeDownload } from '../adapters/archives/code-download.ts';
import { functionCode } from '../adapters/archives/function-code.ts';
import { layerCode } from '../adapters/archives/layer-code.ts';
import { listedEnvironments } from '../adapters/archives/listed-environments.ts';
import { awsClients } from '../adapters/aws/aws-clients.ts';
import { deploymentEvents } from '../adapters/aws/deployment-events.ts';
import { auditedRegions, enabledRegions } from '../adapters/aws/enabled-regions.ts';
import { functionTags } from '../adapters/aws/function-tags.ts';
import { lambdaInventory } from '../adapters/aws/lambda-inventory.ts';
import { sameHost } from '../adapters/aws/same-host.ts';
import { usableRegions } from '../adapters/aws/usable-regions.ts';
import { oncePerChunk } from '../app/collectors.ts';
import { inTurn } from '../app/in-turn.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/code/index.ts';
import { enabledChecks } from '../domain/registry.ts';
import { deploymentSurvey } from '../facts/deployment-survey.ts';
import { environmentSecrets } from '../facts/function/environment-secrets.ts';
import { tagSurvey } from '../facts/function/ownership.ts';
import { weaknesses } from '../facts/function/weaknesses.ts';
import { factWords } from '../facts/index.ts';
import { functionSurvey } from '../facts/kept-tables.ts';
import { layerSurvey } from '../facts/layer-survey.ts';
import { configuration } from '../facts/several/configuration.ts';
import { secretsInCode } from '../facts/several/secrets-in-code.ts';
import { layerSharers } from '../facts/several/sharers.ts';
import { shippedFiles } from '../facts/several/shipped-files.ts';
import { layerOwnersSurvey, targetOwners } from '../facts/target-owners.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

/** A deployment package may be 250 MB unpacked. Source: "Lambda quotas" (Developer Guide). */
const MOST_ARCHIVE_BYTES = 250_000_000;

/** With all that each function may take, they are done before Lambda ends the scanner. */
const CHUNK = 6;

/** Where a person waits for it: the newest fifty deployments of each kind. */
const LOOKUPS_OF_AUDIT = 3;

export interface CodeScannerParts extends ScannerParts {
  readonly analyser: Pick<ArchiveAnalyserOptions, 'workerUrl' | 'idleMs' | 'patience'>;
}

export function codeScanner(parts: CodeScannerParts): AssembledScanner {
  const { settings, facts, clock, analyser } = parts;
  const aws = awsClients({ ...parts, perSecond: settings.apiRate });
  const lambda = aws.limitedIn(LambdaClient, sameHost);
  const regions = enabledRegions(aws.unlimited(EC2Client));
  const tagging = aws.limitedIn(ResourceGroupsTaggingAPIClient);

  const archives = {
    lambda,
    facts,
    clock,
    download: codeDownload({ mostBytes: MOST_ARCHIVE_BYTES }),
    analyse: archiveAnalyser({
      ...analyser,
      timeoutMs: 60_000,
      maxOldGenerationSizeMb: 768,
      stackSizeMb: 64,
    }),
  };
  const read = analysedArchives(archives);
  const code = functionCode(archives, read);
  const layers = layerCode(archives, read);
  const ofLayers = oncePerChunk(layerSharers(facts, parts.watched));

  const observer: Scanner<Checks> = {
    name: 'code',
    checks: enabledChecks(checks, settings),
    collectors: {
      function: {
        environmentSecrets: environmentSecrets(code),
        weaknesses: weaknesses(code),
        secretsInCode: secretsInCode(code),
        shippedFiles: shippedFiles(code),
      },
      layer: {
        configuration: configuration(),
        sharers: ofLayers,
        secretsInCode: secretsInCode(layers),
        shippedFiles: shippedFiles(layers),
      },
    },
    ...targetOwners({ scanner: 'code', facts, clock, settings, ofLayers, watched: parts.watched }),
    clock,
    words: factWords,
    together: 1,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: usableRegions(auditedRegions(settings, regions), lambda),
      withVersions: false,
      onListing: () => listedEnvironments(facts),
    }),
    surveys: {
      populated: inTurn(
        tagSurvey(functionTags(tagging), facts, clock),
        deploymentSurvey({
          read: deploymentEvents(aws.limitedIn(CloudTrailClient)),
          facts,
          clock,
          ...(parts.readsAll && { lookups: LOOKUPS_OF_AUDIT }),
        }),
      ),
      functions: functionSurvey(facts),
      layers: layerSurvey(
        facts,
        layerOwnersSurvey({ facts, clock, settings, watched: parts.watched }),
      ),
    },
    chunk: CHUNK,
  };
}
