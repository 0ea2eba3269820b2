import { lines } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { accountOf, type Target } from '../../core/target.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { conditionsInBrief } from '../../domain/permissions/statement-mark.ts';
import { trustRemediation } from '../../domain/remediation/trust-remediation.ts';
import {
  type Access,
  accountsWith,
  assumersIn,
  type Condition,
  isEveryone,
  isOpenToAll,
  isPublic,
  keepsOutsidersOut,
  narrowsAccount,
  narrowsFederation,
  organizationsWith,
  type TrustPolicy,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const roleTrustTooWide = defineCheck({
  id: 'permissions/role-trust-too-wide',
  target: 'role',
  title: 'Trust policy lets more than Lambda assume the role',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'A principal that assumes the role can do all that the function may, and no log of the ' +
    'function shows it. It is critical when the caller was not chosen: everyone, an untrusted ' +
    'account without a condition, another organization, or any user of a public identity ' +
    'provider. Which organization is yours is known where the setting organization is used. ' +
    'Conditions make it less severe, and so does a resource control policy of the organization that keeps out ' +
    'all who are not of it. Other AWS services are no finding: they get a role only from a principal ' +
    'that may pass it to them, and a role for several services names them on purpose. But ' +
    'Cognito is medium without aws:SourceAccount, aws:SourceArn or sts:ExternalId, for it may ' +
    'act for another account (a confused deputy).',
  remediation:
    'Let only lambda.amazonaws.com (and edgelambda.amazonaws.com, for a function at the edge) ' +
    'assume it: "Principal": { "Service": "lambda.amazonaws.com" }. Give every other principal ' +
    'a role of its own. If another account has to keep access, name one role of it and require ' +
    'sts:ExternalId.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
  suppression: { covers: 'the principals, and their conditions' },
  cwe: 'CWE-284',
  needs: ['configuration', 'trust', 'trustedAccounts', 'controls'],

  evaluate({ configuration, trust, trustedAccounts, controls }) {
    const { arn, account } = configuration;
    const assumers = assumersIn(trust, arn);
    const own = accountOf(arn);
    const known = new Set([own, ...trustedAccounts]);
    const organization = controls.organization?.toLowerCase();
    const isKeptOut = (caller: string | undefined) =>
      keepsOutsidersOut(controls, { action: 'sts:AssumeRole', resource: arn, account, caller });
    const found = assumers
      .flatMap((access) => assumersBy(access, known, organization))
      .flatMap((assumer) => (known.has(assumer.who) ? assumer : leftOf(assumer, isKeptOut)));

    // Where Lambda cannot assume it, no function runs as it: only access for strangers is reported.
    const reported = assumers.some(isLambda)
      ? found
      : found.filter(({ severity }) => severity === 'critical');
    return failIfAny(
      [...Map.groupBy(reported, ({ who }) => who)].map(([who, by]) =>
        detailOf(who, by, trust, configuration),
      ),
    );
  },
});

const worstFirst = ['critical', 'high', 'medium'] as const;

/** A principal besides Lambda that can assume the role, and how bad that is. */
interface Assumer {
  /** `*`, the id of an account or organization, or a provider of identities. */
  readonly who: string;
  readonly principal: string;
  readonly conditions: readonly Condition[];
  readonly severity: Severity;
  /** A policy of the organization keeps out all who are not of it. */
  readonly isInOrganization?: true;
}

/** @param organization its own; undefined where it is not known: then each is taken for that. */
function assumersBy(
  access: Access,
  known: ReadonlySet<string>,
  organization: string | undefined,
): readonly Assumer[] {
  const { principal, gates } = access;
  const taker = { principal: principal.name, conditions: gates.flat() };
  const isNarrowedBy = (narrows: (condition: Condition) => boolean) =>
    gates.some((gate) => gate.every(narrows));

  if (isPublic(access)) return [{ ...taker, who: '*', severity: 'critical' }];
  if (principal.kind === 'Service') {
    const isScoped = isNarrowedBy(namesSource);
    return deputies.has(principal.name) && !isScoped
      ? [{ ...taker, who: principal.name, severity: 'medium' }]
      : [];
  }
  if (principal.kind === 'Federated') {
    const { name: who } = principal;
    if (isNarrowedBy((condition) => narrowsFederation(who, condition))) {
      return [{ ...taker, who, severity: 'medium' }];
    }
    return [{ ...taker, who, severity: isOpenToAll(who) ? 'critical' : 'high' }];
  }

  const organizations = organization === undefined ? [] : organizationsWith(access, known);
  const foreign = organizations
    .filter((who) => who !== organization)
    .map((who): Assumer => ({ ...taker, who, severity: 'critical' }));
  if (foreign.length > 0 && foreign.length === organizations.length) return foreign;

  const accounts = accountsWith(access) ?? [];
  if (accounts.length === 0 && isEveryone(principal)) {
    return [...foreign, { ...taker, who: '*', severity: 'high' }];
  }

  const isNarrowed = isNarrowedBy(narrowsAccount);
  return [
    ...foreign,
    ...accounts.map((who) => ({
      ...taker,
      who,
      severity: severityOf(known.has(who), isNarrowed),
    })),
  ];
}

/**
 * Services that assume a role for any account that names it to them, unless its trust policy says for
 * which. Sources: "The confused deputy problem" (IAM User Guide), and ExternalId of SmsConfiguration of
 * AWS::Cognito::UserPool (CloudFormation Template Reference).
 */
const deputies: ReadonlySet<string> = new Set(['cognito-idp.amazonaws.com']);

/** Whether a condition says for whom a service acts. */
function namesSource({ operator, key, values }: Condition): boolean {
  return (
    /^(?:String|Arn)(?:Equals|Like)/.test(operator) &&
    sourceKeys.has(key.toLowerCase()) &&
    values.every((value) => value !== '*')
  );
}

const sourceKeys: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'sts:externalid',
]);

