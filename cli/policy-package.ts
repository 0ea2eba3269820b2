import { basename } from 'node:path';
import type { SdkCalls } from '../functions/core/sdk-calls.ts';
import { operationNames } from '../functions/domain/permissions/operation-names.ts';
import { variablesNaming } from '../functions/engines/archive/index.ts';
import { type FunctionUse, firstPolicy } from '../functions/engines/iam/index.ts';
import { Failure } from './failure.ts';
import { guessedEntry } from './guessed-entry.ts';
import { inspectedPackage } from './inspected-package.ts';
import { packageArchive } from './package-archive.ts';
import type { PrintedPolicy } from './printed-policy.ts';
import { pythonHandlers } from './python-handlers.ts';
import type { PolicyFormat } from './render/policy-formats.ts';

/** What is known of a function before its first deployment. */
export interface PackageOptions {
  readonly runtime?: string | undefined;
  readonly handler?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** Others than JSON have words of their own for the place that something is deployed to. */
  readonly format?: PolicyFormat | undefined;
}

/**
 * The first policy of a zip or a folder, without AWS: of its code, and of its logs. What else Lambda
 * will need hangs on a configuration that is not there yet, and is listed.
 *
 * @throws Failure where it holds no code that Lambda runs.
 */
export async function policyOfPackage(
  path: string,
  { env, region = '*', account = '*', format = 'json', ...given }: PackageOptions,
  now: string,
): Promise<PrintedPolicy> {
  const archive = await packageArchive(path);
  const defined = given.handler === undefined ? await pythonHandlers(archive) : undefined;
  const entry = guessedEntry(archive.paths, given, defined);
  if (!entry?.handler) {
    throw new Failure(`${path} does not show where Lambda enters it: name it with --handler`);
  }

  const { runtime, handler } = entry;
  const { analysis } = await inspectedPackage(path, archive, { runtime, handler }, []);
  const use: FunctionUse = {
    name: '*',
    place: { partition: 'aws', region, account },
    calls: analysis.sdkCalls,
    variables: { known: true, value: env },
    platform: onlyLogs,
  };
  if (!analysis.sdkCalls.known) {
    throw new Failure(`what ${path} calls is not known: ${analysis.sdkCalls.reason}`);
  }

  return {
    name: basename(path).replace(/\.zip$/, ''),
    policy: firstPolicy(use, operationNames, now),
    unread: [],
    notes: [
      'of what Lambda needs it has the logs: what it needs for a VPC, traces, queues, streams, destinations, keys and file systems shows once it is deployed',
      ...(format === 'json' && (region === '*' || account === '*')
        ? ['* stands for its region and account: name them with --region and --account']
        : []),
      ...notGiven(analysis.sdkCalls.value, env),
    ],
  };
}

/** Variables whose values the code takes for the names of resources. */
function notGiven(calls: SdkCalls, env: PackageOptions['env']): readonly string[] {
  const missing = variablesNaming(calls).filter((name) => !Object.hasOwn(env, name));
  const given = missing.map((name) => `--env ${name}=...`);

  return missing.length > 0 ? [`the code takes names from variables: ${given.join(' ')}`] : [];
}

const onlyLogs = {
  logGroup: '/aws/lambda/*',
  isInVpc: false,
  isTraced: false,
  environmentKey: null,
  mountsFiles: false,
  sources: [],
  destinations: [],
} as const;
