import {
  DescribeAuthorizerCommand,
  GetTopicRuleCommand,
  type IoTClient,
  paginateListAuthorizers,
  paginateListTopicRules,
} from '@aws-sdk/client-iot';
import * as z from 'zod/mini';
import type { SourceReader } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { regionOf } from '../../core/target.ts';
import { functionIn } from '../../domain/exposure/api-route.ts';
import {
  functionsInSql,
  type IotCaller,
  iotCallerNamed,
  topicInSql,
} from '../../domain/exposure/iot-call.ts';
import { memoizedFor } from '../calls/memoized-for.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { listsOf } from './pages.ts';

/** For how long answers hold: a sweep takes less, and there is more between two. */
const FRESH_MS = 10 * 60 * 1000;

/** More than are read of a region for functions whose policies name none of them. */
const MOST = 200;

/** As many as AWS IoT lists in a page. */
const RULES_IN_PAGE = 10_000;
const AUTHORIZERS_IN_PAGE = 250;

export interface IotCallers {
  /** A rule or an authorizer by its ARN; undefined for that of anything else. @throws when it is not known. */
  readonly one: SourceReader;
  /** ARNs of all rules and active authorizers of a region. @throws when they are not known, or very many. */
  readonly all: (region: string) => Promise<readonly string[]>;
  /** ARNs of the active authorizers of a region. @throws when they cannot all be listed. */
  readonly authorizers: (region: string) => Promise<readonly string[]>;
}

/**
 * Reads what of AWS IoT runs functions: of rules a listing a region, and of each rule and authorizer that a policy
 * names a call, once a sweep.
 */
export function iotCallers(clientIn: (region: string) => IoTClient, clock: Clock): IotCallers {
  const rulesIn = memoizedFor(FRESH_MS, clock, (region) => listedRules(clientIn(region)));
  const rule = memoizedFor(FRESH_MS, clock, (arn) =>
    ruleAt(clientIn(regionOf(arn)), arn, () => rulesIn(regionOf(arn))),
  );
  const authorizer = memoizedFor(FRESH_MS, clock, (arn) =>
    authorizerAt(clientIn(regionOf(arn)), arn),
  );
  const authorizers = memoizedFor(FRESH_MS, clock, (region) => activeAuthorizers(clientIn(region)));

  return {
    async one(arn) {
      const named = iotCallerNamed(arn);
      if (!named) return undefined;

      const iot = await (named.kind === 'rule' ? rule(arn) : authorizer(arn));
      return { exists: iot !== undefined, ...(iot && { iot }) };
    },
    all: memoizedFor(FRESH_MS, clock, async (region) => {
      const rules = await rulesIn(region);
      const found = [...rules.keys(), ...(await authorizers(region))];

      if (found.length > MOST) throw new Error(`there are more than ${MOST} of them`);
      return found;
    }),
    authorizers,
  };
}

type ListedRules = ReadonlyMap<string, z.infer<typeof listedRule>>;

/** By ARN. @throws when they cannot all be listed. */
async function listedRules(client: IoTClient): Promise<ListedRules> {
  const rules = new Map<string, z.infer<typeof listedRule>>();
  const pages = paginateListTopicRules({ client, pageSize: RULES_IN_PAGE }, {});

  for await (const page of listsOf(pages, 'rules', 'nextToken')) {
    for (const each of z.array(listedRule).parse(page)) rules.set(each.ruleArn, each);
  }
  return rules;
}

const listedRule = z.object({ ruleArn: z.string(), topicPattern: z.optional(z.string()) });

/** Their ARNs. @throws when they cannot all be listed. */
async function activeAuthorizers(client: IoTClient): Promise<readonly string[]> {
  const pages = paginateListAuthorizers(
    { client, pageSize: AUTHORIZERS_IN_PAGE },
    { status: 'ACTIVE' },
  );
  const found: string[] = [];

  for await (const page of listsOf(pages, 'authorizers', 'nextMarker')) {
    for (const { authorizerArn } of z.array(listedAuthorizer).parse(page))
      found.push(authorizerArn);
  }
  return found;
}

const listedAuthorizer = z.object({ authorizerArn: z.string() });

/**
 * Undefined where there is none. AWS IoT answers of a rule that is not there as of one that is denied: only a
 * listing without it says that there is none.
 */
async function ruleAt(
  client: IoTClient,
  arn: string,
  listing: () => Promise<ListedRules>,
): Promise<IotCaller | undefined> {
  const listed = await attempt(listing);
  const isMissing = listed.known && !listed.value.has(arn);
  const ask = async () =>
    topicRule.parse(
      await client.send(new GetTopicRuleCommand({ ruleName: iotCallerNamed(arn)?.name })),
    );
  // One that is younger than the listing is there.
  const answer = isMissing
    ? await notFoundAsNone(ask, 'UnauthorizedException', 'ResourceNotFoundException')
    : await ask();
  if (!answer) return undefined;

  const { ruleDisabled, sql, actions, errorAction } = answer.rule;
  const run = [...actions, ...(errorAction ? [errorAction] : [])].flatMap(
    ({ lambda }) => functionIn(lambda?.functionArn ?? '') ?? [],
  );
  return {
    isOff: ruleDisabled ?? false,
    runs: [...run, ...functionsInSql(sql)],
    topic: (listed.known ? listed.value.get(arn)?.topicPattern : undefined) ?? topicInSql(sql),
  };
}

const action = z.object({ lambda: z.optional(z.object({ functionArn: z.string() })) });

const topicRule = z.object({
  rule: z.object({
    sql: z.string(),
    ruleDisabled: z.optional(z.boolean()),
    actions: z.array(action),
    errorAction: z.optional(action),
  }),
});

/** Undefined where there is none. */
async function authorizerAt(client: IoTClient, arn: string): Promise<IotCaller | undefined> {
  const { name: authorizerName } = iotCallerNamed(arn) ?? {};
  const answer = await notFoundAsNone(
    async () =>
      describedAuthorizer.parse(
        await client.send(new DescribeAuthorizerCommand({ authorizerName })),
      ),
    'ResourceNotFoundException',
  );
  if (!answer) return undefined;

  const { authorizerFunctionArn, status, signingDisabled } = answer.authorizerDescription;
  const named = functionIn(authorizerFunctionArn);
  return {
    isOff: status === 'INACTIVE',
    runs: named ? [{ ...named, isAwaited: true }] : [],
    ...(signingDisabled && { isUnsigned: true }),
  };
}

const describedAuthorizer = z.object({
  authorizerDescription: z.object({
    authorizerFunctionArn: z.string(),
    status: z.enum(['ACTIVE', 'INACTIVE']),
    signingDisabled: z.optional(z.boolean()),
  }),
});
