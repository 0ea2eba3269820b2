import { handlerOf } from './weaknesses-in.ts';

const before = `import base64
import hmac
import json
import os
import re
import time
import boto3
import jwt
import logging

logger = logging.getLogger()
table = boto3.resource('dynamodb').Table('tokens')

def policy(principal, effect, resource):
    return {'principalId': principal, 'policyDocument': {'Version': '2012-10-17', 'Statement': [{'Action': 'execute-api:Invoke', 'Effect': effect, 'Resource': resource}]}}

def generate(principal, effect, resource):
    response = {}
    response['principalId'] = principal
    if effect and resource:
        response['policyDocument'] = {'Statement': [{'Action': 'execute-api:Invoke', 'Effect': effect, 'Resource': resource}]}
    return response
`;

/** An authorizer with a body, and what is beside it. */
export function authorizer(body: string, beside = ''): string {
  return handlerOf(`${before}\n${beside}`, body);
}

const allow = "return policy('user', 'Allow', event['methodArn'])";
const deny = "return policy('user', 'Deny', event['methodArn'])";
const token = "token = event['authorizationToken']";
const verified =
  "try:\n    claims = jwt.decode(event['authorizationToken'], os.environ['KEY'], algorithms=['HS256'])";
const samplePolicy = `class AuthPolicy:
    def __init__(self, principal, account):
        self.principalId = principal
        self.allowMethods = []
        self.denyMethods = []
    def _add(self, effect, verb):
        if effect == 'Allow':
            self.allowMethods.append(verb)
        else:
            self.denyMethods.append(verb)
    def allowAllMethods(self):
        self._add('Allow', '*')
    def denyAllMethods(self):
        self._add('Deny', '*')
    def build(self):
        return {'principalId': self.principalId, 'policyDocument': {'Statement': [{'Effect': 'Allow', 'Resource': self.allowMethods}, {'Effect': 'Deny', 'Resource': self.denyMethods}]}}
`;

