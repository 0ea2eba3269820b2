import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { Inventory, UsableRegions } from '../../app/ports.ts';
import {
  accountOf,
  architectures,
  type FunctionTarget,
  regionOf,
  unqualified,
} from '../../core/target.ts';
import { targetArn } from '../../core/target-arn.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { listsOf } from './pages.ts';
import { wrappedHandler } from './wrapped-handler.ts';

/** What a function has by default. Source: "CreateFunction" (Lambda API Reference). */
const LEAST_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_SECONDS = 3;
const LEAST_STORAGE_MB = 512;

export interface LambdaInventoryProps {
  readonly lambda: LambdaClients;
  /** Regions to audit. @throws when they are not known. */
  readonly regions: () => Promise<UsableRegions>;
  /** Whether to list published versions, which takes more pages. */
  readonly withVersions: boolean;
  /** What gets the functions of each page of one listing: what of them a target may not carry. @default nothing does */
  readonly onListing?: (() => (page: readonly ListedFunction[]) => Promise<void>) | undefined;
}

export interface ListedFunction {
  readonly target: FunctionTarget;
  /** Its variables, which may be secrets; undefined where Lambda could not show them. */
  readonly environment: Readonly<Record<string, string>> | undefined;
}

/** 50 functions or versions a page. Source: "ListFunctions" (Lambda API Reference). */
export function lambdaInventory(props: LambdaInventoryProps): Inventory {
  const { lambda, regions, withVersions, onListing } = props;

  return {
    regions,

    async *functions(region, isLate = () => false) {
      const listing = withVersions ? ({ FunctionVersion: 'ALL' } as const) : {};
      const functions = new Map<string, Listed>();
      const unread: string[] = [];
      const onPage = onListing?.();
      const pages = paginateListFunctions({ client: lambda(region) }, listing);

      try {
        for await (const page of listsOf(pages, 'Functions', 'NextMarker')) {
          const listed: ListedFunction[] = [];
          for (const configuration of page) {
            const target = await attempt(() => functionTargetOf(configuration, region));

            if (target.known) {
              note(target.value, functions, configuration.Version);
              listed.push({ target: target.value, environment: environmentOf(configuration) });
            } else unread.push(`${configuration.FunctionName}: ${target.reason}`);
          }
          await onPage?.(listed);
          if (!withVersions) {
            yield* targetsOf(functions);
            functions.clear();
          }
          if (isLate()) throw new Error('there was no time to list the rest');
        }
      } catch (error) {
        yield* targetsOf(functions, 'not all of its published versions could be listed');
        throw error;
      }

      // Nothing promises that the versions of a function come together, so all are awaited.
      yield* targetsOf(functions);
      refuseUnread(unread);
    },

    async read(arn) {
      const region = regionOf(arn);
      const configuration = await notFoundAsNone(
        () => lambda(region).send(new GetFunctionConfigurationCommand({ FunctionName: arn })),
        'ResourceNotFoundException',
      );
      if (configuration === undefined) return undefined;

      const target = functionTargetOf(configuration, region);
      return withVersions ? { ...target, cut: NO_VERSIONS } : target;
    },
  };
}

const NO_VERSIONS =
  'it was looked at by itself, for it was changed, and its published versions were not: the next night looks at them';

interface Listed {
  /** The function itself, `$LATEST`; undefined while only versions of it have come. */
  latest?: FunctionTarget;
  readonly versions: string[];
}

/** A published version adds its number to its function. */
function note(target: FunctionTarget, functions: Map<string, Listed>, version = '$LATEST'): void {
  const listed = functions.get(target.arn) ?? { versions: [] };
  functions.set(target.arn, listed);

  if (version === '$LATEST') listed.latest = target;
  else listed.versions.push(version);
}

/** @param cut what is not known of any of them. */
function targetsOf(
  functions: ReadonlyMap<string, Listed>,
  cut?: string,
): readonly FunctionTarget[] {
  return [...functions.values()].flatMap(({ latest, versions }) =>
    latest ? [{ ...latest, versions, ...(cut !== undefined && { cut }) }] : [],
  );
}

/** Only then, for the others are there. @throws, for nothing is gone that could not be read. */
function refuseUnread([first, ...more]: readonly string[]): void {
  if (first === undefined) return;

  throw new Error(
    `ListFunctions lists ${more.length + 1} that cannot be read, the first is ${first}`,
  );
}

