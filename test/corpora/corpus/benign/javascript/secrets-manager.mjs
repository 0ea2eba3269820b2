import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';

const secrets = new SecretsManagerClient({});
let pool;

export const handler = async (event) => {
  if (!pool) {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }));
    const { username, password, host, port } = JSON.parse(SecretString);
    pool = new pg.Pool({ user: username, password, host, port, database: 'app', max: 1 });
  }
  const { rows } = await pool.query({ text: 'select * from events where kind = $1 order by at desc limit 50', values: [event['detail-type']] });
  return rows;
};
