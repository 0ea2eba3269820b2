import type { WebAclReader } from '../../functions/adapters/aws/web-acls.ts';
import type { WebAcl } from '../../functions/domain/exposure/web-acl.ts';

/** Web ACLs by what they are asked for; one of an unknown ARN has no rules, and no load balancer is behind any. */
export function webAclsOf(acls: Readonly<Record<string, Partial<WebAcl>>> = {}): WebAclReader {
  const named = (arn: string) => ({ arn, name: arn, rates: [], ...acls[arn] });

  return {
    one: async (arn) => named(arn),
    before: async (arn) => (Object.hasOwn(acls, arn) ? named(arn) : undefined),
  };
}
