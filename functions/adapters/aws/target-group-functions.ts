import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { functionIn } from '../../domain/exposure/api-route.ts';

/** The function that a target group has, which is one at most. */
export interface GroupFunction {
  /** ARN, without a qualifier. */
  readonly leadsTo: string;
  readonly qualifier?: string | undefined;
}

/** Undefined for a group that is empty. @throws when it is not known. */
export async function functionOfGroup(
  client: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
): Promise<GroupFunction | undefined> {
  const { TargetHealthDescriptions: targets } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  if (!targets) throw new Error('DescribeTargetHealth answered without a list of targets');
  const [id] = targets.flatMap(({ Target }) => Target?.Id ?? []);
  if (id === undefined) return undefined;

  const named = functionIn(id);
  if (!named) throw new Error('its target is no ARN of a function');
  return { leadsTo: named.arn, qualifier: named.qualifier };
}
