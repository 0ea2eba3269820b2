import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
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

  it('lists what no such file tells, and what it should have told but does not', async () => {
    const saved = {
      RoleDetailList: [
        { ...named('lacking'), AttachedManagedPolicies: [attached] },
        inline('broken', '{'),
        { ...named('odd'), RolePolicyList: [{ PolicyName: {} }] },
        inline('fine', one),
        inline('admin', all),
      ],
    };

    const lastAccess = { fact: 'lastAccess', reason: 'no such file tells it' };
    const sharers = { fact: 'sharers', reason: 'no such file tells it' };
    const reach = { fact: 'openFunctions', reason: 'no such file tells it' };
    const onward = { fact: 'onward', reason: expect.stringMatching(/odd could not be read: /) };
    const unknown = (reason: string) => [
      lastAccess,
      { fact: 'onward', reason: 'its own permissions are not known' },
      reach,
      { fact: 'permissions', reason: expect.stringContaining(reason) },
      sharers,
    ];
    expect(await inspected(saved)).toMatchObject([
      { arn: roleArn('admin'), findings: [{}], unknown: [lastAccess, reach, sharers] },
      { arn: roleArn('broken'), findings: [], unknown: unknown('policy x is no policy') },
      { arn: roleArn('fine'), findings: [], unknown: [lastAccess, onward, reach, sharers] },
      { arn: roleArn('lacking'), findings: [], unknown: unknown(administrator) },
      {
        arn: roleArn('odd'),
        findings: [],
        unknown: [
          ...unknown('the role is not as IAM writes it: see RolePolicyList.0.PolicyName'),
          { fact: 'trust' },
        ],
      },
    ]);
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
      '  critical  permissions/admin-role',
      '    policy ␛[2J allows nearly every action on everything',
      '    - ␛[2J (inline), statement 1, allows * on *',
      expect.stringMatching(/^ {4}- its wildcards, .* are part of this finding/),
      expect.stringMatching(/^ {4}Fix: Allow only the actions/),
      '',
      'Not seen',
      '  lastAccess of 3 roles: no such file tells it',
      '  onward of broken: its own permissions are not known',
      '  openFunctions of 3 roles: no such file tells it',
      expect.stringMatching(/^ {2}permissions of broken: MalformedPolicy: /),
      '  sharers of 3 roles: no such file tells it',
      '',
      '--json has each fix whole: statements and commands to copy',
      '',
      '3 roles, 1 finding: 1 critical',
    ]);
  });

  it.each([
    { args: [], code: 0 },
    { args: ['--fail-on', 'critical'], code: 1 },
    { args: ['--strict'], code: 3 },
    { args: ['--role', 'check*', '--strict'], code: 0 },
    { args: ['--role', 'broken', '--fail-on', 'critical'], code: 0 },
  ])('ends with $code for $args', async ({ args, code }) => {
    const saved = { RoleDetailList: [inline('checkout', all), inline('broken', '{')] };

    expect((await run(saved, ...args)).code).toBe(code);
  });

  it('says so when the file holds a part of the account', async () => {
    const { world, code } = await run({ RoleDetailList: [], IsTruncated: true }, '--strict');

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
    const { world } = await run({ RoleDetailList: [kept, inline('fine', one)] });

    expect(world.stderr()).toBe(
      '1 role that AWS keeps for its services or for sign-in: not judged',
    );
    expect(world.stdout()).toMatch(/1 role, no findings$/);
  });

  it('does not pass a name that no role has for a clean role', async () => {
    const { world, code } = await run(
      { RoleDetailList: [inline('checkout', all)] },
      '--role',
      'chekcout',
    );

    expect(code).toBe(2);
    expect(world.stderr()).toMatch(/^vigil: no role in .* has a name like chekcout$/);
  });
});

function inline(name: string, PolicyDocument: unknown, PolicyName = 'x') {
  return { ...named(name), RolePolicyList: [{ PolicyName, PolicyDocument }] };
}

function named(name: string) {
  return {
    Arn: roleArn(name),
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