/** Authorizers that let each caller through: name, the sink, body, and what is beside. */
export const open: readonly (readonly [string, string, string, string?])[] = [
  [
    'one that asks by which protocol the request comes',
    'Allow',
    `if event['headers']['x-forwarded-proto'] != 'https':\n    ${deny}\n${allow}`,
  ],
  ['one that looks at nothing', 'Allow', allow],
  [
    'one that only logs what it gets',
    'Allow',
    `print(json.dumps(event))\nlogger.info(event)\n${allow}`,
  ],
  ['a simple response', 'Allow', "return {'isAuthorized': True}"],
  [
    'a simple response, set later',
    'Allow',
    "r = {'isAuthorized': False}\nr['isAuthorized'] = True\nreturn r",
  ],
  [
    'a helper that adds its one statement to a list, and logs the answer in a text',
    'A sample token',
    `if event['authorizationToken'] == 'allow':\n    return added('me', 'Allow', event['methodArn'])\nreturn added('me', 'Deny', event['methodArn'])`,
    "def added(principal, effect, resource):\n    answer = {'principalId': principal}\n    if effect and resource:\n        document = {'Version': '2012-10-17', 'Statement': []}\n        one = {'Action': 'execute-api:Invoke', 'Effect': effect, 'Resource': resource}\n        document['Statement'].append(one)\n        answer['policyDocument'] = document\n    logger.info('Answer: {}'.format(answer))\n    return answer",
  ],
  ['a helper of samples', 'Allow', "return generate('me', 'Allow', event['methodArn'])"],
  [
    'one that wants any token',
    'Allow',
    `${token}\nif not token:\n    raise Exception('Unauthorized')\n${allow}`,
  ],
  [
    'one that denies those without',
    'Allow',
    `token = event.get('headers', {}).get('authorization')\nif token is None or token == '':\n    ${deny}\n${allow}`,
  ],
  [
    'a header that is there',
    'Allow',
    `if 'authorization' not in event['headers']:\n    ${deny}\n${allow}`,
  ],
  [
    'any token, in one expression',
    'Allow',
    `${token}\nreturn policy('user', 'Allow' if token else 'Deny', event['methodArn'])`,
  ],
  [
    'any token as the answer',
    'Allow',
    "return {'isAuthorized': bool(event['headers'].get('authorization'))}",
  ],
  [
    'any token of a form',
    'Allow',
    `${token}\nif not token.startswith('Bearer '):\n    raise Exception('Unauthorized')\nparts = token.split(' ')\nif len(parts) != 2:\n    raise Exception('Unauthorized')\n${allow}`,
  ],
  [
    'any token of a pattern',
    'Allow',
    `if not re.match(r'^Bearer (.+)$', event['authorizationToken']):\n    ${deny}\n${allow}`,
  ],
  [
    'one that parses',
    'Allow',
    `try:\n    json.loads(base64.b64decode(event['authorizationToken']))\nexcept Exception as e:\n    ${deny}\n${allow}`,
  ],
  [
    'a check that is not written yet',
    'Allow',
    `if not is_valid(event['authorizationToken']):\n    ${deny}\n${allow}`,
    'def is_valid(token):\n    # TODO\n    return True\n',
  ],
  [
    'a flag',
    'Allow',
    "ok = False\nif event['headers']['authorization']:\n    ok = True\nreturn {'isAuthorized': ok}",
  ],
  [
    'the sample of AWS that allows all',
    'Allow',
    "p = AuthPolicy('me', '1')\np.restApiId = event['methodArn']\np.allowAllMethods()\nreturn p.build()",
    samplePolicy,
  ],
  [
    'one that hands more to the function behind it',
    'Allow',
    "return {'isAuthorized': True, 'context': {**DEFAULTS, **event['headers']}}",
    "DEFAULTS = json.loads(os.environ['DEFAULTS'])",
  ],
  ['one that logs a copy of what it gets', 'Allow', `print({**event})\n${allow}`],
  [
    'the token of a sample',
    'A sample token',
    `token = event['authorizationToken']\nif token == 'allow':\n    ${allow}\nelif token == 'deny':\n    ${deny}\nelse:\n    raise Exception('Unauthorized')`,
  ],
  [
    'the token of another sample',
    'A sample token',
    `ok = False\nif event['headers']['authorization'] == 'secretToken':\n    ok = True\nreturn {'isAuthorized': ok}`,
  ],
  [
    'any token, after preflights',
    'Allow',
    `if event.get('httpMethod') == 'OPTIONS':\n    ${allow}\n${allow}`,
  ],
  [
    'a token that is only decoded',
    'jwt.decode',
    `claims = jwt.decode(event['authorizationToken'], options={'verify_signature': False})\nreturn policy(claims['sub'], 'Allow', event['methodArn'])`,
  ],
  [
    'a token that is decoded by hand',
    'jwt.decode',
    `claims = json.loads(base64.urlsafe_b64decode(event['authorizationToken'].split('.')[1] + '=='))\nif claims['iss'] != os.environ['ISSUER'] or claims['exp'] < time.time():\n    ${deny}\n${allow}`,
  ],
  [
    'a token that helpers decode by hand',
    'jwt.decode',
    `try:\n    token = event['authorizationToken']\n    claims = read(token)\n    if claims.get('token_use') not in ('id', 'access'):\n        ${deny}\n    if claims.get('iss') != f"https://cognito-idp.{os.environ['REGION']}.amazonaws.com/{os.environ['POOL']}":\n        ${deny}\n    ${allow}\nexcept Exception as e:\n    ${deny}`,
    "def decode(s):\n    s += '=' * (4 - len(s) % 4)\n    return base64.urlsafe_b64decode(s)\n\ndef read(token):\n    parts = token.split('.')\n    if len(parts) != 3:\n        raise ValueError('no token')\n    payload = decode(parts[1])\n    return json.loads(payload)\n",
  ],
  [
    'a token whose claims anyone writes',
    'jwt.decode',
    `claims = jwt.decode(event['authorizationToken'], options={'verify_signature': False})\nif claims['iss'] != os.environ['ISSUER'] or claims['exp'] < time.time():\n    ${deny}\n${allow}`,
  ],
];

