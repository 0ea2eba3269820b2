import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Command } from 'commander';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { deployedStack } from './deployed.ts';
import { sampleFinding } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const sts = mockClient(STSClient);
const id = findingId(sampleFinding());

beforeEach(() => {
  process.env.AWS_REGION = 'eu-west-1';
  stack.reset({ findings: [sampleFinding()] });
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/me',
  });
});

describe('bad input gets one sentence and exit code 2', () => {
  it.each([
    ['nonsense', ['nonsense'], 'there is no command nonsense'],
    [
      'an unknown flag',
      ['findings', '--sverity', 'high'],
      'vigil: there is no option --sverity. Did you mean --severity?',
    ],
    [
      'a check that there is not',
      ['findings', '--check', 'code/nope'],
      'vigil: --check cannot be code/nope: there is no such check; vigil explain lists them',
    ],
    [
      'a glob of no check',
      ['explain', 'nope/*'],
      'vigil: check cannot be nope/*: there is no such check; vigil explain lists them',
    ],
    [
      'a day to come, since which nothing has changed',
      ['findings', '--since', '2999-01-01'],
      'vigil: --since cannot be 2999-01-01: it is in the future',
    ],
    [
      'a bad severity',
      ['findings', '--severity', 'hihg'],
      'vigil: --severity cannot be hihg: it takes info, low, medium, high, critical. Did you mean high?',
    ],
    [
      'a check that is misspelt, without the others',
      ['findings', '--check', 'code/comand-injection'],
      'vigil: --check cannot be code/comand-injection: did you mean code/command-injection?',
    ],
    ['a format that is misspelt', ['findings', '--format', 'jsno'], 'Did you mean json?'],
    ['a shell that is misspelt', ['completion', 'bsh'], 'Did you mean bash?'],
    ['a package that there is not', ['policy', 'nosuch.zip'], 'nosuch.zip'],
    ['a bad --fail-on', ['audit', '--fail-on', 'x'], 'it takes info, low'],
    ['a bad status', ['findings', '--status', 'shut'], 'it takes open, resolved, suppressed, all'],
    [
      'a bad duration',
      ['findings', '--since', '7x'],
      'it takes today, yesterday, how long ago such',
    ],
    ['a bad date', ['findings', '--since', '2026-02-30'], 'or a date such as 2026-11-01'],
    ['a date of another form', ['findings', '--since', '1-2-2026'], 'it takes today, yesterday'],
    ['no time at all', ['findings', '--since', ''], 'it takes today, yesterday'],
    ['a bad day', ['suppress', id, '--reason', 'x', '--until', 'soon'], 'it takes a date such as'],
    [
      'a check that is close to one',
      ['findings', '--check', 'usage/idle-functoin'],
      'did you mean usage/idle-function?',
    ],
    [
      'gaps that are allowed and not',
      ['findings', '--strict', '--allow-gaps'],
      '--allow-gaps does not go with --strict',
    ],
    [
      'a runtime that there is not',
      ['inspect', 'package', '.', '--runtime', 'cobol'],
      'nodejs24.x, nodejs26.x, provided.al2023',
    ],
    [
      'a runtime that is close to one',
      ['inspect', 'package', '.', '--runtime', 'pyhton3.14'],
      'did you mean python3.14?',
    ],
    [
      'a runtime that is close to several, of which the old ones are not proposed',
      ['inspect', 'package', '.', '--runtime', 'nodejs99.x'],
      'vigil: --runtime cannot be nodejs99.x: did you mean nodejs26.x?',
    ],
    ['two formats', ['findings', '--json', '--csv'], 'vigil: --csv does not go with --json'],
    [
      '--fail-on about what is not open',
      ['findings', '--fail-on', 'low', '--status', 'resolved'],
      '--fail-on is about open findings: it does not go with --status resolved',
    ],
    [
      '--fail-on below --severity',
      ['findings', '--fail-on', 'low', '--severity', 'high'],
      '--fail-on low would miss what --severity high leaves out: make them equal',
    ],
    [
      'no file',
      ['inspect', 'roles'],
      'vigil: there is no file: it is used as vigil inspect roles [options] <file>',
    ],
    [
      'nothing to inspect',
      ['inspect', 'rolls', 'x'],
      'there is no command rolls. Did you mean roles?',
    ],
    [
      'no finding',
      ['show'],
      'there is no finding: it is used as vigil show [options] <finding...>',
    ],
    ['a short id', ['show', id.slice(0, 3)], 'is no id of a finding: at least 4 of its digits'],
    ['what is no id', ['show', 'checkout'], 'checkout is no id of a finding'],
    ['an unknown id', ['show', 'ffffffffffff'], 'there is no finding ffffffffffff'],
    ['two words', ['show', id, 'x'], 'name a finding by its id, or by TARGET_ARN CHECK SUBJECT'],
    [
      'an unknown finding',
      ['show', 'arn', 'code/x', 'y'],
      'there is no finding code/x y about arn',
    ],
    ['no reason', ['suppress', id, '--until', '2027-01-01'], 'vigil: --reason is missing'],
    ['no day', ['suppress', id, '--reason', 'x'], 'vigil: --until is missing'],
    [
      'an empty reason',
      ['suppress', id, '--reason', ' ', '--until', '2027-01-01'],
      'the reason is empty: say why the finding is accepted',
    ],
    [
      'a day that is past',
      ['suppress', id, '--reason', 'x', '--until', '2026-11-24'],
      '2026-11-24 is not in the future',
    ],
    [
      'a day too far away',
      ['suppress', id, '--reason', 'x', '--until', '2028-01-01'],
      '2028-01-01 is too far away: at most a year, 2027-11-25',
    ],
    ['an unknown scanner', ['scan', '--only', 'code,bill'], 'it takes code, dependencies, permis'],
    ['a bad timeout', ['scan', '--timeout', 'soon'], 'it takes a number of m, h, d or w'],
    ['a setting', ['audit', '--rate', '0'], '--rate: setting "apiRate" is "0"; it takes a whole'],
    [
      'a region that is close to one',
      ['audit', '--regions', 'eu-west-1,eu-wst-1'],
      '--regions: setting "regions" has "eu-wst-1"; it takes names of regions that an AWS partition has, separated by commas. Did you mean eu-west-1?',
    ],
    [
      'an empty setting',
      ['audit', '--regions', ''],
      '--regions: setting "regions" has ""; it takes',
    ],
    [
      'a setting of another command',
      ['inspect', 'roles', 'x', '--trusted-accounts', '123'],
      '--trusted-accounts: setting "trustedAccounts" has "123"; it takes account ids',
    ],
    [
      'a URL that advisories cannot be read from',
      ['inspect', 'package', '.', '--advisories', 'https://osv.example/?a'],
      'setting "advisoryUrl" is "https://osv.example/?a"; it takes an http or https URL',
    ],
  ])('%s', async (_, args, sentence) => {
    const world = recordedWorld();

    expect(await vigil(args, world)).toBe(2);
    expect(world.stderr()).toContain(sentence);
    expect(world.stderr()).toMatch(/^vigil: .*$/);
    expect(world.stdout()).toBe('');
  });

  it('no command at all, which shows the help', async () => {
    const world = recordedWorld();

    expect(await vigil([], world)).toBe(2);
    expect(world.stderr()).toContain('Usage: vigil');
  });
});

