import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { vigil } from '../../cli/program.ts';
import manifest from '../../package.json' with { type: 'json' };
import { mockClient } from '../fakes/mock-client.ts';
import { recordedWorld } from './world.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other' };
/** Where commands look, as each client is asked. */
let seen: (string | undefined)[];

beforeEach(() => {
  seen = [];
  for (const [name, value] of Object.entries({ AWS_REGION: 'us-east-1', ...keys })) {
    vi.stubEnv(name, value);
  }
  mockClient(CloudFormationClient)
    .on(DescribeStacksCommand)
    .callsFake(() => {
      const { AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID } = process.env;
      seen = [AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID];
      throw new Error('asked');
    });
});

afterEach(() => {
  vi.unstubAllEnvs();
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_DEFAULT_REGION;
});

describe('options of every command', () => {
  it.each([
    ['none', ['findings'], ['us-east-1', undefined, 'AKIAOTHER']],
    ['a region', ['findings', '--region', 'eu-west-1'], ['eu-west-1', undefined, 'AKIAOTHER']],
    [
      'a region before it',
      ['--region=eu-west-1', 'coverage'],
      ['eu-west-1', undefined, 'AKIAOTHER'],
    ],
    [
      'a profile, which keys of the environment would win over',
      ['findings', '--profile', 'work'],
      ['us-east-1', 'work', undefined],
    ],
  ])('%s', async (_, words, expected) => {
    const world = recordedWorld();

    await vigil(words, world);

    expect(world.stderr()).toContain('asked');
    expect(seen).toEqual(expected);
  });

  it('a region that no partition has is refused before anything is asked', async () => {
    const world = recordedWorld();

    expect(await vigil(['findings', '--region', 'eu-wst-1'], world)).toBe(2);
    expect(world.stderr()).toBe('vigil: there is no region eu-wst-1. Did you mean eu-west-1?');
    expect(seen).toEqual([]);
  });

  it('are in the help of each', async () => {
    const world = recordedWorld();

    expect(await vigil(['findings', '--help'], world)).toBe(0);
    expect(world.stdout()).toMatch(
      /Global Options:[\s\S]*--region <region>[\s\S]*--profile <name>/,
    );
  });
});

it.each(['--version', '-V'])('%s prints the version', async (word) => {
  const world = recordedWorld();

  expect(await vigil([word], world)).toBe(0);
  expect(world.stdout()).toBe(manifest.version);
});
