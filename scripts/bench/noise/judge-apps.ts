import { inMemoryFacts, inMemoryFindings } from '../../../functions/adapters/tables/in-memory.ts';
import { perTarget } from '../../../functions/app/collectors.ts';
import type { Observer } from '../../../functions/app/observe.ts';
import type { Collector } from '../../../functions/app/ports.ts';
import { work } from '../../../functions/app/work.ts';
import { checksByScanner, scannerNames } from '../../../functions/checks/index.ts';
import {
  accountTarget,
  type FunctionTarget,
  roleTarget,
  type Target,
} from '../../../functions/core/target.ts';
import { meteredCallsIn } from '../../../functions/domain/exposure/metered-call.ts';
import type { Coverage, Finding } from '../../../functions/domain/finding.ts';
import { operationNames } from '../../../functions/domain/permissions/operation-names.ts';
import { type AnyCheck, enabledChecks } from '../../../functions/domain/registry.ts';
import { defaultScanSettings } from '../../../functions/domain/settings/read-settings.ts';
import {
  changeCandidatesIn,
  changersAmong,
  codePowerOf,
  noControls,
  rolePowerOf,
} from '../../../functions/engines/iam/index.ts';
import { runtimeLifecycle } from '../../../functions/engines/packages/index.ts';
import { endedRuntimes } from '../../../functions/facts/account/ended-runtimes.ts';
import { publicSpenders } from '../../../functions/facts/account/public-spenders.ts';
import { wideIotPolicies } from '../../../functions/facts/account/wide-iot-policies.ts';
import { attackSurfaces } from '../../../functions/facts/function/attack-surface.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { storedPartNotes } from '../../../functions/facts/part-notes.ts';
import { type DeployedFunction, deployed } from './deployed-app.ts';
import type { SampleApp } from './sample-apps.ts';

/** When the applications are looked at. */
const NOW = '2026-11-25T03:00:00.000Z';
const clock = () => new Date(NOW);

const account = accountTarget('111122223333', 'aws');

/**
 * What all checks find of applications in an account of their own, with the facts that the scanners
 * would collect of them. What no application decides is as in an account that is looked after: it is
 * in use, its packages have no advisory, and its budget has an alert.
 */
export async function judgeApps(
  apps: readonly SampleApp[],
): Promise<{ readonly findings: readonly Finding[]; readonly coverage: readonly Coverage[] }> {
  const functions = apps.flatMap(({ functions: all }) => all.map((each) => deployed(each, NOW)));
  const byArn = new Map(functions.map((one) => [one.target.arn, one]));
  const byRole = new Map(functions.map((one) => [one.target.roleArn, one]));
  const findings = inMemoryFindings();
  const facts = inMemoryFacts();
  const carriers = { known: true, value: functions.map(({ target }) => target.arn) };
  await facts.write('carriers', new Map([['account', carriers]]));
  const collectors: Observer['collectors'] = {
    function: {
      ...ofFunctions(of(byArn)),
      attackSurface: attackSurfaces(
        {
          activity: perTarget(() => inUse),
          waysIn: perTarget(({ arn }: FunctionTarget) => of(byArn)({ arn }).ways),
          openTriggers: perTarget(() => []),
        },
        findings.targetState,
        clock,
        factWords,
      ),
    },
    role: ofRoles(of(byRole)),
    account: {
      ...ofAccount(functions),
      publicSpenders: publicSpenders({ facts, findings, clock }),
      endedRuntimes: endedRuntimes({ facts, findings, clock }),
      wideIotPolicies: wideIotPolicies({ facts, findings, clock }),
    },
  };

  const targets: readonly Target[] = [
    ...functions.map(({ target }) => target),
    ...[...byRole.keys()].map(roleTarget),
    account,
  ];
  for (const name of scannerNames) {
    const own: readonly AnyCheck[] = checksByScanner[name];
    const checks = enabledChecks(own, defaultScanSettings);
    const chunk = { targets, gone: [], sweep: NOW, listedAt: NOW };
    const partNotes = storedPartNotes({ scanner: name, facts, findings, clock });
    const scanner = { name, checks, collectors, partNotes, clock, words: factWords };
    // The account adds up what is noted of its functions.
    await work(
      scanner,
      { ...chunk, targets: targets.filter((each) => each !== account) },
      findings,
    );
    await work(scanner, { ...chunk, targets: [account] }, findings);
  }

  return { findings: findings.open(), coverage: findings.coverage() };
}

type Asked = Pick<Target, 'arn'>;

function of(all: ReadonlyMap<string, DeployedFunction>) {
  return ({ arn }: Asked): DeployedFunction => {
    const found = all.get(arn);
    if (!found) throw new Error(`${arn} is of no application`);
    return found;
  };
}

const DAYS = 90;
const inUse = { days: DAYS, since: '2026-08-27T00:00:00.000Z', invocations: 9_000, parked: false };

type Collectors<T extends Target> = Readonly<Record<string, Collector<T, unknown>>>;

