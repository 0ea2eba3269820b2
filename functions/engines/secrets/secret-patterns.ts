import { appPasswords } from './app-password.ts';
import { isCode, isReference, isTemplate, looksRandom } from './secret-values.ts';
import { hasTokenChecksum } from './token-checksum.ts';
import { urlPassword } from './url-password.ts';

/** How a secret of one kind is recognised. Every pattern takes linear time: all repeats are bounded. */
export interface SecretPattern {
  readonly kind: string;
  /** One of them is in the value, in small letters: cheap to look for before the pattern. */
  readonly keywords: readonly string[];
  /** Its group `secret`, if any, is the secret; else all of it is. Or what finds the secret itself. */
  readonly pattern: RegExp | ((text: string) => string | undefined);
  /** Some of its kind are made to be seen by everyone. */
  readonly mayBePublic?: true;
  /** Whether it was ever given out, where it says so itself. Not asked before one is left out of a text. */
  readonly isGenuine?: (secret: string) => boolean;
  /**
   * Where it is looked for in files: not in what others wrote, which holds examples of its form; or
   * nowhere, for what is found by the name that it is given to. @default everywhere
   */
  readonly inFiles?: 'own' | 'never';
  /** What is looked for in files instead, where what stands around it may show that it is none. */
  readonly patternInFiles?: RegExp;
  /** What else may stand where the secret would. */
  readonly unless?: (secret: string) => boolean;
}

/** How a secret is recognised that has no mark of its own: by its shape and by its variable. */
export interface NamedPattern {
  readonly kind: string;
  /** Of the words of the variable's name, with `_` between them and around. */
  readonly name: RegExp;
  readonly pattern: RegExp;
  /** What is none, though it looks so. */
  readonly unless?: RegExp;
}

/** With one of these a holder acts as their owner, often with all rights of an account. */
export const gravestKinds: ReadonlySet<string> = new Set([
  'AWS access key',
  'AWS secret access key',
  'Google service account key',
  'private key',
]);

/** Whose holder writes into one channel, and no more. */
export const channelKinds: ReadonlySet<string> = new Set([
  'Slack webhook',
  'Discord webhook',
  'Teams webhook',
]);

