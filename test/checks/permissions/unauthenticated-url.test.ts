import { describe, expect, it } from 'vitest';
import { unauthenticatedUrl } from '../../../functions/checks/permissions/unauthenticated-url.ts';
import type { SenderVerification } from '../../../functions/core/code-route.ts';
import type { DecidedChange, DecidedChanges } from '../../../functions/core/decided-change.ts';
import { milder, type Severity } from '../../../functions/core/severity.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import type { PowerInUse } from '../../../functions/domain/exposure/given-power.ts';
import type { RolePower } from '../../../functions/engines/iam/role-power.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { orders, resourcePolicyOf, when } from '../../builders/resource-policy-of.ts';
import { little, much, something } from '../../builders/role-powers.ts';

const everyone = { Effect: 'Allow', Principal: '*', Resource: orders.arn };
const viaUrl = when('Bool', 'lambda:InvokedViaFunctionUrl', 'true');
const ofType = (type: string) => when('StringEquals', 'lambda:FunctionUrlAuthType', type);

/** As the console adds the two. */
const url = {
  ...everyone,
  Sid: 'Url',
  Action: 'lambda:InvokeFunctionUrl',
  ...ofType('NONE'),
};
const through = { ...everyone, Sid: 'Through', Action: 'lambda:InvokeFunction', ...viaUrl };
const open: FunctionUrl = { url: 'https://x.on.aws/', authType: 'NONE' };
const signed: FunctionUrl = { ...open, authType: 'AWS_IAM' };
const ofLive: FunctionUrl = { ...open, alias: 'live' };
const variable = (name: string) => `\${${name}}`;
interface Given {
  readonly rolePower?: RolePower | undefined;
  readonly powerInUse?: PowerInUse | undefined;
  readonly decidedChanges?: DecidedChanges | undefined;
}

const live = (statement: object) => ({ ...statement, Resource: `${orders.arn}:live` });

