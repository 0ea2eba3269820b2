import { describe, expect, it } from 'vitest';
import { attackPath } from '../../../functions/checks/usage/attack-path.ts';
import type { SenderVerification } from '../../../functions/core/code-route.ts';
import type { SignatureCheck } from '../../../functions/core/signature-check.ts';
import type { AttackSurface } from '../../../functions/domain/attack/attack-path-parts.ts';
import { attackSurfaceOf } from '../../../functions/domain/attack/attack-surface.ts';
import type { OpenFinding, TargetState } from '../../../functions/domain/attack/target-state.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { Trigger } from '../../../functions/domain/exposure/trigger.ts';
import { faultId } from '../../../functions/domain/fault.ts';
import { EXPLOITED } from '../../../functions/domain/vulnerable-subject.ts';
import { factWords } from '../../../functions/facts/index.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { clean, openFinding, stateWith } from '../../builders/target-states.ts';
import { routeOf, wayByRoute } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const PARTNER = '444455556666';
const orders = functionNamed('orders');
const activity = { days: 90, since: '2026-03-17T00:00:00.000Z', invocations: 7, parked: false };

const url: EntryPoint = { kind: 'url', url: 'https://x.on.aws/', authType: 'NONE', isOpen: true };
const closed: EntryPoint = { ...url, isOpen: false };
const anyone: EntryPoint = { kind: 'anyone', statement: 'function/All' };
const confused: EntryPoint = { kind: 'service', service: 'sns.amazonaws.com', isForAnyone: true };
const partner: EntryPoint = { kind: 'account', principal: PARTNER, account: PARTNER };
const ownTopic: EntryPoint = { ...confused, isForAnyone: false };

const evil = openFinding('code/event-code-execution', {
  severity: 'critical',
  summary: 'eval runs event data as code, in index.js at line 12',
  evidence: [
    { text: 'the event', path: 'index.js', line: 3, column: 1 },
    { text: 'into eval', path: 'index.js', line: 12, column: 5 },
  ],
});
const exploited = openFinding('dependencies/vulnerable-package', {
  severity: 'critical',
  summary: 'lodash 4.17.15 has 1 known vulnerability, critical; attackers use it',
});
const injection = openFinding('code/query-injection', {
  summary: 'pg.query runs a query of which event data is a part, in index.js at line 9',
  evidence: [{ text: 'into query', path: 'index.js', line: 9, column: 3, code: 'db.query(text)' }],
});
const command = openFinding('code/command-injection', { severity: 'critical' });
const admin = openFinding('permissions/admin-role', {
  target: orders.roleArn,
  summary: 'policy All allows nearly every action on everything',
});
const secret = openFinding('code/secret-in-environment', { subject: 'PAYMENT_KEY' });

const surfaceOf = (
  ofFunction: TargetState,
  ofRole: TargetState,
  ...ofLayers: readonly TargetState[]
) => attackSurfaceOf(orders.arn, ofFunction, ofRole, ofLayers, factWords);
const facts = (
  attackSurface: AttackSurface | undefined,
  waysIn: readonly EntryPoint[] = [url],
  trustedAccounts: readonly string[] = [],
) => ({
  activity,
  configuration: orders,
  waysIn,
  openTriggers: [] as readonly Trigger[],
  attackSurface,
  trustedAccounts,
  verifiesSignature: undefined as SenderVerification | undefined,
});
const jwt: SignatureCheck = { kind: 'jwt', path: 'index.js', line: 4, column: 1 };
const slack: SignatureCheck = { ...jwt, kind: 'slack' };
const credential: SignatureCheck = { ...jwt, kind: 'credential' };

const written: Trigger = {
  source: 'arn:aws:sqs:eu-west-1:111122223333:guests',
  polled: { uuid: 'a1', state: 'Enabled' },
  writtenBy: [routeOf()],
};
const signUp = { userPool: 'eu-west-1_AbCdEf', by: 'anyone' } as const;
const whole = surfaceOf(stateWith(evil), stateWith(admin));

