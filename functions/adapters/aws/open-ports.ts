import {
  type EC2Client,
  type IpPermission,
  paginateDescribeSecurityGroups,
} from '@aws-sdk/client-ec2';
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listsOf } from './pages.ts';

/**
 * Which ports of a load balancer its security groups open to any address.
 *
 * @throws when a group is not seen: it may be another account's, in a network that is shared.
 */
export async function openPorts(
  client: EC2Client,
  { SecurityGroups: ids = [], Scheme, IpAddressType }: LoadBalancer,
): Promise<(port: number) => boolean> {
  // It is not reached from outside, whatever they say.
  if (Scheme === 'internal') return () => false;
  if (ids.length === 0) throw new Error('its security groups are not known');

  const pages = paginateDescribeSecurityGroups(
    { client, pageSize: 1000 },
    { Filters: [{ Name: 'group-id', Values: ids }] },
  );
  const groups = (await Array.fromAsync(listsOf(pages, 'SecurityGroups', 'NextToken')))
    .flat()
    .filter(({ GroupId }) => GroupId !== undefined && ids.includes(GroupId));
  const unseen = ids.filter((id) => !groups.some(({ GroupId }) => GroupId === id));
  if (unseen.length > 0) throw new Error(`its security group ${unseen[0]} is not seen`);

  const withSix = IpAddressType !== 'ipv4';
  const open = groups
    .flatMap(({ IpPermissions = [] }) => IpPermissions)
    .filter((permission) => isForAnyone(permission, withSix));
  return (port) => open.some((permission) => isOf(permission, port));
}

/** Half of the internet is anyone: some write its two halves. */
const ANYONE = /\/[01]$/;

function isForAnyone({ IpRanges = [], Ipv6Ranges = [] }: IpPermission, withSix: boolean): boolean {
  const ranges = [
    ...IpRanges.map(({ CidrIp }) => CidrIp),
    ...(withSix ? Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6) : []),
  ];

  return ranges.some((range) => range !== undefined && ANYONE.test(range));
}

/** Source: IpPermission (Amazon EC2 API Reference): -1 is every protocol, and then every port. */
function isOf({ IpProtocol, FromPort = -1, ToPort = -1 }: IpPermission, port: number): boolean {
  if (IpProtocol === '-1') return true;

  return (IpProtocol === 'tcp' || IpProtocol === '6') && FromPort <= port && port <= ToPort;
}
