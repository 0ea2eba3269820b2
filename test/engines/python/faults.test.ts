import { describe, expect, it } from 'vitest';
import { handlerOf, kindsIn, weaknessesIn } from './weaknesses-in.ts';

type Row = readonly [imports: string, statement: string];

function kindsOf([imports, statement]: Row): readonly string[] {
  return kindsIn(handlerOf(imports, statement));
}

const verified = (check: string) =>
  `token = event['t']\nkey = jwk.construct(KEY)\nmessage, sig = token.rsplit('.', 1)\n${check}claims = jwt.get_unverified_claims(token)\nprint(claims['sub'])`;

const ofToken = (key: string) =>
  `def key_of(id):\n    return f'APP@{id}'\ndef key_in_table(id):\n    return table.get_item(Key={'id': id})['Item']['key']\nclaims = jwt.decode(event['t'], options={'verify_signature': False})\njwt.decode(event['t'], ${key}, algorithms=['HS256'])`;

const bad: Readonly<Record<string, readonly Row[]>> = {
  'tls-verification-disabled': [
    ['import requests', "requests.get('https://a.example/', verify=False)"],
    ['import requests', 's = requests.Session()\ns.verify = False'],
    ['import requests', "s = requests.Session()\ns.post('https://a.example/', verify=False)"],
    ['import httpx', 'httpx.Client(verify=False)'],
    [
      'from requests_html import HTMLSession',
      "HTMLSession().get('https://a.example/', verify=False)",
    ],
    ['import boto3', "boto3.client('s3', verify=False)"],
    ['import ssl', 'ssl._create_unverified_context()'],
    ['import ssl', 'ssl._create_default_https_context = ssl._create_unverified_context'],
    ['import ssl', 'c = ssl.create_default_context()\nc.check_hostname = False'],
    ['import ssl', 'c = ssl.create_default_context()\nc.verify_mode = ssl.CERT_NONE'],
    ['import urllib3', "urllib3.PoolManager(cert_reqs='CERT_NONE')"],
    ['import aiohttp', 'aiohttp.TCPConnector(ssl=False)'],
    [
      'import websocket, ssl',
      "websocket.create_connection(URL, sslopt={'cert_reqs': ssl.CERT_NONE})",
    ],
    ['import pymongo', "pymongo.MongoClient('a', tlsAllowInvalidCertificates=True)"],
    ['from api import session', "session.get('https://a.example/', verify=False)"],
  ],
  'weak-crypto': [
    ['import jwt', ofToken("'APP@' + claims['id']")],
    ['import jwt', ofToken('f\'APP@{claims.get("id")}\'')],
    ['import jwt', ofToken("key_of(str(claims['id']))")],
    ['from jose import jwt', "t = event['t']\njwt.decode(t, jwt.get_unverified_header(t)['kid'])"],
    ...[
      "get_arm_token(credential=AzureCliCredential(), token=event['t'])",
      "get_arm_token(event['t'])",
      "get_arm_token(credential='a')",
      'given(credential=AzureCliCredential())',
      'own_token(credential=AzureCliCredential())',
      "event['t']",
      "event.get_token('a')",
    ].map(
      (token): Row => [
        "import jwt\nfrom azure.identity import AzureCliCredential\nfrom lib import get_arm_token, given\ndef own_token(credential):\n    return STATE['t']",
        `token = ${token}\njwt.decode(token, options={'verify_signature': False})`,
      ],
    ),
    [
      'import hashlib',
      "password = event['password']\nh = hashlib.md5(password.encode()).hexdigest()",
    ],
    ['import hashlib', "password_hash = hashlib.sha1(event['a'].encode()).hexdigest()"],
    ['import hashlib', "token = hashlib.new('md5', b'a').hexdigest()"],
    ['import hashlib', "h = hashlib.md5()\nh.update(event['password'].encode())"],
    ['import hashlib, hmac', "hmac.new(b'k', b'a', hashlib.md5)"],
    ['from Crypto.Cipher import DES', 'DES.new(key)'],
    ['from Crypto.Cipher import AES', 'AES.new(key, AES.MODE_ECB)'],
    ['from Crypto.Cipher import AES', "AES.new(b'0123456789abcdef', AES.MODE_GCM)"],
    ['from Crypto.Cipher import AES', "AES.new(key, AES.MODE_CBC, b'0' * 16)"],
    ['from cryptography.hazmat.primitives.ciphers import modes', 'modes.ECB()'],
    [
      'from cryptography.fernet import Fernet',
      "Fernet(b'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=')",
    ],
    ['import jwt', "jwt.decode(event['t'], options={'verify_signature': False})"],
    [
      'import jwt',
      "claims = jwt.decode(event['t'], options={'verify_signature': False})\njwt.decode(event['t'], key, algorithms=['RS256'])\nprint(claims)",
    ],
    ['import jwt', "jwt.decode(event['t'], 'k', verify=False)"],
    ...[
      "{'HS256'}",
      "list(('HS256',))",
      "['RS256'] + ['HS256']",
      '[settings.ALG]',
      "[os.environ.get('ALG', 'HS256')]",
      'jwt.algorithms.get_default_algorithms()',
    ].map(
      (algorithms): Row => [
        'import jwt, os, settings',
        `key = 'secret'\njwt.decode(event['t'], key, algorithms=${algorithms})`,
      ],
    ),
    ...["current_app.config.get('SECRET_KEY', 'secret')", "env.get('SECRET_KEY', 'secret')"].map(
      (key): Row => [
        'import jwt, os\nfrom flask import current_app\nenv = os.environ',
        `jwt.decode(event['t'], ${key}, algorithms=['HS256'])`,
      ],
    ),
    ['import jwt', "jwt.decode(event['t'], 'k', algorithms=['HS256', 'none'])"],
    [
      "import jwt, os\nKEY = os.environ.get('KEY', 'secret')\nif KEY == 'other':\n    raise ValueError('KEY')",
      "jwt.decode(event['t'], KEY, algorithms=['HS256'])",
    ],
    ['import jwt', "key = 'secret'\njwt.decode(event['t'], key, algorithms=['HS256'])"],
    [
      'import jwt, os',
      "jwt.decode(event['t'], os.environ.get('KEY', 'secret'), algorithms=['HS256'])",
    ],
    ['import jwt', "jwt.encode({'a': 1}, None, algorithm='none')"],
    ['from jose import jwt', "jwt.get_unverified_claims(event['t'])"],
    ['from jose import jwk, jwt', verified('')],
    ['from jose import jwk, jwt', verified('key.verify(message, sig)\n')],
  ],
  'predictable-token': [
    ['import random', "token = ''.join(random.choice('abc') for _ in range(20))"],
    ['import random', 'otp = random.randint(100000, 999999)'],
    [
      'import random, string',
      "def make_password():\n    return ''.join(random.choices(string.ascii_letters, k=8))\nmake_password()",
    ],
    ['import time', "session_token = f'{time.time()}'"],
    ['import time', 'token = base64.b64encode(str(time.time()).encode())'],
    [
      'import time\nfrom itsdangerous import URLSafeTimedSerializer',
      'csrf_token = URLSafeTimedSerializer(KEY).loads(str(time.time()))',
    ],
    ['import uuid', 'reset_token = str(uuid.uuid1())'],
    ['import random', "table.put_item(Item={'secret': random.getrandbits(128)})"],
  ],
  'unpinned-install': [
    ['import os', "os.system('pip install requests -t /tmp')"],
    [
      'import subprocess, sys',
      "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'requests'])",
    ],
    ['import pip', "pip.main(['install', 'requests'])"],
  ],
};

