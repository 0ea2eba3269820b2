import { compareTexts } from '../../core/compare-texts.ts';
import { type Known, unknown } from '../../core/known.ts';
import { type AccountIdentities, noIdentities } from './account-identities.ts';
import { empowering, groupsByMember, identityChanges, powerfulGroups } from './empowered.ts';
import { namedRunsOf } from './named-runs.ts';
import { noControls } from './organization-controls.ts';
import { assumableBy, changeableBy, leftIn } from './role-candidates.ts';
import type { ChainEnd, ChainHop, Presumption, RoleChain } from './role-chain.ts';
import { codeChanges, type Hop, hopTo, mayBecome, passesTo, takeoverOf } from './role-hop.ts';
import { type AccountRole, isKeptByAws, type RoleNode, roleNode, userAsRole } from './role-node.ts';

/** What of an account decides how its roles reach the permissions of others. */
export interface AccountAccess {
  readonly roles: readonly AccountRole[];
  readonly identities: Known<AccountIdentities>;
}

/**
 * How each role of an account reaches the permissions of another role or of a user, by the shortest chain,
 * or that it does not: a list of one or none, by ARN. What could not be read of the others makes it
 * incomplete.
 *
 * It is searched from the powerful backwards, for they are few: who can become one of them, who can
 * become one of those, and so on.
 *
 * @param now ISO 8601 in UTC.
 * @param controls what the organization leaves to the account.
 */
export function roleChains(
  { roles, identities }: AccountAccess,
  now: string,
  controls = noControls,
): ReadonlyMap<string, Known<readonly RoleChain[]>> {
  const known = identities.known ? identities.value : noIdentities;
  const powerful = powerfulGroups(known, now).map(({ arn }) => arn);
  const groupsOf = groupsByMember(known);
  const nodes = [
    ...roles.filter(({ target }) => !isKeptByAws(target.arn)),
    ...known.users.map((user) => userAsRole(user, { own: groupsOf.get(user.arn) ?? [], powerful })),
  ]
    .toSorted((a, b) => compareTexts(a.target.arn, b.target.arn))
    .map((role) => roleNode(role, now, controls));
  const users = nodes.filter(({ isUser }) => isUser);
  const search = searchIn(nodes, empowering(users, known, now));
  const gaps = gapsIn(nodes, search, identities);

  const chains = nodes
    .filter(({ isUser }) => !isUser)
    .map((node) => [node.arn, chainsOf(node, search, gaps)] as const);
  const ofAws = roles
    .filter(({ target }) => isKeptByAws(target.arn))
    .map(({ target }) => [target.arn, { known: true, value: [] }] as const);
  return new Map<string, Known<readonly RoleChain[]>>([...chains, ...ofAws]);
}

/** The best that is known of a role so far. */
interface Way {
  readonly cost: number;
  /** Absent where it is powerful itself. */
  readonly hop?: Hop & { readonly to: { readonly arn: string } };
  /** Absent at the end. */
  readonly next?: Way | undefined;
  readonly end: ChainEnd;
  readonly isSure: boolean;
  readonly presumes?: Presumption | undefined;
}

interface Search {
  readonly ways: ReadonlyMap<RoleNode, Way>;
  /** By ARN. */
  readonly nodes: ReadonlyMap<string, RoleNode>;
  /** From the one to the other, until too many pairs were looked at. */
  readonly hop: (from: RoleNode, to: RoleNode) => Hop | undefined;
  readonly isCutOff: () => boolean;
}

/** What is not certain, and what ends with less than an administrator, comes after all that is. */
const UNSURE = 1_000;
const LESS = 10_000;

/** What presumes something that is not read comes after all that does not, and is tried once. */
const PRESUMED = 50_000;

/** Pairs of roles that are looked at: some seconds. */
const MOST_PAIRS = 200_000;

function searchIn(nodes: readonly RoleNode[], empowered: ReturnType<typeof empowering>): Search {
  const ways = new Map<RoleNode, Way>();
  const queue: RoleNode[][] = [];
  const { counted, isCutOff } = counter(MOST_PAIRS);
  const [hop, takeover] = [counted(hopTo), counted(takeoverOf)];

  const costOf = (node: RoleNode) => ways.get(node)?.cost ?? Number.POSITIVE_INFINITY;
  const offer = (node: RoleNode, way: Way | undefined) => {
    if (!way || way.cost >= costOf(node)) return;

    ways.set(node, way);
    const alike = queue[way.cost] ?? [];
    queue[way.cost] = alike;
    alike.push(node);
  };

  for (const node of nodes) offer(node, ownWay(node));
  const changers = changeableBy(nodes);
  for (const to of nodes) {
    for (const from of leftIn(changers(to), to, (node) => costOf(node) < UNSURE)) {
      if (mayBecome(from, to)) offer(from, wayBy(takeover(from, to), to));
    }
  }
  const assumers = assumableBy(nodes);
  const spread = (least: number) => {
    for (const [cost, to] of cheapestFirst(queue, least)) {
      const next = ways.get(to);
      if (next?.cost !== cost) continue;

      for (const from of leftIn(assumers(to), to, (node) => costOf(node) <= cost + 1)) {
        offer(from, wayBy(hop(from, to), to, next));
      }
    }
  };
  spread(0);
  for (const [from, way] of presumed(nodes, ways, empowered)) offer(from, way);
  spread(PRESUMED);

  return { ways, nodes: new Map(nodes.map((node) => [node.arn, node])), hop, isCutOff };
}

