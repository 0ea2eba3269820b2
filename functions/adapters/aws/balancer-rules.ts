import type { EC2Client } from '@aws-sdk/client-ec2';
import {
  type ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BalancerReader, LeadingRule } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import { keepOut } from '../../domain/exposure/web-acl.ts';
import { ruleOf, takesAll, targetGroupsOf, userPoolsOf } from './listener-rules.ts';
import { openPorts } from './open-ports.ts';
import { listsOf } from './pages.ts';
import { functionOfGroup } from './target-group-functions.ts';
import type { SignUpReader } from './user-pools.ts';
import type { WebAclReader } from './web-acls.ts';

export interface BalancerClients {
  readonly balancers: (region: string) => ElasticLoadBalancingV2Client;
  readonly groups: (region: string) => EC2Client;
  readonly signUpOf: SignUpReader;
  readonly webAcls: WebAclReader;
}

/**
 * Reads what leads to functions through Application Load Balancers: one listing of target groups a
 * region, and more only where a load balancer has a function for a target. A load balancer that cannot
 * be read harms no other.
 */
export function balancerRules(clients: BalancerClients): BalancerReader {
  return async (region) => {
    const client = clients.balancers(region);
    const targets = await functionTargets(client);
    const rules: LeadingRule[] = [];
    const unseen: string[] = [...targets.unseen];
    const arns = [...new Set(targets.groups.values().flatMap(({ balancers }) => balancers))];

    for await (const balancer of balancersOf(client, arns)) {
      const answer = await attempt(() => rulesOf(balancer, client, clients.groups(region)));

      if (answer.known) {
        const leading = answer.value.flatMap((each) => leadingBy(each, region, targets.groups));
        for (const each of leading) {
          rules.push(await behindAcl(await withUsers(each, clients.signUpOf), balancer, clients));
        }
      } else unseen.push(`load balancer ${balancer.LoadBalancerName}: ${answer.reason}`);
    }
    return { rules, unseen };
  };
}

/** A target group with a function in it. */
interface FunctionGroup {
  readonly leadsTo: string;
  readonly qualifier?: string | undefined;
  /** ARNs. */
  readonly balancers: readonly string[];
}

async function functionTargets(client: ElasticLoadBalancingV2Client) {
  const groups = new Map<string, FunctionGroup>();
  const unseen: string[] = [];
  const pages = paginateDescribeTargetGroups({ client, pageSize: 400 }, {});

  for await (const page of listsOf(pages, 'TargetGroups', 'NextMarker', { mayBeAbsent: true })) {
    for (const { TargetGroupArn: arn = '', TargetType, LoadBalancerArns = [] } of page) {
      if (TargetType !== 'lambda' || LoadBalancerArns.length === 0) continue;

      const answer = await attempt(() => functionOfGroup(client, arn));
      if (!answer.known) unseen.push(`target group ${arn}: ${answer.reason}`);
      else if (answer.value) groups.set(arn, { ...answer.value, balancers: LoadBalancerArns });
    }
  }
  return { groups, unseen };
}

/** As many as one request may name. */
const MOST_NAMED = 20;

async function* balancersOf(client: ElasticLoadBalancingV2Client, arns: readonly string[]) {
  for (let from = 0; from < arns.length; from += MOST_NAMED) {
    const LoadBalancerArns = arns.slice(from, from + MOST_NAMED);
    const pages = paginateDescribeLoadBalancers({ client }, { LoadBalancerArns });

    for await (const page of listsOf(pages, 'LoadBalancers', 'NextMarker')) yield* page;
  }
}

/** A rule, and where it stands. */
interface ListenerRule {
  readonly rule: Rule;
  readonly listener: Listener;
  readonly balancer: LoadBalancer;
  readonly isOpenPort: boolean;
}

/** Those that requests come to: not behind one that takes all. @throws */
async function rulesOf(
  balancer: LoadBalancer,
  client: ElasticLoadBalancingV2Client,
  groups: EC2Client,
): Promise<readonly ListenerRule[]> {
  const isOpenPort = await openPorts(groups, balancer);
  const found: ListenerRule[] = [];
  const pages = paginateDescribeListeners(
    { client, pageSize: 400 },
    { LoadBalancerArn: balancer.LoadBalancerArn },
  );

  for await (const page of listsOf(pages, 'Listeners', 'NextMarker', { mayBeAbsent: true })) {
    for (const listener of page) {
      for (const rule of await inOrder(client, listener)) {
        found.push({ rule, listener, balancer, isOpenPort: isOpenPort(listener.Port ?? 0) });
        if (takesAll(rule)) break;
      }
    }
  }
  return found;
}

async function inOrder(
  client: ElasticLoadBalancingV2Client,
  { ListenerArn }: Listener,
): Promise<readonly Rule[]> {
  const pages = paginateDescribeRules({ client, pageSize: 400 }, { ListenerArn });
  const rules = (await Array.fromAsync(listsOf(pages, 'Rules', 'NextMarker'))).flat();

  return rules.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The default rule comes last. */
function placeOf({ IsDefault, Priority }: Rule): number {
  return IsDefault || Priority === 'default' ? Number.POSITIVE_INFINITY : Number(Priority);
}

/** A rule that runs a function, and by whose users it authenticates. */
interface AskingRule extends LeadingRule {
  /** Ids. */
  readonly userPools: readonly string[];
}

async function withUsers(
  { leadsTo, rule, userPools }: AskingRule,
  signUpOf: SignUpReader,
): Promise<LeadingRule> {
  const isAsked = rule.authentication !== 'none' && userPools.length > 0;
  const signUp = isAsked ? await signUpOf(userPools) : undefined;

  return { leadsTo, rule: { ...rule, ...(signUp && { signUp }) } };
}

/** One that strangers do not come to is not asked about. */
async function behindAcl(
  { leadsTo, rule }: LeadingRule,
  { LoadBalancerArn }: LoadBalancer,
  { webAcls }: BalancerClients,
): Promise<LeadingRule> {
  if (rule.isInternal || rule.isBarred) return { leadsTo, rule };

  const acl = await webAcls.before(LoadBalancerArn ?? '');
  if (!acl) return { leadsTo, rule };
  return { leadsTo, rule: { ...rule, webAcls: [acl], isBarred: keepOut([acl]) } };
}

function leadingBy(
  { rule, listener, balancer, isOpenPort }: ListenerRule,
  region: string,
  groups: ReadonlyMap<string, FunctionGroup>,
): readonly AskingRule[] {
  return targetGroupsOf(rule).flatMap((arn) => {
    const group = groups.get(arn);
    if (!group) return [];

    const { leadsTo, qualifier } = group;
    const found = ruleOf(rule, listener, balancer, { region, isOpenPort });
    return [
      {
        leadsTo,
        rule: { ...found, ...(qualifier !== undefined && { qualifier }) },
        userPools: userPoolsOf(rule),
      },
    ];
  });
}
