/** What comes before a handler in each of them. */
const before = `import base64, hashlib, hmac, json, os, time
import bcrypt, boto3, jwt, requests
from werkzeug.security import check_password_hash, generate_password_hash
db = boto3.resource('dynamodb')
table = db.Table('orders')
users = db.Table('users')
sessions = db.Table('sessions')
cognito = boto3.client('cognito-idp')
def answer(status, body=None):
    return {'statusCode': status, 'body': json.dumps(body)}
def act(x):
    table.put_item(Item=x)
    return answer(200)
`;

/** A handler with a body, and code beside it. */
export function refusingHandler(body: string, beside: string | undefined = ''): string {
  return `${before}${beside}\ndef handler(event, context):\n${body.replace(/^/gm, '    ')}\n`;
}

type Row = readonly [name: string, body: string, beside?: string];

const session = `def session_of(event):
    token = (event.get('headers') or {}).get('Authorization', '').replace('Bearer ', '')
    if not token:
        return None
    return sessions.get_item(Key={'token': token}).get('Item')`;

/** Handlers that refuse by a credential, which is more than is proved. */
export const refusing: readonly Row[] = [
  [
    'a session in a table',
    "token = event['headers'].get('authorization')\nif not token:\n    return answer(401)\nfound = sessions.get_item(Key={'token': token}).get('Item')\nif not found or found['expires'] < time.time():\n    return answer(401)\nreturn act({'by': found['user'], 'text': event['body']})",
  ],
  [
    'a session, by a function that says None',
    "user = session_of(event)\nif user is None:\n    return answer(401, 'no')\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'a session, by a function that says None, whose negation is asked for',
    "user = session_of(event)\nif user:\n    return act(json.loads(event['body']))\nreturn answer(401)",
    session,
  ],
  [
    'a session, by a function that raises',
    "try:\n    user = require(event)\nexcept PermissionError as error:\n    return answer(403, str(error))\nreturn act(json.loads(event['body']))",
    `${session}\ndef require(event):\n    found = session_of(event)\n    if not found:\n        raise PermissionError('no session')\n    return found`,
  ],
  [
    'a verdict in a pair',
    "ok, user = check(event)\nif not ok:\n    return answer(401)\nreturn act(json.loads(event['body']))",
    `${session}\ndef check(event):\n    found = session_of(event)\n    if not found:\n        return False, None\n    return True, found['user']`,
  ],
  [
    'an error in a pair, which is the answer',
    "user, refusal = check(event)\nif refusal:\n    return refusal\nreturn act(json.loads(event['body']))",
    `${session}\ndef check(event):\n    found = session_of(event)\n    if not found:\n        return None, answer(401, 'no')\n    return found['user'], None`,
  ],
  [
    'a verdict in a table, handed on by another',
    "verdict = authorise(event)\nif not verdict['ok']:\n    return answer(verdict['status'], verdict['error'])\nreturn act(json.loads(event['body']))",
    `${session}\ndef check(event):\n    found = session_of(event)\n    if not found:\n        return {'ok': False, 'status': 401, 'error': 'no'}\n    return {'ok': True, 'status': 200, 'user': found['user']}\ndef authorise(event):\n    return check(event)`,
  ],
  [
    'a verdict in a table, by get',
    "verdict = check(event)\nif verdict.get('status') != 'ok':\n    return answer(403)\nreturn act(json.loads(event['body']))",
    `${session}\ndef check(event):\n    if not session_of(event):\n        return {'status': 'refused'}\n    return {'status': 'ok'}`,
  ],
  [
    'what is wrong, as a text',
    "wrong = check(event)\nif wrong:\n    return answer(401, wrong)\nreturn act(json.loads(event['body']))",
    `${session}\ndef check(event):\n    if not session_of(event):\n        return 'no session'\n    return None`,
  ],
  [
    'a password, with bcrypt',
    "body = json.loads(event['body'])\nuser = users.get_item(Key={'email': body['email']}).get('Item')\nif not user:\n    return answer(401)\nif not bcrypt.checkpw(body['password'].encode(), user['hash'].encode()):\n    return answer(401)\nreturn answer(200, {'id': user['id']})",
  ],
  [
    'a password, with werkzeug',
    "body = json.loads(event['body'])\nuser = users.get_item(Key={'email': body['email']}).get('Item')\nif user and check_password_hash(user['hash'], body['password']):\n    return answer(200, user)\nreturn answer(401)",
  ],
  [
    'a password, by a hash that is computed',
    "body = json.loads(event['body'])\nuser = users.get_item(Key={'email': body['email']})['Item']\ndigest = hashlib.pbkdf2_hmac('sha256', body['password'].encode(), user['salt'].encode(), 100000).hex()\nif not hmac.compare_digest(digest, user['hash']):\n    return answer(401)\nreturn answer(200, user)",
  ],
  [
    'a log-in at Cognito, which raises',
    "body = json.loads(event['body'])\ntry:\n    got = cognito.initiate_auth(AuthFlow='USER_PASSWORD_AUTH', ClientId=os.environ['C'], AuthParameters={'USERNAME': body['email'], 'PASSWORD': body['password']})\nexcept cognito.exceptions.NotAuthorizedException:\n    return answer(401)\nexcept Exception:\n    return answer(500)\nreturn answer(200, got['AuthenticationResult'])",
  ],
  [
    'a user of Cognito by the token',
    "try:\n    user = cognito.get_user(AccessToken=event['headers']['authorization'])\nexcept Exception:\n    return answer(401)\nreturn act({'user': user['Username'], 'body': event['body']})",
  ],
  [
    'a key with a default',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], os.environ.get('JWT_SECRET', 'dev'), algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return answer(401)\nreturn act(claims)",
  ],
  [
    'a secret with a default',
    "if event['headers'].get('x-api-key') != os.environ.get('API_KEY', 'dev'):\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'one of several keys',
    "if event['headers'].get('x-api-key') not in KEYS:\n    return answer(403)\nreturn act(event['body'])",
    "KEYS = os.environ['API_KEYS'].split(',')",
  ],
  [
    'a secret of a store',
    "if event['headers'].get('x-api-key') != stored():\n    return {'statusCode': 403}\nreturn act(event['body'])",
    "def stored():\n    return boto3.client('ssm').get_parameter(Name='/key', WithDecryption=True)['Parameter']['Value']",
  ],
  [
    'an endpoint that knows tokens',
    "seen = requests.get('https://id.example.com/userinfo', headers={'Authorization': event['headers']['authorization']})\nif seen.status_code != 200:\n    return answer(401)\nreturn act(seen.json())",
  ],
  [
    'a decorator of the code',
    "return act(json.loads(event['body']))",
    `${session}\nfrom functools import wraps\ndef require_auth(of):\n    @wraps(of)\n    def inner(event, context):\n        user = session_of(event)\n        if not user:\n            return answer(401)\n        event['user'] = user\n        return of(event, context)\n    return inner\n@require_auth`,
  ],
  [
    'a decorator below another',
    "return act(json.loads(event['body']))",
    `${session}\ndef logged(of):\n    def inner(event, context):\n        print(event['path'])\n        return of(event, context)\n    return inner\ndef require_auth(of):\n    def inner(event, context):\n        if not session_of(event):\n            return answer(401)\n        return of(event, context)\n    return inner\n@logged\n@require_auth`,
  ],
  [
    'a middleware of Powertools',
    "return act(json.loads(event['body']))",
    `${session}\nfrom aws_lambda_powertools.middleware_factory import lambda_handler_decorator\n@lambda_handler_decorator\ndef authenticated(of, event, context):\n    if not session_of(event):\n        return answer(401)\n    return of(event, context)\n@authenticated`,
  ],
  [
    'a class of the code',
    "user = Sessions(sessions).find(event['headers'].get('authorization'))\nif user is None:\n    return answer(401)\nreturn act(json.loads(event['body']))",
    "class Sessions:\n    def __init__(self, table):\n        self.table = table\n    def find(self, token):\n        if not token:\n            return None\n        return self.table.get_item(Key={'token': token}).get('Item')",
  ],
  [
    'a table of SQL',
    "cursor.execute('SELECT user_id FROM sessions WHERE token = %s', (event['headers']['x-session-token'],))\nrow = cursor.fetchone()\nif row is None:\n    return answer(401)\nreturn act(json.loads(event['body']))",
    "import pymysql\ncursor = pymysql.connect(host='h').cursor()",
  ],
  [
    'a loop over sessions',
    "token = event['headers']['authorization']\nowner = None\nfor each in sessions.scan()['Items']:\n    if each['token'] == token:\n        owner = each['user']\nif owner is None:\n    return answer(401)\nreturn act({'owner': owner, 'body': event['body']})",
  ],
  [
    'a flag',
    "ok = False\nif sessions.get_item(Key={'token': event['headers']['authorization']}).get('Item'):\n    ok = True\nif not ok:\n    return answer(401)\nreturn act(json.loads(event['body']))",
  ],
  [
    'a token in the path of a WebSocket',
    "token = event['queryStringParameters']['token']\nif 'Item' not in sessions.get_item(Key={'token': token}):\n    return {'statusCode': 401}\ntable.put_item(Item={'id': event['requestContext']['connectionId']})\nreturn {'statusCode': 200}",
  ],
  [
    'an error that Lambda answers for',
    "if not session_of(event):\n    raise Exception('Unauthorized')\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'all in one try',
    "try:\n    if not session_of(event):\n        return answer(401)\n    body = json.loads(event['body'])\n    if 'text' not in body:\n        return answer(400)\n    return act(body)\nexcept Exception as error:\n    print(error)\n    return answer(500)",
    session,
  ],
  [
    'after an answer to a preflight, and a look-up of something else',
    "if event['httpMethod'] == 'OPTIONS':\n    return answer(200)\norder = table.get_item(Key={'id': event['pathParameters']['id']}).get('Item')\nif not order:\n    return answer(404)\nif not session_of(event):\n    return answer(401)\nreturn answer(200, order)",
    session,
  ],
  [
    'a code that was sent, compared with the stored one, with 400 that says so',
    "body = json.loads(event['body'])\nfound = users.get_item(Key={'phone': body['phone']})\nif 'Item' not in found or found['Item']['otp'] != body['otp']:\n    return answer(400, {'code': 'Invalid OTP'})\nusers.delete_item(Key={'phone': body['phone']})\nreturn answer(200, jwt.encode({'sub': body['phone']}, os.environ['K'], algorithm='HS256'))",
  ],
  [
    'what an authorizer says, which is an error where there is none',
    "user = event['requestContext']['authorizer']['claims']['sub']\nreturn act({'user': user, 'body': event['body']})",
  ],
  [
    'what an authorizer says, in a function',
    "try:\n    user = user_of(event)\nexcept KeyError:\n    return answer(500)\nreturn act({'user': user, 'body': event['body']})",
    "def user_of(event):\n    return event['requestContext']['authorizer']['jwt']['claims']['sub']",
  ],
  [
    'a key of its own beside a default for none',
    "user = session_of(event) or {}\nif not user.get('id'):\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'a verdict that is asked for as False',
    "if check(event) is False:\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef check(event):\n    if not session_of(event):\n        return False\n    return True`,
  ],
  [
    'a key that stands in the code, and is random and long',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], SIGNING, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return answer(401)\nreturn act(claims)",
    `SIGNING = '${'x7K2mq9Lp3Zt'}V4bN8wRc'`,
  ],
  [
    'a session in a table that is made once',
    "found = table_of().get_item(Key={'token': event['headers']['authorization']}).get('Item')\nif found is None:\n    return answer(401)\nreturn act(json.loads(event['body']))",
    "_TABLE = None\ndef table_of():\n    global _TABLE\n    if _TABLE is None:\n        _TABLE = db.Table('sessions')\n    return _TABLE",
  ],
];

