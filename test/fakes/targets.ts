import type { SweptResources } from '../../functions/app/surveys.ts';
import {
  accountTarget,
  type FunctionTarget,
  layerTarget,
  roleTarget,
} from '../../functions/core/target.ts';
import { logGroupArn } from '../../functions/domain/log-group.ts';

const ACCOUNT = '111122223333';

export const account = accountTarget(ACCOUNT, 'aws');

export function functionNamed(name: string, more: Partial<FunctionTarget> = {}): FunctionTarget {
  const region = more.region ?? 'eu-west-1';

  return {
    kind: 'function',
    account: ACCOUNT,
    region,
    arn: `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}`,
    name,
    roleArn: roleNamed(name).arn,
    runtime: 'nodejs24.x',
    packageType: 'Zip',
    handler: 'index.handler',
    codeSha256: `sha of ${name}`,
    codeSize: 1_000,
    layers: [],
    lastModified: '2025-01-01T00:00:00.000Z',
    revisionId: `revision of ${name}`,
    versions: [],
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    storageMb: 512,
    ...more,
  };
}

/** What a sweep has met that listed these functions, in all of their regions. */
export function metBySweep(
  functions: readonly FunctionTarget[],
  regions = [...new Set(functions.map(({ region }) => region))],
): SweptResources {
  const arnsBy = (keys: (one: FunctionTarget) => readonly string[]) => {
    const pairs = functions.flatMap((one) => keys(one).map((key) => [key, one.arn] as const));
    const groups = Map.groupBy(pairs, ([key]) => key);

    return new Map([...groups].map(([key, some]) => [key, some.map(([, arn]) => arn)]));
  };

  return {
    functions: new Set(functions.map(({ arn }) => arn)),
    functionsOfRole: arnsBy(({ roleArn }) => [roleArn]),
    functionsOfLayer: arnsBy(({ layers }) => layers),
    functionsOfLogGroup: arnsBy(({ arn, logGroup }) =>
      logGroup ? [logGroupArn(logGroup, arn)] : [],
    ),
    complete: new Set(regions),
  };
}

export function roleNamed(name: string) {
  return roleTarget(`arn:aws:iam::${ACCOUNT}:role/${name}`);
}

/** @param version `name:number` */
export function layerNamed(version: string, region = 'eu-west-1', owner = ACCOUNT) {
  return layerTarget(`arn:aws:lambda:${region}:${owner}:layer:${version}`, ACCOUNT);
}

/** What AWS answers to a caller without the permission. */
export function accessDenied(): Error {
  return Object.assign(new Error('not authorised'), { name: 'AccessDeniedException' });
}