type FindHop = (from: RoleNode, to: RoleNode) => Hop | undefined;

function counter(most: number) {
  let count = 0;

  return {
    isCutOff: () => count > most,
    counted:
      (find: FindHop): FindHop =>
      (from, to) => {
        count += 1;
        return count > most ? undefined : find(from, to);
      },
  };
}

/** Of those who have no better way. */
function* presumed(
  nodes: readonly RoleNode[],
  ways: ReadonlyMap<RoleNode, Way>,
  empowered: ReturnType<typeof empowering>,
): Iterable<[RoleNode, Way | undefined]> {
  const best = mostPowerfulBy(nodes, ways);
  const isRead = functionsReadIn(nodes);

  for (const from of nodes.filter((node) => !ways.has(node) && node.permissions)) {
    for (const { service, hop } of namedRunsOf(from)) {
      if (service === LAMBDA && isRead(hop)) continue;
      const to = best.get(service)?.find((node) => node !== from);
      const way = to && wayBy(hop, to, ways.get(to));
      yield [from, presuming(way, { that: 'runs', service })];
    }
    for (const { arn, hop } of empowered(from)) {
      yield [from, presuming(wayBy(hop, { arn }), { that: 'credentials' })];
    }
  }
}

/** Whether it is known as what the function runs that a step names. */
function functionsReadIn(nodes: readonly RoleNode[]): (hop: Hop) => boolean {
  const known = nodes.flatMap(({ role: { functions } }) =>
    functions.known ? functions.value : [],
  );
  const functions = new Set(known);
  const areAllKnown = nodes.every((node) => functionsGap(node) === undefined);

  return ({ steps }) =>
    areAllKnown || steps.some(({ on }) => on !== undefined && functions.has(on));
}

const LAMBDA = 'lambda.amazonaws.com';

/** By service, the two most powerful of the roles that trust it: one of them may be the role itself. */
function mostPowerfulBy(nodes: readonly RoleNode[], ways: ReadonlyMap<RoleNode, Way>) {
  const found = new Map<string, readonly RoleNode[]>();
  const costOf = (node: RoleNode) => ways.get(node)?.cost ?? Number.POSITIVE_INFINITY;

  for (const node of nodes.filter((each) => ways.has(each))) {
    for (const service of node.named?.services ?? []) {
      const both = [...(found.get(service) ?? []), node].toSorted((a, b) => costOf(a) - costOf(b));
      found.set(service, both.slice(0, 2));
    }
  }
  return found;
}

/** The queue grows, with gaps, while it is worked off. */
function* cheapestFirst(
  queue: readonly (readonly RoleNode[])[],
  least: number,
): Iterable<[number, RoleNode]> {
  for (let cost = least; cost < queue.length; cost += 1) {
    for (const node of queue[cost] ?? []) yield [cost, node];
  }
}

const administrator: Way = { cost: 0, end: { as: 'administrator', with: [] }, isSure: true };

function ownWay(node: RoleNode): Way | undefined {
  if (node.isAdministrator) return administrator;

  const worst = node.worst();
  if (!worst) return undefined;
  const { steps, isSure, endsAsAdministrator } = worst;
  const isOwn = endsAsAdministrator || (steps[0].on === 'itself' && !node.permissions?.boundary);
  return {
    cost: steps.length + (isSure ? 0 : UNSURE) + (endsAsAdministrator ? 0 : LESS),
    end: {
      as: isOwn ? 'makes itself administrator' : 'gains more',
      with: steps.map(({ action }) => action),
    },
    isSure,
  };
}

/** @param next that of the other; none where it was made powerful first. */
function wayBy(hop: Hop | undefined, to: { readonly arn: string }, next?: Way): Way | undefined {
  if (!hop) return undefined;
  const { cost, end, isSure, presumes } = next ?? administrator;

  return {
    cost: cost + hop.steps.length + (hop.isSure ? 0 : UNSURE),
    hop: { ...hop, to },
    next,
    end,
    isSure: hop.isSure && isSure,
    presumes,
  };
}

/** As if what is not read were so. */
function presuming(way: Way | undefined, presumes: Presumption): Way | undefined {
  return way && { ...way, cost: way.cost + PRESUMED, presumes };
}

interface Gaps {
  /** Of every role that has no certain path to an administrator. */
  readonly ofAll: readonly string[];
  readonly of: ReadonlyMap<RoleNode, string>;
}

