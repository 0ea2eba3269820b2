import { inMemoryFindings } from '../functions/adapters/tables/in-memory.ts';
import { perTargetKnown } from '../functions/app/collectors.ts';
import { observe } from '../functions/app/observe.ts';
import { checksByScanner } from '../functions/checks/index.ts';
import { compareTexts } from '../functions/core/compare-texts.ts';
import { type Known, unknown } from '../functions/core/known.ts';
import type { SignatureCheck } from '../functions/core/signature-check.ts';
import { accountTarget, partitionOf, type Target } from '../functions/core/target.ts';
import { coverageOf, type Finding, type Observation } from '../functions/domain/finding.ts';
import { enabledChecks } from '../functions/domain/registry.ts';
import { defaultScanSettings } from '../functions/domain/settings/read-settings.ts';
import { transitionsOf } from '../functions/domain/transitions.ts';
import type { CodeAnalysis } from '../functions/engines/archive/index.ts';
import { factWords } from '../functions/facts/index.ts';
import { configuration } from '../functions/facts/several/configuration.ts';
import { layerSharers } from '../functions/facts/several/sharers.ts';
import type { AssembledScanner } from '../functions/scanners/assembled-scanner.ts';
import { dependenciesScanner } from '../functions/scanners/dependencies-scanner.ts';
import { feedsFor } from './advisory-source.ts';
import { type AwsCalls, awsCalls } from './aws-calls.ts';
import type { CliContext } from './cli-context.ts';
import type { InspectedPackage } from './inspected-package.ts';
import { type DeployedPackage, deployedPackages } from './package-list.ts';
import { worstFirst } from './selection.ts';

/** What is known of a package before it is deployed. */
export interface PackageInspection extends AwsCalls {
  /** Ids of those that were asked. */
  readonly checks: readonly string[];
  readonly packages: readonly DeployedPackage[];
  /** Where its code verifies who sent a request; undefined where it does not, or that is not known. */
  readonly verifiesSignature?: SignatureCheck | undefined;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownOfPackage[];
}

export interface UnknownOfPackage {
  readonly fact: string;
  /** Of the layer that it is about; absent for the package itself. */
  readonly path?: string;
  readonly reason: string;
}

interface AskedOfPackage {
  readonly advisories: string;
  readonly enabledChecks?: readonly string[];
}

/** The clock, and what waits for a feed. */
type Time = Pick<CliContext, 'clock' | 'sleep'> & { readonly fetch?: typeof fetch };

/** What is not stored can be listed as a whole. */
const ALL = Number.POSITIVE_INFINITY;

/**
 * What checks and advisories say of a package before it is deployed, and what could not be seen.
 *
 * @param asked a source of `advisorySource`, and the checks that are to be asked (default: the setting's).
 */
export async function packageInspection(
  inspected: InspectedPackage,
  asked: AskedOfPackage,
  time: Time,
): Promise<PackageInspection> {
  const { advisories, enabledChecks: named = defaultScanSettings.enabledChecks } = asked;
  const targets = [inspected.target, ...inspected.layers.map(({ target }) => target)];
  const dependencies = await dependenciesScannerOf(inspected, advisories, time);
  const observers = [codeObserver(inspected, named, time), dependencies.observer];
  const each = (await Promise.all(observers.map((observer) => observe(observer, targets)))).flat();
  const observed = [...each, ...(await inSum(inspected, dependencies))];
  const findings = observed.flatMap((observation) =>
    transitionsOf([], observation, ALL).map(({ finding }) => finding),
  );
  const pathOf = new Map(inspected.layers.map(({ target, path }) => [target.arn, path]));
  const unknown = observed.flatMap((observation) => {
    const path = pathOf.get(observation.target);
    return coverageOf(observation).gaps.map((gap) => ({
      ...gap,
      ...(path !== undefined && { path }),
    }));
  });

  return {
    checks: [...new Set(observers.flatMap(({ checks }) => checks.map(({ id }) => id)))],
    packages: deployedPackages(inspected).toSorted((a, b) => compareTexts(a.purl, b.purl)),
    ...awsCalls(inspected.analysis.sdkCalls),
    verifiesSignature: knownOf(inspected.analysis.verifiesSignature),
    findings: worstFirst(findings),
    unknown: [
      ...unknown,
      ...unseenPackages(inspected, unknown),
      ...unseenCalls(inspected.analysis.sdkCalls),
    ],
  };
}

