import { sampleSecrets } from '../sample-secrets.ts';

export const withSecretsInPython: Readonly<Record<string, string>> = {
  'index.py': `import settings


WAREHOUSE_PASSWORD = "${sampleSecrets.warehousePassword}"


def handler(event, context):
    connection = settings.connect(user="backup", password=WAREHOUSE_PASSWORD)
    return {"statusCode": 200, "body": str(connection)}
`,
  'settings.py': `def connect(user, password):
    return f"{user}@warehouse.shop.internal" if password else None
`,
  'settings.yaml': `slack:\n  channel: backups\n  token: ${sampleSecrets.slackToken}\n`,
  'keys/signing.pem': `-----BEGIN PRIVATE KEY-----\n${sampleSecrets.signingKey}\n-----END PRIVATE KEY-----\n`,
  'test_backup.py': 'import index\n\n\ndef test_backup():\n    assert index.handler({}, None)\n',
};

export const faultsWithSecretsInPython = [
  'code/secret-in-code#index.py: password',
  'code/secret-in-code#keys/signing.pem: private key',
  'code/secret-in-code#settings.yaml: Slack token',
  'code/shipped-files#tests',
];

/** To lie beside a handler that reads its secret by the secret's name. */
export const settingsWithoutSecrets: Readonly<Record<string, string>> = {
  'settings.yaml': 'slack:\n  channel: parcels\n  token: "{{ slack_token }}"\n',
  'keys/partner.pem':
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n-----END PUBLIC KEY-----\n',
};
