import { crc32 } from 'node:zlib';

export const generic = 'high-entropy value of a secret-like name';

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const HEX = '3f9a1c07e58b2d64';
const TEXT = 'aB3xK9mQ7tZ2pL5wR8nY';

/** Of each kind one secret that was never given to anyone, in pieces: no scanner shall stumble. */
export const markedSamples: readonly (readonly [kind: string, value: string])[] = [
  ['AWS access key', `AKIA${upper(16)}`],
  ['temporary AWS access key', `ASIA${upper(16)}`],
  ['AWS secret access key', `{"SecretAccessKey":"${text(40)}"}`],
  ['Google service account key', `{"type":"service_account","private_key":"${pem('PRIVATE')}"}`],
  ['private key', pem('PRIVATE')],
  ['private key', pem('RSA PRIVATE')],
  ['private key', pem('EC PRIVATE').replaceAll('\n', '\\n')],
  ['private key', pem('OPENSSH PRIVATE').replaceAll('\n', ' ')],
  ['private key', pem('ENCRYPTED PRIVATE')],
  ['private key', base64(pem('PRIVATE'))],
  ['private key', base64(pem('RSA PRIVATE'))],
  ['private key', base64(pem('EC PRIVATE'))],
  ['private key', base64(pem('OPENSSH PRIVATE'))],
  ['private key', `AGE-SECRET-KEY-1${upper(58)}`],
  ['private key', `PuTTY-User-Key-File-3: ssh-ed25519 Encryption: none`],
  ['GitHub token', checked('ghp_')],
  ['GitHub token', checked('ghs_')],
  ['GitHub token', `github_pat_${text(22)}_${text(59)}`],
  ['GitLab token', `glpat-${text(20)}`],
  ['GitLab token', `glrt-${text(20)}`],
  ['Bitbucket token', `ATBB${text(28)}`],
  ['Atlassian token', `ATATT3${text(80)}=${upper(8)}`],
  ['Slack token', `xoxb-${digits(12)}-${digits(12)}-${text(24)}`],
  ['Slack token', `xapp-1-A${upper(10)}-${digits(13)}-${hex(64)}`],
  ['Slack webhook', `/services/T${upper(8)}/B${upper(8)}/${text(24)}`],
  ['Slack webhook', `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${text(24)}`],
  ['Stripe key', `sk_live_${text(24)}`],
  ['Stripe key', `rk_live_${text(24)}`],
  ['webhook signing secret', `whsec_${text(32)}`],
  ['Google API key', `AIza${text(35)}`],
  ['Google OAuth client secret', `GOCSPX-${text(28)}`],
  ['Google OAuth token', `ya29.${text(60)}`],
  ['SendGrid key', `SG.${text(22)}.${text(43)}`],
  ['Mailgun key', `key-${hex(32)}`],
  ['Mailchimp key', `${hex(32)}-us12`],
  ['Brevo key', `xkeysib-${hex(64)}-${text(16)}`],
  ['Resend key', `re_${text(8)}_${text(24)}`],
  ['npm token', checked('npm_')],
  ['PyPI token', `pypi-AgEIcHlwaS5vcmc${text(80)}`],
  ['RubyGems key', `rubygems_${hex(48)}`],
  ['Docker token', `dckr_pat_${text(27)}`],
  ['JFrog token', `AKCp${text(69)}`],
  ['DigitalOcean token', `dop_v1_${hex(64)}`],
  [
    'Azure storage key',
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${text(86)}==;EndpointSuffix=core`,
  ],
  [
    'Azure shared access key',
    `Endpoint=sb://a/;SharedAccessKeyName=r;SharedAccessKey=${text(43)}=`,
  ],
  ['Azure shared access signature', `https://a.blob.core/c?sv=2024&sp=r&sig=${text(43)}%3D`],
  ['Azure client secret', `${text(3)}8Q~${text(34)}`],
  ['Anthropic key', `sk-ant-api03-${text(93)}AA`],
  ['OpenRouter key', `sk-or-v1-${hex(64)}`],
  ['OpenAI key', `sk-proj-${text(60)}`],
  ['OpenAI key', `sk-${text(48)}`],
  ['Hugging Face token', `hf_${letters(34)}`],
  ['Groq key', `gsk_${text(52)}`],
  ['xAI key', `xai-${text(80)}`],
  ['Perplexity key', `pplx-${text(48)}`],
  ['Replicate token', `r8_${text(37)}`],
  ['Telegram bot token', `${digits(10)}:AA${text(33)}`],
  ['Discord webhook', `https://discord.com/api/webhooks/${digits(18)}/${text(68)}`],
  ['Discord bot token', `M${text(23)}.${text(6)}.${text(38)}`],
  ['Teams webhook', `https://a.webhook.office.com/webhookb2/${hex(36)}/IncomingWebhook/`],
  ['Shopify token', `shpat_${hex(32)}`],
  ['Square token', `sq0atp-${text(22)}`],
  ['Square token', `EAAA${text(60)}`],
  ['Braintree token', `access_token$production$${hex(16)}$${hex(32)}`],
  ['Flutterwave key', `FLWSECK-${hex(32)}-X`],
  ['Heroku key', `HRKU-${text(60)}`],
  ['Databricks token', `dapi${hex(32)}-2`],
  ['Vault token', `hvs.${text(90)}`],
  ['Terraform Cloud token', `${text(14)}.atlasv1.${text(67)}`],
  ['Pulumi token', `pul-${hex(40)}`],
  ['Doppler token', `dp.st.prd.${text(43)}`],
  ['1Password token', `ops_eyJ${text(200)}`],
  ['Linear key', `lin_api_${text(40)}`],
  ['Notion token', `secret_${text(43)}`],
  ['Figma token', `figd_${text(40)}`],
  ['Airtable token', `pat${text(14)}.${hex(64)}`],
  ['Postman key', `PMAK-${hex(24)}-${hex(34)}`],
  ['New Relic key', `NRAK-${upper(27)}`],
  ['New Relic key', `${hex(36)}NRAL`],
  ['Grafana token', `glsa_${text(32)}_${hex(8)}`],
  ['Dynatrace token', `dt0c01.${upper(24)}.${upper(64)}`],
  ['Sentry token', `sntrys_${text(80)}`],
  ['Sonar token', `squ_${hex(40)}`],
  ['CircleCI token', `CCIPAT_${text(22)}_${hex(40)}`],
  ['Netlify token', `nfp_${text(36)}`],
  ['Fly.io token', `fm2_${text(200)}`],
  ['Supabase key', `sbp_${hex(40)}`],
  ['PlanetScale token', `pscale_tkn_${text(43)}`],
  ['Mapbox secret token', `sk.eyJ${text(60)}.${text(22)}`],
  ['Contentful token', `CFPAT-${text(43)}`],
  ['LaunchDarkly key', `sdk-${uuid()}`],
  ['Alibaba Cloud access key', `LTAI${text(20)}`],
  ['Cloudflare origin key', `v1.0-${hex(24)}-${hex(146)}`],
  ['AWS Bedrock key', `ABSK${text(120)}`],
  ['Amazon MWS token', `amzn.mws.${uuid()}`],
  ['HubSpot token', `pat-na1-${uuid()}`],
  ['Typeform token', `tfp_${text(44)}`],
  ['Shippo token', `shippo_live_${hex(40)}`],
  ['EasyPost key', `EZAK${text(54)}`],
  ['Duffel token', `duffel_live_${text(43)}`],
  ['Sourcegraph token', `sgp_${hex(40)}`],
  ['Tailscale key', `tskey-auth-${text(12)}-${text(32)}`],
  ['Buildkite token', `bkua_${hex(40)}`],
  ['Prefect key', `pnu_${text(36)}`],
  ['ReadMe key', `rdme_${hex(70)}`],
  ['Infracost key', `ico-${text(32)}`],
  ['MailerSend token', `mlsn.${hex(64)}`],
  ['Langfuse key', `sk-lf-${uuid()}`],
  ['LangSmith key', `lsv2_pt_${hex(32)}_${hex(10)}`],
  ['Pinecone key', `pcsk_${text(6)}_${text(60)}`],
  ['NVIDIA key', `nvapi-${text(64)}`],
  ['Tavily key', `tvly-${text(32)}`],
  ['Apify token', `apify_api_${text(36)}`],
  ['ElevenLabs key', `sk_${hex(48)}`],
  ['Vercel token', `vcp_${text(24)}`],
  ['Render key', `rnd_${text(32)}`],
  ['Neon key', `napi_${hex(64)}`],
  ['Snyk token', `snyk_uat.${hex(8)}.${text(80)}`],
  ['Harness token', `pat.${text(22)}.${hex(24)}.${text(20)}`],
  ['Facebook token', `EAAB${text(120)}`],
  ['Frame.io token', `fio-u-${text(64)}`],
  ['NuGet key', `oy2${hex(43)}`],
  ['Scalingo token', `tk-us-${text(48)}`],
  ['Stripe test key', `sk_test_${text(24)}`],
  ['Okta token', `SSWS 00${text(40)}`],
  ['password in a URL', 'postgres://app:hunter22@db.internal:5432/app'],
  ['password in a URL', 'mongodb+srv://app:hunter22@cluster.mongodb.net/?retryWrites=true'],
  ['password in a URL', 'redis://:hunter22@cache:6379'],
  ['password in a URL', 'https://app:hunter22@api.example.com/v1'],
  ['password in a URL', 'jdbc:oracle:thin:app/hunter22@db.internal:1521:orcl'],
  ['token in a URL', `https://api.example.com/v1?api_key=${hex(32)}`],
  ['Azure function key', `https://a.example.net/api/job?code=${text(52)}`],
  ['password in a connection string', 'Server=db;Database=a;User Id=app;Password=hunter22;'],
  ['password in a connection string', 'host=db user=app password=hunter22'],
  ['password in a document', '{"username":"app","password":"hunter22"}'],
  ['token in a document', `{"access_token":"${text(40)}"}`],
  ['credentials for an Authorization header', `Basic ${base64('app:hunter22-and-more')}`],
  ['credentials for an Authorization header', `Bearer ${text(40)}`],
  ['JWT', `${base64('{"alg":"HS256"}')}.${base64('{"sub":"1234567890"}')}.${text(43)}`],
];

