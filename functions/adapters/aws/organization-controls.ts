import {
  DescribeAccountCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  type OrganizationsClient,
  type PolicySummary,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import { attempt } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import { accountOf } from '../../core/target.ts';
import {
  type ControlDocument,
  type ControlLevel,
  type NamedPolicy,
  noControls,
  resourceControlPolicy,
  serviceControlPolicy,
} from '../../engines/iam/index.ts';
import type { ControlReader } from '../../facts/role/controls.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import { listsOf, pagesOf } from './pages.ts';

/** An organization has at most five units between its root and an account. */
const MOST_LEVELS = 10;

/**
 * Reads, from the account upwards, which policies of the organization bear on it: for an account two
 * levels below the root about ten calls. The management account has none.
 *
 * Source: "ListPoliciesForTarget" (AWS Organizations API Reference): only policies that are attached
 * to the target itself, and only to the management account or a delegated administrator.
 */
export function readControls(client: OrganizationsClient): ControlReader {
  return async (account) => {
    const { organization, manager } = await placeOf(account, client);
    if (manager === account) return { ...noControls, organization };

    const ids = await levelsAbove(account, client);
    const service = policyReader(client, serviceControlPolicy, all);
    const read = await inOrder(ids, (id) => levelOf(id, service, client));
    const resource = await attempt(() => resourcePolicies(ids, client));

    return {
      organization,
      // A level without any is one of an organization that has turned these policies off.
      levels: read.map(({ level }) => level).filter(hasAny),
      resources: resource.known ? resource.value.policies : [],
      unread: [
        ...new Set([
          ...read.flatMap(({ unread }) => unread),
          ...(resource.known
            ? resource.value.unread
            : [`the resource control policies: ${resource.reason}`]),
        ]),
      ],
    };
  };
}

function hasAny({ policies, isIncomplete }: ControlLevel): boolean {
  return policies.length > 0 || isIncomplete === true;
}

/** The ARN of an account names its management account and its organization. */
async function placeOf(AccountId: string, client: OrganizationsClient) {
  const { Account } = await asked(() => client.send(new DescribeAccountCommand({ AccountId })));
  const arn = Account?.Arn ?? '';
  const [, organization] = /:account\/(o-[a-z0-9]+)\//.exec(arn) ?? [];
  if (organization === undefined) throw new Error('DescribeAccount answered without an ARN');

  return { organization, manager: accountOf(arn) };
}

/** From the root down to the account. */
async function levelsAbove(
  account: string,
  client: OrganizationsClient,
): Promise<readonly string[]> {
  const ids = [account];

  while (ids.length < MOST_LEVELS) {
    const [ChildId = account] = ids;
    const { Parents } = await asked(() => client.send(new ListParentsCommand({ ChildId })));
    const [parent] = Parents ?? [];
    if (parent?.Id === undefined) throw new Error(`ListParents names none of ${ChildId}`);
    ids.unshift(parent.Id);
    if (parent.Type === 'ROOT') return ids;
  }
  throw new Error(`${account} has more than ${MOST_LEVELS} levels above it`);
}

interface ReadPolicies {
  readonly policies: readonly NamedPolicy[];
  /** Each with why. */
  readonly unread: readonly string[];
}

type ReadPolicy = (summary: PolicySummary) => Promise<Known<NamedPolicy>>;

async function levelOf(id: string, read: ReadPolicy, client: OrganizationsClient) {
  const { policies, unread } = await attached(id, 'SERVICE_CONTROL_POLICY', read, client);
  const level: ControlLevel = { id, policies, ...(unread.length > 0 && { isIncomplete: true }) };

  return { level, unread };
}

async function resourcePolicies(
  ids: readonly string[],
  client: OrganizationsClient,
): Promise<ReadPolicies> {
  const read = policyReader(client, resourceControlPolicy, { ...all, Principal: '*' });
  const levels = await inOrder(ids, (id) => attached(id, 'RESOURCE_CONTROL_POLICY', read, client));
  const policies = levels.flatMap((level) => level.policies);

  return {
    policies: [...new Map(policies.map((policy) => [policy.name, policy])).values()],
    unread: levels.flatMap(({ unread }) => unread),
  };
}

async function attached(
  TargetId: string,
  Filter: PolicyType,
  read: ReadPolicy,
  client: OrganizationsClient,
): Promise<ReadPolicies> {
  const summaries: PolicySummary[] = [];
  const pages = pagesOf('NextToken', (NextToken) =>
    asked(() => client.send(new ListPoliciesForTargetCommand({ TargetId, Filter, NextToken }))),
  );
  for await (const list of listsOf(pages, 'Policies', 'NextToken')) summaries.push(...list);

  const answers = await inOrder(summaries, async (summary) => ({
    name: `${summary.Name ?? 'unnamed'} (${summary.Id})`,
    answer: await read(summary),
  }));
  return {
    policies: answers.flatMap(({ answer }) => (answer.known ? [answer.value] : [])),
    unread: answers.flatMap(({ name, answer }) =>
      answer.known ? [] : [`${name}: ${answer.reason}`],
    ),
  };
}

/** Each once, however many levels it is attached to. @param Statement of those that allow all. */
function policyReader(
  client: OrganizationsClient,
  parse: (document: ControlDocument) => NamedPolicy,
  Statement: object,
): ReadPolicy {
  const read = new Map<string, () => Promise<NamedPolicy>>();

  return async ({ Id = '', Name = 'unnamed', Arn }) => {
    if (allowingAll.has(Id)) {
      return {
        known: true,
        value: parse({ id: Id, name: Name, arn: Arn, content: JSON.stringify({ Statement }) }),
      };
    }
    const once =
      read.get(Id) ??
      memoizedOnSuccess(async () => {
        const { Policy } = await asked(() =>
          client.send(new DescribePolicyCommand({ PolicyId: Id })),
        );
        if (Policy?.Content === undefined) throw new Error('DescribePolicy answered without it');

        return parse({ id: Id, name: Name, arn: Arn, content: Policy.Content });
      });
    read.set(Id, once);

    return attempt(once);
  };
}

/** AWS's own, which are attached everywhere unless someone takes them off, and never change. */
const allowingAll: ReadonlySet<string> = new Set(['p-FullAWSAccess', 'p-RCPFullAWSAccess']);

const all = { Effect: 'Allow', Action: '*', Resource: '*' };

/** One after the other: Organizations allows few requests a second. */
async function inOrder<T, R>(
  items: readonly T[],
  take: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await take(item));

  return results;
}

/** @throws with who may ask, where it is denied: the error of AWS does not say. */
async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AccessDeniedException') throw error;

    throw new Error(
      `${error.message} (only the management account and delegated administrators may read them)`,
      { cause: error },
    );
  }
}
