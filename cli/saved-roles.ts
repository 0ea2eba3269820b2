import { createReadStream } from 'node:fs';
import * as z from 'zod/mini';
import type { Known } from '../functions/core/known.ts';
import {
  type AccountIdentities,
  identitiesIn,
  type ManagedPolicies,
  managedPolicy,
} from '../functions/engines/iam/index.ts';
import { Failure } from './failure.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** What `aws iam get-account-authorization-details` has printed. */
export interface SavedRoles {
  /** The details of each, by ARN. What they are like is still to be seen. */
  readonly roles: ReadonlyMap<string, unknown>;
  readonly managed: ManagedPolicies;
  readonly identities: Known<AccountIdentities>;
  /** There are pages that were not saved. */
  readonly isCutOff: boolean;
  /** Without them, no role has what its managed policies allow. */
  readonly hasPolicies: boolean;
}

const MOST_MEGABYTES = 200;
const COMMAND = 'aws iam get-account-authorization-details';

/** @throws Failure when it is no such file, or lists no role. */
export async function savedRoles(path: string): Promise<SavedRoles> {
  const parsed = saved.safeParse(parseJson(await read(path), path));
  if (!parsed.success) {
    throw new Failure(`${path} has no RoleDetailList: save in it what ${COMMAND} prints`);
  }
  const { RoleDetailList, Policies, IsTruncated, NextToken } = parsed.data;
  if (RoleDetailList.length === 0) {
    throw new Failure(`${path} has an empty RoleDetailList: save in it all that ${COMMAND} prints`);
  }
  const hasPolicies = Array.isArray(Policies);
  const managed = new Map(hasPolicies ? Policies.flatMap(policyIn) : []);
  const { UserDetailList: users, GroupDetailList: groups } = parsed.data;

  return {
    roles: new Map(RoleDetailList.map((raw, index) => roleIn(raw, index, path))),
    managed,
    identities: identitiesIn({ users, groups }, managed),
    hasPolicies,
    isCutOff: IsTruncated === true || NextToken !== undefined,
  };
}

const saved = z.object({
  RoleDetailList: z.array(z.unknown()),
  UserDetailList: z.optional(z.unknown()),
  GroupDetailList: z.optional(z.unknown()),
  Policies: z.optional(z.unknown()),
  IsTruncated: z.optional(z.unknown()),
  NextToken: z.optional(z.unknown()),
});

/** In parts: a pipe or a device has no size to ask for. */
async function read(path: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;

  try {
    for await (const part of createReadStream(path)) {
      size += part.length;
      if (size > MOST_MEGABYTES * 1_000_000) break;
      parts.push(part);
    }
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${whyUnreadable(error)}`);
  }

  if (size > MOST_MEGABYTES * 1_000_000) {
    const instead = 'save the roles in several files, each with all of Policies';
    throw new Failure(`${path} is larger than ${MOST_MEGABYTES} MB: ${instead}`);
  }
  return textOf(Buffer.concat(parts));
}

/** Windows PowerShell redirects as UTF-16. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;

  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** The parser's own message would quote the text. */
function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(`${path} is not JSON: save in it what ${COMMAND} --output json prints`);
  }
}

/** Without its ARN a role cannot be spoken of, and what is not reported must not pass. */
function roleIn(raw: unknown, index: number, path: string) {
  const named = z.object({ Arn: z.string() }).safeParse(raw);
  if (!named.success || !/^arn:[\w-]+:iam::\d{12}:role\/./.test(named.data.Arn)) {
    throw new Failure(`entry ${index + 1} of the RoleDetailList of ${path} has no ARN of a role`);
  }

  return [named.data.Arn, raw] as const;
}

/** A role that has one without an ARN lacks it. */
function policyIn(raw: unknown) {
  const named = z.object({ Arn: z.string() }).safeParse(raw);

  return named.success ? [[named.data.Arn, managedPolicy(named.data.Arn, raw)] as const] : [];
}