describeCheck(attackPath, {
  passes: [
    { name: 'a function that no stranger reaches', facts: facts(undefined, []) },
    { name: 'one that events of its own account reach', facts: facts(whole, [ownTopic]) },
    { name: 'one whose URL no one can call', facts: facts(whole, [closed]) },
    { name: 'one that a trusted account reaches', facts: facts(whole, [partner], [PARTNER]) },
    {
      name: 'one that is not weak',
      facts: facts(surfaceOf(clean, stateWith(admin))),
    },
    {
      name: 'one with a weak package that is not critical',
      facts: facts(surfaceOf(stateWith({ ...exploited, severity: 'high' }), stateWith(admin))),
    },
    {
      name: 'one by a critical package that is not reachable from the handler',
      facts: facts(surfaceOf(stateWith({ ...exploited, unreachedBy: 'all' }), stateWith(admin))),
    },
    {
      name: 'one by a critical package of a layer, which another function of it reaches',
      facts: facts(
        surfaceOf(clean, stateWith(admin), stateWith({ ...exploited, unreachedBy: [orders.arn] })),
      ),
    },
    {
      name: 'one whose role gives nothing',
      facts: facts(surfaceOf(stateWith(evil), clean)),
    },
    {
      name: 'one that lets no caller in, however wide its role',
      facts: facts(
        surfaceOf(
          stateWith(
            openFinding('code/unescaped-html'),
            openFinding('code/weak-crypto'),
            openFinding('code/query-injection', { severity: 'low' }),
          ),
          stateWith(admin),
        ),
      ),
    },
    {
      name: 'one whose database no stranger reaches',
      facts: facts(surfaceOf(stateWith(injection), clean), [ownTopic]),
    },
    // The facts are incomplete then, so that this passes and resolves nothing.
    {
      name: 'one of whose links one is unknown',
      facts: facts(surfaceOf({ open: [], gaps: {} }, stateWith(admin))),
    },
    {
      name: 'one that is idle: abandoned-attack-surface reports it',
      facts: { ...facts(whole), activity: { ...activity, invocations: 0 } },
    },
  ],
  fails: [
    {
      name: 'one from the internet to an administrator',
      facts: facts(whole),
      subjects: ['function'],
    },
    { name: 'one from any account', facts: facts(whole, [anyone]), subjects: ['function'] },
    {
      name: 'one to a database, whatever its role',
      facts: facts(surfaceOf(stateWith(injection), clean)),
      subjects: ['function'],
    },
    {
      name: 'one by a service that acts for anyone',
      facts: facts(whole, [confused]),
      subjects: ['function'],
    },
    {
      name: 'one by a topic that anyone may publish to',
      facts: facts(whole, [{ ...ownTopic, source: 'arn:x:sns:y', isOpenSource: true }]),
      subjects: ['function'],
    },
    {
      name: 'one by a bucket that anyone may write to',
      facts: { ...facts(whole, [ownTopic]), openTriggers: [{ source: 'arn:aws:s3:::uploads' }] },
      subjects: ['function'],
    },
    { name: 'one from an account', facts: facts(whole, [partner]), subjects: ['function'] },
    {
      name: 'one by a package that is attacked, in a layer',
      facts: facts(surfaceOf(clean, stateWith(admin), clean, stateWith(exploited))),
      subjects: ['function'],
    },
    {
      name: 'one that ends at a secret',
      facts: facts(surfaceOf(stateWith(evil, secret), clean)),
      subjects: ['function'],
    },
  ],
});

it('does not apply to a function that was switched off', () => {
  const parked = { ...facts(whole), activity: { ...activity, parked: true } };

  expect(attackPath.evaluate(parked)).toEqual({ outcome: 'notApplicable' });
});

