import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployOptions, deployOptionsIn } from '../../cli/deploy-options.ts';

const root = join(import.meta.dirname, '../..');

describe('deployOptionsIn', () => {
  it('passes on what cdk deploy takes, and to the bootstrap what that takes too', () => {
    const words = ['-c', 'email=a@b.example', '--context=at=03:00', '-f', '-O', 'out.json', '-v'];

    expect(deployOptionsIn(words)).toEqual({
      context: { email: 'a@b.example', at: '03:00' },
      toolkitStack: undefined,
      isAgreed: false,
      forSynth: ['-c', 'email=a@b.example', '-c', 'at=03:00'],
      forDeploy: [
        ...['-c', 'email=a@b.example', '--context', 'at=03:00', '-f'],
        ...['-O', join(process.cwd(), 'out.json'), '-v', '--require-approval', 'never'],
      ],
      forBootstrap: ['-c', 'email=a@b.example', '--context', 'at=03:00', '-v'],
    });
  });

  it.each([
    ['--bogus', ['--bogus'], 'there is no option --bogus; there are --context'],
    ['a typo', ['--forse'], 'there is no option --forse. Did you mean --force?'],
    [
      'another stack',
      ['OtherStack'],
      'OtherStack is no option: settings are given as -c name=value',
    ],
    [
      'a setting without -c',
      ['-c', 'at=03:00', 'idleDays=9'],
      'idleDays=9 stands alone: give each',
    ],
    ['a setting without a value', ['-c', 'email'], '-c email is no setting: it takes name=value'],
    ['an option without its value', ['--tags'], '--tags takes a value'],
    ['what deploys nothing', ['--no-execute'], 'there is no option --no-execute'],
    ['a flag with a value', ['--force=yes'], '--force takes no value, and was given yes'],
  ])('refuses %s', (_, words, sentence) => {
    expect(() => deployOptionsIn(words)).toThrow(sentence);
  });

  it('takes only what cdk deploy has', () => {
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/cdk'), ['deploy', '--help'], {
      encoding: 'utf8',
    });

    for (const name of Object.keys(deployOptions))
      expect(stdout).toMatch(new RegExp(`--${name}\\b`));
  }, 60_000);
});

describe('vigil deploy', () => {
  it.each([
    ['an unknown option', ['--bogus'], 'vigil: there is no option --bogus'],
    ['a setting that there is not', ['-c', 'emial=a@b.example'], 'there is no setting "emial"'],
    ['a wrong setting', ['-c', 'idleDays=ever'], 'setting "idleDays" is "ever"; it takes a whole'],
  ])(
    'refuses %s before it looks for credentials',
    (_, words, sentence) => {
      const { status, stderr, stdout } = spawnSync(
        process.execPath,
        ['bin/vigil.mjs', 'deploy', ...words],
        {
          cwd: root,
          encoding: 'utf8',
          env: { PATH: process.env.PATH },
        },
      );

      expect(status).toBe(2);
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stdout).toBe('');
    },
    60_000,
  );
});
