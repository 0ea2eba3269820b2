import { expect, it } from 'vitest';
import { found } from './weaknesses-in.ts';

const post = "r = requests.post(f'{DOMAIN}/oauth2/token', data={'code': event['code']})";
const decode = "jwt.decode(token, key='', options={'verify_signature': False})";
const claims = `token = event['t']\nclaims = ${decode}\n`;
const verify = "jwt.decode(token, KEY, algorithms=['RS256'])";

it.each<[what: string, severity: string, code: string]>([
  ['of a caller', 'high', `token = event['token']\n${decode}`],
  ['of what a caller sends as such', 'high', `token = event['id_token']\n${decode}`],
  [
    'of what a token endpoint answers',
    'low',
    `${post}\ntokens = r.json()\ntoken = tokens.get('id_token')\n${decode}`,
  ],
  ['of its text', 'low', `${post}\ntoken = json.loads(r.text)['id_token']\n${decode}`],
  ['at once', 'low', `${post}\njwt.get_unverified_claims(r.json()['id_token'])`],
  [
    'of an endpoint that a variable names',
    'low',
    `token = requests.post(TOKEN_URL, {}).json()['id_token']\n${decode}`,
  ],
  [
    'for a code',
    'low',
    `token = requests.post(URL, data={'grant_type': 'authorization_code'}).json()['id_token']\n${decode}`,
  ],
  ['by a function', 'low', `${post}\ntokens = r.json()\nreturn verify(tokens['id_token'])`],
  ['that a function gets', 'low', `token = exchange(event['code'])['id_token']\n${decode}`],
  ['of a client of OAuth', 'low', `token = oauth.fetch_token(URL)['id_token']\n${decode}`],
  [
    'by the library of Python',
    'low',
    `answer = urllib.request.urlopen(urllib.request.Request(token_url, data=b'x')).read()\ntoken = json.loads(answer)['id_token']\n${decode}`,
  ],
  [
    'by the library of Python, of another server',
    'high',
    `answer = urllib.request.urlopen(urllib.request.Request(other_url, data=b'x')).read()\ntoken = json.loads(answer)['id_token']\n${decode}`,
  ],
  [
    'by the library of Python, of a request that is made before',
    'low',
    `asked = urllib.request.Request(token_url, data=b'x')\ntoken = json.loads(urllib.request.urlopen(asked).read().decode())['id_token']\n${decode}`,
  ],
  ['of another field', 'high', `${post}\ntoken = r.json()['access_token']\n${decode}`],
  [
    'of another server',
    'high',
    `token = requests.post(f'{DOMAIN}/users', {}).json()['id_token']\n${decode}`,
  ],
  [
    'of what is put there again',
    'high',
    `${post}\ntoken = r.json()['id_token']\ntoken = event['t']\n${decode}`,
  ],
  [
    'by a function that others give theirs',
    'high',
    `${post}\nverify(event['t'])\nreturn verify(r.json()['id_token'])`,
  ],
  ['of a function that asks none', 'high', `token = other(event)['id_token']\n${decode}`],
  [
    'of an event that is one',
    'high',
    "jwt.decode(event, key='', options={'verify_signature': False})",
  ],
  ['of which who it is of is read', 'medium', `${claims}return find(claims['sub'])`],
  [
    'of which a name is read',
    'medium',
    `${claims}user = claims.get('username')\nreturn find(user)`,
  ],
  [
    'of which that is all that is read',
    'medium',
    `token = event['t']\nreturn find(${decode}['email'])`,
  ],
  ['of which a role is read, too', 'high', `${claims}return find(claims['sub'], claims['role'])`],
  ['of which who it is of is compared', 'high', `${claims}isAdmin = claims['sub'] == 'ann'`],
  ['of which who it is of is in a list', 'high', `${claims}return claims.get('sub') in ADMINS`],
  ['of which who it is of is asked for', 'high', `${claims}if known(claims['sub']):\n    act()`],
  ['of which all is handed on', 'high', `${claims}return act(claims['sub'], claims)`],
  [
    'of which a function within reads more',
    'high',
    `${claims}def more():\n    return claims['sub']\nreturn more()`,
  ],
  ['which is verified then', 'low', `${claims}${verify}\nreturn find(claims['role'])`],
  [
    'which is verified then, or the request ends',
    'low',
    `${claims}try:\n    pass\nexcept ValueError:\n    pass\nseen = ${verify}\nreturn find(claims['role'])`,
  ],
  [
    'which is read and verified in one try',
    'low',
    `try:\n    token = event['t']\n    claims = ${decode}\n    ${verify}\n    find(claims['role'])\nexcept ValueError:\n    return None`,
  ],
  [
    'whose error is caught',
    'high',
    `try:\n    token = event['t']\n    claims = ${decode}\n    ${verify}\nexcept ValueError:\n    print('no')\nreturn find(claims['role'])`,
  ],
  [
    'whose error is caught around that',
    'high',
    `try:\n    with open('a'):\n        token = event['t']\n        claims = ${decode}\n        ${verify}\nexcept ValueError:\n    print('no')\nreturn find(claims['role'])`,
  ],
  [
    'beside another',
    'high',
    `${claims}${verify.replace('token', "event['u']")}\nreturn find(claims['role'])`,
  ],
  [
    'which is verified when another is in its place',
    'high',
    `${claims}token = event['u']\n${verify}\nreturn find(claims['role'])`,
  ],
  [
    'which some verify',
    'high',
    `${claims}if event['a']:\n    a = 1\n    b = 2\n    c = 3\n    ${verify}\nreturn find(claims['role'])`,
  ],
  [
    'which comes to an end before it is verified',
    'high',
    `${claims}if claims['role'] == 'admin':\n    return act()\n${verify}\nreturn find(claims['role'])`,
  ],
])('a token that is not verified, %s, is %s', (_, severity, code) => {
  const lines = code.split('\n').map((line) => `    ${line}`);
  const { weaknesses } = found({
    'app.py': `import json, os, requests, urllib.request
from jose import jwt
from lib import oauth
def exchange(code):
    return requests.post(DOMAIN + '/oauth2/token', data={'code': code}).json()
def other(event):
    return requests.post(DOMAIN + '/other', data={}).json()
${code.includes('verify(') ? `def verify(token):\n    return ${decode}` : ''}
def handler(event, context):
${lines.join('\n')}
`,
  });

  const [one, ...more] = weaknesses.filter(({ kind }) => kind === 'weak-crypto');
  expect([one?.severity, more.length]).toEqual([severity, 0]);
});