/** Empty where the function has none; undefined where it may have one that is not shown. */
function environmentOf({ Environment }: FunctionConfiguration): ListedFunction['environment'] {
  if (Environment === undefined) return {};

  return shownEnvironment.safeParse(Environment).data?.Variables;
}

/** @throws for a configuration that is not as Lambda describes it. */
export function functionTargetOf(
  configuration: FunctionConfiguration,
  region: string,
): FunctionTarget {
  const listed = listedFunction.parse(configuration);
  const arn = targetArn.function.parse(unqualified(listed.FunctionArn));
  const wrapped = wrappedHandler(listed.Handler, listed.Environment?.Variables ?? {});

  return {
    kind: 'function',
    account: accountOf(arn),
    region,
    arn,
    name: listed.FunctionName,
    roleArn: listed.Role,
    runtime: listed.Runtime,
    packageType: listed.PackageType ?? 'Zip',
    handler: listed.Handler,
    ...(wrapped !== undefined && { wrappedHandler: wrapped }),
    codeSha256: listed.CodeSha256,
    codeSize: listed.CodeSize ?? 0,
    layers: (listed.Layers ?? []).map(({ Arn }) => Arn).filter(isOfAnAccount),
    lastModified: new Date(listed.LastModified).toISOString(),
    revisionId: listed.RevisionId ?? '',
    versions: [],
    architecture: listed.Architectures?.[0] ?? 'x86_64',
    memoryMb: listed.MemorySize ?? LEAST_MEMORY_MB,
    timeoutSeconds: listed.Timeout ?? DEFAULT_TIMEOUT_SECONDS,
    storageMb: listed.EphemeralStorage?.Size ?? LEAST_STORAGE_MB,
    logGroup: listed.LoggingConfig?.LogGroup,
    deadLetters: listed.DeadLetterConfig?.TargetArn,
    ...(loadsMore(listed.Environment) && { loadsMore: true }),
  };
}

/**
 * Whether Node, Python or a wrapper loads something by the word of the environment. One that Lambda does not
 * show may say so. The values go no further.
 */
function loadsMore(environment: z.infer<typeof listedFunction>['Environment']): boolean {
  if (environment === undefined) return false;
  const { Variables: variables = {}, Error: error } = environment;

  return (
    error !== undefined ||
    'AWS_LAMBDA_EXEC_WRAPPER' in variables ||
    'NODE_PATH' in variables ||
    'PYTHONPATH' in variables ||
    /(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader)\b/.test(
      variables.NODE_OPTIONS ?? '',
    )
  );
}

/**
 * A layer that AWS lays under functions of its old Amazon Linux belongs to no account and has no
 * version: `arn:aws:lambda:::awslayer:AmazonLinux1803`. No customer can read or replace it.
 */
function isOfAnAccount(layer: string): boolean {
  return !layer.includes(':::awslayer:');
}

/** Source: the pattern of `Layers` in "CreateFunction" (Lambda API Reference). */
const layerArn = z
  .string()
  .check(z.regex(/^arn:[\w-]+:lambda:([\w-]+:\d{12}:layer:[\w-]+:[1-9]\d*|::awslayer:[\w-]+)$/));

const variables = z.record(z.string(), z.string());

const shownEnvironment = z.object({ Variables: variables, Error: z.optional(z.undefined()) });

const listedFunction = z.object({
  FunctionArn: z.string(),
  FunctionName: z.string(),
  Role: targetArn.role,
  Runtime: z.optional(z.string()),
  PackageType: z.optional(z.enum(['Zip', 'Image'])),
  Handler: z.optional(z.string()),
  CodeSha256: z.string(),
  CodeSize: z.optional(z.number()),
  Layers: z.optional(z.array(z.object({ Arn: layerArn }))),
  LastModified: z.string(),
  RevisionId: z.optional(z.string()),
  Architectures: z.optional(z.array(z.enum(architectures))),
  MemorySize: z.optional(z.number()),
  Timeout: z.optional(z.number()),
  EphemeralStorage: z.optional(z.object({ Size: z.optional(z.number()) })),
  LoggingConfig: z.optional(z.object({ LogGroup: z.optional(z.string()) })),
  Environment: z.catch(
    z.optional(
      z.object({
        Variables: z.optional(z.record(z.string(), z.string())),
        Error: z.optional(z.unknown()),
      }),
    ),
    { Error: 'of an unknown form' },
  ),
  DeadLetterConfig: z.optional(z.object({ TargetArn: z.optional(z.string()) })),
});
