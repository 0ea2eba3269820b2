import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { OnCall } from './observed-calls.ts';
import { observedCalls } from './observed-calls.ts';

/** The value of a secret that is a text. Its value never gets into an error. */
export type Secret = () => Promise<string>;

/**
 * By its name, in the region of the process, or by its ARN, in the region that this names.
 *
 * @throws when it cannot be read, or holds no text.
 */
export function secretAt(nameOrArn: string, onCall?: OnCall): Secret {
  const [, , , region] = nameOrArn.startsWith('arn:') ? nameOrArn.split(':') : [];
  const client = new SecretsManagerClient(region === undefined ? {} : { region });

  return secret(observedCalls(client, onCall), nameOrArn);
}

/** @throws when it cannot be read, or holds no text. */
export function secret(client: SecretsManagerClient, SecretId: string): Secret {
  return async () => {
    const { SecretString } = await client
      .send(new GetSecretValueCommand({ SecretId }))
      .catch((error: unknown) => {
        // The parser's own message quotes the answer.
        if (error instanceof SyntaxError) throw new Error(`AWS garbled the secret ${SecretId}`);
        throw error;
      });
    if (!SecretString) throw new Error(`The secret ${SecretId} holds no text: store one in it`);

    return SecretString.trim();
  };
}