function knownOf<T>(answer: Known<T> | undefined): T | undefined {
  return answer?.known ? answer.value : undefined;
}

/** Calls may be missing where code could not be read. */
function unseenCalls(
  sdkCalls: InspectedPackage['analysis']['sdkCalls'],
): readonly UnknownOfPackage[] {
  const reason = sdkCalls.known ? sdkCalls.incomplete : sdkCalls.reason;

  return reason === undefined ? [] : [{ fact: 'sdkCalls', reason }];
}

/** Reports that packages may be missing where no gap of the advisories says so already. */
function unseenPackages(
  { analysis, layers }: InspectedPackage,
  reported: readonly UnknownOfPackage[],
): readonly UnknownOfPackage[] {
  const all: readonly { readonly path?: string; readonly packages: typeof analysis.packages }[] = [
    { packages: analysis.packages },
    ...layers.map((layer) => ({ path: layer.path, packages: layer.analysis.packages })),
  ];

  return all.flatMap(({ packages, ...of }) => {
    const reason = packages.known ? packages.incomplete : packages.reason;
    if (reason === undefined) return [];

    const isReported = reported.some((gap) => {
      return (
        gap.fact === 'vulnerablePackages' && gap.path === of.path && gap.reason.includes(reason)
      );
    });
    return isReported ? [] : [{ fact: 'packages', ...of, reason }];
  });
}

/** What the package itself answers, before it is anywhere. */
const beforeDeployment: ReadonlySet<string> = new Set([
  'weaknesses',
  'secretsInCode',
  'shippedFiles',
  'configuration',
  'sharers',
]);

/** Checks of code that need nothing but the code. */
function codeObserver(
  { target, analysis, layers, facts }: InspectedPackage,
  named: readonly string[],
  { clock }: Time,
) {
  const settings = { ...defaultScanSettings, enabledChecks: named };
  const checks = enabledChecks(checksByScanner.code, settings).filter(({ needs }) =>
    needs.every((need) => beforeDeployment.has(need)),
  );
  const analyses = new Map([
    [target.arn, analysis],
    ...layers.map((layer) => [layer.target.arn, layer.analysis] as const),
  ]);
  const read = <V>(pick: (analysis: CodeAnalysis) => Known<V>) =>
    perTargetKnown(async ({ arn }: Target) => {
      const found = analyses.get(arn);
      return found ? pick(found) : unknown(`${arn} has no code`);
    });
  const ofArchive = {
    secretsInCode: read(({ secrets }) => secrets),
    shippedFiles: read((found) => found.shippedFiles),
  };

  return {
    name: 'code',
    checks,
    collectors: {
      function: { weaknesses: read(({ weaknesses }) => weaknesses), ...ofArchive },
      layer: { configuration: configuration(), sharers: layerSharers(facts), ...ofArchive },
    },
    clock,
    words: factWords,
  };
}

/** The deployed scanner, without the checks that ask AWS or that need a past. */
async function dependenciesScannerOf({ facts }: InspectedPackage, advisories: string, time: Time) {
  const { settings, ...feed } = await feedsFor(advisories);
  const findings = inMemoryFindings();

  return dependenciesScanner({
    settings,
    facts,
    findings,
    targetState: findings.targetState,
    ...time,
    ...feed,
  });
}

/** What checks of an account would add up of the package and its layers, as if they were all of one. */
async function inSum(
  { target, layers }: InspectedPackage,
  { observer, surveys }: AssembledScanner,
): Promise<readonly Observation[]> {
  const functions = new Set([target.arn]);
  await surveys?.account?.survey(
    {
      functions,
      functionsOfRole: new Map(),
      functionsOfLayer: new Map(layers.map((layer) => [layer.target.arn, [target.arn]])),
      functionsOfLogGroup: new Map(),
      complete: new Set([target.region]),
    },
    [],
  );
  const account = accountTarget(target.account, partitionOf(target.arn));

  const seen = await observe(observer, [account]);
  return seen.map((observation) => ({ ...observation, target: target.arn }));
}
