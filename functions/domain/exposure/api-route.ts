import * as z from 'zod/mini';
import { signUp } from './sign-up.ts';
import { webAcl } from './web-acl.ts';

/** A route of an API of API Gateway that runs a function. */
export type ApiRoute = z.infer<typeof apiRoute>;

/** A route as it is stored. */
export const apiRoute = z.object({
  kind: z.enum(['REST', 'HTTP', 'WebSocket']),
  apiId: z.string(),
  apiName: z.string(),
  /** Of the API. */
  region: z.string(),
  /** `GET /orders`, `ANY /{proxy+}`, `$default`. */
  key: z.string(),
  /** NONE, AWS_IAM, and so on; of a WebSocket that of its $connect, which is asked alone. */
  authorization: z.string(),
  /** ARN of the function by whose answer alone callers come in, where that is known. */
  authorizer: z.optional(z.string()),
  /** Where its code lets any caller through: `index.js, line 3`. Absent where it is not seen to. */
  openAuthorizer: z.optional(z.string()),
  apiKeyRequired: z.boolean(),
  /** Reached from networks that have an endpoint for it, and from nowhere else. */
  isPrivate: z.boolean(),
  /** Strangers are kept out by the policy of the API itself, or by the web ACLs before it. */
  isBarred: z.boolean(),
  /** Where strangers may knock: none where nothing is deployed, or no address is left. */
  addresses: z.array(z.string()),
  /** Of the function: alias or version. */
  qualifier: z.optional(z.string()),
  /** What its stages let through together; absent where one of them has no throttle of its own. */
  callsPerSecond: z.optional(z.number()),
  /** Those before it; absent where one of its stages has none. HTTP APIs have none. */
  webAcls: z.optional(z.array(webAcl)),
  /** It hands the function the request as it is, in an event of fields that API Gateway names; absent where the API makes the event, or that is not known. */
  isProxy: z.optional(z.literal(true)),
  /** It hands the request over and answers at once; absent where the caller waits for the function. */
  isAsynchronous: z.optional(z.literal(true)),
  /** Of the user pool by whose users callers are authenticated; absent where that is another provider. */
  signUp: z.optional(signUp),
  /** Of a WebSocket, but of its $connect: ARN of the one function that its $connect runs; absent where that is not known. */
  connectedBy: z.optional(z.string()),
  /** ARN of what the API hands the request to, where that, and not the API, runs the function. */
  through: z.optional(z.string()),
});

/** What API Gateway lets through to all APIs of an account in a region, unless it was asked for more. */
export const ACCOUNT_CALLS_PER_SECOND = 10_000;

/** Whether anyone on the internet runs the function by it. */
export function isOpenRoute(route: ApiRoute): boolean {
  return isUnauthorized(route) && !route.apiKeyRequired;
}

/** Whether an API key is all that it requires of callers on the internet. */
export function requiresKeyAlone(route: ApiRoute): boolean {
  return isUnauthorized(route) && route.apiKeyRequired;
}

/**
 * It is on the internet and has no authorizer, or one that lets all through. A browser's preflight asks
 * for nothing.
 */
function isUnauthorized(route: ApiRoute): boolean {
  const { authorization, openAuthorizer, isPrivate, isBarred, addresses, key } = route;
  const isAsked = authorization !== 'NONE' && openAuthorizer === undefined;
  const isClosed = isAsked || isPrivate || isBarred;

  return !isClosed && addresses.length > 0 && !key.startsWith('OPTIONS ');
}

/** The stages that its addresses show; a domain of one's own shows none. */
export function stagesOf({ apiId, addresses }: ApiRoute): readonly string[] {
  const stages = addresses.flatMap((address) => {
    const [, , host = '', stage = '$default'] = address.split('/');

    return host.startsWith(`${apiId}.execute-api.`) ? [stage] : [];
  });

  return [...new Set(stages)];
}

/** A function as an integration names it, whatever is around. */
export interface NamedFunction {
  /** Without a qualifier. */
  readonly arn: string;
  readonly qualifier?: string;
}

/** Undefined for what is no function: another integration, or a name that is not filled in. */
export function functionIn(uri: string): NamedFunction | undefined {
  const found =
    /(arn:[\w-]{1,40}:lambda:[\w-]{1,40}:\d{12}:function:[\w-]{1,140})(?::([\w$-]{1,128}))?(?:\/|$)/.exec(
      uri,
    );
  const [, arn, qualifier] = found ?? [];

  return arn === undefined ? undefined : { arn, ...(qualifier !== undefined && { qualifier }) };
}

/** Fills in what a stage says: `${stageVariables.name}`. */
export function withStageVariables(
  uri: string,
  variables: Readonly<Record<string, string>>,
): string {
  return uri.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (written, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? written) : written,
  );
}

/** Whether an integration runs some function. */
export function runsFunction(uri: string): boolean {
  return uri.includes(':lambda:');
}

/** The last part of its ARN. */
export function nameOfFunction(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