describe('a path', () => {
  const detailOf = (of: ReturnType<typeof facts>) => {
    const verdict = attackPath.evaluate(of);
    return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  };

  it('is shown step by step, with the place in the code', () => {
    expect(detailOf(facts(whole))).toMatchObject({
      severity: 'critical',
      summary: 'From anyone on the internet, by code injection, to administrator permissions',
      evidence: [
        {
          text: '1. Anyone on the internet calls https://x.on.aws/ (function URL without authorisation)',
        },
        {
          text: '2. Code injection: eval runs event data as code, in index.js at line 12',
          path: 'index.js',
          line: 12,
          column: 5,
        },
        {
          text: '3. With role orders: policy All allows nearly every action on everything',
        },
      ],
      figures: { score: 100 },
    });
  });

  it('ends at the database where a query is all that a caller comes by', () => {
    expect(detailOf(facts(surfaceOf(stateWith(injection), stateWith(admin))))).toMatchObject({
      severity: 'high',
      summary:
        'From anyone on the internet, by SQL or NoSQL injection, to the database that it queries',
      evidence: [
        { text: expect.stringMatching(/^1\. Anyone on the internet calls/) },
        {
          text: '2. SQL or NoSQL injection: pg.query runs a query of which event data is a part, in index.js at line 9',
          path: 'index.js',
          line: 9,
          code: 'db.query(text)',
        },
        { text: '3. It opens the database that it queries' },
      ],
      figures: { score: 76 },
    });
  });

  it('is one fault with the hole in the code that it leads through, and with no package', () => {
    const through = (...open: readonly OpenFinding[]) =>
      detailOf(facts(surfaceOf(stateWith(...open), stateWith(admin))))?.through;

    expect(through(injection)).toBe(faultId(injection));
    expect(through(injection, command)).toBe(faultId(command));
    expect(through(exploited)).toBeUndefined();
  });

  it('goes into the function where another weakness does', () => {
    expect(
      detailOf(facts(surfaceOf(stateWith(injection, command), stateWith(admin)))),
    ).toMatchObject({
      summary: 'From anyone on the internet, by command injection, to administrator permissions',
    });
  });

  it('takes five steps at most, and counts what is besides', () => {
    const powers = (['admin-role', 'broad-data-access', 'service-wildcard'] as const).map((name) =>
      openFinding(`permissions/${name}`, { target: orders.roleArn }),
    );
    const rich = surfaceOf(stateWith(evil, exploited, secret), stateWith(...powers));

    expect(
      detailOf(facts(rich, [url, anyone]))
        ?.evidence.map(({ text }) => text)
        .slice(2),
    ).toEqual([
      '3. With role orders: by permissions/admin-role',
      '4. With role orders: by permissions/broad-data-access',
      '5. In its environment: by code/secret-in-environment',
      'also: 1 more entry point, 1 more weak point, 1 more target',
    ]);
  });

  it.each<[string, EntryPoint, number, string]>([
    ['anyone on the internet', url, 100, 'critical'],
    ['anyone with an account', anyone, 94, 'critical'],
    ['anyone by a service', confused, 91, 'critical'],
    ['one account', partner, 78, 'high'],
  ])('weighs by who begins it: %s', (_, way, score, severity) => {
    expect(detailOf(facts(whole, [way]))).toMatchObject({ figures: { score }, severity });
  });

  it('is never less than high', () => {
    const least = surfaceOf(stateWith(exploited, secret), clean);

    expect(detailOf(facts(least, [partner]))).toMatchObject({
      severity: 'high',
      figures: { score: 62 },
      summary:
        'From account 444455556666, by a critically vulnerable package, to the secret in PAYMENT_KEY',
    });
  });
});