/** The more specific first. Sources: the vendors' documentation of their token formats. */
export const secretPatterns: readonly SecretPattern[] = [
  of(
    'Google service account key',
    ['service_account'],
    /"private_key"\s{0,9}:\s{0,9}"-----BEGIN[^"]{16}/,
    { inFiles: 'never' },
  ),
  of(
    'private key',
    ['private key'],
    /-----BEGIN (?:[A-Z0-9]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\\n|\\r|\s){0,9}[\w+/=:-]{8}/,
    { inFiles: 'never' },
  ),
  of(
    'private key',
    ['ls0tls1crudjti'],
    /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR)/,
    {
      inFiles: 'own',
      // Within a longer text, as in a source map, it is no key but the code that reads one; behind the
      // last line of a certificate it is one.
      patternInFiles:
        /(?:(?<![A-Za-z0-9+/]{15}[A-Za-z0-9+])|(?<=LS0tL(?:S0K|Q0K)))LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR)/,
    },
  ),
  of('private key', ['age-secret-key-'], /AGE-SECRET-KEY-1[0-9A-Z]{58}/),
  of('private key', ['putty-user-key-file'], /PuTTY-User-Key-File-\d/, { inFiles: 'never' }),
  of(
    'AWS access key',
    ['akia', 'abia', 'acca'],
    /(?<![A-Za-z0-9/+])A(?:KI|BI|CC)A[A-Z0-9]{16}(?![A-Za-z0-9/+])/,
    {
      // Not with a date behind it: so a signed address says whose it is.
      patternInFiles: /(?<![A-Za-z0-9/+])A(?:KI|BI|CC)A[A-Z0-9]{16}(?![A-Za-z0-9/+]|%2F20\d{6}%2F)/,
    },
  ),
  of('temporary AWS access key', ['asia'], /(?<![A-Za-z0-9/+])ASIA[A-Z0-9]{16}(?![A-Za-z0-9/+])/, {
    patternInFiles: /(?<![A-Za-z0-9/+])ASIA[A-Z0-9]{16}(?![A-Za-z0-9/+]|%2F20\d{6}%2F)/,
  }),
  of(
    'AWS secret access key',
    ['secret'],
    /secret_?access_?key["'\s:=\\]{1,8}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/i,
  ),
  of(
    'GitHub token',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    /(?<!\w)gh[opurs]_[A-Za-z0-9]{36,255}/,
    { isGenuine: (token) => token.length !== CLASSIC_TOKEN || hasTokenChecksum(token) },
  ),
  of('GitHub token', ['github_pat_'], /(?<!\w)github_pat_\w{22,255}/),
  of(
    'GitLab token',
    ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glsoat-', 'glft-', 'glagent-', 'glcbt-'],
    /(?<!\w)gl(?:pat|dt|rt|ptt|soat|ft|agent|cbt)-[\w-]{20,100}/,
  ),
  of('Bitbucket token', ['atctt3', 'atbb'], /(?<!\w)(?:ATCTT3[\w=-]{60,300}|ATBB[A-Za-z0-9]{28})/),
  of('Atlassian token', ['atatt3'], /(?<!\w)ATATT3[\w=-]{50,300}/),
  of('Slack token', ['xox', 'xapp-'], /(?<!\w)(?:xox[abeoprs]|xapp)-[\w-]{10,250}/, {
    isGenuine: isOfSlack,
  }),
  of(
    'Slack webhook',
    ['hooks.slack.com'],
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{8,14}\/[\w/]{16,120}/,
  ),
  // Its path alone, beside a host that another option has.
  of(
    'Slack webhook',
    ['/services/t'],
    /(?<![\w./-])\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24}(?!\w)/,
    { inFiles: 'own' },
  ),
  of('Stripe key', ['k_live_'], /(?<!\w)[sr]k_live_[A-Za-z0-9]{16,250}/),
  of('webhook signing secret', ['whsec_'], /(?<!\w)whsec_[A-Za-z0-9+/=]{24,100}/, {
    inFiles: 'own',
  }),
  of('Google API key', ['aiza'], /(?<!\w)AIza[\w-]{35}(?!\w)/, {
    mayBePublic: true,
    inFiles: 'own',
  }),
  of('Google OAuth client secret', ['gocspx-'], /(?<!\w)GOCSPX-[\w-]{28}/),
  of('Google OAuth token', ['ya29.'], /(?<!\w)ya29\.[\w-]{30,500}/),
  of('SendGrid key', ['sg.'], /(?<!\w)SG\.[\w-]{16,32}\.[\w-]{32,64}/),
  of('Mailgun key', ['key-'], /(?<![\w-])key-[0-9a-f]{32}(?!\w)/, { inFiles: 'own' }),
  of('Mailchimp key', ['-us'], /(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)/, { inFiles: 'own' }),
  of('Brevo key', ['xkeysib-', 'xsmtpsib-'], /(?<!\w)x(?:key|smtp)sib-[0-9a-f]{64}-\w{16}/),
  of('Resend key', ['re_'], /(?<!\w)re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)/, { inFiles: 'own' }),
  of('npm token', ['npm_'], /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/, { isGenuine: hasTokenChecksum }),
  of('PyPI token', ['pypi-'], /(?<!\w)pypi-AgE[\w-]{50,300}/),
  of('RubyGems key', ['rubygems_'], /(?<!\w)rubygems_[0-9a-f]{48}/),
  of('Docker token', ['dckr_'], /(?<!\w)dckr_(?:pat|oat)_[\w-]{27,60}/),
  of('JFrog token', ['akcp', 'cmvmdgtu'], /(?<!\w)(?:AKCp\w{69}|cmVmdGtu[A-Za-z0-9]{56})(?!\w)/),
  of('DigitalOcean token', ['doo_v1_', 'dop_v1_', 'dor_v1_'], /(?<!\w)do[opr]_v1_[0-9a-f]{64}/),
  of('Azure storage key', ['accountkey='], /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/i),
  of('Azure shared access key', ['sharedaccesskey='], /SharedAccessKey=(?<secret>[\w+/]{43}=)/i),
  of('Azure shared access signature', ['sig='], /[?&]sig=(?<secret>[\w%+/]{43,100})/, {
    inFiles: 'own',
  }),
  of('Azure client secret', ['q~'], /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/, {
    inFiles: 'own',
  }),
  of('Anthropic key', ['sk-ant-'], /(?<!\w)sk-ant-[a-z0-9]{2,10}-[\w-]{20,200}/),
  of('OpenRouter key', ['sk-or-'], /(?<!\w)sk-or-v1-[0-9a-f]{64}/),
  of(
    'OpenAI key',
    ['sk-'],
    /(?<!\w)sk-(?:(?:proj|svcacct|admin)-[\w-]{40,250}|[A-Za-z0-9]{48}(?!\w))/,
  ),
  of('Hugging Face token', ['hf_'], /(?<!\w)hf_[A-Za-z]{34}(?!\w)/),
  of('Groq key', ['gsk_'], /(?<!\w)gsk_[A-Za-z0-9]{52}/),
  of('xAI key', ['xai-'], /(?<!\w)xai-[A-Za-z0-9]{80}/),
  of('Perplexity key', ['pplx-'], /(?<!\w)pplx-[A-Za-z0-9]{48}/),
  of('Replicate token', ['r8_'], /(?<!\w)r8_[A-Za-z0-9]{37}(?!\w)/),
  of('Telegram bot token', [':aa'], /(?<!\w)\d{8,10}:AA[\w-]{33}(?![\w-])/),
  of(
    'Discord webhook',
    ['/api/webhooks/'],
    /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}/,
  ),
  of('Discord bot token', ['.'], /(?<![\w.-])[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/, {
    inFiles: 'never',
  }),
  of('Teams webhook', ['webhook.office.com'], /webhook\.office\.com\/webhookb2\/[\w@-]{36,80}\//),
  of(
    'Shopify token',
    ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shptka_'],
    /(?<!\w)shp(?:at|ca|pa|ss|tka)_[0-9a-f]{32}/i,
  ),
  of(
    'Square token',
    ['sq0', 'eaaa'],
    /(?<!\w)(?:sq0(?:atp|csp)-[\w-]{22,43}|EAAA[\w-]{60}(?!\w))/,
    { inFiles: 'own' },
  ),
  of('Braintree token', ['access_token$'], /access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}/),
  of('Flutterwave key', ['flwseck-'], /(?<!\w)FLWSECK-[0-9a-z]{32}-X/i),
  of('Heroku key', ['hrku-'], /(?<!\w)HRKU-[\w-]{36,64}/),
  of('Databricks token', ['dapi'], /(?<!\w)dapi[0-9a-f]{32}(?:-\d)?(?!\w)/),
  of('Vault token', ['hvs.', 'hvb.', 'hvr.'], /(?<!\w)hv[bsr]\.[\w-]{24,300}/),
  of('Terraform Cloud token', ['.atlasv1.'], /(?<!\w)[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}/),
  of('Pulumi token', ['pul-'], /(?<!\w)pul-[0-9a-f]{40}(?!\w)/),
  of(
    'Doppler token',
    ['dp.'],
    /(?<!\w)dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?\w{40,44}/,
  ),
  of('1Password token', ['ops_'], /(?<!\w)ops_eyJ[\w+/=-]{100,2000}/),
  of('Linear key', ['lin_'], /(?<!\w)lin_(?:api|oauth)_[A-Za-z0-9]{40,64}/),
  of(
    'Notion token',
    ['secret_', 'ntn_'],
    /(?<!\w)(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{46})(?!\w)/,
  ),
  of('Figma token', ['figd_'], /(?<!\w)figd_[\w-]{40,60}/),
  of('Airtable token', ['pat'], /(?<!\w)pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/),
  of('Postman key', ['pmak-'], /(?<!\w)PMAK-[0-9a-f]{24}-[0-9a-f]{34}/),
  of(
    'New Relic key',
    ['nrak-', 'nral', 'nrii-'],
    /(?<!\w)(?:NRAK-[A-Z0-9]{27}|NRII-[\w-]{32}|[0-9a-f]{36}NRAL)/,
  ),
  of('Grafana token', ['glsa_', 'glc_'], /(?<!\w)(?:glsa_\w{32}_[0-9a-f]{8}|glc_[\w+/=]{32,400})/),
  of('Dynatrace token', ['dt0'], /(?<!\w)dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/),
  of('Sentry token', ['sntry'], /(?<!\w)sntry[su]_[\w+/=-]{60,300}/),
  of('Sonar token', ['sqa_', 'sqp_', 'squ_'], /(?<!\w)sq[apu]_[0-9a-f]{40}(?!\w)/),
  of('CircleCI token', ['ccipat_'], /(?<!\w)CCIPAT_\w{22,24}_[0-9a-f]{40}/),
  of('Netlify token', ['nfp_'], /(?<!\w)nfp_[A-Za-z0-9]{36}/),
  of('Fly.io token', ['fm2_', 'fo1_'], /(?<!\w)(?:fm2_[\w+/=]{100,1000}|fo1_[\w-]{43})/),
  of('Supabase key', ['sbp_', 'sb_secret_'], /(?<!\w)(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,60})/),
  of('PlanetScale token', ['pscale_'], /(?<!\w)pscale_(?:tkn|pw|oauth)_[\w.-]{32,64}/),
  of('Mapbox secret token', ['sk.eyj'], /(?<!\w)sk\.eyJ[\w-]{20,200}\.[\w-]{20,40}/),
  of('Contentful token', ['cfpat-'], /(?<!\w)CFPAT-[\w-]{43}/),
  of(
    'LaunchDarkly key',
    ['sdk-', 'api-'],
    /(?<!\w)(?:sdk|api)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
    { inFiles: 'own' },
  ),
  of('Alibaba Cloud access key', ['ltai'], /(?<!\w)LTAI[A-Za-z0-9]{12,20}(?!\w)/),
  of('Cloudflare origin key', ['v1.0-'], /(?<!\w)v1\.0-[0-9a-f]{24}-[0-9a-f]{146}(?!\w)/),
  of('AWS Bedrock key', ['absk'], /(?<![A-Za-z0-9+/])ABSK[A-Za-z0-9+/]{109,269}={0,2}/),
  of(
    'Amazon MWS token',
    ['amzn.mws.'],
    /(?<!\w)amzn\.mws\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
  ),
  of(
    'HubSpot token',
    ['pat-na', 'pat-eu'],
    /(?<!\w)pat-(?:na|eu)\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
  ),
  of('Typeform token', ['tfp_'], /(?<!\w)tfp_[\w-]{40,60}/),
  of('Shippo token', ['shippo_live_'], /(?<!\w)shippo_live_[0-9a-f]{40}/),
  of('EasyPost key', ['ezak'], /(?<!\w)EZAK[A-Za-z0-9]{54}(?!\w)/),
  of('Duffel token', ['duffel_live_'], /(?<!\w)duffel_live_[\w-]{43}/),
  of('Sourcegraph token', ['sgp_'], /(?<!\w)sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}/),
  of('Tailscale key', ['tskey-'], /(?<!\w)tskey-(?:api|auth|client|webhook)-\w{8,20}-\w{20,40}/),
  of('Buildkite token', ['bkua_'], /(?<!\w)bkua_[0-9a-f]{40}/),
  of('Prefect key', ['pnu_'], /(?<!\w)pnu_[A-Za-z0-9]{36}(?!\w)/),
  of('ReadMe key', ['rdme_'], /(?<!\w)rdme_[a-z0-9]{70}/),
  of('Infracost key', ['ico-'], /(?<!\w)ico-[A-Za-z0-9]{32}(?!\w)/, { inFiles: 'own' }),
  of('MailerSend token', ['mlsn.'], /(?<!\w)mlsn\.[0-9a-f]{64}/),
  of('Langfuse key', ['sk-lf-'], /(?<!\w)sk-lf-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/),
  of('LangSmith key', ['lsv2_'], /(?<!\w)lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/),
  of('Pinecone key', ['pcsk_'], /(?<!\w)pcsk_\w{5,8}_[A-Za-z0-9]{50,70}/),
  of('NVIDIA key', ['nvapi-'], /(?<!\w)nvapi-[\w-]{60,70}/),
  of('Tavily key', ['tvly-'], /(?<!\w)tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}(?!\w)/),
  of('Apify token', ['apify_api_'], /(?<!\w)apify_api_[A-Za-z0-9]{36}(?!\w)/),
  of('ElevenLabs key', ['sk_'], /(?<!\w)sk_[0-9a-f]{48}(?!\w)/),
  of('Vercel token', ['vcp_', 'vck_'], /(?<!\w)vc[pk]_[A-Za-z0-9]{24,64}(?!\w)/, {
    inFiles: 'own',
  }),
  of('Render key', ['rnd_'], /(?<!\w)rnd_[A-Za-z0-9]{32}(?!\w)/, { inFiles: 'own' }),
  of('Neon key', ['napi_'], /(?<!\w)napi_[a-z0-9]{64}(?!\w)/),
  of('Snyk token', ['snyk_uat.'], /(?<!\w)snyk_(?:uat|sat)\.[0-9a-f]{8}\.[\w.-]{40,500}/),
  of(
    'Harness token',
    ['pat.', 'sat.'],
    /(?<!\w)[ps]at\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}(?!\w)/,
  ),
  of('Facebook token', ['eaace', 'eaab', 'eaag'], /(?<!\w)EAA(?:CE|B|G)[A-Za-z0-9]{90,300}(?!\w)/, {
    inFiles: 'own',
  }),
  of('Frame.io token', ['fio-u-'], /(?<!\w)fio-u-[\w-]{64}/),
  of('NuGet key', ['oy2'], /(?<!\w)oy2[a-z0-9]{43}(?!\w)/, { inFiles: 'own' }),
  of('Scalingo token', ['tk-us-'], /(?<!\w)tk-us-[\w-]{48}/),
  of('Stripe test key', ['k_test_'], /(?<!\w)[sr]k_test_[A-Za-z0-9]{16,250}/, { inFiles: 'own' }),
  of('Okta token', ['ssws'], /SSWS\s{1,3}(?<secret>00[\w-]{40})/),
  of('Azure function key', ['?code='], /\/api\/[\w/-]{1,100}\?code=(?<secret>[\w%+/=-]{40,120})/, {
    inFiles: 'own',
  }),
  of('password in a URL', ['://'], urlPassword, { unless: isTemplate, inFiles: 'never' }),
  of(
    'password in a URL',
    ['jdbc:oracle:'],
    /jdbc:oracle:[a-z]{3,5}:[^/@\s]{1,64}\/(?<secret>[^@\s]{1,128})@/i,
    { unless: isTemplate, inFiles: 'own' },
  ),
  of(
    'password in a connection string',
    ['password', 'pwd'],
    /(?:^|[;?&\s])(?:password|pwd)\s{0,3}=\s{0,3}(?<secret>[^;&\s]{4,200})/i,
    { unless: (value) => isReference(value) || isCode(value), inFiles: 'never' },
  ),
  of(
    'password in a document',
    ['pass'],
    /"[a-z_-]{0,20}(?:password|passwd|passphrase)"\s{0,9}:\s{0,9}"(?<secret>[^"\\]{8,500})"/i,
    { unless: isReference, inFiles: 'never' },
  ),
  of(
    'token in a document',
    ['secret', 'token', 'key'],
    /"[a-z_-]{0,20}(?:secret|token|api_?key)"\s{0,9}:\s{0,9}"(?<secret>[^"\\]{8,500})"/i,
    { unless: (secret) => isReference(secret) || !looksRandom(secret), inFiles: 'never' },
  ),
  of(
    'credentials for an Authorization header',
    ['basic ', 'bearer '],
    /^(?:Basic|Bearer) (?<secret>[\w+/=.~-]{16,4000})$/i,
    { inFiles: 'never' },
  ),
  of('JWT', ['eyj'], /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,3000}\.[\w-]{20,700}/, {
    mayBePublic: true,
    inFiles: 'never',
  }),
];

