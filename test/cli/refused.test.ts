import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf, compiled, vigilCommand } from '../e2e/vigil-command.ts';

const withoutCredentials = {
  AWS_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_CONFIG_FILE: '/nowhere',
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-refused-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('one clear sentence, and an exit code', () => {
  it('of the command line, without credentials', async () => {
    const { code, stderr, stdout } = await vigilCommand(['findings'], withoutCredentials);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/credentials/i);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('of the deployment, without credentials', async () => {
    const { code, stderr } = await vigilCommand(['deploy', '--yes'], withoutCredentials);

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /AWS did not say who you are: no AWS (?:credentials were found|region is set)/,
    );
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('of the synthesis, with a wrong setting', async () => {
    const { code, stderr } = await commandOf(
      'cdk',
      ['synth', '-q', '-c', 'idleDays=ever', '--output', folder],
      { ...withoutCredentials, ...compiled() },
    );

    expect(code).not.toBe(0);
    expect(stderr).toContain('lambda-vigil: setting "idleDays" is "ever"; it takes a whole number');
  });

  it('of the demo, with an option that there is not', async () => {
    const { code, stderr } = await commandOf(process.execPath, ['local/demo.ts', '--forever'], {});

    expect(code).toBe(2);
    expect(stderr).toContain('There is no option --forever');
  });
});
