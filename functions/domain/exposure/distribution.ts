import * as z from 'zod/mini';
import { keepOut, webAcl } from './web-acl.ts';

/** A distribution of CloudFront that calls a function by its URL, and signs the requests of its viewers. */
export type Distribution = z.infer<typeof distribution>;

/** What a distribution may ask of its viewers: signed URLs or cookies, certificates, or what code at its edge asks. */
const viewerChecks = ['signature', 'certificate', 'edge function'] as const;

/** A distribution as it is stored. */
export const distribution = z.object({
  id: z.string(),
  /** `https://d111111abcdef8.cloudfront.net` */
  address: z.string(),
  /** What it asks of viewers wherever it leads to the function; absent where it asks nothing somewhere. */
  asks: z.optional(z.enum(viewerChecks)),
  /** Before it. */
  webAcls: z.optional(z.array(webAcl)),
  /** Of the function: the alias whose URL it calls. */
  qualifier: z.optional(z.string()),
});

/** A distribution as CloudFront lists it: to which hosts it signs requests, and what it asks before. */
export interface SigningDistribution extends Pick<Distribution, 'id' | 'address' | 'webAcls'> {
  /** None of one that is switched off. */
  readonly signsTo: readonly { readonly host: string; readonly asks?: Distribution['asks'] }[];
  /** Code at its edge, or a tenant, may choose origins that it does not list. */
  readonly mayChooseOrigins?: true;
}

/** Whether anyone on the internet runs the function by it. */
export function isOpenDistribution({ asks, webAcls }: Distribution): boolean {
  return asks === undefined && !keepOut(webAcls);
}

/** Whether a function at its edge, whose code is not read, is all that may refuse anyone on the internet. */
export function isLeftToEdge({ asks, webAcls }: Distribution): boolean {
  return asks === 'edge function' && !keepOut(webAcls);
}

/** Who comes in by it, for a sentence. */
export function callersOfDistribution({ asks, webAcls }: Distribution): string {
  if (keepOut(webAcls)) return 'a caller from the addresses that its web ACL admits';

  return asks === undefined ? 'anyone on the internet' : viewers[asks];
}

const viewers = {
  signature: 'a viewer with a signed URL or cookie',
  certificate: 'a viewer with a client certificate',
  'edge function': 'anyone on the internet whom the function at its edge does not refuse',
} as const;