const good: Readonly<Record<string, readonly Row[]>> = {
  'tls-verification-disabled': [
    ['import requests', "requests.get('https://a.example/', verify=True)"],
    ['import requests', "requests.get('https://a.example/', verify='/etc/ca.pem')"],
    [
      'import websocket, ssl',
      "websocket.create_connection(URL, sslopt={'cert_reqs': ssl.CERT_REQUIRED})",
    ],
    ['import ssl', 'ssl.create_default_context()'],
    ['import ssl', 'c = ssl.create_default_context()\nc.verify_mode = ssl.CERT_REQUIRED'],
    ['import urllib3', "urllib3.PoolManager(cert_reqs='CERT_REQUIRED')"],
    ['import schema', 'schema.check(a, verify=False)'],
    ['', 'options.verify = False'],
  ],
  'weak-crypto': [
    ['import jwt, os', ofToken("os.environ['KEY'] + claims['id']")],
    ['import jwt', ofToken("KEYS[claims['id']]")],
    ['import jwt', ofToken("key_in_table(claims['id'])")],
    ['import jwt', ofToken("'a text of the code that no one tries out: ' + claims['id']")],
    [
      "import jwt, os\nKEY = os.environ.get('KEY', 'secret')\nif KEY == 'secret':\n    raise ValueError('KEY')",
      "jwt.decode(event['t'], KEY, algorithms=['HS256'])",
    ],
    ['from jose import jwk, jwt', verified('if not key.verify(message, sig):\n    return\n')],
    [
      'from jose import jwk, jwt',
      verified('if not key.verify(message, sig):\n    raise ValueError()\n'),
    ],
    ['import hashlib', "etag = hashlib.md5(open('/tmp/a', 'rb').read()).hexdigest()"],
    ['import hashlib', "cache_key = hashlib.sha1(b'a').hexdigest()"],
    ['import hashlib', "h = hashlib.md5(event['a'].encode()).hexdigest()"],
    ['import hashlib', "token_id = hashlib.md5(b'a', usedforsecurity=False).hexdigest()"],
    ['import hashlib', "password_hash = hashlib.scrypt(b'a', salt=b's', n=2, r=8, p=1)"],
    ['import hashlib', "token = hashlib.sha256(b'a').hexdigest()"],
    ['import hashlib, hmac', "hmac.new(b'k', b'a', hashlib.sha256)"],
    ['from Crypto.Cipher import AES', 'AES.new(key, AES.MODE_GCM)'],
    ['from cryptography.fernet import Fernet', "Fernet(os.environ['KEY'])"],
    [
      'import jwt',
      "key = 'alias/my-key'\njwt.decode(event['t'], key, algorithms=['RS256', 'ES256'])",
    ],
    ['import jwt', "jwt.decode(event['t'], KEYS.get(kid, 'none'), algorithms=['HS256'])"],
    ['import jwt', "jwt.decode(event['t'], key, algorithms=['RS256'])"],
    ['import jwt, os', "jwt.decode(event['t'], os.environ['KEY'], algorithms=['HS256'])"],
    ['import jwt', "key = 'public.pem'\njwt.decode(event['t'], key, algorithms=['RS256'])"],
    ['import jwt', "jwt.decode(event['t'], keys.get('a', 'none'), algorithms=['HS256'])"],
    [
      'import jwt',
      "key = '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG'\njwt.decode(event['t'], key)",
    ],
    [
      'import jwt',
      "h = jwt.decode(event['t'], options={'verify_signature': False})\njwt.decode(event['t'], keys[h['kid']], algorithms=['RS256'])",
    ],
    [
      'import jwt',
      "c = jwt.decode(event['t'], options={'verify_signature': False})\nc = jwt.decode(event['t'], keys[c['kid']], algorithms=['RS256'])\nprint(c)",
    ],
    [
      'import jwt\nfrom azure.identity import AzureCliCredential\nfrom lib import get_arm_token',
      "token = get_arm_token(credential=AzureCliCredential())\njwt.decode(token, options={'verify_signature': False})",
    ],
    [
      'import jwt\nfrom azure.identity import DefaultAzureCredential',
      "c = DefaultAzureCredential()\njwt.decode(c.get_token('https://a/.default').token, options={'verify_signature': False})",
    ],
    ['import json', 'json.decode(a, verify=False)'],
  ],
  'predictable-token': [
    ['import secrets', 'token = secrets.token_hex(16)'],
    ['import random', 'token = random.SystemRandom().choice("abc")'],
    ['import random', 'delay = random.randint(1, 5)'],
    ['import random', "name = random.choice(['a', 'b'])"],
    ['import uuid', 'token = str(uuid.uuid4())'],
    ['import time', 'token_expiry = int(time.time()) + 3600'],
    ['import time', 'start = time.time()'],
    [
      'import time\nfrom itsdangerous import URLSafeTimedSerializer',
      'serializer = URLSafeTimedSerializer(KEY)\ntoken = serializer.dumps(str(int(time.time())))',
    ],
    [
      'import time\nfrom itsdangerous import TimestampSigner',
      "token = TimestampSigner(KEY).sign(f'{time.time()}')",
    ],
    [
      'import time\nfrom cryptography.fernet import Fernet',
      'session_token = Fernet(KEY).encrypt(str(time.time()).encode())',
    ],
    ['import time, jwt', "token = jwt.encode({'id': str(time.time())}, KEY)"],
    ['import time, hmac', "token = hmac.new(KEY, str(time.time()).encode(), 'sha256').hexdigest()"],
    ['import numpy as np', 'sample = np.random.choice([1, 2])'],
  ],
  'unpinned-install': [
    ['import os', "os.system('pip install requests==2.32.3 -t /tmp')"],
    ['import subprocess', "subprocess.run(['pip', 'install', '-r', 'requirements.txt'])"],
    ['import subprocess', "subprocess.run(['ls'])"],
  ],
};

