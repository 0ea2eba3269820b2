import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoArchive } from '../../functions/adapters/tables/dynamo-archive.ts';
import type { Coverage, Finding } from '../../functions/domain/finding.ts';
import { type DeployedVigil, deployVigil } from '../../local/deployed-vigil.ts';
import type { Fault } from '../../local/faults.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import type { SampleFunction, ShopRole } from '../../local/shop/sample-function.ts';
import { seed } from '../../local/shop/seed.ts';

/** The product on a local cloud, with functions to watch. */
export interface WatchedShop {
  readonly cloud: LocalCloud;
  readonly vigil: DeployedVigil;
  /** What it was deployed with. */
  readonly context: Readonly<Record<string, string>>;
  findings(): Promise<readonly Finding[]>;
  coverage(): Promise<readonly Coverage[]>;
  /** `name check#subject` of each open finding, sorted. */
  open(): Promise<readonly string[]>;
  /** `scanner name fact` of each gap, sorted. */
  gaps(): Promise<readonly string[]>;
}

/**
 * Of the 17 that a new account has, which the demo watches: in each, each scanner of each night lists each kind of thing, and
 * takes its turn to ask. Most have nothing, and three show that as well.
 */
export const fewRegions = ['us-east-1', 'eu-central-1', 'eu-west-1'];

export async function watchShop(
  functions: readonly SampleFunction[],
  roles: readonly ShopRole[],
  context: Readonly<Record<string, string>> = {},
): Promise<WatchedShop> {
  const cloud = await startLocalCloud({ regions: fewRegions });

  try {
    await seed(cloud, functions, roles);
    const vigil = await deployVigil(cloud, context);
    const archive = dynamoArchive(new DynamoDBClient(cloud.client), vigil.findingsTable);
    const all = () => Array.fromAsync(archive.everything());
    const findings = async () => (await all()).filter((item) => 'subject' in item);
    const coverage = async () => (await all()).filter((item) => 'gaps' in item);

    return {
      cloud,
      vigil,
      context: vigil.context,
      findings,
      coverage,
      open: async () =>
        (await findings())
          .filter(({ status }) => status === 'open')
          .map(({ target, check, subject }) => `${nameOf(target)} ${check}#${subject}`)
          .sort(),
      gaps: async () =>
        (await coverage())
          .flatMap(({ scanner, target, gaps }) =>
            gaps.map(({ fact }) => `${scanner} ${nameOf(target)} ${fact}`),
          )
          .sort(),
    };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

/**
 * The code of the product itself: bundles that take seconds each to analyse, most of what a first night takes. They are the
 * same in every deployment, and the first night of `three-nights.test.ts` analyses them. What the roles of scanners are used
 * for is a gap with their code or without it, for they call in other accounts as another role; of the others it is one now.
 *
 * @param of whose code: that of the scanners is the largest.
 */
export function refuseOwnCode(
  { cloud, vigil }: WatchedShop,
  of: 'all functions' | 'scanners' = 'all functions',
): Fault {
  const scanners = Object.values(vigil.scanners).map(({ functionName }) => functionName);
  const isRefused = (name: string) =>
    of === 'scanners' ? scanners.includes(name) : name.startsWith('LambdaVigil-');

  return cloud.proxy.fault(
    ({ action, resource = '' }) => action === 'lambda:GetFunction' && isRefused(nameOf(resource)),
    'access denied',
  );
}

/** Of a function, a role or a layer, whatever its version. */
export function nameOf(arn: string): string {
  return arn.includes(':role/') ? (arn.split('/').at(-1) ?? '') : (arn.split(':')[6] ?? arn);
}