describe('its remedy', () => {
  const remediationOf = (surface: AttackSurface, way: EntryPoint) => {
    const verdict = attackPath.evaluate(facts(surface, [way]));
    return verdict.outcome === 'fail' ? (verdict.details[0].remediation ?? '') : '';
  };
  const door = openFinding('permissions/public-resource-policy', {
    subject: 'function/All',
    remediation: 'Name the callers.\n\naws lambda remove-permission …',
  });

  it('has the cheapest link in full, and the others in short', () => {
    const remedy = remediationOf(surfaceOf(stateWith(evil, door), stateWith(admin)), anyone);

    expect(remedy).toMatch(
      /^Remove one link and the path is gone\. The cheapest is the entry point: Name the callers\.\n\nCheapest: the entry point \(a command, no deployment\)\nName the callers\.\n\naws lambda remove-permission …\n\nOr what lies at the end .*\nFix permissions\/admin-role\.\nnpx --no-install vigil show [0-9a-f]{12}\n\nOr the weakness/,
    );
    expect(remedy).toContain('put-function-concurrency');
  });

  it('begins at a topic that anyone may publish to, which no finding reports', () => {
    const topic = "arn:aws:sns:eu-west-1:111122223333:par'cels";
    const way: EntryPoint = { ...ownTopic, source: topic, isOpenSource: true };
    const remedy = remediationOf(whole, way);

    expect(remedy).toMatch(
      /Cheapest: the entry point \(a command, no deployment\)\nName in the policy/,
    );
    expect(remedy).toContain(
      "aws sns set-topic-attributes --topic-arn 'arn:aws:sns:eu-west-1:111122223333:par'\\''cels' --region eu-west-1 --attribute-name Policy",
    );
  });

  it.each([
    [
      'arn:aws:s3:::uploads',
      'aws s3api put-public-access-block --bucket uploads --public-access-block-configuration ',
    ],
    ['arn:aws:sqs:eu-west-1:111122223333:jobs', 'Let only known senders write to arn:aws:sqs:'],
  ])('begins at %s, which anyone may write to', (source, expected) => {
    const verdict = attackPath.evaluate({ ...facts(whole, []), openTriggers: [{ source }] });
    const remedy = verdict.outcome === 'fail' ? verdict.details[0].remediation : '';

    expect(remedy).toContain(expected);
  });

  it('names the command for what finds no room', () => {
    const long = { ...door, remediation: `Name the callers.\n${'x'.repeat(5_000)}` };
    const remedy = remediationOf(surfaceOf(stateWith(evil, long), stateWith(admin)), anyone);

    expect(remedy).toMatch(
      /Cheapest: the entry point .*\nName the callers\.\nnpx --no-install vigil show [0-9a-f]{12}\n\nOr what/,
    );
    expect(remedy).not.toContain('too long');
  });

  it('is of two links where what lies at the end is no finding', () => {
    const remedy = remediationOf(surfaceOf(stateWith(injection, door), clean), anyone);

    expect(remedy).toContain('Or the weakness (a code change)');
    expect(remedy).not.toContain('what lies at the end');
  });

  it('begins with a malicious package, which has to go in any case', () => {
    const malicious = openFinding('dependencies/malicious-package');
    const remedy = remediationOf(surfaceOf(stateWith(malicious, door), stateWith(admin)), anyone);

    expect(remedy).toContain('Cheapest: the weakness (it has to be removed in any case)');
  });
});

