import * as z from 'zod/mini';

/** A web ACL of AWS WAF before an API or a load balancer, as far as it keeps callers out. */
export type WebAcl = z.infer<typeof webAcl>;

/** A rate-based rule of a web ACL. */
export type RateRule = z.infer<typeof rateRule>;

const rateRule = z.object({
  name: z.string(),
  /** What it lets through in so many seconds of each that it counts by. */
  requests: z.number(),
  seconds: z.number(),
  /** `header`: an address in a header, which callers write themselves. */
  by: z.enum(['address', 'header', 'own keys', 'all']),
  /** What is above is counted, and let through. */
  isCounting: z.optional(z.literal(true)),
  /** It sees some requests alone, or a rule before it lets some past it. */
  isPartial: z.optional(z.literal(true)),
});

/** A web ACL as it is stored. */
export const webAcl = z.object({
  arn: z.string(),
  name: z.string(),
  /** It lets in nothing but some IP addresses. */
  isClosed: z.optional(z.literal(true)),
  rates: z.array(rateRule),
  /** Why its rules were not read. */
  reason: z.optional(z.string()),
});

/** Whether strangers are kept out: by each of the ACLs, and by one at least. */
export function keepOut(acls: readonly WebAcl[] | undefined): boolean {
  return acls !== undefined && acls.length > 0 && acls.every(({ isClosed }) => isClosed === true);
}

/** Those that stand before several ways in, each once. */
export function eachOnce(acls: readonly WebAcl[]): WebAcl[] {
  return [...new Map(acls.map((acl) => [acl.arn, acl])).values()];
}

/** Requests a second of one IP address that an ACL lets through; undefined where it does not limit them. */
export function heldTo({ rates }: WebAcl): number | undefined {
  const holding = rates.filter((rule) => weaknessOf(rule) === undefined);

  return holding.length === 0
    ? undefined
    : Math.min(...holding.map(({ requests, seconds }) => requests / seconds));
}

/** What an ACL does about how often callers call, for a sentence that begins with its name. */
export function ratesInWords({ rates, reason }: WebAcl): string {
  if (reason !== undefined) return `its rules were not read (${reason})`;
  if (rates.length === 0) return 'no rule of its own limits how often an address calls';

  return rates.map(inWords).join('; ');
}

function inWords(rule: RateRule): string {
  const { name, requests, seconds } = rule;
  const weakness = weaknessOf(rule);
  const rate = `${requests} requests in ${seconds} s`;

  return weakness === undefined
    ? `its rule ${name} lets ${rate} of each IP address through`
    : `its rule ${name} (${rate}) limits no stranger: ${weakness}`;
}

/** Why a rule does not limit what an address calls; undefined where it does. */
function weaknessOf({ by, isCounting, isPartial }: RateRule): string | undefined {
  if (isCounting) return 'it counts requests, and blocks none';
  if (by === 'header') return 'it goes by an address in a header, which callers can write';
  if (by === 'own keys') return 'it goes by keys of its own';
  if (isPartial) return 'it sees some of the requests alone';

  return undefined;
}

/** What could not be read of web ACLs, a reason each; each ACL once. */
export function unreadWebAcls(acls: readonly WebAcl[]): readonly string[] {
  const reasons = acls.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [`the rules of the web ACL ${name}: ${reason}`],
  );

  return [...new Set(reasons)];
}
