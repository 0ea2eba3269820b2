import { createHash, generateKeyPairSync } from 'node:crypto';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

export const handler = async ({ SecretId, ClientRequestToken, Step }) => {
  if (Step !== 'createSecret') return;
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage: 'AWSCURRENT' }));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
  const fingerprint = createHash('sha1').update(privateKey).digest('hex');
  await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString: JSON.stringify({ ...JSON.parse(SecretString), privateKey, fingerprint }), VersionStages: ['AWSPENDING'] }));
};
