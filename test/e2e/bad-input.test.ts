import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { commandOf, vigilCommand } from './vigil-command.ts';

const withoutCredentials = {
  AWS_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_CONFIG_FILE: '/nowhere',
};

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startLocalCloud();
});

afterAll(() => cloud?.stop());

describe('one clear sentence, and an exit code', () => {
  it('of the command line, without credentials', async () => {
    const { code, stderr, stdout } = await vigilCommand(['findings'], withoutCredentials);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/credentials/i);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it.each([
    ['where nothing is deployed', [], {}, /no stack LambdaVigil.*npm run deploy/],
    ['in the wrong region', [], { AWS_REGION: 'eu-west-3' }, /no stack LambdaVigil in eu-west-3/],
    ['with a wrong severity', ['--severity', 'awful'], {}, /awful/],
  ])('of the command line, %s', async (_, words, environment, sentence) => {
    const { code, stderr } = await vigilCommand(['findings', ...words], {
      ...cloud.environment,
      ...environment,
    });

    expect(code).toBe(2);
    expect(stderr.replaceAll('\n', ' ')).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('of the deployment, without credentials', async () => {
    const { code, stderr } = await vigilCommand(['deploy', '--yes'], withoutCredentials);

    expect(code).toBe(2);
    expect(stderr).toMatch(/AWS did not say who you are .* Set credentials and a region/);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('of the synthesis, with a wrong setting', async () => {
    const { code, stderr } = await commandOf(
      'cdk',
      ['synth', '-q', '-c', 'idleDays=ever', '--output', join(cloud.folder, 'refused')],
      withoutCredentials,
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

it('a port that is taken stops no local cloud: it takes free ones', async () => {
  const taken = createServer().listen(4566, '127.0.0.1');

  const other = await startLocalCloud();

  expect(new URL(other.endpoint).port).not.toBe('4566');
  await other.stop();
  taken.close();
});
