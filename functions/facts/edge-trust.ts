import type { Collector } from '../app/ports.ts';
import { type FunctionTarget, roleTarget, type Target } from '../core/target.ts';
import { namedIn, type TrustPolicy } from '../engines/iam/index.ts';

/** ARNs of those of some functions that Lambda@Edge may run. */
export type EdgeCandidates = (targets: readonly FunctionTarget[]) => Promise<ReadonlySet<string>>;

const EDGE = 'edgelambda.amazonaws.com';

/**
 * Functions that CloudFront may run, by who may assume their roles: a replica runs as the role of its function,
 * which the service of Lambda@Edge has to assume. Of a role that is not known it may be any.
 *
 * Source: "Set up IAM permissions and roles for Lambda@Edge" (Amazon CloudFront Developer Guide).
 */
export function edgeCandidates(trust: Collector<Target<'role'>, TrustPolicy>): EdgeCandidates {
  return async (targets) => {
    const roles = await trust([...new Set(targets.map(({ roleArn }) => roleArn))].map(roleTarget));
    const mayRun = ({ roleArn }: FunctionTarget) => {
      const of = roles.get(roleArn);
      if (!of?.known || of.incomplete !== undefined) return true;

      const { services, isEveryone } = namedIn(of.value);
      return isEveryone || services.has(EDGE) || services.has('*');
    };

    return new Set(targets.filter(mayRun).map(({ arn }) => arn));
  };
}
