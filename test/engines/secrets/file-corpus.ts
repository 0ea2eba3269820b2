import { base64, checked, hex, pem, text, uuid } from './secret-samples.ts';

/** A file that a deployment package may hold: a case in words, its path, its content. No value was ever in use. */
type Row = readonly [what: string, path: string, content: string];

const keyId = ['AKIA', 'QX4BNV7MZLK2TRWC'].join('');
const secretKey = text(40);
const jwt = `${base64('{"alg":"HS256"}')}.${base64('{"sub":"1234567890"}')}.${text(43)}`;
/** As AWS names one. */
const database = 'shop.c3k9x2mq7abz.eu-central-1.rds.amazonaws.com';
const minified = `var a=1;${'function b(c){return c+1}'.repeat(2_000)}`;

/** Each holds at least one secret. */
export const secretFiles: readonly Row[] = [
  [
    'a webhook in two pieces',
    'push.js',
    `https.request({ host: 'hooks.slack.com', path: '/services/T0K4P9QX2/B01M7ZVLD/${text(24)}' });`,
  ],
  ['a password in one word', 'privacy.py', 'mysqlpw = "Tr7kQw29xLm4"'],
  [
    'a document with a key in it, in base64',
    'client.py',
    `token = "${base64(JSON.stringify({ k: text(32), n: 'reports', id: 1 }))}"`,
  ],
  [
    'a key of numbers in base64',
    'client.py',
    `token = "${base64(JSON.stringify([...Buffer.from(text(32))]))}"`,
  ],
  [
    'a document with a password in it, in base64',
    'client.py',
    `token = "${base64(JSON.stringify({ user: 'reports', password: 'sunshine' }))}"`,
  ],
  ['a password called pw', 'privacy.js', "const dbPw = 'Tr7kQw29xLm4';"],
  ['a header in a document', 'secrets.dev.json', `{ "AUTHORIZATION": "${hex(32)}" }`],
  [
    'a URL joined with it',
    'db.py',
    "code = 'q7Kw2Lx9'\nurl = 'mysql+pymysql://app:' + code + '@db/shop'",
  ],
  [
    'a URL with it as a template',
    'db.js',
    `const code = 'q7Kw2Lx9'; const url = \`mysql://app:\${code}@db/shop\`;`,
  ],
  [
    'a URL with it as a text of Python',
    'db.py',
    "CODE: str = 'q7Kw2Lx9'\nurl = f'mysql://app:{CODE}@db/shop'",
  ],
  ['a password like a class of a module', 'settings.py', 'PASSWORD = "adm1n_2024.Summer"'],
  ['the id of a key', 'index.js', `const id = '${keyId}';`],
  [
    'the id of a key before a slash in an address',
    'index.js',
    `const url = 'a?id=${keyId}%2Fother';`,
  ],
  [
    'a password that begins as that of anonymous FTP',
    'ftp.js',
    "const ftpPassword = 'anonymous-8f3kq2';",
  ],
  ['a key in base64', 'index.js', `const key = '${base64(pem('RSA PRIVATE'))}';`],
  [
    'a key in base64 behind a sign of URLs',
    'index.js',
    `const url = 'https://x/?k%3D${base64(pem('RSA PRIVATE'))}';`,
  ],
  [
    'a key in base64 behind a sign of JSON',
    'index.js',
    `const setting = 'KEY\\u003d${base64(pem('RSA PRIVATE'))}';`,
  ],
  [
    'a key in base64 behind a line end',
    'index.js',
    `const setting = 'a\\n${base64(pem('RSA PRIVATE'))}\\t';`,
  ],
  [
    'a key in base64 within a path',
    'index.js',
    `const url = '/a/long/path/of/a/host/${base64(pem('RSA PRIVATE'))}';`,
  ],
  [
    'a key in base64 behind its certificate',
    'index.js',
    `const bundle = '${base64(`${'aB3xK9mQ7'.repeat(4)}-----\n${pem('RSA PRIVATE')}`)}';`,
  ],
  [
    'the id of a key behind that of a signed address',
    'index.js',
    `const url = '${keyId}%2F20210222%2F', id = '${keyId}';`,
  ],
  ['a password beside a comment', 'db.js', `/* of "staging" */ const dbPassword = 'hunter22';`],
  [
    'a password below what looks like a comment',
    'db.js',
    "const files = [\n  'src/*'];\nconst dbPassword = 'hunter22';",
  ],
  [
    'a password below a comment',
    'db.js',
    "/*\n * the password\n */\nconst dbPassword = 'hunter22'; // of staging",
  ],
  [
    'a password after an example',
    'db.py',
    'schema = {"example": {"password": "x"}, "examples": []}; DB_PASSWORD = "hunter22"',
  ],
  ['a token in a comment, for its vendor gave it', 'index.js', `// ${checked('ghp_')}`],
  ['a password of a class', 'db.ts', "class Db {\n  #dbPassword = 'hunter22';\n}"],
  [
    'a password in a URL of a host without a domain',
    'db.py',
    "connect('postgresql+asyncpg://app:secretly@db/orders')",
  ],
  [
    'a key of letters and digits that has separators',
    'index.js',
    "const serviceKey = 'aB3x#K9mQ7t#Z2pL5wR8nYq4';",
  ],
  // Of vendors, in code of several languages.
  [
    'a key of AWS in JavaScript',
    'index.js',
    `const s3 = new S3({ accessKeyId: '${keyId}', secretAccessKey: '${secretKey}' });`,
  ],
  ['a key of AWS in TypeScript', 'src/s3.ts', `export const accessKeyId: string = "${keyId}";`],
  [
    'a key of AWS in Python',
    'app.py',
    `session = boto3.Session(\n    aws_access_key_id="${keyId}",\n    aws_secret_access_key="${secretKey}",\n)`,
  ],
  ['a secret key of AWS alone', 'app.py', `AWS_SECRET_ACCESS_KEY = '${secretKey}'`],
  ['a key of AWS in Java', 'src/S3.java', `new BasicAWSCredentials("${keyId}", "${secretKey}");`],
  [
    'a key of AWS in Ruby',
    'app.rb',
    `Aws.config.update(credentials: Aws::Credentials.new('${keyId}', '${secretKey}'))`,
  ],
  [
    'a key of AWS in PHP',
    'index.php',
    `<?php $client = new S3Client(['credentials' => ['key' => '${keyId}', 'secret' => '${secretKey}']]);`,
  ],
  [
    'a token of GitHub in a header',
    'index.mjs',
    `fetch(url, { headers: { authorization: 'token ${checked('ghp_')}' } });`,
  ],
  [
    'a token of GitHub in a URL',
    'deploy.sh',
    `git clone https://x-access-token:${checked('ghs_')}@github.com/acme/shop.git`,
  ],
  [
    'a fine-grained token of GitHub',
    'index.js',
    `const octokit = new Octokit({ auth: 'github_pat_${text(22)}_${text(59)}' });`,
  ],
  [
    'a live key of Stripe',
    'handler.js',
    `const stripe = require('stripe')('sk_live_${text(24)}');`,
  ],
  ['a restricted key of Stripe', 'handler.py', `stripe.api_key = "rk_live_${text(24)}"`],
  ['a test key of Stripe', 'handler.py', `stripe.api_key = "sk_test_${text(24)}"`],
  [
    'a token of Slack',
    'notify.js',
    `const client = new WebClient("xoxb-718462930571-846293057184-${text(24)}");`,
  ],
  [
    'a webhook of Slack',
    'notify.py',
    `WEBHOOK = "https://hooks.slack.com/services/TAB3XK9MQ/BAB3XK9MQ/${text(24)}"`,
  ],
  ['a key of Google', 'geo.js', `const key = 'AIza${text(35)}'; fetch(geocode + key);`],
  ['a key of SendGrid', 'mail.js', `sgMail.setApiKey('SG.${text(22)}.${text(43)}');`],
  ['a key of OpenAI', 'ai.py', `client = OpenAI(api_key="sk-proj-${text(60)}")`],
  [
    'a key of Anthropic',
    'ai.ts',
    `const client = new Anthropic({ apiKey: 'sk-ant-api03-${text(93)}AA' });`,
  ],
  [
    'a token of Hugging Face',
    'ai.py',
    `login(token="hf_${text(80).replaceAll(/\d/g, '').slice(0, 34)}")`,
  ],
  [
    'a token of a bot of Telegram',
    'bot.js',
    `const bot = new TelegramBot('7184629305:AA${text(33)}');`,
  ],
  [
    'a token of a bot of Discord, by its name',
    'bot.py',
    `DISCORD_TOKEN = "M${text(23)}.${text(6)}.${text(38)}"`,
  ],
  [
    'a storage key of Azure',
    'blob.py',
    `conn = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${text(86)}==;EndpointSuffix=core.windows.net"`,
  ],
  ['a token of Vault', 'secrets.js', `vault.token = 'hvs.${text(90)}';`],
  ['a token of Twilio, by its name', 'sms.py', `TWILIO_AUTH_TOKEN = '${hex(32)}'`],
  ['a key of Datadog, by its name', 'metrics.js', `process.env.DD_API_KEY = '${hex(32)}';`],
  ['a key of Mailgun', 'mail.py', `auth=("api", "key-${hex(32)}")`],
  ['a private key in code', 'sign.js', `const key = \`${pem('RSA PRIVATE')}\`;`],
  [
    'a private key in pieces',
    'sign.js',
    `const key = '-----BEGIN PRIVATE KEY-----\\n' +\n  '${text(64)}\\n' +\n  '-----END PRIVATE KEY-----';`,
  ],
  ['a private key in base64', 'sign.py', `KEY = "${base64(pem('EC PRIVATE'))}"`],
  [
    'a token in a minified bundle',
    'dist/index.js',
    `${minified};var t="${checked('ghp_')}";${minified}`,
  ],
  [
    'a password in a minified bundle',
    'dist/index.js',
    `${minified};new C({host:"db",user:"app",password:"Tr0ub4dor&3"});${minified}`,
  ],
  [
    'an app password of Google instead of a variable',
    'mail.py',
    "SMTP_PASSWORD = os.environ.get('SMTP_PASSWORD', 'kqwe vbrt ypsl mzhd')",
  ],
  [
    'an app password of Google in an object',
    'mail.js',
    "nodemailer.createTransport({ service: 'gmail', auth: { user, pass: 'kqwevbrtypslmzhd' } });",
  ],
  [
    'an app password of Google by its place',
    'mail.py',
    "server.login(USER, 'kqwe vbrt ypsl mzhd')",
  ],
  ['the password of an address', 'mail.py', "server.login('shop@gmail.com', 'Tr0ub4dor&3')"],
  // By name.
  [
    'a password in an object',
    'db.js',
    "const pool = mysql.createPool({ host, user: 'app', password: 'hunter2' });",
  ],
  [
    'a password of a database',
    'db.py',
    "conn = pymysql.connect(host=HOST, user='admin', passwd='Sup3rS3cret!')",
  ],
  ['a password in a constant', 'db.py', "DB_PASSWORD = 'P@ssw0rd123'"],
  ['a password in words, whose owner is named', 'db.rb', "db_password = 'trustnoone'"],
  ['a password in Java', 'src/Db.java', 'private static final String PASSWORD = "Winter2024!";'],
  ['a password in Go', 'main.go', 'dbPassword := "s3cr3t-and-l0ng"'],
  ['a password in C#', 'Function.cs', 'private const string AdminPassword = "Qwerty!2024";'],
  ['a password in PHP', 'index.php', "$db_password = 'letmein99';"],
  [
    'a password that stands in for a missing one',
    'db.js',
    "const password = process.env.DB_PASSWORD || 'hunter22';",
  ],
  [
    'a password that stands in, in Python',
    'db.py',
    'password = os.environ.get("DB_PASSWORD", "hunter22")',
  ],
  [
    'a password that is compared with',
    'login.js',
    "if (event.password === 'Adm1n-2024!') return ok();",
  ],
  [
    'a user and a password of a request',
    'call.py',
    "requests.get(url, auth=('svc-shop', 'Wint3r!2024'))",
  ],
  [
    'a header with a password',
    'call.js',
    `headers: { Authorization: 'Basic ${base64('svc-shop:Wint3r!2024')}' }`,
  ],
  ['a secret that signs tokens', 'auth.js', "const JWT_SECRET = 'my-super-secret-jwt-key';"],
  ['a secret that signs tokens, in a word', 'auth.py', "JWT_SECRET = 'opensesame'"],
  [
    'a secret that stands in for a missing one',
    'auth.js',
    "const secret = process.env.JWT_SECRET || 'keepitquiet';",
  ],
  [
    'a password that looks like a class of a module',
    'settings.py',
    'DB_PASSWORD = "adm1n_2024.Summer"',
  ],
  ['a key that does', 'settings.py', 'api_key = "a8f3k2_9d8f7g6h5j4k3l2.Q"'],
  ['the key of Django', 'settings.py', `SECRET_KEY = 'django-insecure-${text(50)}'`],
  ['a key of a service of its own', 'api.js', `const API_KEY = "${text(32)}";`],
  ['a client secret', 'oauth.py', `client_secret = "${text(40)}"`],
  ['a JWT', 'call.js', `const SERVICE_TOKEN = '${jwt}';`],
  [
    'a URL with a password',
    'db.js',
    "const url = 'postgres://app:s3cr3t-Pa55@db.internal:5432/shop';",
  ],
  [
    'a URL of MongoDB',
    'db.py',
    'client = MongoClient("mongodb+srv://app:s3cr3tPa55@cluster0.abcde.mongodb.net")',
  ],
  [
    'a connection string',
    'Db.cs',
    'var c = "Server=db.internal;Database=shop;User Id=app;Password=s3cr3tPa55;";',
  ],
  [
    'a key that tokens are signed with',
    'auth.js',
    "return jwt.sign({ sub: user.id, role: 'a' }, 'topsecret', { expiresIn: '1h' });",
  ],
  [
    'a key that tokens are verified with, in Python',
    'auth.py',
    'claims = jwt.decode(token, "s3cret-for-all", algorithms=["HS256"])',
  ],
  [
    'a key that tokens are signed with, behind a payload with calls',
    'auth.js',
    "return jwt.sign({ exp: Math.floor(Date.now() / 1000), sub: user.id }, 'topsecret');",
  ],
  [
    'a key that stands before a list of algorithms',
    'auth.py',
    'claims = jwt.decode(token, "s3cret-for-all", algorithms=["HS256", "HS512"])',
  ],
  [
    'a key by its name',
    'auth.py',
    'claims = jwt.decode(token, key="s3cret-for-all", algorithms=["HS256"])',
  ],
  [
    'a key with blanks that tokens are signed with',
    'auth.js',
    "return jwt.sign({ sub: user.id }, 'keyboard cat 4 ever', { expiresIn: 129600 });",
  ],
  [
    'a key with blanks, in Python',
    'sign.py',
    "mac = hmac.new(b'the shop of all', body, hashlib.sha256)",
  ],
  ['a key of express-jwt', 'app.js', "const jwtMW = exjwt({\n  secret: 'keyboard cat 4 ever'\n});"],
  [
    'a key of express-jwt in a bundle, behind another option',
    'app.js',
    'app.use((0, import_express_jwt.expressjwt)({ algorithms: ["HS256"], secret: "shop of all" }));',
  ],
  ['a key of Fastify', 'app.js', "app.register(fastifyJwt, { secret: 'shop of all' });"],
  ['a key of sessions', 'app.js', "app.use(session({ resave: false, secret: 'keyboard cat' }));"],
  [
    'a key of passport-jwt',
    'app.js',
    "new Strategy({ jwtFromRequest: f(), secretOrKey: 'shop of all' }, verify);",
  ],
  ['a key of passport-jwt that is set', 'app.js', "opts.secretOrKey = 'shop of all';"],
  ['a password with a bracket that is no call', 'db.py', 'DB_PASSWORD="summerMax(911)"'],
  [
    'a weak password that a database of RDS is connected to with',
    'db.py',
    `host = "${database}"\npassword = "12345678"\nconn = pymysql.connect(host=host, user=name, passwd=password)`,
  ],
  [
    'a weak password within the call that connects',
    'db.js',
    `mysql.createConnection({ host: '${database}', user: 'admin', password: '12345678' });`,
  ],
  [
    'what opens a channel of LINE',
    'bot.py',
    `api = LineBotApi('${text(160)}/${text(12)}1O/w1cDnyilFU=')`,
  ],
  ['what a channel of LINE signs with', 'bot.py', `handler = WebhookHandler('${hex(32)}')`],
  ['what Slack signs with', 'bot.py', `verifier = SignatureVerifier("${hex(32)}")`],
  ['a secret of Stream behind its key', 'chat.js', `new StreamChat('${text(12)}', '${text(64)}');`],
  [
    'a token of Twilio behind the account, by place',
    'sms.py',
    `client = Client('AC${hex(32)}', '${hex(32)}')`,
  ],
  ['what a user of X has given, by place', 'post.py', `auth.set_access_token(key, '${text(45)}')`],
  [
    'a key of an HMAC',
    'sign.js',
    "const mac = crypto.createHmac('sha256', 'shop-webhook').update(body).digest('hex');",
  ],
  [
    'a key of an HMAC, in Python',
    'sign.py',
    "mac = hmac.new(b'shop-webhook', body, hashlib.sha256)",
  ],
  [
    'a password that many people choose',
    'db.js',
    "connect({ user: 'app', password: 'SuperSecretPassword' });",
  ],
  [
    'a URL of an invented host',
    'db.py',
    'DATABASE_URL = "postgresql://admin:Sup3rS3cret123@db.example.com:5432/shop"',
  ],
  [
    'a token of Slack with digits in a row',
    'notify.js',
    `const t = 'xoxb-123456789012-1234567890123-${text(24)}';`,
  ],
  [
    'an older token of Slack',
    'notify.py',
    `t = "xoxp-${'483920184-483920185-483920186'}-9f3c1b7a2e"`,
  ],
  [
    'a key behind a payload with an escaped quote',
    'auth.js',
    "const t = jwt.sign({ m: 'it\\'s, so' }, 'kX9pQ2rT');",
  ],
  [
    'a key behind a comment',
    'auth.js',
    "const t = jwt.sign({ id: 1 } /* don't, ever */, 'kX9pQ2rT');",
  ],
  [
    'a key behind comments to the end of a line',
    'auth.py',
    "t = jwt.encode({\n  'a': 1,  # the user's (mostly\n}, 'kX9pQ2rT')",
  ],
  // Of files of settings.
  ['an environment file', '.env', 'HOST=db.internal\nDB_PASSWORD=hunter22\n'],
  [
    'an environment file of production',
    'config/.env.production',
    `export SESSION_SECRET="${text(32)}"`,
  ],
  ['a file of settings in YAML', 'config.yml', 'database:\n  user: app\n  password: hunter22\n'],
  [
    'a file of settings in JSON',
    'config/production.json',
    '{"db":{"user":"app","password":"hunter22"}}',
  ],
  [
    'a file of settings in XML',
    'web.config',
    '<add name="Shop" connectionString="Server=db;User Id=app;Password=s3cr3tPa55;" />',
  ],
  [
    'properties',
    'application.properties',
    'spring.datasource.username=app\nspring.datasource.password=hunter22\n',
  ],
  ['a file of npm', '.npmrc', `//registry.example.com/:_authToken=${uuid()}\n`],
  [
    'a file of PyPI',
    '.pypirc',
    `[pypi]\nusername = __token__\npassword = pypi-AgEIcHlwaS5vcmc${text(80)}\n`,
  ],
  ['a netrc', '.netrc', 'machine git.internal login deploy password hunter22x\n'],
  [
    'credentials of AWS',
    '.aws/credentials',
    `[default]\naws_access_key_id = ${keyId}\naws_secret_access_key = ${secretKey}\n`,
  ],
  [
    'a service account of Google',
    'service-account.json',
    `{"type":"service_account","private_key":${JSON.stringify(pem('PRIVATE'))}}`,
  ],
  ['a private key', 'certs/server.key', pem('RSA PRIVATE')],
  ['a private key that is encrypted', 'certs/server.pem', pem('ENCRYPTED PRIVATE')],
  [
    'a file of Docker',
    '.docker/config.json',
    `{"auths":{"https://index.docker.io/v1/":{"auth":"${base64('acme:Wint3r!2024')}"}}}`,
  ],
  ['variables of Terraform', 'prod.tfvars', 'db_password = "hunter22x"\n'],
  [
    'a remote of git',
    '.git/config',
    `[remote "origin"]\n\turl = https://deploy:${checked('ghp_')}@github.com/acme/shop.git\n`,
  ],
  ['a text over lines', 'app.py', `settings = """\ndb_password = 'hunter22'\n"""\n`],
  [
    'a text over lines that is given',
    'app.py',
    `load(\n    """\ndb_password = 'hunter22'\n"""\n)\n`,
  ],
  ['a text that goes on', 'app.py', `x = \\\n"""\ndb_password = 'hunter22'\n"""\n`],
  [
    'documentation that code reads',
    'app.py',
    `"""\ndb_password = 'hunter22'\n"""\nexec(__doc__)\n`,
  ],
  ['a text that is read', 'app.py', `"""\ndb_password = 'hunter22'\n""".split()\n`],
  [
    'what stands between two documentations',
    'app.py',
    `"""It's one."""\ndb_password = 'hunter22'\n"""Two."""\n`,
  ],
  [
    'what stands behind quotes in a comment',
    'app.py',
    `# it's """\ndb_password = 'hunter22'\n# """\n`,
  ],
  [
    'what stands behind quotes in a text',
    'app.py',
    `x = '"""'\ndb_password = 'hunter22'\ny = '"""'\n`,
  ],
  ['what stands behind quotes that are never closed', 'app.py', `"""\ndb_password = 'hunter22'\n`],
  [
    'a token in the documentation of a module',
    'app.py',
    `"""\nTOKEN = '${checked('ghp_')}'\n"""\n`,
  ],
  ['UTF-16, as Windows writes it', 'appsettings.ini', '\uFEFFPassword=hunter22\n'],
];