function ofFunctions(found: (of: Asked) => DeployedFunction): Collectors<FunctionTarget> {
  return collectorsOf<FunctionTarget>({
    configuration: (target) => target,
    now: () => NOW,
    activity: () => inUse,
    apiRoutes: (of) => found(of).routes,
    usagePlans: () => [],
    balancerRules: () => [],
    appsyncApis: () => [],
    functionUrls: (of) => found(of).urls,
    resourcePolicies: (of) => found(of).policies,
    triggerSources: (of) => found(of).sources,
    waysIn: (of) => found(of).ways,
    eventSources: (of) => found(of).polled,
    eventRules: () => [],
    iotPublishers: () => [],
    openTriggers: () => [],
    keyedTriggers: () => ({ routes: [], plans: [] }),
    meteredCalls: (of) => {
      const { calls } = found(of).use;
      return calls.known ? meteredCallsIn(calls.value, {}) : [];
    },
    failureDestinations: (of) => found(of).failureDestinations,
    rolePower: (of) => {
      const { permissions, target } = found(of);
      return rolePowerOf(permissions, roleTarget(target.roleArn), NOW);
    },
    // All of the code is their own files, and what they hold of secrets is in Secrets Manager.
    powerInUse: (of) => ({ code: codePowerOf(found(of).use, operationNames), secrets: [] }),
    rolePermissions: (of) => found(of).permissions,
    verifiesSignature: (of) => found(of).signature,
    // The samples say what code calls, and not by whose word.
    decidedChanges: () => undefined,
    weaknesses: (of) => found(of).weaknesses,
    secretsInCode: () => [],
    shippedFiles: () => [],
    environmentSecrets: () => [],
    vulnerablePackages: () => [],
    unidentifiedBundles: () => [],
    runtimeLifecycle: (target) => runtimeLifecycle(target),
    inspection: () => undefined,
    staleVersions: () => [],
    provisionedConcurrency: () => undefined,
    recursion: () => 'Terminate',
    trustedAccounts: () => [],
    organization: () => undefined,
    maxPublicUsdPerHour: () => defaultScanSettings.maxPublicUsdPerHour,
    concurrency: () => ({ account: { total: 1_000, unreserved: 1_000 } }),
    dailyInvocations: () => ({ lastDay: '2026-11-24', counts: Array(DAYS).fill(100) }),
    errors: () => ({ days: DAYS, runs: 9_000, errors: 4, activeDays: DAYS }),
    durations: () => ({ days: DAYS, runs: 9_000, p99Ms: 900, meanMs: 120 }),
    memoryUse: () => undefined,
  });
}

function ofRoles(found: (of: Asked) => DeployedFunction): Collectors<Target<'role'>> {
  return collectorsOf<Target<'role'>>({
    configuration: (target) => target,
    now: () => NOW,
    exists: () => true,
    sharers: (of) => [found(of).target.arn],
    permissions: (of) => found(of).permissions,
    trust: (of) => found(of).trust,
    onward: () => [],
    openFunctions: (of) => found(of).opened,
    controls: () => noControls,
    lastAccess: () => undefined,
    codeUse: (of) => [found(of).use],
    callsShown: (of) => found(of).use.calls.known,
    trustedAccounts: () => [],
  });
}

function ofAccount(functions: readonly DeployedFunction[]): Collectors<Target<'account'>> {
  const roles = new Map(
    functions.map(({ target, permissions }) => [
      target.roleArn,
      { known: true, value: permissions } as const,
    ]),
  );
  const arns = functions.map(({ target }) => target.arn);
  // What a log of a sample comes to, and a few packages that every project has.
  const logged = functions.length * 40 * 1024 ** 2;
  const biggest = functions.slice(0, 20).map(({ target: { name } }) => ({
    name: `/aws/lambda/${name}`,
    storedBytes: 40 * 1024 ** 2,
    logClass: 'STANDARD',
  }));
  const aged = (name: string, age: object) => ({
    ecosystem: 'npm',
    name,
    version: '3.4.0',
    latest: '13.0.0',
    in: arns.slice(0, 30),
    ...age,
  });

  return collectorsOf<Target<'account'>>({
    configuration: (target) => target,
    now: () => NOW,
    builds: () =>
      functions.map(({ target: { arn, lastModified } }) => ({
        arn,
        since: lastModified,
        packages: 3,
      })),
    outdatedPackages: () => [aged('uuid', { majors: 4 }), aged('yargs', { majors: 1 })],
    frameworkFaults: () => [],
    abandonedPackages: () => [aged('request', { deprecated: 'use fetch' })],
    changers: () => changersAmong(changeCandidatesIn(roles), arns, NOW),
    deployRoles: () => [],
    everlastingLogs: () => [
      { region: 'eu-west-1', count: functions.length, storedBytes: logged, accepted: 0, biggest },
    ],
    orphanLogGroups: () => [],
    orphanRoles: () => [],
    spendAlarms: () => ({
      budgets: [{ name: 'monthly', type: 'COST', alarms: 1 }],
      subscriptions: [],
    }),
  });
}

function collectorsOf<T extends Target>(
  readers: Readonly<Record<string, (target: T) => unknown>>,
): Collectors<T> {
  return Object.fromEntries(
    Object.entries(readers).map(([name, read]) => [name, perTarget((target: T) => read(target))]),
  );
}
