import {
  CreateIPSetCommand,
  CreateWebACLCommand,
  type CreateWebACLCommandInput,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import type { SeedContext } from './seed-context.ts';

/** ARNs of web ACLs. */
export interface SampleAcls {
  /** It lets anyone in, each address so often. */
  readonly limiting: string | undefined;
  /** It lets in the addresses of an office alone. */
  readonly closed: string | undefined;
}

/** Creates web ACLs, with names that begin as given. */
export async function seedWebAcls(
  client: SeedContext['client'],
  name: string,
): Promise<SampleAcls> {
  const waf = new WAFV2Client(client);
  const VisibilityConfig = {
    MetricName: name,
    CloudWatchMetricsEnabled: false,
    SampledRequestsEnabled: false,
  };
  const created = async (
    acl: Pick<CreateWebACLCommandInput, 'Name' | 'DefaultAction' | 'Rules'>,
  ) => {
    const { Summary } = await waf.send(
      new CreateWebACLCommand({ Scope: 'REGIONAL', VisibilityConfig, ...acl }),
    );
    return Summary?.ARN;
  };
  const { Summary: office } = await waf.send(
    new CreateIPSetCommand({
      Name: `${name}-office`,
      Scope: 'REGIONAL',
      IPAddressVersion: 'IPV4',
      Addresses: ['198.51.100.0/24'],
    }),
  );

  return {
    limiting: await created({
      Name: `${name}-limiting`,
      DefaultAction: { Allow: {} },
      Rules: [
        {
          Name: 'each-address',
          Priority: 1,
          Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } },
          Action: { Block: {} },
          VisibilityConfig,
        },
      ],
    }),
    closed: await created({
      Name: `${name}-closed`,
      DefaultAction: { Block: {} },
      Rules: [
        {
          Name: 'office',
          Priority: 1,
          Statement: { IPSetReferenceStatement: { ARN: office?.ARN } },
          Action: { Allow: {} },
          VisibilityConfig,
        },
      ],
    }),
  };
}
