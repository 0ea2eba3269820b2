import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { virtualEnvironment } from '../../local/virtual-environment.ts';
import { commandOf, compiled, vigilCommand } from '../e2e/vigil-command.ts';
import { linterPackages } from './linter-packages.ts';

/** One region of each partition that the template must do for. */
const regions = ['eu-central-1', 'cn-north-1', 'us-gov-west-1'];

/** A fresh clone has the linter to install. */
const LONG_MS = 480_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-template-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it(
  'is synthesised without credentials, and cfn-lint has nothing to say for any partition',
  async () => {
    const { bin } = await virtualEnvironment(linterPackages);
    const words = ['synth', '--quiet', '--no-notices', '--output', folder];
    const context = [
      'email=you@example.com',
      'slackWebhookSecret=vigil/webhook',
      'organization=ou-ab12-cd34ef56',
      'accounts=444455556666',
    ];

    const synthesised = await commandOf(
      'cdk',
      [...words, ...context.flatMap((one) => ['-c', one])],
      {
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        // limits-of-aws.test.ts asks the rules of the CDK.
        CDK_VALIDATION: 'false',
        ...compiled(),
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    );
    // W3005: the CDK has a function wait for its role although it names it anyway.
    const linted = await lint(bin, join(folder, 'LambdaVigil.template.json'), 'W3005');

    expect(synthesised).toMatchObject({ code: 0 });
    expect(linted).toMatchObject({ code: 0, stdout: '' });
  },
  LONG_MS,
);

it(
  'is printed for another account, and cfn-lint has nothing to say of that either',
  async () => {
    const { bin } = await virtualEnvironment(linterPackages);
    const file = join(folder, 'member.yaml');
    const words = ['member-template', '-c', 'externalId=vigil-of-the-shop', '--output', file];

    const printed = await vigilCommand(words, { AWS_EC2_METADATA_DISABLED: 'true' });
    const linted = await lint(bin, file);

    expect(printed).toMatchObject({ code: 0 });
    expect(linted).toMatchObject({ code: 0, stdout: '' });
  },
  LONG_MS,
);

function lint(bin: string, template: string, ...passed: readonly string[]) {
  const passes = passed.flatMap((check) => ['--ignore-checks', check]);
  const words = [...passes, '--regions', ...regions, '--template', template];

  return commandOf(join(bin, 'cfn-lint'), words, {});
}