/**
 * What a resource control policy leaves of it: who is of the organization, if it is; of another
 * organization none.
 */
function leftOf(
  assumer: Assumer,
  isKeptOut: (caller: string | undefined) => boolean,
): readonly Assumer[] {
  const { who, severity } = assumer;
  const isAccount = /^\d{12}$/.test(who);
  if (isOrganization(who)) return isKeptOut(undefined) ? [] : [assumer];
  if (!(isAccount || who === '*') || !isKeptOut(isAccount ? who : undefined)) return [assumer];

  return [
    {
      ...assumer,
      isInOrganization: true,
      severity: severity === 'critical' ? 'high' : 'medium',
    },
  ];
}

function isOrganization(who: string): boolean {
  return who.startsWith('o-');
}

function severityOf(isKnown: boolean, isNarrowed: boolean): Severity {
  if (isKnown) return isNarrowed ? 'medium' : 'high';

  return isNarrowed ? 'high' : 'critical';
}

function isLambda({ principal: { kind, name } }: Access): boolean {
  return kind === 'Service' && /^(edge)?lambda\.amazonaws\.com(\.cn)?$/.test(name);
}

function detailOf(
  who: string,
  takers: readonly Assumer[],
  trust: TrustPolicy,
  role: Target<'role'>,
): Detail {
  const found = new Set(takers.map((taker) => taker.severity));
  const severity = worstFirst.find((each) => found.has(each)) ?? 'medium';

  return {
    subject: who,
    mark: takers.map(markOf),
    severity,
    summary: `${nameOf(who, accountOf(role.arn))} can assume the role${limitsOf(who, severity)}`,
    evidence: lines(...new Set(takers.map(evidenceOf))),
    remediation: trustRemediation(
      trust,
      role,
      takers.map(({ principal }) => principal),
    ),
  };
}

function limitsOf(who: string, severity: Severity): string {
  if (deputies.has(who)) return ', for any account';

  return severity === 'medium' ? ', under conditions' : '';
}

function nameOf(who: string, own: string): string {
  if (who === '*') return 'everyone';
  if (who === own) return 'other principals of its own account';
  if (deputies.has(who)) return who;

  if (isOrganization(who)) return `every account of the organization ${who}`;

  return /^\d{12}$/.test(who) ? `account ${who}` : `identities of ${who}`;
}

function markOf({ principal, conditions }: Assumer): string {
  return `${principal}${conditionsInBrief(conditions)}`;
}

function evidenceOf({ principal, conditions, isInOrganization }: Assumer): string {
  const keys = conditions.map(({ operator, key }) => `${operator} ${key}`);
  const when = keys.length > 0 ? ` when ${keys.join(' and ')}` : '';
  const unless = isInOrganization
    ? ', if it is of the organization: a resource control policy keeps out all others'
    : '';

  return `${principal}${when}${unless}`;
}
