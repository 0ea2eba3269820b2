import {
  AssociateWebACLCommand,
  CreateIPSetCommand,
  CreateWebACLCommand,
  type Rule,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import type { SeedContext } from './seed-context.ts';

const Scope = 'REGIONAL';

/** Puts a web ACL before an API or a load balancer that lets anyone in, each address 100 times in five minutes. */
export async function limitAddresses(
  client: SeedContext['client'],
  Name: string,
  resourceArn: string | undefined,
): Promise<void> {
  const statement = { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' as const } };

  await putBefore(client, resourceArn, {
    Name,
    DefaultAction: { Allow: {} },
    rule: { Name: 'each-address', Statement: statement, Action: { Block: {} } },
  });
}

/** Puts a web ACL before an API that lets in the addresses of an office alone. */
export async function admitOffice(
  client: SeedContext['client'],
  Name: string,
  resourceArn: string | undefined,
): Promise<void> {
  const { Summary } = await new WAFV2Client(client).send(
    new CreateIPSetCommand({
      Name,
      Scope,
      IPAddressVersion: 'IPV4',
      Addresses: ['198.51.100.0/24'],
    }),
  );
  const statement = { IPSetReferenceStatement: { ARN: Summary?.ARN } };

  await putBefore(client, resourceArn, {
    Name,
    DefaultAction: { Block: {} },
    rule: { Name: 'office', Statement: statement, Action: { Allow: {} } },
  });
}

interface SampleAcl {
  readonly Name: string;
  readonly DefaultAction: { readonly Allow: object } | { readonly Block: object };
  readonly rule: Pick<Rule, 'Name' | 'Statement' | 'Action'>;
}

async function putBefore(
  client: SeedContext['client'],
  ResourceArn: string | undefined,
  { Name, DefaultAction, rule }: SampleAcl,
): Promise<void> {
  const waf = new WAFV2Client(client);
  const VisibilityConfig = {
    MetricName: Name,
    CloudWatchMetricsEnabled: false,
    SampledRequestsEnabled: false,
  };
  const { Summary } = await waf.send(
    new CreateWebACLCommand({
      Name,
      Scope,
      DefaultAction,
      VisibilityConfig,
      Rules: [{ Priority: 1, VisibilityConfig, ...rule }],
    }),
  );

  await waf.send(new AssociateWebACLCommand({ ResourceArn, WebACLArn: Summary?.ARN }));
}
