/** Where a key comes from, and the expression that is given as the key; all have KEYS and URL. */
type Row = readonly [name: string, key: string, code?: string];

/** A handler that verifies a token by a key, before it acts. */
export function handlerWithKey([, key, code = '']: Row, options = "algorithms=['RS256']"): string {
  return `import json, os, urllib.request
import boto3, jwt, requests
from jose import jwk
KEYS = json.loads(os.environ['KEYS'])
URL = f"https://cognito-idp.{os.environ['AWS_REGION']}.amazonaws.com/{os.environ['POOL']}/.well-known/jwks.json"
table = boto3.resource('dynamodb').Table('t')
${code}
def handler(event, context):
    token = event['headers']['authorization']
    header = jwt.get_unverified_header(token)
    kid = header['kid']
    try:
        claims = jwt.decode(token, ${key}, ${options})
    except jwt.PyJWTError:
        return {'statusCode': 401}
    table.put_item(Item=json.loads(event['body']))
    return {'statusCode': 200}
`;
}

const loop = `def key_of(token):
    kid = jwt.get_unverified_header(token)['kid']
    for key in KEYS['keys']:
        if key['kid'] == kid:
            return key
`;

export const ownKeys: readonly Row[] = [
  ['by an index', 'KEYS[kid]'],
  ['by get', 'KEYS.get(kid)'],
  ['by next', "next(k for k in KEYS if k['kid'] == kid)"],
  ['by next, with a default', "next((k for k in KEYS if k['kid'] == kid), None)"],
  ['by a list', "[k for k in KEYS['keys'] if k['kid'] == kid][0]"],
  ['by filter', "list(filter(lambda k: k['kid'] == kid, KEYS))[0]"],
  ['of a table that is made', "{k['kid']: k for k in KEYS}[kid]"],
  ['by a function with the token', 'key_of(token)', loop],
  ['by a function with the token, which raises', 'key_of(token)', `${loop}    raise KeyError(kid)`],
  [
    'by a function with the header',
    'key_of(header)',
    "def key_of(h):\n    found = {}\n    for k in KEYS:\n        if k['kid'] == h['kid']:\n            found = {'kty': k['kty'], 'n': k['n'], 'e': k['e']}\n    return found",
  ],
  [
    'of a fetched set',
    'key_of(kid)',
    "def keys():\n    with urllib.request.urlopen(URL) as response:\n        return json.loads(response.read())['keys']\ndef key_of(kid):\n    for k in keys():\n        if k['kid'] == kid:\n            return jwk.construct(k)",
  ],
  [
    'of a set that a package fetches',
    'key_of(kid)',
    "def key_of(kid):\n    found = requests.get(URL).json()\n    return jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(next(k for k in found['keys'] if k['kid'] == kid)))",
  ],
  [
    'of an object of the code',
    'keys.of(token)',
    "class Keys:\n    def __init__(self, text):\n        self.text = text\n        self.known = {}\n    def of(self, token):\n        if not self.known:\n            self.known = json.loads(self.text)\n        return self.known[jwt.get_unverified_header(token)['kid']]\nkeys = Keys(os.environ['KEYS'])",
  ],
  ['of a client of PyJWT', 'keys.get_signing_key(kid).key', 'keys = jwt.PyJWKClient(URL)'],
  [
    'of settings',
    'settings.key',
    "class Settings:\n    key: str = os.environ['K']\nsettings = Settings()",
  ],
  [
    'of the settings of Flask',
    "app.config['SECRET_KEY']",
    "from flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = os.environ['K']\napp.config['NAME'] = 'dev'",
  ],
  ['of decouple', "config('K', cast=str)", 'from decouple import config'],
  ['of a table', "C['key']", "C = {'name': 'x', 'key': os.environ['K']}"],
  [
    'beside a variable that the code sets',
    "os.environ['K']",
    "os.environ.setdefault('STAGE', 'dev')",
  ],
  [
    'by a function that takes no notice',
    'key_of(token)',
    "def key_of(token):\n    return os.environ['K']",
  ],
];