describe('what AWS refuses gets one sentence and exit code 2', () => {
  it.each([
    [
      'no credentials',
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      'no AWS credentials were found (Could not load credentials from any providers): set AWS_PROFILE',
    ],
    [
      'an SSO session that has expired',
      'CredentialsProviderError',
      'The SSO session associated with this profile has expired.',
      'the AWS credentials have expired: log in again',
    ],
    [
      'expired keys',
      'ExpiredTokenException',
      'The token is expired',
      'the AWS credentials have exp',
    ],
    ['unknown keys', 'InvalidClientTokenId', 'x', 'AWS does not accept the credentials (InvalidCl'],
    [
      'no region',
      'Error',
      'Region is missing',
      'no AWS region is set: give --region, or set AWS_REGION',
    ],
    [
      'a permission that is lacking',
      'AccessDenied',
      'User: arn:aws:iam::1:user/me is not authorized to perform: cloudformation:DescribeStacks on resource: x',
      'the credentials lack the permission cloudformation:DescribeStacks',
    ],
    ['anything else', 'Poisoned\u001b[2J', 'x\ny', 'Poisoned␛[2J: x'],
    [
      'no stack',
      'ValidationError',
      'Stack with id LambdaVigil does not exist',
      'there is no stack LambdaVigil in eu-west-1 of account 111122223333: deploy it with npm run deploy',
    ],
  ])('%s', async (_, name, message, sentence) => {
    const world = recordedWorld();
    stack.cloudformation.on(DescribeStacksCommand).rejects(named(name, message));

    expect(await vigil(['findings'], world)).toBe(2);
    expect(world.stderr()).toContain(sentence);
    expect(world.stderr()).toMatch(/^vigil: .*$/);
  });

  it('a profile that there is not, by its name', async () => {
    vi.stubEnv('AWS_PROFILE', 'wrok');
    const world = recordedWorld();
    const message = 'Could not load credentials from any providers';
    stack.cloudformation
      .on(DescribeStacksCommand)
      .rejects(named('CredentialsProviderError', message));

    expect(await vigil(['findings'], world)).toBe(2);
    expect(world.stderr()).toContain(`the profile wrok gives no AWS credentials (${message})`);
    vi.unstubAllEnvs();
  });

  it('no network', async () => {
    const world = recordedWorld();
    const error = Object.assign(named('Error', 'connect ECONNREFUSED 127.0.0.1:1'), {
      code: 'ECONNREFUSED',
    });
    stack.cloudformation.on(DescribeStacksCommand).rejects(error);

    expect(await vigil(['findings'], world)).toBe(2);
    expect(world.stderr()).toContain('AWS cannot be reached (connect ECONNREFUSED 127.0.0.1:1)');
  });

  it('no stack, and no leave to say in which account', async () => {
    const world = recordedWorld();
    sts.on(GetCallerIdentityCommand).rejects(named('AccessDenied', 'x'));
    stack.cloudformation
      .on(DescribeStacksCommand)
      .rejects(named('ValidationError', 'Stack with id Mine does not exist'));

    expect(await vigil(['findings', '--stack', 'Mine'], world)).toBe(2);
    expect(world.stderr()).toContain('there is no stack Mine in eu-west-1: deploy it');
  });

  it.each([
    [
      'a stack of another owner',
      undefined,
      'the stack LambdaVigil is there, but is not of lambda-',
    ],
    ['a stack of another version', '{}', 'the stack LambdaVigil is of another version of lambda-v'],
    [
      'an output that is no JSON',
      '{',
      'the stack LambdaVigil is of another version of lambda-vigil',
    ],
  ])('%s', async (_, output, sentence) => {
    const world = recordedWorld();
    if (output !== undefined) stack.reset({ output });
    else {
      stack.cloudformation.on(DescribeStacksCommand).resolves({
        Stacks: [
          {
            StackName: 'LambdaVigil',
            StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/LambdaVigil/1',
            CreationTime: new Date(0),
            StackStatus: 'CREATE_COMPLETE',
          },
        ],
      });
    }

    expect(await vigil(['findings'], world)).toBe(2);
    expect(world.stderr()).toContain(sentence);
  });

  it('a table that is gone', async () => {
    const world = recordedWorld();
    stack.table
      .on(QueryCommand)
      .rejects(named('ResourceNotFoundException', 'Requested resource not found'));

    expect(await vigil(['coverage'], world)).toBe(2);
    expect(world.stderr()).toContain('a part of the stack is not there any more');
  });
});

