import * as z from 'zod/mini';
import { apiRoute } from './api-route.ts';
import { appsyncApi } from './appsync-api.ts';
import { balancerRule } from './balancer-rule.ts';
import { type Distribution, distribution, type SigningDistribution } from './distribution.ts';
import { iotCall } from './iot-call.ts';
import { iotPublishers } from './iot-publishers.ts';
import { type SignUp, signUp } from './sign-up.ts';
import { isDistribution, type TriggerSource } from './trigger-source.ts';
import type { WebAcl } from './web-acl.ts';

/** How a caller, or an event, comes to run a function. Event source mappings are none: they fetch. */
export type EntryPoint = z.infer<typeof entryPointSchema>;

/** Of the function: an alias or a version; absent for the function itself. */
const qualifier = z.optional(z.string());

/** An entry point as it is stored. */
export const entryPointSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('url'),
    url: z.string(),
    /** NONE or AWS_IAM. */
    authType: z.string(),
    /** Absent for the function itself. */
    alias: z.optional(z.string()),
    /** Anyone may call it, by its kind and the resource policy together; of AWS_IAM, any account. */
    isOpen: z.boolean(),
  }),
  z.object({
    kind: z.literal('anyone'),
    /** What permissions/public-resource-policy knows it by. */
    statement: z.string(),
    qualifier,
  }),
  z.object({
    kind: z.literal('account'),
    /**
     * Whom the policy names, of another account. `*` is everyone whom a condition lets in: of an
     * organization, of a network.
     */
    principal: z.string(),
    /** Twelve digits; absent where neither the principal nor a condition says. */
    account: z.optional(z.string()),
    qualifier,
  }),
  z.object({
    kind: z.literal('service'),
    /** `s3.amazonaws.com` */
    service: z.string(),
    /** ARN of the API, bucket, topic or rule; absent where none is named, or a pattern. */
    source: z.optional(z.string()),
    /** Twelve digits; absent where none is named, or several. */
    sourceAccount: z.optional(z.string()),
    /** It may act for any account of AWS: see permissions/unscoped-service-principal. */
    isForAnyone: z.boolean(),
    /** Anyone may write to the source. Noted of topics; absent where it is not known. */
    isOpenSource: z.optional(z.boolean()),
    /** Of a rule or a custom authorizer of AWS IoT; absent where it was not read. */
    iot: z.optional(iotCall),
    /** Of a rule of AWS IoT that is on: who may publish to its topics; absent where that was not read. */
    publishers: z.optional(iotPublishers),
    /** Of a user pool of Amazon Cognito: who may sign up, and so has it run its triggers; absent where it was not read. */
    signUp: z.optional(signUp),
    qualifier,
  }),
  z.object({ kind: z.literal('route'), route: apiRoute }),
  z.object({ kind: z.literal('balancer'), rule: balancerRule }),
  z.object({ kind: z.literal('appsync'), api: appsyncApi }),
  z.object({ kind: z.literal('distribution'), distribution }),
]);

/** Who may sign up at the user pool whose users it admits; undefined where it asks for none. */
export function signUpBy(way: EntryPoint): SignUp | undefined {
  if (way.kind === 'route') return way.route.signUp;
  if (way.kind === 'balancer') return way.rule.signUp;
  if (way.kind === 'service') return way.signUp;

  return way.kind === 'appsync' ? way.api.signUp : undefined;
}

/** What of AWS WAF stands before it. */
export function webAclsBefore(way: EntryPoint): readonly WebAcl[] {
  if (way.kind === 'route') return way.route.webAcls ?? [];
  if (way.kind === 'balancer') return way.rule.webAcls ?? [];
  if (way.kind === 'distribution') return way.distribution.webAcls ?? [];

  return way.kind === 'appsync' ? (way.api.webAcls ?? []) : [];
}

/** The same entry points; those whose source anyone may write to are marked. */
export function withOpenSources(
  ways: readonly EntryPoint[],
  sources: readonly TriggerSource[],
): readonly EntryPoint[] {
  const open = new Set(sources.filter(({ isOpen }) => isOpen).map(({ arn }) => arn));

  return ways.map((way) =>
    way.kind === 'service' && way.source !== undefined && open.has(way.source)
      ? { ...way, isOpenSource: true }
      : way,
  );
}

/**
 * The same entry points; in place of what a policy lets a distribution of CloudFront do, the distribution
 * as it was read, where it calls a URL of the function. One that calls none lets no one in, nor one that is
 * gone: CloudFront gives no id twice.
 *
 * @param ways with all URLs of the function.
 */
export function withDistributions(
  ways: readonly EntryPoint[],
  sources: readonly TriggerSource[],
): readonly EntryPoint[] {
  const read = new Map(sources.map((source) => [source.arn, source]));

  return ways.flatMap((way) => {
    const arn = distributionOf(way);
    const found = arn === undefined ? undefined : read.get(arn);
    if (!found || way.kind !== 'service') return [way];
    if (!found.distribution) return found.exists ? [way] : [];

    const leading = leadingTo(way.qualifier, ways, found.distribution);
    if (leading) return [{ kind: 'distribution' as const, distribution: leading }];
    return found.distribution.mayChooseOrigins ? [way] : [];
  });
}

/** ARN of the distribution that a policy lets call a URL, where it names one. */
export function distributionOf(way: EntryPoint): string | undefined {
  return way.kind === 'service' && way.source && isDistribution(way.source)
    ? way.source
    : undefined;
}

/** @param alias whose URL it may call; undefined for that of the function itself. */
function leadingTo(
  alias: string | undefined,
  ways: readonly EntryPoint[],
  { id, address, webAcls, signsTo }: SigningDistribution,
): Distribution | undefined {
  const hosts = new Set(
    ways.flatMap((way) => (way.kind === 'url' && way.alias === alias ? [hostOf(way.url)] : [])),
  );
  const [first, ...others] = signsTo.filter(({ host }) => hosts.has(host.toLowerCase()));
  if (!first) return undefined;

  const asks = others.some((each) => each.asks === undefined) ? undefined : first.asks;
  return {
    id,
    address,
    ...(asks !== undefined && { asks }),
    ...(webAcls && { webAcls }),
    ...(alias !== undefined && { qualifier: alias }),
  };
}

/** `x.lambda-url.eu-west-1.on.aws` */
function hostOf(url: string): string {
  return url.toLowerCase().replace('https://', '').split('/', 1).join();
}
