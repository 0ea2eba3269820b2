import { EC2Client } from '@aws-sdk/client-ec2';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { awsClients } from '../adapters/aws/aws-clients.ts';
import { auditedRegions, enabledRegions } from '../adapters/aws/enabled-regions.ts';
import { inspectorCoverage } from '../adapters/aws/inspector-coverage.ts';
import { lambdaInventory } from '../adapters/aws/lambda-inventory.ts';
import { lambdaLayerVersions } from '../adapters/aws/lambda-layer-versions.ts';
import { sameHost } from '../adapters/aws/same-host.ts';
import { usableRegions } from '../adapters/aws/usable-regions.ts';
import { deployedCode } from '../adapters/tables/deployed-code.ts';
import { layerPackages } from '../adapters/tables/layer-packages.ts';
import { oncePerChunk } from '../app/collectors.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/dependencies/index.ts';
import { checksAbout, enabledChecks } from '../domain/registry.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { OFF } from '../domain/settings/takes.ts';
import { acceptedTargets } from '../facts/accepted-targets.ts';
import { abandonedPackages } from '../facts/account/abandoned-packages.ts';
import { builds } from '../facts/account/builds.ts';
import { endedRuntimes } from '../facts/account/ended-runtimes.ts';
import { outdatedPackages } from '../facts/account/outdated-packages.ts';
import { carrierSurvey } from '../facts/account-aging.ts';
import { agingKeeper } from '../facts/aging-notes.ts';
import { inspection } from '../facts/function/inspection.ts';
import { runtimeLifecycle } from '../facts/function/runtime-lifecycle.ts';
import { unidentifiedBundles } from '../facts/function/unidentified-bundles.ts';
import { factWords } from '../facts/index.ts';
import { installedReleasesOf } from '../facts/installed-releases.ts';
import { layerVersions } from '../facts/layer/layer-versions.ts';
import { layerSurvey } from '../facts/layer-survey.ts';
import { storedPartNotes } from '../facts/part-notes.ts';
import { buildsOf } from '../facts/seen-builds.ts';
import { configuration } from '../facts/several/configuration.ts';
import { now } from '../facts/several/now.ts';
import { layerSharers } from '../facts/several/sharers.ts';
import { vulnerablePackages } from '../facts/several/vulnerable-packages.ts';
import { targetOwners } from '../facts/target-owners.ts';
import { type AdvisoryFeeds, feedsFor } from './advisory-feeds.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

/** @param parts of feeds: what several accounts share. @default feeds of its own */
export function dependenciesScanner(
  parts: ScannerParts & { readonly feeds?: AdvisoryFeeds | undefined },
): AssembledScanner {
  const { settings, facts, clock } = parts;
  const aws = awsClients({ ...parts, perSecond: settings.apiRate });
  const lambda = aws.limitedIn(LambdaClient, sameHost);
  const regions = enabledRegions(aws.unlimited(EC2Client));
  const { known, releases } = parts.feeds ?? feedsFor(parts);
  const advisories = { ...known, facts };
  const code = deployedCode(facts);
  const ofFunctions = code.packages;
  const inLayers = oncePerChunk(layerPackages(facts, parts.watched));
  const ofLayers = oncePerChunk(layerSharers(facts, parts.watched));
  const inspector = aws.unlimitedIn(Inspector2Client);

  const enabled = enabledChecks(checks, withoutTurnedOff(settings));
  const notes = { facts, accepted: acceptedTargets(parts) };
  // What no check adds up is not noted either.
  const addsUp = checksAbout('account', enabled).length > 0;

  const observer: Scanner<Checks> = {
    name: 'dependencies',
    checks: enabled,
    collectors: {
      function: {
        configuration: configuration(),
        now: now(clock),
        runtimeLifecycle: runtimeLifecycle(),
        vulnerablePackages: vulnerablePackages({ packages: ofFunctions, ...advisories }),
        inspection: inspection(inspectorCoverage({ inspector, clock })),
        unidentifiedBundles: unidentifiedBundles(code.unidentifiedBundles),
      },
      layer: {
        configuration: configuration(),
        sharers: ofLayers,
        vulnerablePackages: vulnerablePackages({ packages: inLayers, ...advisories }),
        layerVersions: layerVersions(lambdaLayerVersions(lambda)),
      },
      account: {
        now: now(clock),
        builds: builds(notes),
        outdatedPackages: outdatedPackages(notes),
        abandonedPackages: abandonedPackages(notes),
        endedRuntimes: endedRuntimes(parts),
      },
    },
    keepers: addsUp
      ? {
          function: [
            agingKeeper({
              releases: installedReleasesOf({ packages: ofFunctions, releases }),
              builds: buildsOf({ packages: ofFunctions, facts, clock }),
              facts,
              clock,
            }),
          ],
          layer: [
            agingKeeper({
              releases: installedReleasesOf({ packages: inLayers, releases }),
              facts,
              clock,
            }),
          ],
        }
      : {},
    accountLast: addsUp,
    partNotes: storedPartNotes({ scanner: 'dependencies', facts, findings: parts.findings, clock }),
    ...targetOwners({
      scanner: 'dependencies',
      facts,
      clock,
      settings,
      ofLayers,
      watched: parts.watched,
    }),
    clock,
    words: factWords,
  };

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: usableRegions(auditedRegions(settings, regions), lambda),
      withVersions: false,
    }),
    surveys: {
      layers: layerSurvey(facts),
      ...(addsUp && { account: carrierSurvey(facts) }),
    },
    chunk: 100,
  };
}

/** A check that only a feed can answer is left out on purpose with its feed, and is no gap. */
function withoutTurnedOff(settings: ScanSettings) {
  const { disabledChecks, advisoryUrl, releasesUrl } = settings;

  const off = new Set<string>([
    ...(advisoryUrl === OFF ? ['vulnerablePackages'] : []),
    ...(releasesUrl === OFF ? ['outdatedPackages', 'abandonedPackages'] : []),
  ]);
  const unanswered = checks.filter(({ needs }) => needs.some((need) => off.has(need)));

  return { ...settings, disabledChecks: [...disabledChecks, ...unanswered.map(({ id }) => id)] };
}
