import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { virtualEnvironment } from '../../local/virtual-environment.ts';
import { commandOf } from './vigil-command.ts';

/** One region of each partition that the template must do for. */
const regions = ['eu-central-1', 'cn-north-1', 'us-gov-west-1'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-template-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('is synthesised without credentials, and cfn-lint has nothing to say for any partition', async () => {
  const { bin } = await virtualEnvironment();
  const words = ['synth', '--quiet', '--no-notices', '--output', folder];
  const context = ['email=you@example.com', 'slackWebhookSecret=vigil/webhook'];

  const synthesised = await commandOf('cdk', [...words, ...context.flatMap((one) => ['-c', one])], {
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const linted = await commandOf(
    join(bin, 'cfn-lint'),
    // W3005: the CDK has a function wait for its role although it names it anyway.
    [
      '--ignore-checks',
      'W3005',
      '--regions',
      ...regions,
      '--template',
      join(folder, 'LambdaVigil.template.json'),
    ],
    {},
  );

  expect(synthesised).toMatchObject({ code: 0 });
  expect(linted).toMatchObject({ code: 0, stdout: '' });
});
