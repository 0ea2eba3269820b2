import {
  AssociateWebACLCommand,
  CreateIPSetCommand,
  CreateWebACLCommand,
  type Rule,
  type Scope,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import type { SeedContext } from './seed-context.ts';

/** Puts a web ACL before an API or a load balancer that lets anyone in, each address 100 times in five minutes. */
export async function limitAddresses(
  client: SeedContext['client'],
  Name: string,
  resourceArn: string | undefined,
): Promise<void> {
  await putBefore(client, resourceArn, limiting(Name));
}

/** The same for a distribution of CloudFront, which names the ACL itself. @returns the ACL's ARN. */
export function limitingAcl(client: SeedContext['client'], Name: string) {
  return createAcl(atEdge(client), 'CLOUDFRONT', limiting(Name));
}

function limiting(Name: string): SampleAcl {
  const statement = { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' as const } };

  return {
    Name,
    DefaultAction: { Allow: {} },
    rule: { Name: 'each-address', Statement: statement, Action: { Block: {} } },
  };
}

/** Puts a web ACL before an API that lets in the addresses of an office alone. */
export async function admitOffice(
  client: SeedContext['client'],
  Name: string,
  resourceArn: string | undefined,
): Promise<void> {
  await putBefore(client, resourceArn, await admitting(client, 'REGIONAL', Name));
}

/** The same for a distribution of CloudFront. @returns the ACL's ARN. */
export async function admittingAcl(client: SeedContext['client'], Name: string) {
  const edge = atEdge(client);

  return createAcl(edge, 'CLOUDFRONT', await admitting(edge, 'CLOUDFRONT', Name));
}

async function admitting(
  client: SeedContext['client'],
  Scope: Scope,
  Name: string,
): Promise<SampleAcl> {
  const { Summary } = await new WAFV2Client(client).send(
    new CreateIPSetCommand({
      Name,
      Scope,
      IPAddressVersion: 'IPV4',
      Addresses: ['198.51.100.0/24'],
    }),
  );
  const statement = { IPSetReferenceStatement: { ARN: Summary?.ARN } };

  return {
    Name,
    DefaultAction: { Block: {} },
    rule: { Name: 'office', Statement: statement, Action: { Allow: {} } },
  };
}

/** Where AWS WAF keeps what is for CloudFront. */
function atEdge(client: SeedContext['client']): SeedContext['client'] {
  return { ...client, region: 'us-east-1' };
}

interface SampleAcl {
  readonly Name: string;
  readonly DefaultAction: { readonly Allow: object } | { readonly Block: object };
  readonly rule: Pick<Rule, 'Name' | 'Statement' | 'Action'>;
}

async function putBefore(
  client: SeedContext['client'],
  ResourceArn: string | undefined,
  acl: SampleAcl,
): Promise<void> {
  const WebACLArn = await createAcl(client, 'REGIONAL', acl);

  await new WAFV2Client(client).send(new AssociateWebACLCommand({ ResourceArn, WebACLArn }));
}

async function createAcl(
  client: SeedContext['client'],
  Scope: Scope,
  { Name, DefaultAction, rule }: SampleAcl,
): Promise<string | undefined> {
  const VisibilityConfig = {
    MetricName: Name,
    CloudWatchMetricsEnabled: false,
    SampledRequestsEnabled: false,
  };
  const { Summary } = await new WAFV2Client(client).send(
    new CreateWebACLCommand({
      Name,
      Scope,
      DefaultAction,
      VisibilityConfig,
      Rules: [{ Priority: 1, VisibilityConfig, ...rule }],
    }),
  );

  return Summary?.ARN;
}
