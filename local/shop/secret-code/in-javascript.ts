import { sampleSecrets } from '../sample-secrets.ts';

/** Its token is in its code, its password in its settings, and it ships what should have stayed at home. */
export const withSecrets: Readonly<Record<string, string>> = {
  'index.js': `const config = require('./config/production.json');
const gitHubToken = '${sampleSecrets.gitHubToken}';

exports.handler = async () => {
  const response = await fetch('https://api.github.com/repos/shop/faxes/issues', {
    headers: { authorization: 'Bearer ' + gitHubToken },
  });
  return { statusCode: response.status, body: config.database.user };
};
`,
  'config/production.json': JSON.stringify(
    { database: { host: 'db.shop.internal', user: 'fax', password: sampleSecrets.faxPassword } },
    undefined,
    2,
  ),
  '.env': `STRIPE_SECRET_KEY=${sampleSecrets.refundKey}\n`,
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[remote "origin"]\n  url = https://git.shop.example/fax-orders\n',
};

export const faultsWithSecrets = [
  'code/secret-in-code#.env: Stripe key',
  'code/secret-in-code#config/production.json: password',
  'code/secret-in-code#index.js: GitHub token',
  'code/shipped-files#environment file',
  'code/shipped-files#git repository',
];

/** The same with names in the place of values, with what is public, and without what is not needed. */
export const withoutSecrets: Readonly<Record<string, string>> = {
  'index.js': `const config = require('./config/production.json');
const gitHubToken = process.env.GITHUB_TOKEN;
const example = 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';

exports.handler = async () => {
  if (!gitHubToken) throw new Error('GITHUB_TOKEN is missing: it looks like ' + example);
  const response = await fetch('https://api.github.com/repos/shop/cards/issues', {
    headers: { authorization: 'Bearer ' + gitHubToken },
  });
  return { statusCode: response.status, body: config.database.user };
};
`,
  'config/production.json': JSON.stringify(
    {
      database: {
        host: 'db.shop.internal',
        user: 'cards',
        password: '<set by the deployment>',
      },
      stripe: { publishableKey: ['pk', 'live', '51HqJ8vKxQ2mZt9RbNcW4yUe'].join('_') },
    },
    undefined,
    2,
  ),
  '.env.example': 'STRIPE_SECRET_KEY=sk_live_your_key_here\nDB_PASSWORD=changeme\n',
  'keys/partner.pem':
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n-----END PUBLIC KEY-----\n',
};