/** What could not be seen of the roles that a role may become. */
function gapsIn(
  nodes: readonly RoleNode[],
  search: Search,
  identities: AccountAccess['identities'],
): Gaps {
  const unread = nodes.filter(({ trust, permissions }) => !(trust && permissions));
  const queue = nodes.filter((node) => isDark(node) && !isCertain(search.ways.get(node)));
  const of = new Map(queue.map((node) => [node, OWN]));
  const spread = new Map(queue.map((node) => [node, reasonOf(node)]));

  const assumers = queue.length > 0 ? assumableBy(nodes) : () => [];
  for (const to of queue) {
    for (const from of leftIn(assumers(to), to, (node) => of.has(node))) {
      if (!search.hop(from, to)) continue;
      const reason = spread.get(to) ?? '';
      of.set(from, reason);
      spread.set(from, reason);
      queue.push(from);
    }
  }

  const closed = unread.filter(
    (node) => !node.trust && (!node.permissions || search.ways.has(node)),
  );
  const others = [...codeGaps(nodes, search), ...identityGaps(nodes, identities)];
  for (const [node, reason] of others) if (!of.has(node)) of.set(node, reason);
  return {
    ofAll: [
      ...closed.slice(0, 1).map(reasonOf),
      ...(search.isCutOff()
        ? ['the account has more ways between its roles than are followed']
        : []),
    ],
    of,
  };
}

/** Who may change functions, while it is not known which of them run as a powerful role. */
function* codeGaps(nodes: readonly RoleNode[], { ways }: Search): Iterable<[RoleNode, string]> {
  const [dark] = nodes.filter(
    (node) => ways.has(node) && node.named?.services.has(LAMBDA) && functionsGap(node),
  );
  if (!dark) return;

  const reason = functionsGap(dark) ?? '';
  for (const node of nodes) if (codeChanges.some(node.isGranted)) yield [node, reason];
}

/** Who may change users or groups, while it is not known which there are and what they may do. */
function identityGaps(
  nodes: readonly RoleNode[],
  identities: AccountAccess['identities'],
): readonly [RoleNode, string][] {
  const gap = identities.known ? identities.incomplete : identities.reason;
  if (gap === undefined) return [];

  return nodes
    .filter(({ isGranted }) => identityChanges.some(isGranted))
    .map((node) => [node, `users could not be read: ${gap}`]);
}

function functionsGap({ role: { functions } }: RoleNode): string | undefined {
  return functions.known ? functions.incomplete : functions.reason;
}

const OWN = 'its own policies could not all be read';

/** It may be able to do more than is known. */
function isDark({ role: { permissions } }: RoleNode): boolean {
  return !permissions.known || permissions.incomplete !== undefined;
}

/** No more can come of whatever else it may do. */
function isCertain(way: Way | undefined): boolean {
  return way?.isSure === true && way.presumes === undefined && way.end.as !== 'gains more';
}

function reasonOf({ arn, role: { permissions, trust } }: RoleNode): string {
  if (permissions.known && permissions.incomplete !== undefined) {
    return `${arn} could not be read in full: ${permissions.incomplete}`;
  }
  const gap = permissions.known ? trust : permissions;

  return `${arn} could not be read${gap.known ? '' : `: ${gap.reason}`}`;
}

function chainsOf(node: RoleNode, search: Search, gaps: Gaps): Known<readonly RoleChain[]> {
  if (!node.role.permissions.known) return unknown('its own permissions are not known');

  const way = search.ways.get(node);
  const value = way?.hop ? [pathOf(way, othersOf(node, way.hop, search))] : [];
  if (node.isAdministrator || isCertain(way)) return { known: true, value };

  const reasons = [...gaps.ofAll, gaps.of.get(node)].filter((reason) => reason !== undefined);
  return reasons.length > 0
    ? { known: true, value, incomplete: reasons.join('; ') }
    : { known: true, value };
}

/** Roles on the way that are named; the rest is counted. */
const MOST_HOPS = 8;

function pathOf(way: Way, others: RoleChain['others']): RoleChain {
  const hops: ChainHop[] = [];
  let [count, to] = [0, ''];

  for (let at: Way | undefined = way; at?.hop; at = at.next) {
    to = at.hop.to.arn;
    count += 1;
    if (hops.length < MOST_HOPS) hops.push({ role: to, steps: at.hop.steps });
  }

  return {
    hops,
    more: count - hops.length,
    to,
    end: way.end,
    isSure: way.isSure,
    ...(way.presumes && { presumes: way.presumes }),
    ...(others && { others }),
  };
}

/** As many as a reader wants: a table of services is no evidence any more. */
const MOST_OTHERS = 40;

/** Other services to which a role can hand the first role of its path. */
function othersOf(from: RoleNode, { steps, to }: NonNullable<Way['hop']>, { nodes }: Search) {
  const node = nodes.get(to.arn);
  if (!node || !steps.some(({ action }) => action === 'iam:PassRole')) return undefined;

  const own = steps.map(({ action }) => action).join();
  const others = passesTo(from, node).filter((actions) => !own.endsWith(actions.join()));
  return others.length > 0 ? others.slice(0, MOST_OTHERS) : undefined;
}
