import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { outputSchema } from './output-schema.ts';
import { roleArn } from './samples.ts';
import { recordedWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-'));
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const all = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const one = {
  Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:::q' }],
};

const attached = { PolicyName: 'AdministratorAccess', PolicyArn: administrator };
const policies = [
  {
    PolicyName: 'AdministratorAccess',
    Arn: administrator,
    PolicyVersionList: [
      { Document: one, IsDefaultVersion: false },
      { Document: all, IsDefaultVersion: true },
    ],
  },
];

afterAll(() => rmSync(folder, { recursive: true }));

describe('vigil inspect roles', () => {
  it.each([
    ['an object, as the AWS CLI prints it', all],
    ['plain text', JSON.stringify(all)],
    ['URL-encoded, as IAM answers', encodeURIComponent(JSON.stringify(all))],
  ])('judges a role whose policy is %s', async (_, document) => {
    const roles = await inspected({ RoleDetailList: [inline('checkout', document)] });

    expect(roles).toMatchObject([
      {
        arn: roleArn('checkout'),
        findings: [{ check: 'permissions/admin-role', severity: 'critical', status: 'open' }],
      },
    ]);
  });

  it.each([
    ['UTF-8, with a mark', 'utf8'],
    ['UTF-16, as Windows PowerShell redirects', 'utf16le'],
  ] as const)('reads %s', async (_, encoding) => {
    const path = join(folder, 'encoded.json');
    const text = JSON.stringify({ RoleDetailList: [inline('checkout', all)] });
    writeFileSync(path, `\ufeff${text}`, encoding);

    expect(await vigil(['inspect', 'roles', path, '--fail-on', 'critical'], recordedWorld())).toBe(
      1,
    );
  });

  it('joins a role with the managed policy in force, whatever else stands in the file', async () => {
    const saved = {
      UserDetailList: [{}],
      GroupDetailList: 'x',
      RoleDetailList: [{ ...named('checkout'), AttachedManagedPolicies: [attached] }],
      Policies: [...policies, { Arn: 7 }, 'x', { Arn: 'arn:aws:iam::aws:policy/unused' }],
    };

    expect((await inspected(saved))[0]?.findings).toHaveLength(1);
  });

  it('lists what no such file has, and what it should have but does not', async () => {
    const saved = {
      RoleDetailList: [
        { ...named('lacking'), AttachedManagedPolicies: [attached] },
        inline('broken', '{'),
        { ...named('odd'), RolePolicyList: [{ PolicyName: {} }] },
        inline('fine', one),
        inline('admin', all),
      ],
    };

    const lastAccess = { fact: 'lastAccess', reason: 'not in this file' };
    const codeUse = { fact: 'codeUse', reason: 'not in this file' };
    const sharers = { fact: 'sharers', reason: 'not in this file' };
    const reach = { fact: 'openFunctions', reason: 'not in this file' };
    const unread = (...reasons: readonly string[]) => [
      codeUse,
      lastAccess,
      { fact: 'onward', reason: 'its own policies could not all be read' },
      reach,
      { fact: 'permissions', reason: reasons.join('; ') },
      sharers,
    ];
    const broken = 'the inline policy x is no policy that can be read: it is not JSON';
    const odd = 'the inline policy is not as IAM writes it: see PolicyName';
    expect(await inspected(saved)).toMatchObject([
      { arn: roleArn('admin'), findings: [{}], unknown: [codeUse, lastAccess, reach, sharers] },
      { arn: roleArn('broken'), findings: [], unknown: unread(broken) },
      { arn: roleArn('fine'), findings: [], unknown: [codeUse, lastAccess, reach, sharers] },
      {
        arn: roleArn('lacking'),
        findings: [],
        unknown: unread(`the details lack the managed policy ${administrator}`),
      },
      { arn: roleArn('odd'), findings: [], unknown: unread(odd) },
    ]);
  });

  describe('a role of which something cannot be read', () => {
    const passing = { Statement: [allow('iam:PassRole'), allow('lambda:*')] };
    const missing = `the details lack the managed policy ${administrator}`;
    const whole = { ...inline('checkout', passing), AttachedManagedPolicies: [attached] };
    const boundary = { PermissionsBoundary: { PermissionsBoundaryArn: administrator } };

    it.each([
      ['its managed policy, in a file without Policies', whole, [], missing],
      [
        'its managed policy, in a file whose Policies are no list',
        whole,
        [{ Policies: 'x' }],
        missing,
      ],
      [
        'another inline policy',
        {
          ...whole,
          AttachedManagedPolicies: [],
          RolePolicyList: [...whole.RolePolicyList, { PolicyName: 'y', PolicyDocument: '{' }],
        },
        [{ Policies: policies }],
        'the inline policy y is no policy that can be read: it is not JSON',
      ],
      [
        'the list of its managed policies',
        { ...whole, AttachedManagedPolicies: undefined },
        [{ Policies: policies }],
        'the details lack a AttachedManagedPolicies',
      ],
    ])('is judged by the rest: %s', async (_, role, more, reason) => {
      const [judged] = await inspected(Object.assign({ RoleDetailList: [role] }, ...more));

      expect(judged?.findings).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ check: 'permissions/privilege-escalation', severity: 'high' }),
          expect.objectContaining({ check: 'permissions/service-wildcard' }),
        ]),
      );
      expect(judged?.unknown).toContainEqual({ fact: 'permissions', reason });
    });

    it('may be held by its boundary', async () => {
      const admin = { ...inline('checkout', all), ...boundary };

      expect(await inspected({ RoleDetailList: [admin] })).toMatchObject([
        {
          findings: [
            {
              severity: 'high',
              summary:
                'policy x allows nearly every action on everything, unless its boundary ' +
                'AdministratorAccess denies it',
            },
          ],
          unknown: expect.arrayContaining([{ fact: 'permissions', reason: missing }]),
        },
      ]);
    });

    it('is not a whole answer', async () => {
      const { world, code } = await run({ RoleDetailList: [whole] }, '--strict');

      expect(code).toBe(3);
      expect(world.stderr()).toMatch(
        /has no Policies: what managed policies allow is not checked$/,
      );
      expect(world.stdout()).toMatch(/; \d+ things not checked \(listed above\)$/);
    });
  });

  it('takes accounts that are trusted for known', async () => {
    const stranger = { ...named('x'), AssumeRolePolicyDocument: trust({ AWS: '444455556666' }) };
    const args = ['--trusted-accounts', '444455556666', '--json'];

    expect(await inspected({ RoleDetailList: [stranger] })).toMatchObject([
      { findings: [{ check: 'permissions/role-trust-too-wide', subject: '444455556666' }] },
    ]);
    expect((await run({ RoleDetailList: [stranger] }, ...args)).world.stdout()).toContain(
      '"findings": []',
    );
  });

  it('prints for people the faults with their fix, what was not seen, and a tally', async () => {
    const poison = '\u001b[2J';
    const { world } = await run({
      RoleDetailList: [inline('checkout', all, poison), inline('fine', one), inline('broken', '{')],
    });

    expect(world.stdout().split('\n')).toEqual([
      roleArn('checkout'),
      `  critical  permissions/admin-role  ${adminId('checkout')}`,
      '    policy ␛[2J allows nearly every action on everything',
      '    - inline policy ␛[2J, statement 1, allows * on *',
      expect.stringMatching(/^ {4}- its wildcards, .* are part of this finding/),
      expect.stringMatching(/^ {6}findings of their own/),
      expect.stringMatching(/^ {4}Fix: Allow only the actions/),
      '',
      'Not checked',
      '  3 roles: what the code of its functions calls: not in this file',
      '  3 roles: when it last used what it is allowed: not in this file',
      '  broken: the roles that it can become: its own policies could not all be read',
      '  3 roles: whether anyone can invoke its functions: not in this file',
      '  broken: its permissions: the inline policy x is no policy that can be read: it is not JSON',
      '  3 roles: the functions that share it: not in this file',
      '',
      '--json has each fix whole: statements and commands to copy',
      '',
      '3 roles, 1 finding: 1 critical; 6 things not checked (listed above)',
    ]);
  });

  it.each([
    { args: [], code: 0 },
    { args: ['--fail-on', 'critical'], code: 1 },
    { args: ['--strict'], code: 3 },
    { args: ['--role', 'check*', '--strict'], code: 0 },
    { args: ['--role', 'broken', '--fail-on', 'critical'], code: 3 },
    { args: ['--role', 'broken', '--fail-on', 'critical', '--allow-gaps'], code: 0 },
  ])('ends with $code for $args', async ({ args, code }) => {
    const saved = { RoleDetailList: [inline('checkout', all), inline('broken', '{')] };

    expect((await run(saved, ...args)).code).toBe(code);
  });

  it('says so when the file holds a part of the account', async () => {
    const { world, code } = await run(
      { RoleDetailList: [inline('fine', one)], Policies: [], IsTruncated: true },
      '--strict',
    );

    expect(world.stderr()).toMatch(/is cut off: IAM had more pages of it$/);
    expect(code).toBe(3);
  });

  it('judges thousands of roles that share policies', async () => {
    const RoleDetailList = Array.from({ length: 5_000 }, (_, index) => ({
      ...named(`r${index}`),
      AttachedManagedPolicies: [attached],
    }));

    expect(await inspected({ RoleDetailList, Policies: policies })).toHaveLength(5_000);
  });

  it.each([
    [
      'no JSON',
      '{"RoleDetailList": [AKIA',
      'is not JSON: save in it what aws iam get-account-auth',
    ],
    ['another answer', '{"Roles": []}', 'has no RoleDetailList: save in it what'],
    ['a list', '[]', 'has no RoleDetailList'],
    ['nothing', '', 'is not JSON'],
    ['no roles', '{"RoleDetailList": []}', 'has an empty RoleDetailList'],
    ['a role without an ARN', '{"RoleDetailList": [{"RoleName": "x"}]}', 'entry 1 of the RoleD'],
    [
      'a user among the roles',
      '{"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:user/x"}]}',
      'entry 1',
    ],
  ])('refuses %s in one sentence', async (_, text, sentence) => {
    const { world, code } = await run(text);

    expect(code).toBe(2);
    expect(world.stderr()).toContain(sentence);
    expect(world.stderr()).toMatch(/^vigil: .*$/);
    expect(world.stderr()).not.toContain('AKIA');
    expect(world.stdout()).toBe('');
  });

  it.each([
    ['a file that is not there', join(folder, 'none.json'), 'there is no such file'],
    ['a folder', folder, 'it is a folder'],
    ['what has no end', '/dev/zero', 'is larger than 200 MB: save the roles in several files'],
  ])('refuses %s', async (_, path, sentence) => {
    const world = recordedWorld();

    expect(await vigil(['inspect', 'roles', path], world)).toBe(2);
    expect(world.stderr()).toMatch(/^vigil: .*$/);
    expect(world.stderr()).toContain(sentence);
  });

  it.each([
    ['a service', 'aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM'],
    ['sign-in', 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1'],
  ])('does not judge a role that AWS keeps for %s, and says so', async (_, name) => {
    const kept = { ...inline('kept', all), Arn: `arn:aws:iam::111122223333:role/${name}` };
    const { world } = await run({ RoleDetailList: [kept, inline('fine', one)], Policies: [] });

    expect(world.stderr()).toBe(
      '1 role that AWS keeps for its services or for sign-in: not checked',
    );
    expect(world.stdout()).toMatch(/1 role, no findings; 4 things not checked \(listed above\)$/);
  });

  it('does not pass a name that no role has for a clean role', async () => {
    const { world, code } = await run(
      { RoleDetailList: [inline('checkout', all)] },
      '--role',
      'chekcout',
    );

    expect(code).toBe(2);
    expect(world.stderr()).toMatch(
      /^vigil: no role in .* has a name like chekcout\. Did you mean checkout\?$/,
    );
  });

  it.each([
    ['the document itself', (document: object) => document],
    [
      'what describe-policy prints',
      (document: object) => ({
        Policy: {
          PolicySummary: { Id: 'p-1', Name: 'NoIam' },
          Content: JSON.stringify(document),
        },
      }),
    ],
  ])('says what a service control policy blocks, given %s', async (_, written) => {
    const put = { Statement: { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' } };
    const saved = { RoleDetailList: [inline('checkout', put)] };
    const path = join(folder, 'scp.json');
    const denied = { Statement: { Sid: 'No', Effect: 'Deny', Action: 'iam:*', Resource: '*' } };
    writeFileSync(path, JSON.stringify(written(denied)));

    const before = await run(saved);
    const after = await run(saved, '--service-control-policies', path);

    expect(before.world.stdout()).toContain('privilege-escalation');
    expect(after.world.stdout()).not.toContain('privilege-escalation');
    expect(after.world.stdout()).toMatch(
      /checkout: iam:PutRolePolicy is blocked by service control policy .+, statement No, which denies iam:PutRolePolicy/,
    );
    const json = await run(saved, '--service-control-policies', path, '--json');
    const printed = JSON.parse(json.world.stdout());
    expect(outputSchema('inspectedRoles').parse(printed)).toEqual(printed);
    expect(printed.roles[0].blocked).toHaveLength(1);
  });

  it('refuses a service control policy that is none', async () => {
    const path = join(folder, 'none.json');
    writeFileSync(path, '{"Statement":[{}]}');
    const saved = { RoleDetailList: [inline('checkout', one)] };

    const { world, code } = await run(saved, '--service-control-policies', path);

    expect(code).toBeGreaterThan(0);
    expect(world.stderr()).toContain('none.json');
  });
});

function allow(Action: string) {
  return { Effect: 'Allow', Action, Resource: '*' };
}

function inline(name: string, PolicyDocument: unknown, PolicyName = 'x') {
  return { ...named(name), RolePolicyList: [{ PolicyName, PolicyDocument }] };
}

function named(name: string) {
  return {
    Arn: roleArn(name),
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
  };
}

function trust(Principal: object) {
  return { Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
}

async function inspected(saved: object) {
  const { world } = await run(saved, '--json');
  const printed: unknown = JSON.parse(world.stdout());

  expect(outputSchema('inspectedRoles').parse(printed)).toEqual(printed);
  return (printed as { roles: { arn: string; findings: object[]; unknown: object[] }[] }).roles;
}

async function run(saved: object | string, ...args: readonly string[]) {
  const path = join(folder, 'details.json');
  writeFileSync(path, typeof saved === 'string' ? saved : JSON.stringify(saved));
  const world = recordedWorld();

  return { world, code: await vigil(['inspect', 'roles', path, ...args], world) };
}

function adminId(role: string): string {
  return findingId({ target: roleArn(role), check: 'permissions/admin-role', subject: 'role' });
}
