import { describe, expect, it } from 'vitest';
import { maliciousPackage } from '../../functions/checks/dependencies/malicious-package.ts';
import { runtimeEndOfLife } from '../../functions/checks/dependencies/runtime-end-of-life.ts';
import { vulnerablePackage } from '../../functions/checks/dependencies/vulnerable-package.ts';
import { foreignAccountAccess } from '../../functions/checks/permissions/foreign-account-access.ts';
import { mutableBy } from '../../functions/checks/permissions/mutable-by.ts';
import { publicResourcePolicy } from '../../functions/checks/permissions/public-resource-policy.ts';
import { resourceWildcard } from '../../functions/checks/permissions/resource-wildcard.ts';
import { roleMissing } from '../../functions/checks/permissions/role-missing.ts';
import { roleTrustTooWide } from '../../functions/checks/permissions/role-trust-too-wide.ts';
import { serviceWildcard } from '../../functions/checks/permissions/service-wildcard.ts';
import { attackPath } from '../../functions/checks/usage/attack-path.ts';
import { excessiveTimeout } from '../../functions/checks/usage/excessive-timeout.ts';
import { orphanRole } from '../../functions/checks/usage/orphan-role.ts';
import { attackSurfaceOf } from '../../functions/domain/attack/attack-surface.ts';
import type { Verdict } from '../../functions/domain/check.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import type { Change } from '../../functions/engines/iam/index.ts';
import { noControls } from '../../functions/engines/iam/organization-controls.ts';
import type { Advisory } from '../../functions/engines/packages/advisory.ts';
import { factWords } from '../../functions/facts/index.ts';
import { judgedRole } from '../builders/judged-role.ts';
import { orders, resourcePolicyOf } from '../builders/resource-policy-of.ts';
import { openFinding, stateWith } from '../builders/target-states.ts';
import { trustOf } from '../builders/trust-of.ts';
import { wayByRoute } from '../builders/way-of.ts';
import { advisoryOf } from '../engines/packages/made-up-advisories.ts';
import { npmPackage } from '../engines/packages/osv-facts.ts';
import { day, target } from '../fakes/observations.ts';
import { functionNamed, roleNamed } from '../fakes/targets.ts';

const stranger = '999988887777';
const known = advisoryOf('GHSA-1', ['0', undefined]);
const used = { ...known, severity: 'critical', knownExploited: true } as const;
const grant = { Sid: 'Grant', Effect: 'Allow', Principal: '*', Action: 'lambda:GetFunction' };
const named = { Sid: 'Files', Effect: 'Allow', Action: ['s3:PutObject'], Resource: '*' };
const allOfTopic = { Effect: 'Allow', Action: 'sns:*', Resource: 'arn:aws:sns:*:*:orders' };
const own = `arn:aws:iam::111122223333:role/`;

/** What was accepted, what was found later under the same subject, and what of it is new. */
const rows: readonly (readonly [string, Verdict, Verdict, RegExp | undefined])[] = [
  [
    'a new advisory of a package',
    packages(known),
    packages(known, advisoryOf('CVE-9')),
    /^CVE-9 is/,
  ],
  [
    'an advisory by its alias',
    packages({ ...known, aliases: ['CVE-1'] }),
    packages({ ...advisoryOf('PYSEC-1'), aliases: ['CVE-1'] }),
    undefined,
  ],
  [
    'attacks by an advisory',
    packages({ ...used, knownExploited: false }),
    packages(used),
    /^attacks by GHSA-1 is new/,
  ],
  [
    'another report of a malicious package',
    malicious('MAL-1'),
    malicious('MAL-1', 'MAL-2'),
    /^MAL-2 is new/,
  ],
  ['another runtime', runtime('nodejs14.x'), runtime('nodejs16.x'), /^nodejs16.x is new/],
  [
    'another action under a Sid',
    policy(grant),
    policy({ ...grant, Action: 'lambda:*' }),
    /^lambda:\* on .* to \* is new/,
  ],
  [
    'an account under a Sid',
    foreign(stranger),
    foreign(stranger, '888877776666'),
    /888877776666 is new/,
  ],
  ['a trusted account beside it', foreign(stranger), foreign(stranger, '123412341234'), undefined],
  [
    'another action on everything',
    wildcard(named),
    wildcard({ ...named, Action: ['s3:PutObject', 's3:DeleteObject'] }),
    /^s3:deleteobject on \* is new/,
  ],
  [
    'a resource of a whole service',
    service(allOfTopic),
    service({ ...allOfTopic, Resource: '*' }),
    /^sns:\* on \* is new/,
  ],
  [
    'another action beside a whole service, whose statement is one finding',
    service(allOfTopic),
    service({ ...allOfTopic, Action: ['sns:*', 'sqs:SendMessage'] }),
    /^sqs:sendmessage on arn:aws:sns:\*:\*:orders is new/,
  ],
  ['another principal of an account', trust('root'), trust('root', 'user/x'), /user\/x is new/],
  ['more that a role can change', changers('code'), changers('code', 'policy'), /^policy is new/],
  ['another function of a missing role', missing('a'), missing('a', 'b'), /function:b is new/],
  ['another way in of an attack path', path(['x']), path(['x', 'y']), /^GET \/y of API a1 is new/],
  ['a longer timeout', timeout(400), timeout(800), /^512 seconds or more is new/],
  ['a shorter timeout', timeout(800), timeout(400), undefined],
  ['a policy of an orphan', orphan('2025-01-01'), orphan('2025-01-01', 'arn:p'), /^arn:p is new/],
  ['another role of that name', orphan('2025-01-01'), orphan('2025-02-02'), /2025-02-02 is new/],
];