describe.each(Object.entries(bad))('%s', (kind, rows) => {
  it.each(rows)('is seen: %s; %s', (...row) => {
    expect(kindsOf(row)).toContain(kind);
  });
});

describe.each(Object.entries(good))('no %s', (_, rows) => {
  it.each(rows)('is taken for one: %s; %s', (...row) => {
    expect(kindsOf(row)).toEqual([]);
  });
});

describe('a fault', () => {
  it('needs no event, and has its place, its line and what to write instead', () => {
    const source = handlerOf('import ssl', 'context = ssl._create_unverified_context()');

    expect(weaknessesIn(source)).toEqual([
      {
        kind: 'tls-verification-disabled',
        sink: 'ssl._create_unverified_context',
        path: 'app.py',
        line: 4,
        column: 15,
        flow: [
          {
            text: 'ssl._create_unverified_context accepts any certificate',
            path: 'app.py',
            line: 4,
            column: 15,
          },
        ],
        code: 'context = ssl._create_unverified_context()',
        fix: 'ssl.create_default_context()',
      },
    ]);
  });

  it.each([
    ['that a setting chooses is milder', 'ssl.CERT_NONE if no_ca else ssl.CERT_REQUIRED', 'medium'],
    ['that is always off is what its kind is', 'ssl.CERT_NONE', undefined],
    [
      'that is off either way is what its kind is',
      'ssl.CERT_NONE if a else (ssl.CERT_NONE if b else ssl.CERT_NONE)',
      undefined,
    ],
    [
      'that one of three ways checks is milder',
      'ssl.CERT_NONE if a else (ssl.CERT_NONE if b else ssl.CERT_REQUIRED)',
      'medium',
    ],
  ])('%s', (_, mode, severity) => {
    const body = `c = ssl.create_default_context()\nc.verify_mode = ${mode}`;

    expect(weaknessesIn(handlerOf('import ssl', body))[0]?.severity).toBe(severity);
  });

  it.each([
    ['of a password is grave', "password_hash = hashlib.md5(b'a').hexdigest()", 'high'],
    [
      'of a password is what a server asks for',
      "ha1 = hashlib.md5(f'{user}:{realm}:{password}'.encode()).hexdigest()\nr = hashlib.md5(f'{ha1}:{nonce}'.encode()).hexdigest()\nlog(f'Digest username=\"{user}\", response={r}')",
      'medium',
    ],
    [
      'of a password is grave where only a hash of the hash is kept',
      "ha1 = hashlib.md5(f'{user}:{realm}:{password}'.encode()).hexdigest()\nr = hashlib.md5(f'{ha1}'.encode()).hexdigest()\nlog(f'Digest username=\"{user}\"')",
      'high',
    ],
    [
      'of a password is grave where what is called a hash is none',
      "def _hash(x):\n    db.save(x)\nha1 = hashlib.md5(f'{user}:{realm}:{password}'.encode()).hexdigest()\n_hash(f'{ha1}:{nonce}')\nlog(f'Digest username=\"{user}\"')",
      'high',
    ],
    [
      'of a password is grave where it is kept',
      "ha1 = hashlib.md5(f'{user}:{realm}:{password}'.encode()).hexdigest()\ndb.save(ha1)",
      'high',
    ],
    [
      'of a password is grave where it is kept beside what a server asks for',
      "ha1 = hashlib.md5(f'{user}:{realm}:{password}'.encode()).hexdigest()\ndb.save(ha1)\nlog(f'Digest username=\"{user}\", response={ha1}')",
      'high',
    ],
    [
      'of a password is grave with a prefix of its own',
      "ha1 = hashlib.md5(f'{user}:{prefix}:{password}'.encode()).hexdigest()\nlog(f'Digest username=\"{user}\"')",
      'high',
    ],
    [
      'of a password alone is grave beside it',
      'h = hashlib.md5(password).hexdigest()\nlog(f\'Digest username="{user}"\')',
      'high',
    ],
    ['of a token is what its kind is', "token = hashlib.md5(b'a').hexdigest()", undefined],
  ])('%s', (_, statement, severity) => {
    const [weakness] = weaknessesIn(handlerOf('import hashlib', statement));

    expect(weakness?.severity).toBe(severity);
  });

  it('is low in code that the handler is not seen to call', () => {
    const call = (name: string) =>
      `def ${name}():\n    requests.get('https://${name}.example/', verify=False)\n`;
    const client = `class Client:\n    def send(self):\n        used()\n    def check(self):\n        requests.get('https://c.example/', verify=False)\n`;
    const source = `import requests\nfrom threading import Thread\n${call('used')}${call('ready')}${client}class Worker(Thread):\n    def run(self):\n        requests.get('https://w.example/', verify=False)\ndef handler(event, context):\n    Client().send()\n`;

    expect(weaknessesIn(source).map(({ severity, flow }) => [severity, flow[0]?.text])).toEqual([
      [undefined, 'verify=False accepts any certificate'],
      ['low', 'verify=False accepts any certificate, in code that the handler is not seen to call'],
      ['low', 'verify=False accepts any certificate, in code that the handler is not seen to call'],
      [undefined, 'verify=False accepts any certificate'],
    ]);
  });
});
