import * as z from 'zod/mini';
import { accountOf, layerName, regionOf, targetKinds } from '../core/target.ts';

/** What an ARN says about a target. */
export type TargetIdentity = z.infer<typeof targetIdentity>;

export const targetIdentity = z.object({
  kind: z.enum(targetKinds),
  arn: z.string(),
  name: z.string(),
  /** `global` for what lives in no region. */
  region: z.string(),
  /** Twelve digits. */
  account: z.string(),
  /** In a notification about several accounts: `Payments 222233334444`, or its id alone. */
  accountName: z.exactOptional(z.string()),
});

/** @throws for an ARN of anything that is not audited. */
export function identityOf(arn: string): Readonly<TargetIdentity> {
  const before = known.get(arn);
  if (before) return before;

  // It is the same object for all.
  const identity = Object.freeze(readFrom(arn));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(arn, identity);
  return identity;
}

/** A report asks of each target a dozen times. */
const known = new Map<string, Readonly<TargetIdentity>>();
const MOST_KNOWN = 5_000;

function readFrom(arn: string): TargetIdentity {
  const [, , service, , account, ...rest] = arn.split(':');
  const resource = rest.join(':');
  const of = (kind: TargetIdentity['kind'], name: string) => ({
    kind,
    arn,
    name,
    region: regionOf(arn) || 'global',
    account: accountOf(arn),
  });

  if (service === 'lambda' && rest[0] === 'function' && rest[1]) return of('function', rest[1]);
  if (service === 'lambda' && rest[0] === 'layer') return of('layer', layerName(arn));
  if (service === 'iam' && resource === 'root' && account) return of('account', account);
  if (service === 'iam' && resource.startsWith('role/')) {
    return of('role', resource.split('/').at(-1) ?? '');
  }

  throw new Error(`${arn.slice(0, 200)} is the ARN of no function, role, layer or account`);
}
