import type { SenderVerification } from '../../core/code-route.ts';
import { eventParts } from '../../core/decided-change.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { type Severity, worstOf } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { askedByCode, checkOfEach, unasked } from '../../domain/exposure/asked-by-code.ts';
import { type BalancerRule, isOpenRule } from '../../domain/exposure/balancer-rule.ts';
import {
  allowedBy,
  broughtWithout,
  type ReadChanges,
} from '../../domain/exposure/decided-by-strangers.ts';
import { type GivenPower, givenPower, type PowerInUse } from '../../domain/exposure/given-power.ts';
import {
  judgedWay,
  MOST_CHANGES,
  mayWrite,
  undecidedLines,
  type Way,
} from '../../domain/exposure/open-way.ts';
import { openBalancerRemediation } from '../../domain/remediation/open-balancer-remediation.ts';
import { verifiedIn } from '../../domain/remediation/signed-by-sender.ts';
import { defineCheck } from '../define-check.ts';

/** As many rules as a reader wants. */
const MOST_RULES = 20;

export const openLoadBalancer = defineCheck({
  id: 'permissions/open-load-balancer',
  target: 'function',
  title: 'Unauthenticated load balancer rule',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'A listener rule of an internet-facing Application Load Balancer that forwards without ' +
    'authentication lets anyone who finds the address invoke the function, at your cost, with ' +
    'the permissions of its role. It is a finding where a security group admits any address at ' +
    'the port of the listener, and neither an action (authenticate-oidc, authenticate-cognito, ' +
    'jwt-validation) nor a certificate (mutual TLS), a header or a range of source addresses is ' +
    'required. All such rules of a load balancer are one finding. It is as bad as what it opens: each rule is judged by its methods ' +
    '(all of them, where it names none) as a route of an API, as permissions/open-api-route says. What else a function does to authenticate its callers is not ' +
    'recognised, and a public page is public by design: suppress such a finding with the reason; ' +
    'another open rule ends the suppression.',
  remediation:
    'Have the load balancer authenticate callers before it forwards, or admit known addresses ' +
    'alone by its security group.',
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  ],
  suppression: { covers: 'its open rules, and to which alias or version each leads' },
  cwe: 'CWE-306',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  needs: ['balancerRules', 'rolePower', 'powerInUse', 'verifiesSignature', 'decidedChanges'],

  evaluate({ balancerRules, rolePower, powerInUse, verifiesSignature, decidedChanges }) {
    const open = Map.groupBy(balancerRules.filter(isOpenRule), ({ balancerName }) => balancerName);
    // Code behind an alias may be another.
    const powerBy = ({ qualifier }: BalancerRule) =>
      givenPower(rolePower, qualifier === undefined ? powerInUse : undefined);

    return failIfAny(
      [...open.values()].flatMap((rules) =>
        detailOf(rules, powerBy, {
          verified: verifiesSignature,
          powerInUse,
          // It has no parameters of a path, and hands over requests as they are.
          decidedChanges: broughtWithout(eventParts, allowedBy(rolePower, decidedChanges)),
        }),
      ),
    );
  },
});

interface OfCode {
  readonly verified: SenderVerification | undefined;
  readonly powerInUse: PowerInUse | undefined;
  readonly decidedChanges: ReadChanges;
}

/** Of the open rules of one load balancer. */
function detailOf(
  rules: readonly BalancerRule[],
  powerBy: (rule: BalancerRule) => GivenPower | undefined,
  { verified, powerInUse, decidedChanges }: OfCode,
): readonly Detail[] {
  const [first] = rules;
  if (!first) return [];

  // Code behind an alias may be another.
  const isOfCode = rules.every(({ qualifier }) => qualifier === undefined);
  const asked = askedByCode(isOfCode ? verified : undefined);
  const check = checkOfEach(asked);
  const open = unasked(asked);
  const judged = rules.flatMap((rule) => {
    const handsOut = rule.qualifier === undefined ? powerInUse?.handsOut : undefined;
    const changes = rule.qualifier === undefined ? decidedChanges : undefined;
    return waysOf(rule).map((way) =>
      judgedWay(way, { power: powerBy(rule), asked, handsOut, changes, othersWrite: true }),
    );
  });
  const severity: Severity = worstOf(judged.map((each) => each.severity));

  return [
    {
      subject: first.balancerName,
      mark: rules.map(nameOf),
      severity,
      summary: `Anyone can call it through the load balancer ${first.balancerName}, at ${first.address}`,
      evidence: lines(
        ...new Set(judged.flatMap(({ handed }) => handed)),
        ...firstOf([...new Set(judged.flatMap(({ decided }) => decided))], MOST_CHANGES),
        ...firstOf(rules.map(lineOf), MOST_RULES),
        ...new Set(
          rules.flatMap(
            (rule) => powerBy(rule)?.because ?? ['the permissions of its role are not known'],
          ),
        ),
        ...new Set(judged.flatMap(({ milderBy }) => milderBy)),
        ...undecidedLines(judged),
        ...(open === undefined ? [] : [open]),
      ).concat(check ? [verifiedIn(check)] : []),
      remediation: openBalancerRemediation(rules, check),
    },
  ];
}

/** By each of its methods; a rule that names none takes all of them. */
function waysOf({ methods = [] }: BalancerRule): readonly Way[] {
  return (methods.length > 0 ? methods : ['ANY']).map((method) => ({
    kind: 'HTTP',
    key: `${method} /{rest+}`,
  }));
}

/** What suppressions cover. */
function nameOf({ takes, address, qualifier }: BalancerRule): string {
  return `${takes} at ${address} to ${qualifier ?? 'the function'}`;
}

function lineOf(rule: BalancerRule): string {
  const { takes, address, qualifier } = rule;
  const to = qualifier === undefined ? '' : `, leads to ${qualifier} of the function`;

  return `${address}: ${takes} requires no authentication${waysOf(rule).some((way) => mayWrite(way)) ? ', and may write' : ''}${to}`;
}