export const broughtKeys: readonly Row[] = [
  ['of the header', "header['jwk']"],
  ['of the header, made', "jwk.construct(header['jwk'])"],
  ['of the header, by a function', 'key_of(header)', "def key_of(h):\n    return h['jwk']"],
  ['of the header, or else of the code', "header.get('jwk') or KEYS[kid]"],
  [
    'of the header, where there is one',
    'key_of(header)',
    "def key_of(h):\n    if 'jwk' in h:\n        return h['jwk']\n    return KEYS[h['kid']]",
  ],
  ['fetched from where the header says', "requests.get(header['jku']).json()['keys'][0]"],
  [
    'of a client of PyJWT for where the header says',
    "jwt.PyJWKClient(header['jku']).get_signing_key(kid).key",
  ],
  ['of a certificate of the header', "'-----BEGIN CERTIFICATE-----' + header['x5c'][0]"],
  [
    'fetched from where the issuer says',
    'key_of(token)',
    "def key_of(t):\n    iss = jwt.decode(t, options={'verify_signature': False})['iss']\n    for k in requests.get(iss + '/keys').json():\n        return k",
  ],
  ['of the body', "json.loads(event['body'])['key']"],
  [
    'of keys with one of the header',
    'key_of(header)',
    "def key_of(h):\n    KEYS.append(h['jwk'])\n    for k in KEYS:\n        if k['kid'] == h['kid']:\n            return k",
  ],
  [
    'of keys that one of the header is put into',
    'key_of(header)',
    "def key_of(h):\n    KEYS[h['kid']] = h['jwk']\n    return KEYS[h['kid']]",
  ],
  [
    'of an object that one of the header is put into',
    'keys.of(header)',
    "class Keys:\n    def __init__(self):\n        self.known = {}\n    def of(self, h):\n        self.known.update(h['jwk'])\n        return self.known[h['kid']]\nkeys = Keys()",
  ],
  ['with a default of the header', "KEYS.get(kid, header.get('jwk'))"],
  ['a variable by its name', 'os.environ[kid]'],
  ['any name of the code', 'globals()[kid]'],
  ['the text that chooses', 'kid'],
  ['a text that the code shows, chosen', 'SECRETS[kid]', "SECRETS = {'a': 'first', 'b': 'second'}"],
  [
    'a text that the code shows, by a function',
    'key_of(token)',
    "def key_of(token):\n    return 'secret'",
  ],
  [
    'in a function that is handed on',
    'key_of(token)',
    'def key_of(t, key=KEYS[0]):\n    return key\ntable.on(key_of)',
  ],
  [
    'a text that the code shows, as the field of an object',
    'settings.key',
    "class Settings:\n    key: str = 'changeme'\nsettings = Settings()",
  ],
  [
    'a text that the code shows, of the settings of Flask',
    "app.config['SECRET_KEY']",
    "from flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = 'dev'",
  ],
  ['with a text that is empty where there is none', "KEYS.get(kid, '')"],
  ['with a text where none is found', "next((k['k'] for k in KEYS if k['kid'] == kid), 'none')"],
  ['with a text where none is put out', "KEYS.pop(kid, '')"],
  ['the text of None, where there is none', 'str(KEYS.get(kid))'],
  [
    'that a pattern takes out of the header',
    'key_of(header)',
    "def key_of(h):\n    match h:\n        case {'jwk': key}:\n            return key\n    return KEYS[0]",
  ],
  ['with a variable that the code sets', "os.environ['K']", "os.environ['K'] = 'dev'"],
];

/** Keys of the code's own that may be a text that it shows: where they are not set, it is no secret. */
export const defaultedKeys: readonly Row[] = [
  [
    'a text that the code shows, put into an object',
    'settings.key',
    "class Settings:\n    pass\nsettings = Settings()\nsettings.key = os.environ.get('K') or 'changeme'",
  ],
  [
    'a text that the code shows, of the class of settings of Flask',
    "app.config['SECRET_KEY']",
    "from flask import Flask\nclass Config:\n    SECRET_KEY = os.environ.get('S', 'dev')\napp = Flask(__name__)\napp.config.from_object(Config)",
  ],
  [
    'with a default of decouple',
    "config('K', cast=str, default='dev')",
    'from decouple import config',
  ],
  ['with a default of environs', "env.str('K', 'dev')", 'from environs import Env\nenv = Env()'],
  [
    'with a default of pydantic',
    'settings.key',
    "from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    key: str = Field('dev')\nsettings = Settings()",
  ],
  [
    'with a default in a table',
    "C['key']",
    "C = {'name': 'x', 'key': os.environ.get('K') or 'dev'}",
  ],
  ['with a default that is set', "os.environ['K']", "os.environ.setdefault('K', 'dev')"],
];
