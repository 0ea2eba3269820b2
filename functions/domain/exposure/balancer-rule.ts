import * as z from 'zod/mini';
import { isOpenToSignUp, signUp, usersInWords } from './sign-up.ts';
import { webAcl } from './web-acl.ts';

/** A rule of a listener of an Application Load Balancer that runs a function. */
export type BalancerRule = z.infer<typeof balancerRule>;

/** A rule as it is stored. */
export const balancerRule = z.object({
  /** ARN of the rule. */
  arn: z.string(),
  /** Of the load balancer: no two of an account in a region share one. */
  balancerName: z.string(),
  region: z.string(),
  /** `https://shop-1.eu-west-1.elb.amazonaws.com:8443` */
  address: z.string(),
  /** Requests that it takes, in words: `path /orders/*, method GET`. */
  takes: z.string(),
  /** Absent where it takes all. */
  methods: z.optional(z.array(z.string())),
  /** Reached from within its network, and from nowhere else. */
  isInternal: z.boolean(),
  /** Strangers are kept out by the addresses that its security groups, its conditions or its web ACL admit. */
  isBarred: z.boolean(),
  /** What it requires of callers, as its listener or its actions name it. */
  authentication: z.enum(['none', 'certificate', 'OIDC', 'Cognito', 'JWT']),
  /** Name of a header that it requires: who knows its value is not known. */
  header: z.optional(z.string()),
  /** Of the user pool by whose users callers are authenticated; absent where that is another provider. */
  signUp: z.optional(signUp),
  /** Before it. */
  webAcls: z.optional(z.array(webAcl)),
  /** Of the function: alias or version. */
  qualifier: z.optional(z.string()),
});

/** Whether anyone on the internet runs the function by it. */
export function isOpenRule(rule: BalancerRule): boolean {
  const { isInternal, isBarred, authentication, header } = rule;

  return !isInternal && !isBarred && authentication === 'none' && header === undefined;
}

/** Whether anyone on the internet runs the function by it who signs up first. */
export function admitsWhoSignsUp(rule: BalancerRule): boolean {
  return isOnInternet(rule) && rule.header === undefined && isOpenToSignUp(rule.signUp);
}

function isOnInternet({ isInternal, isBarred }: BalancerRule): boolean {
  return !isInternal && !isBarred;
}

/** Who comes in by a rule, for a sentence. */
export function callersOf(rule: BalancerRule): string {
  const { isInternal, isBarred, authentication, header } = rule;
  if (isOpenRule(rule)) return 'anyone on the internet';
  if (rule.signUp && isOnInternet(rule)) return usersInWords(rule.signUp);
  if (authentication !== 'none') {
    return `a caller whom the load balancer authenticates (${authentication})`;
  }
  if (isInternal) return 'a caller in the network of the load balancer';
  if (isBarred) return 'a caller from the addresses that the load balancer admits';

  return `a caller that sends the header ${header}`;
}
