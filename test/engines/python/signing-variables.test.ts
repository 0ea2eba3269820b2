import { describe, expect, it } from 'vitest';
import { signingVariables } from '../../../functions/engines/python/signing-variables.ts';

const handling = (code: string) => `import hmac, hashlib, os\nimport jwt\n${code}\n`;

describe('the variables that Python signs with', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'PyJWT',
      "SECRET = os.environ.get('JWT_SECRET')\ndef handler(event, context):\n    return jwt.encode({}, SECRET, algorithm='HS256')",
      ['JWT_SECRET'],
    ],
    [
      'a default beside it',
      "def handler(event, context):\n    return jwt.decode(event['token'], os.getenv('JWT_SECRET', 'x'), algorithms=['HS256'])",
      ['JWT_SECRET'],
    ],
    [
      'a key by its name',
      "def handler(event, context):\n    return jwt.encode({}, key=os.environ['JWT_SECRET'])",
      ['JWT_SECRET'],
    ],
    [
      'a parameter of a function',
      "KEY = os.environ['JWT_SECRET_KEY']\ndef make(user, secret):\n    return jwt.encode({'user': user}, secret)\ndef handler(event, context):\n    return make(event['user'], KEY)",
      ['JWT_SECRET_KEY'],
    ],
    [
      'a field of an object',
      "class Maker:\n    def __init__(self):\n        self.secret = os.environ['JWT_SECRET']\n    def make(self):\n        return jwt.encode({}, self.secret)\ndef handler(event, context):\n    return Maker().make()",
      ['JWT_SECRET'],
    ],
    [
      'the bytes of a text',
      "def handler(event, context):\n    key = bytes(os.environ['SIGNING_SECRET'], 'utf-8')\n    return hmac.new(key, event['body'].encode(), hashlib.sha256).hexdigest()",
      ['SIGNING_SECRET'],
    ],
    [
      'the bytes of a text, encoded',
      "def handler(event, context):\n    return hmac.new(os.environ['SIGNING_SECRET'].encode(), event['body'].encode(), hashlib.sha256).hexdigest()",
      ['SIGNING_SECRET'],
    ],
    [
      'Flask',
      "from flask import Flask\napp = Flask(__name__)\napp.config['JWT_SECRET_KEY'] = os.environ['TOKEN_KEY']\napp.secret_key = os.environ['SESSION_KEY'].encode()\napp.config['TITLE'] = os.environ['TITLE']\ndef handler(event, context):\n    return app",
      ['SESSION_KEY', 'TOKEN_KEY'],
    ],
    [
      'itsdangerous',
      "from itsdangerous import URLSafeTimedSerializer\ndef handler(event, context):\n    return URLSafeTimedSerializer(os.environ['SIGNING_KEY']).dumps(event)",
      ['SIGNING_KEY'],
    ],
    [
      'what lies in a layer, by its name',
      "from shared import decode_user_token\nKEY = os.environ['JWT_SECRET_KEY']\ndef handler(event, context):\n    return decode_user_token(event['token'], KEY)",
      ['JWT_SECRET_KEY'],
    ],
    [
      'settings of pydantic',
      "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    jwt_secret_key: str = 'x'\nsettings = Settings()\ndef handler(event, context):\n    return jwt.encode({}, settings.jwt_secret_key) # config",
      ['JWT_SECRET_KEY'],
    ],
    [
      'none: what reads a token by a name',
      "from shared import get_token\ndef handler(event, context):\n    return get_token('prod', os.environ['JWT_SECRET_KEY'])",
      [],
    ],
    [
      'none: what makes a token, of something else',
      "from shared import make_token\ndef handler(event, context):\n    return make_token('prod', os.environ['USER_TOKEN'])",
      [],
    ],
    [
      'none: where a key is, in a vault',
      "def handler(event, context):\n    return jwt.encode({}, get_secret(os.environ['JWT_SECRET']))",
      [],
    ],
    [
      'none: what is only sent',
      "def handler(event, context):\n    return requests.post(os.environ['API'], headers={'authorization': os.environ['JWT_SECRET']})",
      [],
    ],
    [
      'none: a part of a key',
      "def handler(event, context):\n    return jwt.encode({}, os.environ['JWT_SECRET'] + event['salt'])",
      [],
    ],
  ])('are found: %s', (_, code, expected) => {
    expect(found({ 'index.py': handling(code) })).toEqual(expected);
  });

  it('are found across files', () => {
    const files = {
      'index.py': 'from auth import make\ndef handler(event, context):\n    return make(event)\n',
      'auth.py':
        'import jwt\nfrom settings import SECRET\ndef make(claims):\n    return jwt.encode(claims, SECRET)\n',
      'settings.py': "import os\nSECRET = os.environ['JWT_SECRET_KEY']\n",
    };

    expect(found(files)).toEqual(['JWT_SECRET_KEY']);
  });
});

function found(files: Readonly<Record<string, string>>) {
  return signingVariables({ files: new Map(Object.entries(files)), handler: 'index.handler' });
}
