import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The value of a secret that is a text. Its value never gets into an error. */
export type Secret = () => Promise<string>;

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
