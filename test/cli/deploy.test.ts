import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from '../../cli/asker.ts';
import { deployCommandOf } from '../../cli/deploy.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { recordedWorld } from './world.ts';

const cloudformation = mockClient(CloudFormationClient);
const sts = mockClient(STSClient);
const toolkit = {
  StackName: 'CDKToolkit',
  CreationTime: new Date(0),
  StackStatus: 'UPDATE_COMPLETE',
  Outputs: [{ OutputKey: 'BootstrapVersion', OutputValue: '28' }],
} satisfies Stack;

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333' });
  bootstrapped(toolkit);
});

describe('vigil deploy', () => {
  it('shows what changes in IAM before it asks, and deploys what it has shown', async () => {
    const { runs, stdout } = await deployed([], async () => {
      expect(runsSoFar()).toEqual(['synth', 'diff']);
      return true;
    });

    expect(runs).toEqual([
      'synth --quiet -c email=ada@example.com',
      'diff --app ASSEMBLY --security-only --no-fail --method template',
      'deploy --app ASSEMBLY -c email=ada@example.com --require-approval never',
      'closed',
    ]);
    expect(stdout).toContain('for account 111122223333, eu-west-1.');
    expect(stdout).toContain('The CDK is bootstrapped here: stack CDKToolkit, version 28.');
    expect(stdout).toContain('Done.');
  });

  it('asks about the account and the region, and deploys nothing when it is declined', async () => {
    const questions: string[] = [];
    const { runs, failure } = await deployed([], async (question) => {
      questions.push(question);
      return false;
    });

    expect(questions).toEqual(['Deploy to account 111122223333, eu-west-1?']);
    expect(runs.map((run) => run.split(' ')[0])).toEqual(['synth', 'diff', 'closed']);
    expect(failure).toContain('it was declined: nothing was deployed');
  });

  it.each([['--yes'], ['-y'], ['--require-approval', 'broadening']])(
    'does not ask with %s, and shows it all the same',
    async (...words) => {
      const { runs, failure } = await deployed(words);

      expect(failure).toBeUndefined();
      expect(runs[1]).toContain('diff');
      expect(runs[2]).toContain(words.join(' '));
    },
  );

  it('refuses where there is no terminal to ask on, before anything is built', async () => {
    const { runs, failure } = await deployed([]);

    expect(failure).toContain('there is no terminal to ask on: --yes deploys without asking');
    expect(runs).toEqual([]);
  });

  it('speaks of credentials first, without which no answer helps', async () => {
    sts.on(GetCallerIdentityCommand).rejects(new Error('Could not load credentials'));

    expect((await deployed([])).failure).toContain('AWS did not say who you are');
  });

  it('says how the roles come into other accounts, last of all', async () => {
    const accounts = ['-c', 'accounts=444455556666'];
    const { stdout: named } = await deployed(['--yes', ...accounts]);
    const { stdout: joining } = await deployed(['--yes', '-c', 'organization=ou-ab12-cd34ef56']);
    const { stdout: alone } = await deployed(['--yes']);

    expect(named).toContain('1 account more to audit, once the roles are there: 444455556666');
    expect(named).toContain('vigil member-template --output member.yaml');
    expect(named).toContain('--template-file member.yaml --capabilities CAPABILITY_NAMED_IAM');
    expect(joining).toContain('The accounts of ou-ab12-cd34ef56 get their roles from a stack set');
    expect(joining).toContain('The management account does not');
    expect(alone).not.toMatch(/member|stack set/);
  });

  it('says before it asks what it does not know of accounts that it might leave out', async () => {
    const { stdout } = await deployed([], async () => true);
    const shown = stdout.slice(0, stdout.indexOf('Done.'));

    // The stack of this test says nothing of its parts.
    expect(shown).toMatch(/Whether it leaves accounts out .* is not known/);
  });

  it('says nothing of them where nothing is deployed yet', async () => {
    bootstrapped(undefined);

    expect((await deployed(['--yes'])).stdout).not.toContain('leaves accounts out');
  });

  it('checks the settings before all else', async () => {
    const { failure } = await deployed(['-c', 'idleDays=ever']);

    expect(failure).toContain('setting "idleDays" is "ever"');
    expect(sts.calls()).toHaveLength(0);
  });

  describe('with rules', () => {
    const here = process.cwd();
    const rules = '{ "rules": [] }';
    let folder: string;

    beforeEach(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'vigil-deploy-')));
      process.chdir(folder);
    });

    afterEach(() => {
      process.chdir(here);
      rmSync(folder, { recursive: true });
    });

    it('has the app, which runs elsewhere, read the file that lies here', async () => {
      writeFileSync('vigil.yaml', rules);

      expect((await deployed(['--yes'])).runs[0]).toBe(
        `synth --quiet -c email=ada@example.com -c rules=${join(folder, 'vigil.yaml')}`,
      );
    });

    it('names a file by its whole path, the last of what is said of it', async () => {
      writeFileSync('ours.yaml', rules);
      const { runs } = await deployed(['--yes', '-c', 'rules=ours.yaml']);

      expect(runs[0]).toMatch(/-c rules=ours\.yaml -c rules=\/.*ours\.yaml$/);
    });

    it('says what is wrong with it before anything is built', async () => {
      writeFileSync('vigil.yaml', 'rules: 1');
      const { runs, failure } = await deployed(['--yes']);

      expect(runs).toEqual([]);
      expect(failure).toContain('vigil.yaml: it takes trustTags and rules; "rules" is a list');
    });
  });

  it.each([undefined, { ...toolkit, StackStatus: 'ROLLBACK_COMPLETE' as const }])(
    'bootstraps after it was agreed, and only where %s',
    async (stack) => {
      bootstrapped(stack);
      const { runs, stdout } = await deployed(['--yes']);

      expect(runs.map((run) => run.split(' ')[0])).toEqual([
        ...['synth', 'diff', 'bootstrap', 'deploy', 'closed'],
      ]);
      expect(runs[2]).toContain('bootstrap aws://111122223333/eu-west-1');
      // Without it the app is run once more, and the code of its functions is left out.
      for (const run of runs.slice(1, 4)) expect(run).toContain(' --app ASSEMBLY');
      expect(stdout).toContain('The CDK is not bootstrapped here: it will be');
    },
  );
});

let runsSoFar: () => readonly string[] = () => [];

async function deployed(words: readonly string[], ask?: Ask) {
  const runs: string[] = [];
  runsSoFar = () => runs.map((run) => run.split(' ')[0] ?? '');
  const world = recordedWorld(100, ask);
  const program = new Command('vigil').addCommand(
    deployCommandOf(
      world,
      () => {},
      () => ({
        assembly: 'ASSEMBLY',
        run: (run) => void runs.push(run.join(' ')),
        close: () => void runs.push('closed'),
      }),
    ),
  );

  let failure: string | undefined;
  try {
    const given = ['deploy', '-c', 'email=ada@example.com', ...words];
    await program.parseAsync(given, { from: 'user' });
  } catch (error) {
    failure = String(error);
  }
  return { runs, failure, stdout: world.stdout() };
}

function bootstrapped(stack: Stack | undefined): void {
  cloudformation.reset();
  if (stack) cloudformation.on(DescribeStacksCommand).resolves({ Stacks: [stack] });
  else {
    cloudformation
      .on(DescribeStacksCommand)
      .rejects(Object.assign(new Error('does not exist'), { name: 'ValidationError' }));
  }
}
