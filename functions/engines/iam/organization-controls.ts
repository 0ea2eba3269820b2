import * as z from 'zod/mini';
import { type NamedPolicy, namedPolicy } from './named-policy.ts';
import { parsePolicy } from './policy-document.ts';
import { resourceStatements } from './resource-policy.ts';

/**
 * What an organization's policies leave to the principals of one of its accounts (service control
 * policies), and who may use the account's resources (resource control policies). Neither grants
 * anything.
 *
 * Source: "SCP evaluation" and "RCP evaluation" (AWS Organizations User Guide).
 */
export interface OrganizationControls {
  /** `o-…`; undefined for an account of no organization, or of one that is not read. */
  readonly organization?: string | undefined;
  /** From the root down to the account: each of them must allow an action. None limits nothing. */
  readonly levels: readonly ControlLevel[];
  /** Resource control policies of all levels. Each can only deny. */
  readonly resources: readonly NamedPolicy[];
  /** Names of policies that could not be read, each with why. They may deny anything. */
  readonly unread: readonly string[];
}

/** A root, an organizational unit or an account, with the service control policies attached to it. */
export interface ControlLevel {
  /** `r-…`, `ou-…` or twelve digits. */
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
  /** Some of them could not be read: what the others do not allow, those may. */
  readonly isIncomplete?: boolean | undefined;
}

/** As they are stored. */
export const organizationControls = z.object({
  organization: z.optional(z.string()),
  levels: z.array(
    z.object({
      id: z.string(),
      policies: z.array(namedPolicy),
      isIncomplete: z.optional(z.boolean()),
    }),
  ),
  resources: z.array(namedPolicy),
  unread: z.array(z.string()),
});

/** Of an account that no organization limits: a management account, or one outside of any. */
export const noControls: OrganizationControls = { levels: [], resources: [], unread: [] };

/** An organization's policy as it answers. */
export interface ControlDocument {
  /** `p-…` */
  readonly id: string;
  readonly name: string;
  readonly arn?: string | undefined;
  readonly content: string;
}

/** @throws MalformedPolicy */
export function serviceControlPolicy(document: ControlDocument): NamedPolicy {
  const name = `${document.name} (${document.id})`;

  return {
    name,
    source: 'service control',
    arn: document.arn,
    statements: parsePolicy(document.content, `the service control policy ${name}`),
  };
}

/** Without its principals, who are always all. @throws MalformedPolicy */
export function resourceControlPolicy(document: ControlDocument): NamedPolicy {
  const name = `${document.name} (${document.id})`;
  const statements = resourceStatements(document.content, `the resource control policy ${name}`);

  return {
    name,
    source: 'resource control',
    arn: document.arn,
    statements: statements.map(({ principals: _, ...statement }) => statement),
  };
}
