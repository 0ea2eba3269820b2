import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, it, vi } from 'vitest';
import { secret, secretAt } from '../../../functions/adapters/aws/secret.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const manager = mockClient(SecretsManagerClient);
const read = secret(new SecretsManagerClient({ region: 'eu-west-1' }), 'vigil/slack');

it('reads a secret as text', async () => {
  manager.on(GetSecretValueCommand, { SecretId: 'vigil/slack' }).resolves({ SecretString: 'x\n' });

  expect(await read()).toBe('x');
});

it.each([
  ['its name, in the region of the process', 'vigil/slack', 'eu-north-1'],
  [
    'its ARN, in the region that this names',
    'arn:aws:secretsmanager:us-west-2:111122223333:secret:vigil/slack-AbC123',
    'us-west-2',
  ],
])('reads one by %s', async (_, SecretId, region) => {
  vi.stubEnv('AWS_REGION', 'eu-north-1');
  manager.on(GetSecretValueCommand, { SecretId }).resolves({ SecretString: 'x' });

  expect(await secretAt(SecretId)()).toBe('x');
  expect(await manager.calls().at(-1)?.thisValue.config.region()).toBe(region);
});

it('refuses one that holds no text', async () => {
  manager.on(GetSecretValueCommand).resolves({ SecretBinary: new Uint8Array([1]) });

  await expect(read()).rejects.toThrow('The secret vigil/slack holds no text');
});

it('quotes nothing of an answer that cannot be read', async () => {
  manager
    .on(GetSecretValueCommand)
    .rejects(new SyntaxError('..."https://hooks.sl"... is not JSON'));

  await expect(read()).rejects.toThrow(/^AWS garbled the secret vigil\/slack$/);
});