describe('help', () => {
  it.each([
    ['findings'],
    ['show'],
    ['coverage'],
    ['report'],
    ['scan'],
    ['audit'],
    ['inspect'],
    ['inspect package'],
    ['inspect roles'],
    ['sbom'],
    ['suppress'],
    ['unsuppress'],
  ])(
    'of vigil %s has examples that it takes, in a hundred columns, and ends with 0',
    async (command) => {
      const { code, text } = await helpOf(command);

      expect(code).toBe(0);
      expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThan(101);
      const examples = examplesIn(text);
      expect(examples.some((words) => words.join(' ').startsWith(command))).toBe(true);
      for (const words of examples) expect(await faultOf(words)).toBe('');
    },
  );

  it('of vigil itself has examples that it takes', async () => {
    const examples = examplesIn((await helpOf('')).text);

    expect(examples.length).toBeGreaterThan(2);
    for (const words of examples) expect(await faultOf(words)).toBe('');
  });

  it('takes no example for good that it would refuse', async () => {
    expect(await faultOf(['findings', '--sevrity', 'high'])).toMatch(
      /there is no option --sevrity/,
    );
    expect(await faultOf(['inspect', 'package'])).toMatch(/there is no path/);
  });
});

async function helpOf(command: string) {
  const world = recordedWorld();
  const words = command === '' ? [] : command.split(' ');
  const code = await vigil([...words, '--help'], world);

  return { code, text: world.stdout() };
}

/** Of each line that a shell would run, the words after `vigil`, up to where its output goes. */
function examplesIn(help: string): readonly (readonly string[])[] {
  return [...help.matchAll(/^ {2}\$ vigil (.*)$/gm)].map(([, line = '']) =>
    [...(line.split(' > ')[0] ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    ),
  );
}

/** What the command line says against words before it does anything; empty where it takes them. */
async function faultOf(words: readonly string[]): Promise<string> {
  const world = recordedWorld();
  const action = vi.spyOn(Command.prototype, 'action').mockReturnThis();

  try {
    await vigil(words, world);
    return world.stderr();
  } finally {
    action.mockRestore();
  }
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
