import { expect, it } from 'vitest';
import { found } from './weaknesses-in.ts';

const post = "r = requests.post(f'{DOMAIN}/oauth2/token', data={'code': event['code']})";
const decode = "jwt.decode(token, key='', options={'verify_signature': False})";

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
])('a token that is not verified, %s, is %s', (_, severity, code) => {
  const lines = code.split('\n').map((line) => `    ${line}`);
  const { weaknesses } = found({
    'app.py': `import json, os, requests
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