describe('a suppression', () => {
  it.each(rows)('and %s', (_, before, now, because) => {
    const accepted = found(before, 1, []).map(
      (finding) => suppress(finding, { reason: 'known', until: day(90) }, day(2)).finding,
    );
    const later = found(now, 3, accepted);

    expect(accepted).toHaveLength(1);
    if (because) {
      expect(later).toMatchObject([{ status: 'open' }]);
      expect(later[0]?.history.at(-1)?.because).toMatch(because);
    } else {
      expect(later.every(({ status }) => status === 'suppressed')).toBe(true);
    }
  });
});

/** All rows have severities of their own, or the same one. */
function found(value: Verdict, onDay: number, stored: readonly Finding[]): readonly Finding[] {
  const check = { id: 'any/check', title: 't', severity: 'high', remediation: 'r' } as const;
  const judgements = [{ check, verdict: { known: true, value }, gaps: [] }] as const;

  const at = day(onDay);

  return transitionsOf(stored, {
    scanner: 'any',
    target,
    listedAt: at,
    observedAt: at,
    judgements,
  }).map(({ finding }) => finding);
}

function packages(...advisories: readonly Advisory[]): Verdict {
  return vulnerablePackage.evaluate({ vulnerablePackages: [vulnerable(advisories)] });
}

function malicious(...ids: readonly string[]): Verdict {
  const advisories = ids.map((id) => advisoryOf(id));

  return maliciousPackage.evaluate({ vulnerablePackages: [vulnerable(advisories)] });
}

function vulnerable(advisories: readonly Advisory[]) {
  const one = npmPackage('a', '1.0.0');

  return {
    package: one,
    copies: [one],
    advisories,
    upgrade: { version: undefined, command: undefined, remaining: [] },
  };
}

function runtime(name: string): Verdict {
  return runtimeEndOfLife.evaluate({
    runtimeLifecycle: {
      runtime: name,
      deprecated: '2020-01-01',
      createBlocked: undefined,
      updateBlocked: undefined,
      successor: undefined,
    },
    now: day(1),
  });
}

function policy(statement: object): Verdict {
  return publicResourcePolicy.evaluate({
    resourcePolicies: [resourcePolicyOf([statement])],
    configuration: orders,
  });
}

function foreign(...accounts: readonly string[]): Verdict {
  return foreignAccountAccess.evaluate({
    resourcePolicies: [resourcePolicyOf([{ ...grant, Principal: { AWS: accounts } }])],
    configuration: orders,
    trustedAccounts: ['123412341234'],
    organization: undefined,
  });
}

function wildcard(statement: object): Verdict {
  return resourceWildcard.evaluate(judgedRole([[{ ...statement }]]));
}

function service(statement: object): Verdict {
  return serviceWildcard.evaluate(judgedRole([[{ ...statement }]]));
}

function trust(...names: readonly string[]): Verdict {
  const AWS = names.map((name) => `arn:aws:iam::${stranger}:${name}`);

  return roleTrustTooWide.evaluate({
    configuration: roleNamed('orders'),
    trust: trustOf([{ Principal: { Service: 'lambda.amazonaws.com', AWS } }]),
    trustedAccounts: [],
    controls: noControls,
  });
}

function changers(...may: readonly Change[]): Verdict {
  const role = { role: `${own}dev`, may, isConditional: false, count: 1, functions: [orders.arn] };

  return mutableBy.evaluate({
    changers: { administrators: 0, of: 9, roles: [role] },
    deployRoles: [],
  });
}

function missing(...names: readonly string[]): Verdict {
  const sharers = names.map((name) => functionNamed(name).arn);

  return roleMissing.evaluate({ configuration: roleNamed('orders'), exists: false, sharers });
}

function path(routes: readonly string[]): Verdict {
  const weak = openFinding('code/event-code-execution', { severity: 'critical' });
  const admin = openFinding('permissions/admin-role');

  return attackPath.evaluate({
    activity: { days: 90, since: day(1), invocations: 7, parked: false },
    configuration: functionNamed('orders'),
    waysIn: routes.map((route) => wayByRoute({ key: `GET /${route}` })),
    openTriggers: [],
    attackSurface: attackSurfaceOf(
      functionNamed('orders').arn,
      stateWith(weak),
      stateWith(admin),
      [],
      factWords,
    ),
    trustedAccounts: [],
    verifiesSignature: undefined,
  });
}

function timeout(timeoutSeconds: number): Verdict {
  return excessiveTimeout.evaluate({
    durations: { days: 14, invocations: 1_000, meanMs: 100, p99Ms: 200 },
    configuration: functionNamed('orders', { timeoutSeconds }),
  });
}

function orphan(createdAt: string, ...managed: readonly string[]): Verdict {
  return orphanRole.evaluate({
    orphanRoles: [{ arn: `${own}r`, createdAt, managed: [...managed] }],
  });
}
