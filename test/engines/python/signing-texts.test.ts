import { describe, expect, it } from 'vitest';
import { signingTexts } from '../../../functions/engines/python/signing-texts.ts';

const FLASK =
  'from flask import Flask, session\nimport os\napp = Flask(__name__)\ndef handler(event, context):\n    return app\n';
const JWT = 'import jwt, os\n';

describe('texts of the code that Python signs with', () => {
  it.each<[string, string, { text: string; variable?: string }]>([
    [
      'PyJWT',
      `${JWT}def handler(event, context):\n    return jwt.encode({}, 'polar-bear', algorithm='HS256')`,
      { text: 'polar-bear' },
    ],
    [
      'what verifies',
      `${JWT}KEY = 'polar-bear-of-more-than-32-characters'\ndef handler(event, context):\n    return jwt.decode(event['t'], KEY, algorithms=['HS256'])`,
      { text: 'polar-bear-of-more-than-32-characters' },
    ],
    [
      'what stands in for a variable',
      `${JWT}KEY = os.environ.get('JWT_SECRET', 'polar-bear')\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
      { text: 'polar-bear', variable: 'JWT_SECRET' },
    ],
    [
      'what stands in for a variable, by or',
      `${JWT}def handler(event, context):\n    return jwt.encode({}, os.getenv('JWT_SECRET') or 'polar-bear')`,
      { text: 'polar-bear', variable: 'JWT_SECRET' },
    ],
    [
      'a setting of Flask',
      `${FLASK}app.config['SECRET_KEY'] = 'polar-bear'`,
      { text: 'polar-bear' },
    ],
    [
      'a field of Flask, in bytes',
      `${FLASK}app.secret_key = b'polar"bear'`,
      { text: 'polar"bear' },
    ],
    [
      'settings of Flask',
      `${FLASK}app.config.update({'SECRET_KEY': 'PolarBear', 'DEBUG': False})`,
      { text: 'PolarBear' },
    ],
    ['named settings of Flask', `${FLASK}app.config.update(SECRET_KEY='bear')`, { text: 'bear' }],
    [
      'a mapping of Flask',
      `${FLASK}app.config.from_mapping(SECRET_KEY='dev', DATABASE='x')`,
      { text: 'dev' },
    ],
    [
      'a class of settings',
      `${FLASK}class Config:\n    SECRET_KEY = os.environ.get('SECRET_KEY') or 'bear'\napp.config.from_object(Config)`,
      { text: 'bear', variable: 'SECRET_KEY' },
    ],
    [
      'itsdangerous',
      "from itsdangerous import URLSafeTimedSerializer\ndef handler(event, context):\n    return URLSafeTimedSerializer('polar-bear').dumps(event)",
      { text: 'polar-bear' },
    ],
    [
      'sessions of Starlette',
      "from fastapi import FastAPI\nfrom starlette.middleware.sessions import SessionMiddleware\napp = FastAPI()\napp.add_middleware(SessionMiddleware, secret_key='polar-bear')\ndef handler(event, context):\n    return app",
      { text: 'polar-bear' },
    ],
    [
      'what code refuses in a function',
      `${JWT}KEY = os.environ.get('JWT_SECRET', 'polar-bear')\ndef check():\n    if KEY == 'polar-bear':\n        raise ValueError()\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
      { text: 'polar-bear', variable: 'JWT_SECRET' },
    ],
    [
      'what code refuses in one stage',
      `${JWT}KEY = os.environ.get('JWT_SECRET', 'polar-bear')\nif IS_LIVE and KEY == 'polar-bear':\n    raise ValueError()\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
      { text: 'polar-bear', variable: 'JWT_SECRET' },
    ],
    [
      'what code warns of',
      `${JWT}KEY = os.environ.get('JWT_SECRET', 'polar-bear')\nif KEY == 'polar-bear':\n    print('set it')\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
      { text: 'polar-bear', variable: 'JWT_SECRET' },
    ],
  ])('are found: %s', (_, code, expected) => {
    expect(found(code)).toMatchObject([expected]);
  });

  it('are found in an application that is imported by a file that says which', () => {
    const app =
      "from flask import Flask\nfrom flask_oidc import OpenIDConnect\napp = Flask(__name__)\napp.config.update({\n    'SECRET_KEY': 'PolarBear',\n})\n";
    const files = new Map([
      ['wsgi_handler.py', 'import serverless_wsgi\ndef handler(event, context):\n    return 1\n'],
      ['app.py', app],
    ]);

    expect(signingTexts({ files, handler: 'wsgi_handler.handler' })).toMatchObject([
      { path: 'app.py', line: 5, text: 'PolarBear' },
    ]);
  });

  it.each<[string, string, string, readonly string[]]>([
    ['a class', "'settings.Dev'", "class Dev:\n    SECRET_KEY = 'bear'\n", ['bear']],
    ['a file', "'settings'", "SECRET_KEY = 'bear'\n", ['bear']],
    [
      'a class that takes it of the environment',
      "'settings.Dev'",
      "import os\nclass Dev:\n    SECRET_KEY = os.environ['SECRET_KEY']\n",
      [],
    ],
    ['a file of two', "'settings'", "SECRET_KEY = 'bear'\nSECRET_KEY = load()\n", []],
    ['a class that is not there', "'other.Dev'", "class Dev:\n    SECRET_KEY = 'bear'\n", []],
    [
      'a class beside another',
      "'settings.Dev')\napp.config.from_object('settings.Live'",
      "class Dev:\n    SECRET_KEY = 'bear'\n",
      [],
    ],
    [
      'a class of which another setting takes the place',
      "'settings.Dev')\napp.config.update(SECRET_KEY=os.environ['KEY']",
      "class Dev:\n    SECRET_KEY = 'bear'\n",
      [],
    ],
    ...[
      'app.config.from_prefixed_env()',
      "app.config.from_envvar('SETTINGS')",
      'app.config.from_mapping(os.environ)',
      'for key, value in os.environ.items():\n    app.config[key] = value',
    ].map((later): [string, string, string, string[]] => [
      `a class, before ${later.slice(0, 30)}`,
      `'settings.Dev')\n${later}\nprint(app`,
      "class Dev:\n    SECRET_KEY = 'bear'\n",
      [],
    ]),
    [
      'a class, before a loop over what is no environment',
      "'settings.Dev')\nfor key, value in NAMES.items():\n    app.config[key] = value\nprint(app",
      "class Dev:\n    SECRET_KEY = 'bear'\n",
      ['bear'],
    ],
  ])('of settings that a text names: $0: $3', (_, named, settings, texts) => {
    const files = new Map([
      ['index.py', `${FLASK}app.config.from_object(${named})`],
      ['settings.py', settings],
    ]);

    expect(signingTexts({ files, handler: 'index.handler' }).map(({ text }) => text)).toEqual(
      texts,
    );
  });

  it.each([
    [
      'a variable',
      `${JWT}def handler(event, context):\n    return jwt.encode({}, os.environ['JWT_SECRET'])`,
    ],
    [
      'a short one that what verifies is reported for',
      `${JWT}KEY = 'polar-bear'\ndef handler(event, context):\n    jwt.encode({}, KEY)\n    return jwt.decode(event['t'], KEY, algorithms=['HS256'])`,
    ],
    [
      'what code does not start with',
      `${JWT}KEY = os.environ.get('JWT_SECRET', 'polar-bear')\nif not KEY or KEY == 'polar-bear':\n    raise ValueError('set JWT_SECRET')\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
    ],
    [
      'what code exits with',
      `${JWT}KEY = os.environ.get('JWT_SECRET') or 'polar-bear'\nif KEY == 'polar-bear':\n    sys.exit(1)\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
    ],
    [
      'a key of a pair, by its algorithm',
      `${JWT}KEY = 'polar-bear-of-more-than-32-characters'\ndef handler(event, context):\n    return jwt.encode({}, KEY, algorithm='RS256')`,
    ],
    [
      'a public key',
      `${JWT}KEY = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEabc'\ndef handler(event, context):\n    return jwt.decode(event['t'], KEY, algorithms=['ES256', 'HS256'])`,
    ],
    [
      'a key that only verifies, by its algorithm',
      `${JWT}KEY = 'polar-bear-of-more-than-32-characters'\ndef handler(event, context):\n    return jwt.decode(event['t'], KEY, algorithms=['ES256'])`,
    ],
    [
      'one of two',
      `${JWT}KEY = 'polar-bear' if event else os.environ['JWT_SECRET']\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
    ],
    [
      'one of two, by the stage',
      `${JWT}if os.environ['STAGE'] == 'dev':\n    KEY = 'polar-bear'\nelse:\n    KEY = os.environ['JWT_SECRET']\ndef handler(event, context):\n    return jwt.encode({}, KEY)`,
    ],
    [
      'what is not verified',
      `${JWT}def handler(event, context):\n    return jwt.decode(event['t'], 'none', options={'verify_signature': False})`,
    ],
    [
      'what stands in for what the code sets',
      `${JWT}os.environ['JWT_SECRET'] = load()\ndef handler(event, context):\n    return jwt.encode({}, os.getenv('JWT_SECRET', 'polar-bear'))`,
    ],
    [
      'settings of pydantic, which are read of the environment',
      `${JWT}from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    jwt_secret: str = 'polar-bear'\nsettings = Settings()\ndef handler(event, context):\n    return jwt.encode({}, settings.jwt_secret)`,
    ],
    [
      'Flask without a session',
      "from flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = 'polar-bear'\ndef handler(event, context):\n    return app",
    ],
    [
      'another setting of Flask',
      `${FLASK}app.config['TITLE'] = 'polar-bear'\napp.config.update(TITLE='bear')`,
    ],
    ['another update', `${FLASK}labels = {}\nlabels.update({'SECRET_KEY': 'Your key'})`],
    [
      'text that is encoded',
      `${JWT}def handler(event, context):\n    return 'text'.encode('utf-8', 'ignore')`,
    ],
  ])('are not taken for one: %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });
});

function found(code: string) {
  return signingTexts({ files: new Map([['index.py', code]]), handler: 'index.handler' });
}