describe('a path behind a check of the code', () => {
  const detailOf = (of: ReturnType<typeof facts>) => {
    const verdict = attackPath.evaluate(of);
    return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  };
  const bySql = surfaceOf(stateWith(injection), clean);

  it.each<[string, AttackSurface, SignatureCheck, readonly EntryPoint[], string]>([
    ['a token, which who signs up is given', whole, jwt, [url], 'high'],
    ['a signature of the sender', whole, slack, [url], 'medium'],
    ['a token, before a database', bySql, jwt, [url], 'medium'],
    ['a signature, before a database', bySql, slack, [url], 'low'],
    ['a check on each of two ways', whole, slack, [url, wayByRoute(), closed], 'medium'],
  ])('is milder: %s', (_, surface, verifiesSignature, ways, severity) => {
    const detail = detailOf({ ...facts(surface, ways), verifiesSignature });

    expect(detail?.severity).toBe(severity);
    expect(detail?.evidence.at(-1)).toMatchObject({
      text: expect.stringMatching(/^its code verifies .* before it acts$/),
      path: 'index.js',
      line: 4,
    });
  });

  it.each<[string, EntryPoint, string]>([
    ['the one that asks', wayByRoute({ key: 'POST /orders' }), 'high'],
    ['all of them', url, 'critical'],
  ])('of code with routes of its own is judged by %s', (_, way, severity) => {
    const routes = [
      { method: 'POST', path: '/orders', check: jwt },
      { method: 'POST', path: '/login' },
    ];

    expect(detailOf({ ...facts(whole, [way]), verifiesSignature: { routes } })?.severity).toBe(
      severity,
    );
  });

  it.each<[string, SenderVerification]>([
    ['all', credential],
    ['what only looks as if it asked', { sign: { ...credential, what: 'answers 401' } }],
    ['a route', { routes: [{ method: 'POST', path: '/orders', check: credential }] }],
    [
      'one of two routes',
      {
        routes: [
          { method: 'POST', path: '/orders', check: credential },
          { method: 'PUT', path: '/orders', check: slack },
        ],
      },
    ],
  ])('is as bad as before where it is not proved for %s', (_, verifiesSignature) => {
    const given = facts(whole, [wayByRoute({ key: 'ANY /orders' })]);

    expect(detailOf({ ...given, verifiesSignature })).toEqual(detailOf(given));
  });

  it('is as bad as before where a queue brings what is no request to a route', () => {
    const routes = [{ method: 'POST', path: '/orders', check: jwt }];
    const given = { ...facts(whole, []), openTriggers: [written] };

    expect(detailOf({ ...given, verifiesSignature: { routes } })).toEqual(detailOf(given));
  });

  it('is milder, where an API writes to the queue that it polls', () => {
    const given = { ...facts(whole, []), openTriggers: [written], verifiesSignature: slack };

    expect(detailOf(given)?.severity).toBe('medium');
  });

  it.each<[string, readonly EntryPoint[]]>([
    ['an alias is open, too', [url, { ...url, alias: 'live' }]],
    ['everyone may invoke it, too', [url, anyone]],
    ['who signs up gets the token', [wayByRoute({ authorization: 'JWT', signUp })]],
  ])('is as bad as before where %s', (_, ways) => {
    const open = detailOf(facts(whole, ways));
    const checked = detailOf({ ...facts(whole, ways), verifiesSignature: slack });

    expect(checked).toEqual(open);
    expect(checked?.severity).toMatch(/high|critical/);
  });

  it.each([
    ['by a package that verifies tokens', { subject: 'jsonwebtoken@8.5.1' }],
    ['by a framework that reads requests', { subject: 'pkg:pypi/werkzeug@2.0.0' }],
    ['by a package that attackers use', { summary: `lodash 4.17.15; ${EXPLOITED}` }],
    ['by a malicious package', { check: 'dependencies/malicious-package' }],
  ] as const)('is as bad as before %s', (_, more) => {
    const surface = surfaceOf(stateWith({ ...exploited, ...more }), stateWith(admin));

    expect(detailOf({ ...facts(surface), verifiesSignature: slack })?.severity).toBe('critical');
  });

  it.each([
    ['above it', 12, 'index.js', 'critical'],
    ['below it', 2, 'index.js', 'medium'],
    ['in another file', 12, 'other.js', 'medium'],
  ])('is weighed by where the code is weak: %s', (_, line, path, severity) => {
    const verifiesSignature = { ...slack, path, line: line + 1 };

    expect(detailOf({ ...facts(whole), verifiesSignature })?.severity).toBe(severity);
  });

  it.each([
    ['behind it, in the same file', 'index.js', 20, 'medium'],
    ['before it', 'index.js', 14, 'critical'],
    ['behind it, by a line of another file', 'other.js', 20, 'critical'],
  ])('is weighed by where a function above it gets the event: %s', (_, path, line, severity) => {
    const [from, into] = evil.evidence;
    const evidence = [from, { text: 'taken', path, line, column: 1 }, into].filter(
      (each) => !!each,
    );
    const surface = surfaceOf(stateWith({ ...evil, evidence }), stateWith(admin));
    const verifiesSignature = { ...slack, line: 15 };

    expect(detailOf({ ...facts(surface), verifiesSignature })?.severity).toBe(severity);
  });

  it('is milder by a package that works after it', () => {
    const surface = surfaceOf(stateWith(exploited), stateWith(admin));

    expect(detailOf({ ...facts(surface), verifiesSignature: slack })?.severity).toBe('medium');
  });
});