export const namedSamples: readonly (readonly [kind: string, variable: string, value: string])[] = [
  ['AWS secret access key', 'MY_AWS_SECRET_ACCESS_KEY', text(40)],
  ['AWS secret access key', 's3SecretKey', text(40)],
  ['AWS secret access key', 'APP_AWS_KEY', text(40)],
  ['AWS secret access key', 'SECRET_KEY', text(40)],
  ['AWS secret access key', 'SHOP_SECRET_ACCESS_KEY', text(40)],
  // Of a broker: what is called so by another name before it is that one's.
  [generic, 'ALPACA_SECRET_KEY', text(40)],
  ['Datadog key', 'DD_API_KEY', hex(32)],
  ['Datadog key', 'DATADOG_APP_KEY', hex(40)],
  ['Twilio token', 'TWILIO_AUTH_TOKEN', hex(32)],
  ['PagerDuty key', 'PAGERDUTY_API_KEY', text(20)],
  ['Okta token', 'OKTA_API_TOKEN', `00${text(40)}`],
  ['Heroku key', 'HEROKU_API_KEY', uuid()],
  ['Cloudflare token', 'CLOUDFLARE_API_TOKEN', text(40)],
  ['Mailgun key', 'MAILGUN_API_KEY', `${hex(32)}-${hex(8)}-${hex(8)}`],
  ['Postmark token', 'POSTMARK_SERVER_TOKEN', uuid()],
  ['Snyk token', 'SNYK_TOKEN', uuid()],
  ['Fastly token', 'FASTLY_API_TOKEN', text(32)],
  ['Plaid secret', 'PLAID_SECRET', hex(30)],
  ['Algolia admin key', 'ALGOLIA_ADMIN_API_KEY', hex(32)],
  ['Google app password', 'MAIL_PASSWORD', 'kqwe vbrt ypsl mzhd'],
  ['Google app password', 'EMAIL_PASS', 'kqwevbrtypslmzhd'],
  ['password', 'DB_PASSWORD', 'sunshine'],
  ['password', 'dbPassword', 'Summer2024!'],
  ['password', 'DB_PASS', 'correct horse'],
  ['password', 'PASSWORD', 'password'],
  ['password', 'MYSQL_PWD', 'rootroot'],
  ['password', 'SMTP_PASSWORD', '{xK9mQ7tZ2p'],
  ['password', 'MYSQL_ROOT_PASSWORD_PROD', '0123456789abc'],
  ['passphrase', 'JWT_SECRET', 'my-super-secret-jwt-key'],
  ['user and password', 'BASIC_AUTH', 'admin:hunter22'],
  [generic, 'JWT_SECRET', hex(32)],
  [generic, 'CLIENT_SECRET', text(32)],
  [generic, 'clientSecret', uuid()],
  [generic, 'AUTHTOKEN', text(24)],
  [generic, 'API_KEY_STRIPE', text(24)],
  [generic, 'INTERNAL_API_KEY', base64(hex(32))],
  [generic, 'ENCRYPTION_KEY', hex(64)],
];

export function text(length: number): string {
  return TEXT.repeat(Math.ceil(length / TEXT.length)).slice(0, length);
}

/** With the checksum that tokens of GitHub and npm have at their end. */
export function checked(prefix: string): string {
  const random = text(30);
  let sum = '';
  for (let left = crc32(random); sum.length < 6; left = Math.floor(left / 62)) {
    sum = `${BASE_62[left % 62]}${sum}`;
  }
  return `${prefix}${random}${sum}`;
}

export function hex(length: number): string {
  return HEX.repeat(Math.ceil(length / HEX.length)).slice(0, length);
}

export function uuid(): string {
  return [8, 4, 4, 4, 12].map(hex).join('-');
}

export function pem(label: string): string {
  return `-----BEGIN ${label} KEY-----\nMIIE${text(60)}\n-----END ${label} KEY-----`;
}

export function base64(plain: string): string {
  return Buffer.from(plain).toString('base64').replaceAll('=', '');
}

function upper(length: number): string {
  return text(length).toUpperCase();
}

function letters(length: number): string {
  return text(length * 2)
    .replaceAll(/\d/g, '')
    .slice(0, length);
}

function digits(length: number): string {
  return '7184629305'.repeat(10).slice(0, length);
}