/** None holds a secret. */
export const harmlessFiles: readonly Row[] = [
  [
    'what is no app password of Google',
    'mail.py',
    "PASSWORD = 'your pass word here'; PASSWORD_2 = 'xxxx xxxx xxxx xxxx'; APP_PASSWORD = 'abcd efgh ijkl mnop'; EMAIL_PASSWORD = 'mysuperlongsecre'; GMAIL_PASSWORD = 'qwertyuiopasdfgh'; EMAIL_PWD = 'bcdfghjklmnpqrst'; MAIL_PASS = 'hjkl hjkl hjkl hjkl'; TITLE = 'kqwe vbrt ypsl mzhd'",
  ],
  [
    'what is given to a log-in and is no password of it',
    'mail.py',
    "server.login('shop@gmail.com', PASSWORD); server.login('shop@gmail.com', 'your-password-1'); server.login('user@example.com', 'hunter22'); server.login('shop', 'Shop-22'); server.login('shop@gmail.com', 'a1'); server.login('shop@gmail.com', 'password'); server.login('shop@gmail.com', '$PASSWORD'); server.login('shop@gmail.com', 'PASSWORD_1'); server.login('shop@gmail.com', 'P@ssw0rd'); server.login(FROM, 'qwer tyui opas dfgh')",
  ],
  [
    'a webhook of the documentation in two pieces',
    'push.js',
    `const path = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX', other = '/services/Technology/Business/of-our-company-and-others';`,
  ],
  [
    'a header of an example',
    'index.js',
    "const headers = { Authorization: 'aws-sigv4-or-nothing-at-all-please' };",
  ],
  [
    'a URL joined with a placeholder',
    'db.py',
    "code = 'changeme'\nurl = 'mysql://app:' + code + '@db/shop'",
  ],
  [
    'a URL joined with what is set twice',
    'db.js',
    `let code = 'q7Kw2Lx9'; code = read(); const url = \`mysql://app:\${code}@db/shop\`;`,
  ],
  [
    'a URL joined with what the environment brings',
    'db.py',
    "code = os.environ['CODE']\nurl = 'mysql://app:' + code + '@db/shop'",
  ],
  [
    'a bucket and its key',
    'db.js',
    "const part = 'q7Kw2Lx9'; const url = 's3://bucket:' + part + '/x';",
  ],
  [
    'a URL joined with a parameter',
    'db.js',
    "function url(p) { return 'mysql://admin:' + p + '@db'; }\nconst p = 'kJ8sd9Xk2l';",
  ],
  [
    'a URL joined with a parameter of Python',
    'db.py',
    "def url(host, p):\n    return 'mysql://admin:' + p + '@' + host\np = 'kJ8sd9Xk2l'",
  ],
  ['a port behind a host', 'db.js', "const port = 'p0rt8080x'; const url = 'http://db:' + port;"],
  [
    'the documentation of a module',
    'app.py',
    `"""How it is used:\n\n    SECRET_KEY = 'super-secret-key'\n"""\nimport os\n`,
  ],
  [
    'the documentation of a method',
    'config.py',
    `class A:\n    def url(self, x=("it's", '"')):\n        r"""An address.\n\n        - \`mysql+pymysql://shop:hunter22@mysql:3306/shop\`\n        """\n        return 1\n`,
  ],
  [
    'code within quotes that is not run',
    'app.py',
    `x = "# \\""\n'''\ndb_password = 'hunter22'\n'''\n`,
  ],
  [
    'the id of a key in a signed address',
    'index.js',
    `// https://a.s3.amazonaws.com/?X-Amz-Credential=${keyId}%2F20210222%2Feu-west-1%2Fs3%2Faws4_request`,
  ],
  ['the password of anonymous FTP', 'ftp.js', "this.pass = cfg.pass || '@anonymous';"],
  [
    'a key that tries out an algorithm',
    'ssh.js',
    "var key = '-----BEGIN PRIVATE KEY-----\\r\\nMC4CAQAwBQYDK2VwBCIEIHKj+sVa9WcD'\n + '/q2DJUJaf43Kptc8xYuUQA4bOFj9vC8T\\r\\n-----END PRIVATE KEY-----';",
  ],
  [
    'the first line of a key within a source map',
    'index.js',
    `//# sourceMappingURL=data:application/json;base64,${base64("{'a':'".repeat(3))}${base64('-----BEGIN RSA PRIVATE KEY-----')}`,
  ],
  [
    'the example key of AWS',
    'index.js',
    "const id = 'AKIAIOSFODNN7EXAMPLE', secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';",
  ],
  ['a token with a wrong checksum', 'index.js', `const token = 'ghp_${text(36)}';`],
  [
    'a token of npm with a wrong checksum',
    '.npmrc',
    `//registry.npmjs.org/:_authToken=npm_${text(36)}`,
  ],
  ['a token of crosses', 'index.js', "const token = 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';"],
  ['the alphabet as a token', 'index.js', "const stripeKey = 'sk_live_abcdefghijklmnopqrstuvwx';"],
  [
    'what is to be filled in',
    'config.js',
    "module.exports = { apiKey: '<your-api-key>', password: 'changeme', secret: 'REPLACE_ME' };",
  ],
  [
    'what the environment has',
    'db.js',
    'const password = process.env.DB_PASSWORD; const url = `postgres://app:\u{24}{process.env.DB_PASSWORD}@db/shop`;',
  ],
  [
    'what the environment has, in Python',
    'db.py',
    'password = os.environ["DB_PASSWORD"]\nurl = f"postgres://app:{password}@db/shop"',
  ],
  ['a template', 'db.py', "url = 'postgresql://%s:%s@%s/%s' % (user, password, host, name)"],
  [
    'a template of YAML',
    'serverless.yml',
    'provider:\n  environment:\n    DB_PASSWORD: \u{24}{ssm:/shop/db-password}\n    API_KEY: !Ref ApiKey\n    TOKEN: "{{resolve:secretsmanager:shop}}"\n',
  ],
  [
    'the name of a secret',
    'index.js',
    "const SECRET_NAME = 'prod/shop/db'; const DB_PASSWORD_SECRET = 'shop-db-password';",
  ],
  [
    'a parameter',
    'index.py',
    "DB_PASSWORD = ssm.get_parameter(Name='/shop/prod/db-password', WithDecryption=True)",
  ],
  [
    'an ARN',
    'index.js',
    "const jwtSecret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:jwt-a1B2c3';",
  ],
  [
    'labels',
    'form.js',
    "const fields = { password: 'Your password', confirmPassword: 'Repeat it', token: 'Token' };",
  ],
  [
    'messages',
    'errors.js',
    "const errors = { INVALID_PASSWORD: 'ERR-4012', WEAK_PASSWORD: 'auth/weak-password', EXPIRED_TOKEN: 'E1099-token-expired' };",
  ],
  [
    'names of actions',
    'actions.js',
    "export const RESET_PASSWORD = 'RESET_PASSWORD'; export const SET_TOKEN = 'auth/SET_TOKEN_2';",
  ],
  [
    'names of fields',
    'schema.js',
    "const names = { password: 'password1', newPassword: 'new_password_2', passwordField: 'pwd2' };",
  ],
  [
    'rules for passwords',
    'rules.js',
    "const rules = { password: 'required|min:8|regex:/[0-9]/', passwordPattern: '^(?=.*[A-Z])(?=.*[0-9]).{8,}$' };",
  ],
  [
    'algorithms',
    'hash.js',
    "const settings = { password: 'argon2id', passwordHash: 'pbkdf2_sha256', tokenAlgorithm: 'HS256', key: 'AES-256-GCM' };",
  ],
  [
    'a hash of a password',
    'users.js',
    "const admin = { password: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' };",
  ],
  ['translations', 'locales/de.json', '{"password":"Passwort123","token":"Zugangsschlüssel"}'],
  ['translations elsewhere', 'messages_fr.properties', 'login.password=MotDePasse1\n'],
  [
    'a schema',
    'schema.yml',
    'properties:\n  password:\n    type: string\n    format: password\n  token: string\n',
  ],
  [
    'an OpenAPI document',
    'openapi.json',
    '{"example":{"password":"hunter22","apiKey":"k3Rv8Tz1WqX2m4N6"}}',
  ],
  [
    'the settings of Firebase',
    'firebase.js',
    `const config = { apiKey: 'AIza${text(35)}', authDomain: 'shop.firebaseapp.com', messagingSenderId: '718462930571' };`,
  ],
  [
    'the identifier of a key of Razorpay',
    'pay.js',
    `const razorpayApiKey = 'rzp_live_${text(14)}';`,
  ],
  ['a publishable key of Stripe', 'pay.js', `const stripeKey = 'pk_live_${text(24)}';`],
  [
    'a DSN of Sentry',
    'sentry.js',
    `Sentry.init({ dsn: 'https://${hex(32)}@o12345.ingest.sentry.io/678901' });`,
  ],
  [
    'a key to search with',
    'search.js',
    `const ALGOLIA_SEARCH_API_KEY = '${hex(32)}'; const siteKey = '6Lc${text(37)}';`,
  ],
  [
    'a public key',
    'verify.js',
    `const key = \`${pem('PUBLIC')}\`; const jwtPublicKey = '${base64(pem('PUBLIC'))}';`,
  ],
  [
    'a certificate',
    'certs/ca.pem',
    `-----BEGIN CERTIFICATE-----\n${text(64)}\n-----END CERTIFICATE-----\n`,
  ],
  [
    'code that knows the form of keys',
    'pem.js',
    "if (key.startsWith('-----BEGIN RSA PRIVATE KEY-----') || key.includes('-----BEGIN PRIVATE KEY-----')) return parse(key.slice('-----BEGIN PRIVATE KEY-----'.length));",
  ],
  [
    'code that knows the form of tokens',
    'mask.js',
    'const patterns = [/ghp_[A-Za-z0-9]{36}/, /AKIA[0-9A-Z]{16}/, /xox[baprs]-[0-9A-Za-z-]{10,48}/, /sk_live_[0-9a-zA-Z]{24}/];',
  ],
  [
    'code that writes URLs',
    'url.js',
    'return `\u{24}{protocol}://\u{24}{user}:\u{24}{password}@\u{24}{host}`; // https://user:password@example.com',
  ],
  [
    'a pattern of URLs',
    'url.js',
    String.raw`const pattern = /^(https?):\/\/([^:]+):([^@]+)@(.*)$/;`,
  ],
  [
    'a database of its own machine',
    'dev.js',
    "const url = process.env.URL || 'postgres://postgres:postgres@localhost:5432/dev';",
  ],
  ['a proxy', 'proxy.py', 'proxies = {"https": "http://user:pass@10.10.1.10:1080/"}'],
  [
    'digests',
    'integrity.js',
    `const integrity = 'sha512-${text(86)}=='; const commit = '${hex(40)}'; const etag = "${hex(32)}";`,
  ],
  [
    'ids',
    'ids.js',
    `const clientId = '${text(26)}'; const tokenId = '${uuid()}'; const userPoolId = 'eu-west-1_aB3xK9mQ7';`,
  ],
  [
    'keys of a table',
    'table.js',
    "const params = { Key: { pk: 'ORDER#2024-11', sk: 'ITEM#0001' }, partitionKey: 'customer1Id', sortKey: 'createdAt2024' };",
  ],
  [
    'keys of a cache',
    'cache.js',
    "const CACHE_KEY = 'orders:v2:eu-west-1:2024'; const idempotencyKey = 'a1b2c3d4e5f6a7b8c9d0e1f2';",
  ],
  [
    'kinds of tokens',
    'lexer.js',
    "const token = { type: 'NUMBER1' }; const TOKEN_TYPE = 'Bearer'; tokens.push({ token: 'identifier2' });",
  ],
  [
    'tokens of a page',
    'list.js',
    "const nextToken = 'eyJ2ZXJzaW9uIjoxfQ'; const csrfToken = 'a1B2c3D4e5F6g7H8';",
  ],
  [
    'names of the platform',
    'di.js',
    "const TOKEN = 'APP_CONFIG_TOKEN_V2'; class A { static authToken = 'AuthToken2Service'; }",
  ],
  [
    'a token that nothing signs',
    'try.py',
    `handler({"token": "${base64('{"email":"ann@example.com","username":"ann","exp":"2025-06-20T01:40:57.527260"}')}"}, None)`,
  ],
  ['an image', 'icon.js', `export default 'data:image/png;base64,${text(2_000)}';`],
  [
    'program text in base64',
    'wasm.js',
    `const wasm = Buffer.from('AGFzbQEAAAA${text(4_000)}', 'base64');`,
  ],
  [
    'a map of sources',
    'index.js.map',
    `{"version":3,"sources":["a.ts"],"sourcesContent":["const password = 'hunter22';"],"mappings":"${text(500)}"}`,
  ],
  [
    'a lock',
    'package-lock.json',
    `{"packages":{"a":{"resolved":"https://r/a.tgz","integrity":"sha512-${text(86)}=="}}}`,
  ],
  ['a manifest', 'package.json', '{"scripts":{"start":"PASSWORD=hunter22 node ."}}'],
  [
    'an example of an environment file',
    '.env.example',
    'DB_PASSWORD=hunter22\nJWT_SECRET=some-secret-1\n',
  ],
  [
    'a test of its own',
    'test/login.test.js',
    "await login({ password: 'hunter22', apiKey: 'k3Rv8Tz1WqX2m4N6' });",
  ],
  [
    'a test beside its code',
    'src/login.spec.ts',
    "expect(hash({ password: 'Tr0ub4dor&3' })).toBe(true);",
  ],
  ['a fixture', 'fixtures/server.key', pem('RSA PRIVATE')],
  ['documentation', 'docs/config.yml', 'database:\n  password: hunter22\n'],
  ['types', 'api.d.ts', "export declare const PASSWORD = 'hunter22';"],
  [
    'a comparison of keys',
    'keys.js',
    "if (event.key === 'Enter' || keyName === 'F12' || token === 'EOF1') return;",
  ],
  [
    'secrets of vendors that are still to be written, or read',
    'bot.py',
    `LineBotApi('YOUR_CHANNEL_ACCESS_TOKEN'); WebhookHandler('channel-secret-of-line-bot'); LineBotApi(os.environ['LINE_CHANNEL_ACCESS_TOKEN_1']); Client('AC${hex(32)}', os.environ['TWILIO_AUTH_TOKEN_OF_SHOP'])`,
  ],
  [
    'what is no secret in the same place',
    'chat.js',
    `new StreamChat('${text(32)}'); Client('${text(32)}', '${text(32)}'); WebhookHandler(path, '${hex(32)}')`,
  ],
  [
    'keys that are read',
    'auth.js',
    "jwt.verify(token, process.env.JWT_SECRET); jwt.sign(payload, key, { algorithm: 'RS256' }); createHmac('sha256', key);",
  ],
  [
    'keys that are fetched',
    'auth.py',
    "jwt.decode(token, get_key('jwt-signing-key'), algorithms=['RS256']); hmac.new(key, b'message1', 'sha256')",
  ],
  [
    'keys that options read, and options of others',
    'auth.js',
    `expressjwt({ secret: key, algorithms: ["HS256"] }); session({ secret: \`\${key} 1234\`, store: { secret: "keyboard cat" } }); opts.secretOrKey = key; jwt({ issuer: "secret: \\\\"of all of us\\\\"" });`,
  ],
  [
    'a text of two quotes in the place of a key',
    'auth.js',
    'jwt.sign(payload, "I don\'t know it", {});',
  ],
  ['the public key of tokens', 'auth.js', "jwt.verify(token, '-----BEGIN PUBLIC KEY----- x');"],
  ['a key with blanks to be filled in', 'auth.js', "session({ secret: 'your secret here' });"],
  [
    'algorithms beside a key',
    'auth.py',
    'jwt.decode(token, public_key, algorithms=["RS256", "RS384", "RS512"]); jwt.encode(claims, key, "HS256")',
  ],
  [
    'texts of a payload',
    'auth.js',
    "jwt.sign({ roles: ['reader', 'writer'] }, key); jwt.sign({ sub: 'user', aud: 'shop-web' }, key);",
  ],
  [
    'a token of Slack that is made up',
    'notify.py',
    '# "OAuth Access Token", e.g. xoxp-123-456-789-abcde',
  ],
  [
    'an older token of Slack that is made up',
    'notify.py',
    't = "xoxp-123456789-123456789-123456789-0123456789"',
  ],
  ['a type of a column', 'schema.py', 'DB_PASSWORD = "VARCHAR(255)"; USER_PASSWORD = "fetch(DB)"'],
  ['types of Oracle', 'schema.py', 'PASSWORD = "NVARCHAR2(50)"\nDB_PASSWORD = "varchar2(255)"'],
  [
    'rules for passwords',
    'rules.js',
    'const rules = { password: "minLength(8)", user_password: "len8(20)" };',
  ],
  [
    'functions with a number',
    'make.js',
    'const password = "sha256(1)"; const dbPassword = "generate16(12)";',
  ],
  [
    'the name of a parameter beside a database of RDS',
    'db.js',
    `const host = "${database}";\nconst password = "/prod/db/pw";\ncreateConnection({ host, password: password });`,
  ],
  [
    'a weak password for a database on this machine',
    'db.py',
    'password = "12345678"\nconn = pymysql.connect(host="localhost", user=name, passwd=password)',
  ],
  [
    'a number beside a database that nothing connects to with it',
    'db.py',
    `host = "${database}"\npassword = "12345678"\nconn = pymysql.connect(host=host, passwd=secret["password"])`,
  ],
  [
    'a place where keys are',
    'auth.js',
    "jwt.verify(token, 'https://login.example.com/keys'); jwt.decode(token, { complete: true, header: 'a1' });",
  ],
  [
    'a URL that shows how to write one',
    'db.py',
    'connect("mysql://scott:tiger@db.example.com/test"); connect("redis://:mypassword@example.com")',
  ],
  ['an empty password', 'db.py', "connect(user='root', password='', passwd=None, pwd=\"\")"],
  ['what KMS encrypted', 'config.js', `const ENCRYPTED_PASSWORD = 'AQICAH${text(180)}==';`],
  [
    'what a vault encrypted',
    'config.yml',
    `password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\nsecret: ENC[AES256_GCM,data:${text(20)}]\n`,
  ],
  [
    'switches',
    'config.yml',
    'require_password: true\npassword_min_length: 12\ntoken_ttl: 3600\nkeep_secret: yes1\n',
  ],
  [
    'an address',
    'config.json',
    '{"tokenUrl":"https://login.example.com/oauth2/token","auth":"user@example.com","secretName":"shop/db1"}',
  ],
  [
    'code that asks for a password',
    'ask.py',
    'password = getpass("Password1: ")\npassword = input("Enter pass2word")\n',
  ],
  [
    'a text that is put together',
    'text.js',
    "const password = 'pre1fix!' + rest; const secret = 'a1!b2'.repeat(4);",
  ],
  [
    'a comment that shows an answer',
    'adapter.js',
    `/**\n * @example\n * { "access_token": "abc123def456ghi789",\n *   "password": "password123" }\n */\nexport const a = 1;\n  /*\n  const dbPassword = 'hunter22';\n  jwt.sign(user, 'hunter22');\n  connect('postgres://app:hunter22x@db.internal/a');\n  */`,
  ],
  [
    'lines that are commented out',
    'settings.py',
    "# DB_PASSWORD = 'hunter22'\n    #API_TOKEN = 'aB3xK9mQ7tZ2pL5wR8nY'\n# connect('Server=db;User Id=app;Password=Hunter2222')\n",
  ],
  ['a line that is commented out', 'db.ts', "  // const dbPassword = 'hunter22';\n"],
  [
    'names of things that are joined',
    'trace.ts',
    "const a = { serviceKey: 'SnsTopic#MyTopicNo1', clientSecret: 'Orders:Table2|View3' }; f({ accountKey: 'SnsSubscription#MyTopicNo1#MyQueueNo1' });",
  ],
  [
    'where a program begins',
    'setup.cfg',
    'hardcoded_password_default = bandit.plugins.general_hardcoded_password:hardcoded_password_default\n',
  ],
  [
    'a scheme of its own',
    'models.py',
    "raise ValueError('write models://scope:prefix@databricks/model')",
  ],
  [
    'an example of a schema',
    'models.py',
    'class Config:\n    json_schema_extra={"example": {"user": {"id": 1}, "password": "SecurePassword123!"}}\n',
  ],
  [
    'a default that says that it has to be changed',
    'settings.py',
    "SECRET_KEY = os.environ.get('SECRET_KEY', 'dev-secret-change-in-production')",
  ],
  [
    'a class that an annotation names',
    'stack.py',
    'def make(self, *, encryption_key: "_aws_cdk_aws_kms_ceddda9d.Key", secret_key: "_constructs_77d1e7e8.IConstruct"): ...',
  ],
];
