import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import type { Clock } from '../../app/ports.ts';
import { notEntered } from '../../domain/closed-account.ts';
import { reasonOf } from '../../domain/reason-of.ts';
import type { AccountCredentials } from './aws-clients.ts';

export interface MemberCredentialsProps {
  /** Of a region: what the endpoint of one gives out is valid in all regions. */
  readonly sts: STSClient;
  /** ARN of the role to assume: see `memberRoleArn`. */
  readonly role: string;
  /** By which the scanner is known in the member's CloudTrail. */
  readonly scanner: string;
  /** Undefined where the role asks for the organization of the caller instead. */
  readonly externalId: string | undefined;
  readonly clock: Clock;
}

/** Credentials are renewed so long before they end: no request of a page is signed with ended ones. */
const RENEWED_MS = 5 * 60 * 1000;

/** For so long a role that could not be assumed is not asked for again: each call would, otherwise. */
const REFUSED_MS = 5 * 60 * 1000;

/** The most that STS gives to one role that assumes another. */
const SECONDS = 3_600;

/**
 * Credentials of the role that a scanner has in a member account, assumed once for all its clients.
 *
 * Sources: "AssumeRole" (STS API Reference), "Methods to assume a role" (IAM User Guide): role
 * chaining ends after an hour.
 *
 * @returns a function that throws when the role cannot be assumed: which, why, and what to do.
 */
export function memberCredentials(props: MemberCredentialsProps) {
  const { role, clock } = props;
  let asked: Promise<AccountCredentials> | undefined;
  let until = 0;

  return (): Promise<AccountCredentials> => {
    const now = clock().getTime();
    if (asked && now < until) return asked;

    // Those that ask meanwhile wait for the same answer.
    until = Number.POSITIVE_INFINITY;
    asked = assume(props).then(
      (credentials) => {
        until = credentials.expiration.getTime() - RENEWED_MS;
        return credentials;
      },
      (error: unknown) => {
        until = clock().getTime() + REFUSED_MS;
        throw new Error(notEntered(role, reasonOf(error)), { cause: error });
      },
    );
    return asked;
  };
}

async function assume({
  sts,
  role,
  scanner,
  externalId,
}: MemberCredentialsProps): Promise<AccountCredentials> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: `lambda-vigil-${scanner}`,
      DurationSeconds: SECONDS,
      ...(externalId !== undefined && { ExternalId: externalId }),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.parse(Credentials);

  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

const answer = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.date(),
});
