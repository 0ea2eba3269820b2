import { all, outcomeOf } from './condition-outcome.ts';
import type { OrganizationControls } from './organization-controls.ts';
import { isAbout } from './policy-document.ts';
import { type RequestContext, withKnown } from './request-context.ts';

/** A request from outside of an organization, about a resource of one of its accounts. */
export interface OutsideRequest {
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Twelve digits; that of the resource. */
  readonly account: string;
  /** Twelve digits; undefined for any. */
  readonly caller?: string | undefined;
}

/**
 * Whether a resource control policy surely denies a request to all principals of an account outside of
 * the organization, or to all outside of it.
 *
 * Source: "RCP evaluation" (AWS Organizations User Guide), and "aws:PrincipalOrgID" (IAM User Guide):
 * the key is missing for principals of no organization.
 */
export function keepsOutsidersOut(
  { organization, resources }: OrganizationControls,
  request: OutsideRequest,
): boolean {
  if (organization === undefined) return false;
  const context = contextOf(request, organization);

  return resources
    .flatMap(({ statements }) => statements)
    .some(
      (statement) =>
        statement.effect === 'Deny' &&
        isAbout(statement, request.action, request.resource) &&
        all(statement.conditions.map((each) => outcomeOf(each, context))) === true,
    );
}

function contextOf({ account, caller }: OutsideRequest, organization: string): RequestContext {
  const principal = new Map([['aws:principalorgid', [[ELSEWHERE], []]]]);

  return withKnown(principal, {
    'aws:PrincipalIsAWSService': ['false'],
    'aws:ResourceAccount': [account],
    'aws:ResourceOrgID': [organization],
    ...(caller !== undefined && { 'aws:PrincipalAccount': [caller] }),
  });
}

/** No organization has such an id. */
const ELSEWHERE = 'o-elsewhere';