describeCheck(unauthenticatedUrl, {
  passes: [
    facts('no url and no policy', []),
    facts('a url that no policy opens', [open]),
    facts('a function that may be invoked, but not by its url', [open], [through]),
    facts('a statement for urls that sign', [open], [{ ...url, ...ofType('AWS_IAM') }, through]),
    facts('a statement that forbids the way', [open], [url, denyTo('*')]),
    facts(
      'a Deny to all but an office',
      [open],
      [url, through, { ...denyTo('*'), ...when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24') }],
    ),
    facts(
      'an organization (case 6)',
      [open],
      [{ ...url, ...when('StringEquals', 'aws:PrincipalOrgID', 'o-abc123') }, through],
    ),
    facts(
      'an account (case 5)',
      [open],
      [
        { ...url, Principal: { AWS: '444455556666' } },
        { ...through, Principal: { AWS: '444455556666' } },
      ],
    ),
    facts(
      'an account of its own, which who does not sign has not',
      [open],
      [
        {
          ...url,
          ...when('StringEquals', 'aws:PrincipalAccount', variable('aws:PrincipalAccount')),
        },
        through,
      ],
    ),
    facts('a url that signs, and a statement for others', [signed], [url, through]),
    facts(
      'CloudFront alone',
      [signed],
      [
        { ...url, ...ofType('AWS_IAM'), Principal: { Service: 'cloudfront.amazonaws.com' } },
        { ...through, Principal: { Service: 'cloudfront.amazonaws.com' } },
      ],
    ),
    facts('everything to everyone, and no url', [], [{ ...through, Action: '*', Condition: {} }]),
    facts('one permission, and no url', [], [url]),
  ],
  fails: [
    failing('what the console makes', [open], [url, through]),
    failing(
      'every AWS principal (case 5)',
      [open],
      [
        { ...url, Principal: { AWS: '*' } },
        { ...through, Principal: { AWS: ['*'] } },
      ],
    ),
    failing(
      'all that is like an invocation',
      [open],
      [{ ...url, Action: 'lambda:Invoke*', Condition: {} }],
    ),
    failing('a url that one missing statement keeps closed', [open], [url]),
    failing(
      'a url that signs, which one missing statement keeps closed',
      [signed],
      [{ ...url, ...ofType('AWS_IAM') }],
    ),
    failing(
      'what all may ask by its url, and invoke in any other way',
      [open],
      [url, { ...through, ...when('Bool', 'lambda:InvokedViaFunctionUrl', 'false') }],
    ),
    failing('direct invocation too', [open], [url, { ...through, Condition: {} }]),
    failing(
      'a url that signs, and every account',
      [signed],
      [{ ...url, ...ofType('AWS_IAM') }, through],
    ),
    failing('a kind of url that is new', [{ ...open, authType: 'TOKEN' }], [url, through]),
    failing(
      'TLS, which a url always has',
      [open],
      [{ ...url, ...when('Bool', 'aws:SecureTransport', 'true') }, through],
    ),
    failing('a Deny to one account', [open], [url, through, denyTo({ AWS: '444455556666' })]),
    {
      ...facts('the url of an alias (case 14)', [ofLive], [], [url, through].map(live)),
      subjects: ['live'],
    },
    {
      ...facts('both', [open, ofLive], [url, through], [url, through].map(live)),
      subjects: ['function', 'live'],
    },
    {
      ...facts('what a former url of an alias has left', [open], [], [url, through].map(live)),
      subjects: ['live'],
    },
    failing('what a former url has left', [], [url, through]),
  ],
});

describe('the finding', () => {
  it('of a url that is open', () => {
    expect(details([open], [url, through])).toMatchObject([
      {
        summary: 'Anyone on the internet can call the function URL of the function',
        evidence: [
          { text: 'https://x.on.aws/, AuthType NONE' },
          { text: 'opened by statement Url' },
          { text: 'opened by statement Through' },
          { text: something.because },
        ],
        remediation: expect.stringContaining('--auth-type AWS_IAM'),
      },
    ]);
  });

  it('in commands that ask where it is, and of the alias that has it', () => {
    const verdict = unauthenticatedUrl.evaluate(
      facts('', [ofLive], [], [url, through].map(live)).facts,
    );
    const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
    const commands = detail?.remediation?.split('\n').filter((line) => line.startsWith('aws '));

    expect(commands).toHaveLength(4);
    for (const command of commands ?? []) {
      expect(command).toContain(
        `--function-name ${orders.arn} --qualifier live --region ${orders.region}`,
      );
    }
  });

  it('of one that takes any signature', () => {
    const [detail] = details([signed], [{ ...url, ...ofType('AWS_IAM') }, through]);

    expect(detail?.summary).toContain('Every AWS account can call');
    expect(detail?.remediation).not.toContain('--auth-type');
    expect(detail?.remediation).toContain('--statement-id Through');
  });

  it('of one that a missing statement keeps closed, at medium', () => {
    expect(details([open], [url])).toMatchObject([
      {
        severity: 'medium',
        summary:
          'Anyone on the internet can call the function URL of the function once one missing statement is added',
        evidence: [
          { text: 'https://x.on.aws/, AuthType NONE' },
          { text: 'opened by statement Url' },
          { text: 'no statement allows lambda:InvokeFunction through the URL' },
          { text: something.because },
        ],
      },
    ]);
  });

  it('of one whose code verifies a signature, one step milder', () => {
    const check = { kind: 'github', path: 'src/index.js', line: 7, column: 5 } as const;
    const [opened] = detailsOf(facts('', [open], [url, through], [], check));
    const [latent] = detailsOf(facts('', [open], [url], [], check));
    const [ofAlias] = detailsOf(facts('', [ofLive], [], [url, through].map(live), check));

    expect(opened).toMatchObject({
      severity: 'medium',
      summary:
        'Anyone on the internet can call the function URL of the function, and its code verifies the signature of GitHub',
      remediation: expect.stringContaining('(src/index.js, line 7)'),
    });
    expect(opened?.evidence.at(-1)).toEqual({
      text: 'its code verifies the signature of GitHub before it acts',
      path: 'src/index.js',
      line: 7,
      column: 5,
    });
    expect(latent?.severity).toBe('low');
    expect(ofAlias?.severity).toBe('high');
    expect(ofAlias?.remediation).not.toContain('src/index.js');
  });

  it('of one whose code refuses by a credential, one step milder', () => {
    const check = { kind: 'credential', path: 'index.js', line: 7, column: 5 } as const;

    expect(detailsOf(facts('', [open], [url, through], [], check))).toMatchObject([
      {
        severity: 'medium',
        summary:
          'Anyone on the internet can call the function URL of the function, and its code refuses requests by a credential',
      },
    ]);
  });

  it('of one whose code verifies by each of its routes, or by some', () => {
    const check = { kind: 'jwt', path: 'guard.js', line: 3, column: 1 } as const;
    const guarded = { method: 'POST', path: '/orders', check };
    const users = { method: 'POST', path: '/users' };
    const [all] = detailsOf(facts('', [open], [url, through], [], { routes: [guarded] }));
    const [some] = detailsOf(facts('', [open], [url, through], [], { routes: [guarded, users] }));

    expect(all?.severity).toBe('medium');
    expect(some?.severity).toBe('high');
    expect(some?.evidence.at(-1)?.text).toBe('The code asks POST /users for no credentials');
  });

  const reads = {
    gives: 'something',
    writes: false,
    because: 'its code calls dynamodb:GetItem',
  } as const;
  const writes = { ...reads, writes: true };
  const design = { kind: 'addition', path: 'index.js', line: 5, column: 1 } as const;
  const sign = { what: 'calls verify', path: 'index.js', line: 7, column: 5 };
  const upload = { kind: 'upload', named: 'all', path: 'index.js', line: 9, column: 1 } as const;

  it.each<readonly [Severity, RolePower, Partial<PowerInUse>, SenderVerification | undefined]>([
    ['medium', little, {}, undefined],
    ['high', little, { secrets: ['the variable TOKEN (password)'] }, undefined],
    ['high', something, {}, undefined],
    ['medium', something, { code: reads }, undefined],
    ['medium', something, { followed: reads }, undefined],
    ['high', something, { followed: writes }, undefined],
    ['high', something, { followed: reads, secrets: ['TOKEN'] }, undefined],
    ['medium', much, { followed: reads }, undefined],
    ['high', much, {}, undefined],
    ['medium', something, {}, { design }],
    ['medium', something, {}, { sign }],
    ['high', something, { handsOut: [upload] }, { sign }],
    ['medium', something, {}, { routes: [{ method: 'GET', path: '/' }] }],
  ])('is %s with %o, where the function does %o and asks %o', (severity, rolePower, use, asks) => {
    const powerInUse = { code: undefined, secrets: [], ...use };
    const given = (urls: readonly FunctionUrl[], statements: readonly object[]) =>
      detailsOf(facts('', urls, statements, [], asks, { rolePower, powerInUse }))[0];

    expect(given([open], [url, through])?.severity).toBe(severity);
    expect(given([open], [url])?.severity).toBe(milder(severity));
  });

  it('of one whose code was read, by what strangers decide there', () => {
    const removes: DecidedChange = {
      kind: 'removes',
      call: 'dynamodb:DeleteItem',
      by: 'key',
      path: 'index.js',
      line: 4,
      column: 1,
    };
    const given = (changes: readonly DecidedChange[]) =>
      detailsOf(
        facts('', [open], [url, through], [], undefined, { decidedChanges: { changes } }),
      )[0];

    expect(given([])?.severity).toBe('medium');
    expect(given([])?.evidence.at(-1)?.text).toMatch(/^its code was read/);
    expect(given([removes])).toMatchObject({
      severity: 'high',
      summary:
        'Anyone on the internet can call the function URL of the function; its code removes what the request names',
    });
    expect(given([removes])?.evidence[1]?.text).toBe(
      'its code removes what the request names (dynamodb:DeleteItem in index.js, line 4)',
    );
    // A URL names nothing by its path, and has no fields of the code's own.
    expect(given([{ ...removes, onlyBy: ['path parameters'] }])?.severity).toBe('medium');
    expect(given([{ ...removes, onlyBy: ['other fields'] }])?.severity).toBe('medium');
    const decidedChanges = { changes: [removes], isAsRole: true } as const;
    const denying = { rolePower: { ...something, changes: [] }, decidedChanges };
    expect(detailsOf(facts('', [open], [url, through], [], undefined, denying))[0]?.severity).toBe(
      'medium',
    );
  });

  it('of an alias, whose code may be another, by its role', () => {
    const powerInUse = { code: reads, secrets: [], followed: reads };
    const decidedChanges = { changes: [] };
    const given = facts(
      '',
      [ofLive],
      [],
      [url, through].map(live),
      { design },
      { powerInUse, decidedChanges },
    );

    expect(detailsOf(given)[0]?.severity).toBe('high');
  });

  it('says what is handed out, what its role gives and why it is milder', () => {
    const powerInUse = { code: undefined, secrets: [], handsOut: [upload] };
    const texts = (asks: SenderVerification | undefined, use: PowerInUse | undefined) =>
      detailsOf(facts('', [open], [url, through], [], asks, { powerInUse: use }))[0]?.evidence.map(
        ({ text }) => text,
      );

    expect(texts(undefined, powerInUse)?.[1]).toContain('signs an address');
    expect(texts({ design }, undefined)?.at(-1)).toMatch(/^open by design: its code/);
    expect(texts({ sign }, undefined)?.slice(-2)).toEqual([
      something.because,
      'its code calls verify (index.js, line 7), which looks as if it asks for a credential; whether each request is asked was not followed: look there',
    ]);
    const startFault = 'index.js, line 3';
    const faulty = facts('', [open], [url, through], [], undefined, {
      powerInUse: { code: undefined, secrets: [], startFault },
    });
    expect(detailsOf(faulty)[0]?.severity).toBe('medium');
    expect(texts(undefined, { ...powerInUse, startFault })?.at(-1)).toBe(
      'it cannot start now (index.js, line 3): it is open as soon as it does',
    );
  });

  it('of what a former one has left, of little weight', () => {
    expect(details([], [{ ...url, ...ofType('AWS_IAM') }, through])).toMatchObject([
      {
        severity: 'low',
        summary: 'The function has no function URL, but one would be open to everyone',
      },
    ]);
  });

  it('of none that a version could have', () => {
    const policy = resourcePolicyOf([url, through], '7');

    expect(
      unauthenticatedUrl.evaluate({
        functionUrls: [],
        resourcePolicies: [policy],
        configuration: orders,
        rolePower: undefined,
        powerInUse: undefined,
        verifiesSignature: undefined,
        decidedChanges: undefined,
      }),
    ).toEqual({ outcome: 'pass' });
  });
});

function details(functionUrls: readonly FunctionUrl[], statements: readonly object[]) {
  return detailsOf(facts('', functionUrls, statements));
}

function detailsOf({ facts: given }: ReturnType<typeof facts>) {
  const verdict = unauthenticatedUrl.evaluate(given);

  return verdict.outcome === 'fail' ? verdict.details : [];
}

function denyTo(Principal: unknown) {
  return { ...everyone, Effect: 'Deny', Principal, Action: 'lambda:*' };
}

function failing(name: string, urls: readonly FunctionUrl[], statements: readonly object[]) {
  return { ...facts(name, urls, statements), subjects: ['function'] };
}

function facts(
  name: string,
  functionUrls: readonly FunctionUrl[],
  statements: readonly object[] = [],
  ofAlias: readonly object[] = [],
  verifiesSignature?: SenderVerification,
  { rolePower = something, powerInUse, decidedChanges }: Given = {},
) {
  const policies = [
    ...(statements.length > 0 ? [resourcePolicyOf(statements)] : []),
    ...(ofAlias.length > 0 ? [resourcePolicyOf(ofAlias, 'live')] : []),
  ];

  return {
    name,
    facts: {
      functionUrls,
      resourcePolicies: policies,
      configuration: orders,
      rolePower,
      powerInUse,
      verifiesSignature,
      decidedChanges,
    },
  };
}
