import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { SeedContext } from './seed-context.ts';
import { limitAddresses } from './seed-web-acls.ts';

/** Creates a load balancer on the internet that forwards all requests to a function, each address' so often. */
export async function seedBalancer(
  { client, account, region }: SeedContext,
  functionName: string,
  name: string,
): Promise<void> {
  const elb = new ElasticLoadBalancingV2Client(client);
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({ Name: name, TargetType: 'lambda' }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
  const Id = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));

  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: name, SecurityGroups: [await openGroup(client, name)] }),
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn;
  await limitAddresses(client, name, LoadBalancerArn);
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
}

/** Its id. Any address is admitted at port 80. */
async function openGroup(client: SeedContext['client'], GroupName: string): Promise<string> {
  const ec2 = new EC2Client(client);
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName, Description: 'any address' }),
  );
  const IpRanges = [{ CidrIp: '0.0.0.0/0' }];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));

  return GroupId;
}