export const namedPatterns: readonly NamedPattern[] = [
  {
    kind: 'AWS secret access key',
    // A key of another service may be called SECRET_KEY, and as long: behind that one's name it is its own.
    name: /_(?:AWS|S3|SES|IAM|DYNAMODB)_.{0,60}(?:SECRET|KEY)_|_SECRET_ACCESS_KEY_|^_(?:ACCESS|SECRET)_KEY_$/,
    pattern: /^(?=[^a-z]{0,39}[a-z])(?=[^A-Z]{0,39}[A-Z])(?=\D{0,39}\d)[A-Za-z0-9/+]{40}$/,
  },
  named('Datadog key', /_(?:DD|DATADOG)_.{0,40}KEY_/, /^[0-9a-f]{32}(?:[0-9a-f]{8})?$/),
  named('Twilio token', /_TWILIO_.{0,40}(?:TOKEN|SECRET)_/, /^[0-9a-f]{32}$/),
  named(
    'PagerDuty key',
    /_(?:PAGERDUTY|PD)_.{0,40}(?:KEY|TOKEN)_/,
    /^(?:[\w+-]{20}|[0-9a-f]{32})$/,
  ),
  named('Okta token', /_OKTA_.{0,40}(?:TOKEN|KEY)_/, /^00[\w-]{40}$/),
  named(
    'Heroku key',
    /_HEROKU_.{0,40}(?:KEY|TOKEN)_/,
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  ),
  named(
    'Cloudflare token',
    /_(?:CLOUDFLARE|CF)_.{0,40}(?:KEY|TOKEN)_/,
    /^(?:[\w-]{40}|[0-9a-f]{37})$/,
  ),
  named('Mailgun key', /_MAILGUN_.{0,40}KEY_/, /^[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}$/),
  named(
    'Postmark token',
    /_POSTMARK_.{0,40}(?:KEY|TOKEN)_/,
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  ),
  named('Snyk token', /_SNYK_.{0,40}TOKEN_/, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  named('Fastly token', /_FASTLY_.{0,40}(?:KEY|TOKEN)_/, /^[\w-]{32}$/),
  named('Plaid secret', /_PLAID_.{0,40}SECRET_/, /^[0-9a-f]{30}$/),
  ...appPasswords,
  named('Algolia admin key', /_ALGOLIA_.{0,40}ADMIN_.{0,20}KEY_/, /^[0-9a-f]{32}$/),
];

/** Characters of `ghp_…` and its kin. Those of GitHub's apps may be longer. */
const CLASSIC_TOKEN = 40;

/**
 * Of what Slack gives out, one part is random, and longer than any word of an example. Those for people from
 * before 2017, which do not end, have numbers of a workspace and people before ten hexadecimal digits.
 */
function isOfSlack(token: string): boolean {
  const parts = token.split('-');
  const numbers = parts.filter((part) => /^\d{9,13}$/.test(part));
  const isMadeUp = numbers.some((number) => /^0?123456789|^(\d)\1{7}/.test(number));

  return (
    parts.some((part) => part.length >= 16) ||
    (numbers.length >= 3 && !isMadeUp && /^[\da-f]{10}$/.test(parts.at(-1) ?? ''))
  );
}

function of(
  kind: string,
  keywords: readonly string[],
  pattern: SecretPattern['pattern'],
  limits: Omit<SecretPattern, 'kind' | 'keywords' | 'pattern'> = {},
): SecretPattern {
  return { kind, keywords, pattern, ...limits };
}

function named(kind: string, name: RegExp, pattern: RegExp): NamedPattern {
  return { kind, name, pattern };
}