/** The same of handlers that do not. */
export const letting: readonly Row[] = [
  [
    'presence alone',
    "if not event['headers'].get('authorization'):\n    return answer(401)\nreturn act(json.loads(event['body']))",
  ],
  [
    'its form alone',
    "token = event['headers'].get('authorization', '')\nif not token.startswith('Bearer ') or len(token.split(' ')[1]) < 20:\n    return answer(401)\nreturn act(json.loads(event['body']))",
  ],
  [
    'what is only parsed',
    "claims = jwt.decode(event['headers']['authorization'], options={'verify_signature': False})\nif claims['exp'] < time.time() or claims['role'] != 'admin':\n    return answer(403)\nreturn act(claims)",
  ],
  [
    'what is only decoded',
    "claims = json.loads(base64.b64decode(event['headers']['authorization'].split('.')[1]))\nif not claims.get('sub'):\n    return answer(401)\nreturn act(claims)",
  ],
  [
    'another part of the same request',
    "body = json.loads(event['body'])\nif event['headers']['x-token'] != body['token']:\n    return answer(403)\nreturn act(body)",
  ],
  [
    'two passwords that are to be the same',
    "body = json.loads(event['body'])\nif body['password'] != body['password2']:\n    return answer(401)\nreturn act(body)",
  ],
  [
    'a constant of the code',
    "if event['headers'].get('x-auth') != 'enabled':\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'what is only logged',
    "if not session_of(event):\n    print('no session')\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'a result that nothing asks for',
    "session_of(event)\nif event['path'] == '/no':\n    return answer(403)\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'a password that is stored',
    "body = json.loads(event['body'])\nif users.get_item(Key={'email': body['email']}).get('Item'):\n    return answer(403, 'exists')\nusers.put_item(Item={'email': body['email'], 'hash': generate_password_hash(body['password'])})\nreturn answer(201)",
  ],
  [
    'a sign-up',
    "body = json.loads(event['body'])\ntry:\n    cognito.sign_up(ClientId='c', Username=body['email'], Password=body['password'])\nexcept Exception:\n    return answer(403)\nreturn act(body)",
  ],
  [
    'a refusal of another kind',
    "found = sessions.get_item(Key={'token': event['pathParameters']['token']}).get('Item')\nif not found:\n    return answer(404)\nreturn act(found)",
  ],
  [
    'a refusal of another kind, with its word',
    "if not session_of(event):\n    return answer(400, 'Unauthorized')\nreturn act(event['body'])",
    session,
  ],
  [
    'an error of another kind',
    "if not session_of(event):\n    raise KeyError('not found')\nif event['path'] == '/no':\n    return answer(403)\nreturn act(event['body'])",
    session,
  ],
  [
    'where the request brings one',
    "if event['headers'].get('authorization'):\n    if not session_of(event):\n        return answer(401)\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'where the request brings one, in one condition',
    "if event['headers'].get('authorization') and not session_of(event):\n    return answer(401)\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'in a branch of another route',
    "if event['path'] == '/admin':\n    if not session_of(event):\n        return answer(401)\n    return answer(200)\nreturn act(json.loads(event['body']))",
    session,
  ],
  [
    'after it acted',
    "act(json.loads(event['body']))\nif not session_of(event):\n    return answer(401)\nreturn answer(200)",
    session,
  ],
  [
    'after it showed',
    "if event['httpMethod'] == 'GET':\n    return answer(200, table.get_item(Key={'id': event['path']})['Item'])\nif not session_of(event):\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'in a function that nothing calls',
    "if event['path'] == '/no':\n    return answer(403)\nreturn act(event['body'])",
    `${session}\ndef check(event):\n    if not session_of(event):\n        raise PermissionError('no')`,
  ],
  [
    'in dead code',
    "return act(event['body'])\nif not session_of(event):\n    return answer(401)",
    session,
  ],
  [
    'a function that says yes where nothing is brought',
    "if not check(event):\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef check(event):\n    if 'authorization' not in event['headers']:\n        return True\n    return session_of(event) is not None`,
  ],
  [
    'a function that says yes in a table where nothing is brought',
    "if not check(event)['ok']:\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef check(event):\n    if 'authorization' not in event['headers']:\n        return {'ok': True, 'user': 'guest'}\n    if not session_of(event):\n        return {'ok': False}\n    return {'ok': True}`,
  ],
  [
    'another field of a table than the verdict',
    "if not check(event)['user']:\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef check(event):\n    if not session_of(event):\n        return {'ok': False, 'user': 'guest'}\n    return {'ok': True, 'user': 'someone'}`,
  ],
  [
    'a table that is changed',
    "verdict = check(event)\nverdict['ok'] = True\nif not verdict['ok']:\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef check(event):\n    if not session_of(event):\n        return {'ok': False}\n    return {'ok': True}`,
  ],
  [
    'a guest, where nothing is brought',
    "user = {'name': 'guest'}\nif event['headers'].get('authorization'):\n    user = session_of(event)\nif not user:\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'a key that the request brings',
    "claims = jwt.decode(event['headers']['authorization'], event['headers']['key'], algorithms=['HS256'])\nif claims['role'] != 'admin':\n    return answer(403)\nreturn act(claims)",
  ],
  [
    'a key that stands in the code',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], 'secret', algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return answer(401)\nreturn act(claims)",
  ],
  [
    'no algorithm',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], os.environ.get('K', 'dev'), algorithms=['none'])\nexcept jwt.PyJWTError:\n    return answer(401)\nreturn act(claims)",
  ],
  [
    'an error that is passed over',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], os.environ.get('K', 'dev'), algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    claims = {}\nif event['path'] == '/no':\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'who owns it, by what the caller says',
    "body = json.loads(event['body'])\norder = table.get_item(Key={'id': body['id']})['Item']\nif order['userId'] != body['userId']:\n    return answer(403)\nreturn act(body)",
  ],
  [
    'a secret of the request, or else the right one',
    "key = event['headers'].get('x-api-key', os.environ['API_KEY'])\nif key != os.environ['API_KEY']:\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'a captcha',
    "seen = requests.post('https://captcha.example.com', data={'response': json.loads(event['body'])['captcha_token']}).json()\nif not seen['success']:\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'which mode it has',
    "if event['headers'].get('x-auth') != os.environ['AUTH_MODE']:\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'the form by a schema',
    "try:\n    validate(instance={'token': event['headers']['token']}, schema=SCHEMA)\nexcept Exception:\n    return answer(401)\nreturn act(event['body'])",
    'from jsonschema import validate\nSCHEMA = {}',
  ],
  [
    'both ways the same',
    "if session_of(event):\n    act(event['body'])\nelse:\n    act(event['body'])\nreturn answer(403)",
    session,
  ],
  [
    'the other way round',
    "if session_of(event):\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef unused():\n    return 1`,
  ],
  [
    'a list of what is blocked',
    "if sessions.get_item(Key={'token': event['headers']['authorization']}).get('Item'):\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'a number of what is blocked',
    "if sessions.query(KeyConditionExpression=Key('token').eq(event['headers']['authorization']))['Count'] > 0:\n    return answer(403)\nreturn act(event['body'])",
    'from boto3.dynamodb.conditions import Key',
  ],
  [
    'a word among those that are blocked',
    "if event['headers']['authorization'] in BLOCKED:\n    return answer(403)\nreturn act(event['body'])",
    "BLOCKED = boto3.client('ssm').get_parameter(Name='x')['Parameter']['Value']",
  ],
  [
    'False, where None is asked for',
    "if known(event) is None:\n    return answer(401)\nreturn act(event['body'])",
    `${session}\ndef known(event):\n    if not session_of(event):\n        return False\n    return True`,
  ],
  [
    'a coroutine that nothing waits for',
    "known(event)\nreturn act(event['body'])",
    `${session}\nasync def known(event):\n    if not session_of(event):\n        raise PermissionError('no')`,
  ],
  [
    'a check that a request may leave out by a parameter',
    "check(event, event['queryStringParameters'].get('strict'))\nreturn act(event['body'])",
    `${session}\ndef check(event, strict):\n    if strict:\n        if not session_of(event):\n            raise PermissionError('no')`,
  ],
  [
    'one of two is enough',
    "if not session_of(event) and event['headers'].get('x-internal') != '1':\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'a user who is looked up by a name',
    "user = users.get_item(Key={'email': json.loads(event['body'])['email']}).get('Item')\nif not user:\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'another code, with 400',
    "body = json.loads(event['body'])\nfound = users.get_item(Key={'phone': body['phone']})\nif found['Item']['otp'] != body['otp']:\n    return answer(400, 'Bad input')\nreturn act(body)",
  ],
  [
    'what an authorizer says, where there is one',
    "user = event['requestContext'].get('authorizer', {}).get('sub', 'guest')\nreturn act({'user': user, 'body': event['body']})",
  ],
  [
    'what an authorizer says, or else a guest',
    "try:\n    user = event['requestContext']['authorizer']['sub']\nexcept KeyError:\n    user = 'guest'\nreturn act({'user': user, 'body': event['body']})",
  ],
  [
    'what an authorizer says, on a condition',
    "user = event['requestContext']['authorizer']['sub'] if 'authorizer' in event['requestContext'] else 'guest'\nreturn act({'user': user, 'body': event['body']})",
  ],
  [
    'a token that is made for whom the request names, beside one that is asked for',
    "body = json.loads(event['body'])\nif body.get('grant_type') == 'password':\n    return answer(200, issued(body['user_id']))\nelif body.get('grant_type') == 'refresh_token':\n    try:\n        return answer(200, refreshed(body['refresh_token']))\n    except ValueError as error:\n        return answer(401, str(error))\nreturn answer(400)",
    "def issued(user):\n    return jwt.encode({'sub': user}, os.environ['K'], algorithm='HS256')\ndef refreshed(token):\n    try:\n        claims = jwt.decode(token, os.environ['K'], algorithms=['HS256'])\n        return issued(claims['sub'])\n    except jwt.InvalidTokenError:\n        raise ValueError('no')",
  ],
  [
    'None, where False is asked for',
    "if session_of(event) is False:\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'the answer of AWS, which is always there',
    "found = sessions.get_item(Key={'token': event['headers']['authorization']})\nif not found:\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'items that are never None',
    "found = sessions.query(KeyConditionExpression=Key('token').eq(event['headers']['authorization'])).get('Items')\nif found is None:\n    return answer(401)\nreturn act(event['body'])",
    'from boto3.dynamodb.conditions import Key',
  ],
  [
    'whether AWS has answered',
    "found = sessions.get_item(Key={'token': event['headers']['authorization']})\nif found['ResponseMetadata']['HTTPStatusCode'] != 200:\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'a table around it',
    "known = {'user': session_of(event)}\nif not known:\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'a guest, or else a session',
    "user = session_of(event) or {'name': 'guest'}\nif not user:\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'one that is active where it is not there',
    "if not (session_of(event) or {}).get('active', True):\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'who someone says to be',
    "if not users.get_item(Key={'id': event['headers']['x-auth-user-id']}).get('Item'):\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'the user of a log-in alone',
    "name, password = base64.b64decode(event['headers']['authorization'].split(' ')[1]).decode().split(':')\nif not users.get_item(Key={'name': name}).get('Item'):\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'a service that the request names',
    "seen = requests.get(json.loads(event['body'])['issuer'], headers={'Authorization': event['headers']['authorization']})\nif seen.status_code != 200:\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'a hash that the request brings',
    "body = json.loads(event['body'])\nif not bcrypt.checkpw(body['password'].encode(), body['hash'].encode()):\n    return answer(401)\nreturn act(body)",
  ],
  [
    'a text that holds the empty one',
    "if event['headers'].get('x-api-key', '') not in os.environ['API_KEYS']:\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'nothing, which is as nothing that is stored',
    "body = json.loads(event['body'])\nuser = users.get_item(Key={'email': body['email']}).get('Item', {})\nif body.get('otp') != user.get('otp'):\n    return answer(401)\nreturn act(body)",
  ],
  [
    'a refusal that gives all the same',
    "if not session_of(event):\n    return answer(401, table.get_item(Key={'id': event['path']})['Item'])\nreturn act(event['body'])",
    session,
  ],
  [
    'where a search begins',
    "if not sessions.scan(ExclusiveStartKey={'id': event['headers']['authorization']})['Items']:\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'an unknown package that is paid before',
    "get_paid(json.loads(event['body']))\nif not session_of(event):\n    return answer(401)\nreturn answer(200)",
    `${session}\nfrom shop import get_paid`,
  ],
  [
    'a verdict that is set again',
    "verdict = {'ok': session_of(event) is not None}\nif event['headers'].get('x-internal'):\n    verdict['ok'] = True\nif not verdict['ok']:\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'a verdict that takes what the request brings',
    "verdict = {'ok': session_of(event) is not None, **json.loads(event['body'])}\nif not verdict['ok']:\n    return answer(401)\nreturn act(event['body'])",
    session,
  ],
  [
    'a token of the code, where none is brought',
    "token = event['headers'].get('authorization') or os.environ['DEFAULT_TOKEN']\nif not sessions.get_item(Key={'token': token}).get('Item'):\n    return answer(401)\nreturn act(event['body'])",
  ],
  [
    'another look-up by the same function',
    "known = found({'token': event['headers']['authorization']})\nif not found({'id': event['pathParameters']['id']}):\n    return answer(403)\nreturn act(event['body'])",
    `def found(key):\n    return sessions.get_item(Key=key).get('Item')`,
  ],
  [
    'a seal whose key stands in the code',
    "try:\n    user = URLSafeTimedSerializer('secret').loads(event['headers']['authorization'])\nexcept Exception:\n    return answer(401)\nreturn act({'user': user})",
    'from itsdangerous import URLSafeTimedSerializer',
  ],
  [
    'a field that is only called like one',
    "if not sessions.get_item(Key={'a': json.loads(event['body'])['token_address']}).get('Item'):\n    return answer(403)\nreturn act(event['body'])",
  ],
  [
    'what an authorizer says of a payload in which nothing may be said',
    "user = event['requestContext']['authorizer']['claims']\nreturn act({'user': user, 'body': event['body']})",
  ],
  [
    'what an authorizer says, where an error is passed over',
    "with contextlib.suppress(Exception):\n    user = event['requestContext']['authorizer']['sub']\nreturn act(event['body'])",
    'import contextlib',
  ],
  [
    'a number of rows',
    "cursor.execute('SELECT COUNT(*) FROM sessions WHERE token = %s', (event['headers']['authorization'],))\nif not cursor.fetchone():\n    return answer(401)\nreturn act(event['body'])",
    "import pymysql\ncursor = pymysql.connect(host='h').cursor()",
  ],
  [
    'a key that thousands have copied',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], SIGNING, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return answer(401)\nreturn act(claims)",
    `SIGNING = '${'09d25e094faa6ca2556c'}818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7'`,
  ],
  [
    'a key of words, however long',
    "try:\n    claims = jwt.decode(event['headers']['authorization'], SIGNING, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return answer(401)\nreturn act(claims)",
    "SIGNING = 'your-256-bit-Secret-4-Prod2x9Q'",
  ],
  [
    'a token of the code, in a function, where none is brought',
    "if not known(event['headers'].get('authorization')):\n    return answer(401)\nreturn act(event['body'])",
    "def known(token=None):\n    token = token or os.environ['TOKEN']\n    return sessions.get_item(Key={'token': token}).get('Item')",
  ],
  [
    'a hash that an unknown user brings',
    "body = json.loads(event['body'])\nuser = users.get_item(Key={'email': body['email']}).get('Item') or body\nif not bcrypt.checkpw(body['password'].encode(), user['hash'].encode()):\n    return answer(401)\nreturn act(body)",
  ],
  [
    'a key that the request says is right',
    "right = event['queryStringParameters'].get('right') or os.environ['API_KEY']\nif event['headers']['x-api-key'] != right:\n    return answer(401)\nreturn act(event['body'])",
  ],
];