/** Authorizers that check, or of which that is not sure: name, body, and what is beside. */
export const guarded: readonly (readonly [string, string, string?])[] = [
  ['a secret', `if event['authorizationToken'] != os.environ['TOKEN']:\n    ${deny}\n${allow}`],
  [
    'a secret, as the answer',
    "return {'isAuthorized': event['headers']['authorization'] == os.environ['TOKEN']}",
  ],
  [
    'a secret, by a flag',
    "ok = False\nif event['headers']['authorization'] == 'opensesame':\n    ok = True\nreturn {'isAuthorized': ok}",
  ],
  [
    'a secret within the token',
    `if 's3cr3t' in event['authorizationToken']:\n    ${allow}\n${deny}`,
  ],
  [
    'one of a list',
    `if event['authorizationToken'] not in KEYS:\n    ${deny}\n${allow}`,
    "KEYS = os.environ['KEYS'].split(',')",
  ],
  [
    'one of a table',
    `user = USERS.get(event['authorizationToken'])\nif not user:\n    ${deny}\n${allow}`,
    "USERS = json.loads(os.environ['USERS'])",
  ],
  [
    'one of a table, by its index',
    `try:\n    user = USERS[event['authorizationToken']]\nexcept KeyError:\n    ${deny}\n${allow}`,
    "USERS = json.loads(os.environ['USERS'])",
  ],
  [
    'one that is looked for',
    `if not any(one['token'] == event['authorizationToken'] for one in USERS):\n    ${deny}\n${allow}`,
    "USERS = json.loads(os.environ['USERS'])",
  ],
  [
    'one that matches a secret pattern',
    `if not re.match('^Bearer s3cr3t.*$', event['authorizationToken']):\n    ${deny}\n${allow}`,
  ],
  [
    'one that begins with a secret',
    `if not event['authorizationToken'].startswith(os.environ['PREFIX']):\n    ${deny}\n${allow}`,
  ],
  [
    'a pattern of a match statement',
    `match event['authorizationToken']:\n    case 'allow':\n        ${allow}\n${deny}`,
  ],
  [
    'a verified token',
    `try:\n    jwt.decode(event['authorizationToken'], os.environ['KEY'], algorithms=['HS256'])\nexcept Exception:\n    ${deny}\n${allow}`,
  ],
  [
    'a token that is decoded and verified',
    `head = jwt.get_unverified_header(event['authorizationToken'])\nclaims = jwt.decode(event['authorizationToken'], KEYS[head['kid']], algorithms=['RS256'])\n${allow}`,
    "KEYS = json.loads(os.environ['KEYS'])",
  ],
  [
    'a comparison in constant time',
    `if not hmac.compare_digest(event['authorizationToken'], os.environ['KEY']):\n    ${deny}\n${allow}`,
  ],
  [
    'a row of a table',
    `row = table.get_item(Key={'token': event['authorizationToken']})\nif 'Item' not in row:\n    ${deny}\n${allow}`,
  ],
  [
    'another service',
    `answer = requests.get(os.environ['URL'], headers={'Authorization': event['authorizationToken']})\nif answer.status_code != 200:\n    ${deny}\n${allow}`,
    'import requests',
  ],
  [
    'a service that throws',
    `requests.get(os.environ['URL'], headers={'Authorization': event['authorizationToken']}).raise_for_status()\n${allow}`,
    'import requests',
  ],
  ['a package that is not known', `check(event)\n${allow}`, 'from ours import check'],
  [
    'a secret in a token that is decoded by hand',
    `claims = json.loads(base64.b64decode(event['authorizationToken'].split('.')[1]))\nif claims['pin'] != os.environ['PIN']:\n    ${deny}\n${allow}`,
  ],
  [
    'credentials that are decoded, and compared',
    `user = json.loads(base64.b64decode(event['authorizationToken'].split(' ')[1]))\nif user['sub'] != os.environ['USER']:\n    ${deny}\n${allow}`,
  ],
  [
    'the key of a token that is decoded by hand, and verified',
    `head = json.loads(base64.b64decode(event['authorizationToken'].split('.')[1]))\nclaims = jwt.decode(event['authorizationToken'], KEYS[head['iss']], algorithms=['RS256'])\n${allow}`,
  ],
  [
    'a secret in a decoded token',
    `claims = jwt.decode(event['authorizationToken'], options={'verify_signature': False})\nif claims['pin'] != os.environ['PIN']:\n    ${deny}\n${allow}`,
  ],
  [
    'an address',
    `if event['requestContext']['identity']['sourceIp'] != os.environ['IP']:\n    ${deny}\n${allow}`,
  ],
  [
    'a certificate of the caller',
    `if not event['requestContext']['identity'].get('clientCert'):\n    ${deny}\n${allow}`,
  ],
  [
    'a policy with a condition',
    "return {'principalId': 'me', 'policyDocument': {'Statement': [{'Effect': 'Allow', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}}]}}",
  ],
  [
    'a policy for the public routes alone',
    "return policy('me', 'Allow', event['methodArn'].split('/')[0] + '/GET/public/*')",
  ],
  [
    'a policy that denies some',
    "return {'principalId': 'me', 'policyDocument': {'Statement': [{'Effect': 'Allow', 'Resource': '*'}, {'Effect': 'Deny', 'Resource': '*'}]}}",
  ],
  [
    'a stub in the place of a package',
    `check(event['authorizationToken'])\n${allow}`,
    'try:\n    from our_check import check\nexcept ImportError:\n    def check(token):\n        return True\n',
  ],
  [
    'a model of a package',
    `Request(token=event['authorizationToken'])\n${allow}`,
    'from pydantic import BaseModel\nclass Request(BaseModel):\n    token: str\n',
  ],
  [
    'a property of a class',
    `r = Request(event['authorizationToken'])\nif not r.valid:\n    ${deny}\n${allow}`,
    "from dataclasses import dataclass\n@dataclass\nclass Request:\n    token: str\n    @property\n    def valid(self):\n        return self.token == os.environ['TOKEN']\n",
  ],
  [
    'a helper that is decorated',
    `authorize(event)\n${allow}`,
    'from ours import requires_token\n@requires_token\ndef authorize(event):\n    return True\n',
  ],
  [
    'what two sets have in common',
    `if not {event['authorizationToken']} & VALID:\n    ${deny}\n${allow}`,
    "VALID = set(os.environ['KEYS'].split(','))",
  ],
  [
    'bytes that are compared by hand',
    `bad = 0\nfor a, b in zip(event['authorizationToken'], os.environ['TOKEN']):\n    bad |= ord(a) ^ ord(b)\nif bad:\n    ${deny}\n${allow}`,
  ],
  [
    'a worker that keeps such a field',
    "table.put_item(Item={'id': '1', 'isAuthorized': True})\nreturn 'done'",
  ],
  [
    'another thing that is called so',
    "connect(authorize=True)\nreturn 'done'",
    'from ours import connect',
  ],
  [
    'a client that sends the token by itself',
    `client = requests.Session()\nclient.headers['Authorization'] = event['authorizationToken']\nclient.get(os.environ['URL']).raise_for_status()\n${allow}`,
    'import requests',
  ],
  [
    'a value that is kept in the environment',
    `os.environ['SENT'] = event['authorizationToken']\nif not matches():\n    ${deny}\n${allow}`,
    "def matches():\n    return os.environ['SENT'] == os.environ['TOKEN']\n",
  ],
  ['a setting', `if os.environ.get('OPEN'):\n    ${allow}\n${deny}`],
  [
    'a setting in a helper',
    `if is_open(event):\n    ${allow}\n${deny}`,
    "def is_open(event):\n    print(event)\n    return os.environ.get('OPEN')\n",
  ],
  [
    'a setting that changes a flag',
    `ok = False\nif os.environ.get('OPEN'):\n    ok = True\nif ok:\n    ${allow}\n${deny}`,
  ],
  ['a constant that is off', `if OPEN:\n    ${allow}\n${deny}`, 'OPEN = False'],
  ['an assertion of a setting', `assert os.environ.get('OPEN')\n${allow}`],
  ['one that always denies', deny],
  ['one whose Allow is called by none', `def allow():\n    ${allow}\n${deny}`],
  [
    'the sample of AWS that denies all',
    "p = AuthPolicy('me', '1')\np.denyAllMethods()\nreturn p.build()",
    samplePolicy,
  ],
  ['a route that says who may', "return {'statusCode': 200, 'isAuthorized': True}"],
  ['a route that says so in its body', "return json.dumps({'isAuthorized': True})"],
  [
    'a policy of another service',
    "return {'policyDocument': {'Statement': [{'Effect': 'Allow', 'Action': 's3:GetObject'}]}}",
  ],
  [
    'a value that a class keeps',
    `if not Check(event['authorizationToken']).ok():\n    ${deny}\n${allow}`,
    "class Check:\n    def __init__(self, token):\n        self.token = token\n    def ok(self):\n        return self.token == os.environ['TOKEN']\n",
  ],
  [
    'a value in a name of the file',
    `global current\ncurrent = event['authorizationToken']\nif not matches():\n    ${deny}\n${allow}`,
    "current = None\ndef matches():\n    return current == os.environ['TOKEN']\n",
  ],
  [
    'a key by a conditional expression',
    "key = event['headers'].get('x-api-key') if event['headers'] else None\nreturn {'isAuthorized': key == os.environ['KEY']}",
  ],
  ...[
    ['more fields in a statement', "[{'Effect': 'Allow', 'Resource': '*', **MORE}]"],
    ['more fields, by dict', '[dict(base, **MORE)]'],
    ['more fields, by an operator', '[base | MORE]'],
    ['more statements', "[{'Effect': 'Allow', 'Resource': '*'}, *MORE]"],
    ['a statement that is made of others', '[{**base, **MORE}]'],
    [
      'an action that invokes nothing',
      "[{'Effect': 'Allow', 'Action': 'iot:Connect', 'Resource': '*'}]",
    ],
  ].map(
    ([name = '', statement]) =>
      [
        name,
        `base = {'Effect': 'Allow', 'Resource': '*'}\nreturn {'principalId': 'me', 'policyDocument': {'Statement': ${statement}}}`,
        "MORE = json.loads(os.environ['MORE'])",
      ] as const,
  ),
  [
    'more fields, put into a statement',
    "one = {'Effect': 'Allow', 'Resource': '*'}\none.update(MORE)\nreturn {'principalId': 'me', 'policyDocument': {'Statement': [one]}}",
    "MORE = json.loads(os.environ['MORE'])",
  ],
  [
    'more fields, put into a statement by an operator',
    "one = {'Effect': 'Allow', 'Resource': '*'}\none |= MORE\nreturn {'principalId': 'me', 'policyDocument': {'Statement': [one]}}",
    "MORE = json.loads(os.environ['MORE'])",
  ],
  [
    'more statements, added',
    "document = {'Statement': [{'Effect': 'Allow', 'Resource': '*'}]}\ndocument['Statement'] += MORE\nreturn {'principalId': 'me', 'policyDocument': document}",
    "MORE = json.loads(os.environ['MORE'])",
  ],
  [
    'more statements, appended to a list',
    "document = {'Statement': []}\ndocument['Statement'].append({'Effect': 'Allow', 'Resource': '*'})\ndocument['Statement'].append(MORE)\nreturn {'principalId': 'me', 'policyDocument': document}",
    "MORE = json.loads(os.environ['MORE'])",
  ],
  [
    'a package that is given what is sent, and may refuse it',
    "gate.update(event['authorizationToken'])\nreturn policy('user', 'Allow', event['methodArn'])",
    'import gate',
  ],
  [
    'a digest that is fed with what is sent',
    "digest = hmac.new(KEY, digestmod='sha256')\ndigest.update(event['authorizationToken'].encode())\nif digest.hexdigest() != SEEN:\n    raise Exception('Unauthorized')\nreturn policy('user', 'Allow', event['methodArn'])",
    "KEY = os.environ['KEY'].encode()\nSEEN = os.environ['SEEN']",
  ],
  [
    'an answer that a format of a package limits',
    "answer = {'isAuthorized': True}\nlimits.format(answer)\nreturn answer",
    'import limits',
  ],
  [
    'an answer that a package limits',
    "answer = {'isAuthorized': True}\nlimit(answer)\nreturn answer",
    'from our_limits import limit',
  ],
  [
    'a field of an answer whose name is not seen',
    "answer = {'isAuthorized': True}\nanswer[os.environ['FIELD']] = ['Mutation.*']\nreturn answer",
  ],
  [
    'more fields in an answer',
    "return {'isAuthorized': True, **MORE}",
    "MORE = json.loads(os.environ['MORE'])",
  ],
  [
    'an answer with a field whose name is not seen',
    "return {'isAuthorized': True, os.environ['FIELD']: ['Mutation.*']}",
  ],
  ['the result of a step', "return {'isAuthorized': True, 'orderId': event['orderId']}"],
  [
    'a step that adds to its result',
    "r = {'isAuthorized': True}\nr['order'] = event['order']\nreturn r",
  ],
  [
    'a sample token beside a secret',
    `if event['kind'] != 'allow' or event['key'] != os.environ['KEY']:\n    ${deny}\n${allow}`,
  ],
  ['a preflight alone', `if event['httpMethod'] == 'OPTIONS':\n    ${allow}\n${deny}`],
  [
    'a preflight, by a flag',
    `ok = False\nif event['httpMethod'] == 'OPTIONS':\n    ok = True\nif ok:\n    ${allow}\n${deny}`,
  ],
  ['a method', `if event['httpMethod'] == 'GET':\n    ${allow}\n${deny}`],
  [
    'a wrong token that is refused after it is caught',
    `claims = None\n${verified}\nexcept Exception as e:\n    print(e)\nif not claims:\n    ${deny}\n${allow}`,
  ],
  [
    'a wrong token that ends where it is caught',
    `${verified}\nexcept Exception:\n    ${deny}\n${allow}`,
  ],
  [
    'a wrong token that no handler catches',
    `${verified}\nexcept jwt.ExpiredSignatureError:\n    print('late')\n${allow}`,
  ],
  [
    'a wrong token that one of two handlers refuses',
    `${verified}\nexcept jwt.ExpiredSignatureError:\n    print('late')\nexcept Exception:\n    ${deny}\n${allow}`,
  ],
  [
    'a wrong token that one of two handlers lets through',
    `${verified}\nexcept jwt.InvalidTokenError:\n    print('wrong')\nexcept Exception:\n    ${allow}\n${deny}`,
  ],
  [
    'a wrong token that a helper refuses',
    `${verified}\nexcept Exception:\n    refuse()\n${allow}`,
    "def refuse():\n    raise Exception('Unauthorized')\n",
  ],
  [
    'a wrong token by a flag',
    `ok = True\n${verified}\nexcept Exception:\n    ok = False\nreturn {'isAuthorized': ok}`,
  ],
  [
    'a right token by a flag',
    `ok = False\n${verified}\n    ok = True\nexcept Exception as e:\n    print(e)\nreturn {'isAuthorized': ok}`,
  ],
  [
    'a right token by a flag, where nothing was raised',
    `ok = False\n${verified}\nexcept Exception as e:\n    print(e)\nelse:\n    ok = True\nreturn {'isAuthorized': ok}`,
  ],
  [
    'a helper that says whether the token is right',
    `if not is_right(event['authorizationToken']):\n    ${deny}\n${allow}`,
    "def is_right(token):\n    try:\n        jwt.decode(token, os.environ['KEY'], algorithms=['HS256'])\n        return True\n    except Exception as e:\n        print(e)\n    return False\n",
  ],
  [
    'a helper that answers the claims',
    `claims = read(event['authorizationToken'])\nif not claims:\n    ${deny}\n${allow}`,
    "def read(token):\n    claims = None\n    try:\n        claims = jwt.decode(token, os.environ['KEY'], algorithms=['HS256'])\n    except Exception as e:\n        print(e)\n    return claims\n",
  ],
  [
    'a helper that raises another error',
    `check(event['authorizationToken'])\n${allow}`,
    "def check(token):\n    try:\n        jwt.decode(token, os.environ['KEY'], algorithms=['HS256'])\n    except Exception:\n        raise Exception('Unauthorized')\n",
  ],
  [
    'a token of either of two issuers',
    `${verified}\nexcept Exception as e:\n    print(e)\ntry:\n    jwt.decode(event['authorizationToken'], os.environ['OTHER'], algorithms=['HS256'])\nexcept Exception:\n    ${deny}\n${allow}`,
  ],
  [
    'a key before the token',
    `try:\n    if event['key'] != os.environ['KEY']:\n        ${deny}\n    jwt.decode(event['authorizationToken'], os.environ['KEY'], algorithms=['HS256'])\nexcept Exception as e:\n    print(e)\n${allow}`,
  ],
  [
    'one way of two that refuses',
    `if event['authorizationToken'].startswith('Bearer '):\n    try:\n        jwt.decode(event['authorizationToken'], os.environ['KEY'], algorithms=['HS256'])\n    except Exception:\n        ${deny}\nelse:\n    ${deny}\n${allow}`,
  ],
  [
    'a field of the request that says who was found',
    `try:\n    event['user'] = jwt.decode(event['authorizationToken'], os.environ['KEY'], algorithms=['HS256'])\nexcept Exception as e:\n    print(e)\nif not event.get('user'):\n    ${deny}\n${allow}`,
  ],
  [
    'a caller whom a helper keeps',
    `try:\n    keep(jwt.decode(event['authorizationToken'], os.environ['KEY'], algorithms=['HS256']))\nexcept Exception as e:\n    print(e)\nif not user:\n    ${deny}\n${allow}`,
    'user = None\ndef keep(found):\n    global user\n    user = found\n',
  ],
  [
    'a wrong token that is swallowed',
    `claims = {}\n${verified}\nexcept Exception as e:\n    print(e)\nreturn policy(claims.get('sub', 'none'), 'Allow', event['methodArn'])`,
  ],
  [
    'a wrong token that is let through',
    `${verified}\n    ${allow}\nexcept jwt.InvalidTokenError:\n    logger.error('wrong')\n    ${allow}`,
  ],
  [
    'a wrong token that a helper swallows',
    `print(read(event['authorizationToken']))\n${allow}`,
    "def read(token):\n    try:\n        return jwt.decode(token, os.environ['KEY'], algorithms=['HS256'])\n    except Exception:\n        pass\n",
  ],
  [
    'a resource that the claims decide',
    "resource = [event['methodArn']] if event['authorizationToken'] else []\nreturn policy('me', 'Allow', resource)",
  ],
  ['the time', `if time.localtime().tm_hour < 8:\n    ${deny}\n${allow}`],
];
