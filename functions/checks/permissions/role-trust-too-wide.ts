import { lines } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { accountOf, type Target } from '../../core/target.ts';
import { type Detail, defineCheck, failIfAny } from '../../domain/check.ts';
import { conditionsInBrief } from '../../domain/permissions/statement-mark.ts';
import { trustRemedy } from '../../domain/remediation/trust-remedy.ts';
import {
  type Access,
  accountsWith,
  assumersIn,
  type Condition,
  isEveryone,
  isOpenToAll,
  isPublic,
  narrowsAccount,
  narrowsFederation,
  type TrustPolicy,
} from '../../engines/iam/index.ts';

export const roleTrustTooWide = defineCheck({
  id: 'permissions/role-trust-too-wide',
  target: 'role',
  title: 'More than Lambda can take up this role',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'Whoever takes it up does all that the function may, and no log of the function shows it. ' +
    'It is critical when nobody chose who: everyone, an account that nobody vouches for and no ' +
    'condition, or whoever a public provider of identities knows. Conditions make it milder. Other ' +
    'AWS services are left alone: they get a role only from who may pass it to them, and a role ' +
    'that is made for several services names them on purpose.',
  remediation:
    'Let only lambda.amazonaws.com (and edgelambda.amazonaws.com, for a function at the edge) take ' +
    'it up: "Principal": { "Service": "lambda.amazonaws.com" }. Give whoever else needs one a role ' +
    'of their own. If another account has to stay, name its one role and ask for sts:ExternalId.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
  suppression: { covers: 'the principals, and their conditions' },
  cwe: 'CWE-284',
  needs: ['configuration', 'trust', 'trustedAccounts'],

  evaluate({ configuration, trust, trustedAccounts }) {
    const { arn } = configuration;
    const assumers = assumersIn(trust, arn);
    const own = accountOf(arn);
    const known = new Set([own, ...trustedAccounts]);
    const takers = assumers.flatMap((access) => takersBy(access, known));

    // Where Lambda cannot take it up, no function has it: then only what is open to strangers tells.
    const told = assumers.some(isLambda)
      ? takers
      : takers.filter(({ severity }) => severity === 'critical');
    return failIfAny(
      [...Map.groupBy(told, ({ who }) => who)].map(([who, by]) =>
        detailOf(who, by, trust, configuration),
      ),
    );
  },
});

const worstFirst = ['critical', 'high', 'medium'] as const;

/** Somebody besides Lambda, and how bad that is. */
interface Taker {
  /** `*`, an account id, or a provider of identities. */
  readonly who: string;
  readonly principal: string;
  readonly conditions: readonly Condition[];
  readonly severity: Severity;
}

function takersBy(access: Access, known: ReadonlySet<string>): readonly Taker[] {
  const { principal, gates } = access;
  const taker = { principal: principal.name, conditions: gates.flat() };
  const isNarrowedBy = (narrows: (condition: Condition) => boolean) =>
    gates.some((gate) => gate.every(narrows));

  if (isPublic(access)) return [{ ...taker, who: '*', severity: 'critical' }];
  if (principal.kind === 'Service') return [];
  if (principal.kind === 'Federated') {
    const { name: who } = principal;
    if (isNarrowedBy((condition) => narrowsFederation(who, condition))) {
      return [{ ...taker, who, severity: 'medium' }];
    }
    return [{ ...taker, who, severity: isOpenToAll(who) ? 'critical' : 'high' }];
  }

  const accounts = accountsWith(access) ?? [];
  if (accounts.length === 0 && isEveryone(principal)) {
    return [{ ...taker, who: '*', severity: 'high' }];
  }

  const isNarrowed = isNarrowedBy(narrowsAccount);
  return accounts.map((who) => ({
    ...taker,
    who,
    severity: severityOf(known.has(who), isNarrowed),
  }));
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
  takers: readonly Taker[],
  trust: TrustPolicy,
  role: Target<'role'>,
): Detail {
  const found = new Set(takers.map((taker) => taker.severity));
  const severity = worstFirst.find((each) => found.has(each)) ?? 'medium';

  return {
    subject: who,
    mark: takers.map(markOf),
    severity,
    summary: `${nameOf(who, accountOf(role.arn))} can take it up${severity === 'medium' ? ', under conditions' : ''}`,
    evidence: lines(...new Set(takers.map(evidenceOf))),
    remediation: trustRemedy(
      trust,
      role,
      takers.map(({ principal }) => principal),
    ),
  };
}

function nameOf(who: string, own: string): string {
  if (who === '*') return 'everyone';
  if (who === own) return 'others of its own account';

  return /^\d{12}$/.test(who) ? `account ${who}` : `whoever ${who} vouches for`;
}

function markOf({ principal, conditions }: Taker): string {
  return `${principal}${conditionsInBrief(conditions)}`;
}

function evidenceOf({ principal, conditions }: Taker): string {
  const keys = conditions.map(({ operator, key }) => `${operator} ${key}`);

  return keys.length > 0 ? `${principal} when ${keys.join(' and ')}` : principal;
}
