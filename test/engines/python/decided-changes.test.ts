import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';
import { before } from './design-of-handler.ts';

/** What is found in code, each as `removes dynamodb:DeleteItem by key`. */
function changesIn(source: string): readonly string[] | undefined {
  return foundWith(source)?.changes.map(
    ({ kind, call, by, isBlind, route }) =>
      `${kind} ${call} by ${by}${isBlind ? ', blind' : ''}${route ? ` at ${route.method} ${route.path}` : ''}`,
  );
}

/** Of what stands in a handler; the body of the request is `body`. */
function changesOf(code: string, beside = '') {
  const taken = `body = json.loads(event['body'])\n${code}`;

  return changesIn(
    `${before}${beside}\ndef handler(event, context):\n${taken.replace(/^/gm, '    ')}\n    return answer(201)\n`,
  );
}

type Row = readonly [what: string, code: string, found: string, beside?: string];

function rows(all: readonly Row[]) {
  return all.map(([what, code, found, beside]) => [what, code, found, beside ?? ''] as const);
}

/** A payment that is looked up by what a request says. */
const paying = "import mercadopago\nsdk = mercadopago.SDK(os.environ['TOKEN'])";
const askedPayment = "payment = body['id']\npaid = sdk.payment().get(payment)['response']";
const notePaid = "table.update_item(Key={'id': payment}, UpdateExpression='SET a = :a')";

/** A class whose fields are what it is made with. */
const kept =
  "class Kept:\n    def __init__(self, id=None, name=None):\n        self.id = id\n        self.name = name\n    def item(self):\n        return {'id': self.id, 'name': self.name}";

describe('a change that a request decides', () => {
  it.each(
    rows([
      [
        'an item of a table',
        "table.delete_item(Key={'id': body['id']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'an item of the client, by a parameter of the path',
        "client.delete_item(TableName='t', Key={'id': {'S': event['pathParameters']['id']}})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'by the path in the context',
        "path = event['requestContext']['http']['path']\ntable.delete_item(Key={'id': path.split('/')[-1]})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'a part of an item',
        "table.update_item(Key={'id': body['id']}, UpdateExpression='SET a = :a', ExpressionAttributeValues={':a': 1})",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'what the one item of the settings says',
        "table.update_item(Key={'id': 'settings'}, UpdateExpression='SET a = :a', ExpressionAttributeValues={':a': body['a']})",
        'changes dynamodb:UpdateItem by content',
      ],
      [
        'an item of any user',
        "users.put_item(Item={'email': body['email'], 'password': body['password']})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'all that is sent',
        'table.put_item(Item=body)',
        'replaces dynamodb:PutItem by content, blind',
      ],
      [
        'all that is sent behind an id',
        "table.put_item(Item={'id': str(uuid.uuid4()), **body})",
        'replaces dynamodb:PutItem by content, blind',
      ],
      [
        'under a condition that says nothing of the key',
        "table.put_item(Item={'id': body['id']}, ConditionExpression='attribute_exists(id)')",
        'replaces dynamodb:PutItem by key',
      ],
      [
        'an item that has to be there',
        "found = table.get_item(Key={'id': body['id']}).get('Item')\nif not found:\n    return answer(404)\ntable.put_item(Item={'id': body['id'], 'n': body['n']})",
        'replaces dynamodb:PutItem by key',
      ],
      [
        'through a function and an object of the code',
        "Orders().remove(body['id'])",
        'removes dynamodb:DeleteItem by key',
        "class Orders:\n    def __init__(self):\n        self.table = dynamodb.Table('orders')\n    def remove(self, id):\n        self.table.delete_item(Key={'id': id})",
      ],
      [
        'by a table of functions',
        "actions[body['action']](body)",
        'removes dynamodb:DeleteItem by key',
        "def remove(body):\n    table.delete_item(Key={'id': body['id']})\nactions = {'remove': remove}",
      ],
      [
        'on a client that is not seen',
        "context.db.delete_item(TableName='t', Key={'id': body['id']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'in a batch',
        "with table.batch_writer() as batch:\n    for each in body['ids']:\n        batch.delete_item(Key={'id': each})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'in a transaction',
        "client.transact_write_items(TransactItems=[{'Delete': {'TableName': 't', 'Key': {'id': {'S': body['id']}}}}])",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'in a text of PartiQL',
        "client.execute_statement(Statement='DELETE FROM t WHERE id = ?', Parameters=[{'S': body['id']}])",
        'removes dynamodb:ExecuteStatement by filter',
      ],
      [
        'an object',
        "s3.put_object(Bucket='b', Key='files/' + body['name'], Body=body['data'])",
        'replaces s3:PutObject by key, blind',
      ],
      [
        'the one object',
        "s3.put_object(Bucket='b', Key='settings.json', Body=json.dumps(body))",
        'replaces s3:PutObject by content',
      ],
      [
        'an object that is removed',
        "s3.delete_object(Bucket='b', Key=body['key'])",
        'removes s3:DeleteObject by key',
      ],
      [
        'an object of the resource',
        "boto3.resource('s3').Object('b', body['key']).delete()",
        'removes s3:DeleteObject by key',
      ],
      [
        'a file that is uploaded',
        "s3.upload_fileobj(body['file'], 'b', body['name'])",
        'replaces s3:PutObject by key, blind',
      ],
      [
        'a parameter',
        "boto3.client('ssm').put_parameter(Name=body['name'], Value='x', Overwrite=True)",
        'replaces ssm:PutParameter by name',
      ],
      [
        'a document',
        "mongo.users.update_one({'_id': body['id']}, {'$set': {'name': 'x'}})",
        'changes mongodb.update_one by filter',
      ],
      [
        'documents',
        "mongo.users.delete_many({'group': body['group']})",
        'removes mongodb.delete_many by filter',
      ],
      [
        'a document of all that is sent',
        'mongo.users.insert_one(body)',
        'changes mongodb.insert_one by content',
      ],
      [
        'a row',
        "connection.cursor().execute('UPDATE users SET name = %s WHERE id = %s', (body['name'], body['id']))",
        'changes sql.UPDATE by filter',
      ],
      [
        'a row in a text that is put together',
        'connection.cursor().execute(f"DELETE FROM users WHERE id = {body[\'id\']}")',
        'removes sql.DELETE by filter',
      ],
      [
        'a row that is there or not',
        "connection.cursor().execute('INSERT INTO users (email, hash) VALUES (%s, %s) ON CONFLICT (email) DO UPDATE SET hash = EXCLUDED.hash', (body['email'], body['hash']))",
        'replaces sql.INSERT by key, blind',
      ],
      [
        'an object that was found, and saved',
        "user = session.query(User).filter_by(id=body['id']).first()\nuser.name = 'x'\nsession.commit()",
        'changes orm.save by filter',
      ],
      [
        'an object that was found, and deleted',
        "user = session.query(User).filter(User.id == body['id']).first()\nsession.delete(user)",
        'removes orm.delete by filter',
      ],
      [
        'what a query finds',
        "session.query(User).filter_by(id=body['id']).delete()",
        'removes orm.delete by filter',
      ],
      [
        'a statement that is made of calls',
        "session.execute(update(User).where(User.id == body['id']).values(name='x'))",
        'changes orm.update by filter',
        'from sqlalchemy import update',
      ],
      [
        'a key of Redis',
        "cache.set(body['key'], 1)",
        'replaces redis.set by key, blind',
        "import redis\ncache = redis.Redis(host='h')",
      ],
      [
        'a mail to whom a request names',
        "ses.send_email(Source='a@example.org', Destination={'ToAddresses': [body['to']]}, Message={})",
        'sends ses:SendEmail by recipient',
      ],
      [
        'a mail by SMTP',
        "smtplib.SMTP('h').sendmail('a@example.org', body['to'], 'x')",
        'sends smtplib.sendmail by recipient',
        'import smtplib',
      ],
      [
        'a text to a phone',
        "sns.publish(PhoneNumber=body['phone'], Message='x')",
        'sends sns:Publish by recipient',
      ],
      [
        'all that is sent to a queue',
        "sqs.send_message(QueueUrl=os.environ['Q'], MessageBody=event['body'])",
        'sends sqs:SendMessage by content',
      ],
      [
        'what is kept to be sent on',
        "dynamodb.Table('messages').put_item(Item={'id': str(uuid.uuid4()), 'recipientId': body['to'], 'text': body['text']})",
        'sends dynamodb:PutItem by recipient',
      ],
      [
        'in the name of the code',
        "requests.post('https://api.example.org/orders', headers={'Authorization': os.environ['API_TOKEN']}, json=body)",
        'sends requests.post by content',
      ],
      ...[
        "requests.get(body['file_url'], headers={'Authorization': os.environ['API_TOKEN']})",
        "url = body.get('callbackUrl')\nif not url:\n    return None\nhead = {'Authorization': 'Bearer ' + os.environ['slack_key']}\nrequests.get(url, headers=head)",
      ].map((code): [string, string, string] => [
        'its token to an address that is named',
        code,
        'sends requests.get by recipient',
      ]),
      [
        'to the connections of others',
        "for each in table.scan()['Items']:\n    boto3.client('apigatewaymanagementapi').post_to_connection(ConnectionId=each['id'], Data=body['text'])",
        'sends execute-api:PostToConnection by content',
      ],
      [
        'another function',
        "boto3.client('lambda').invoke(FunctionName='pay', Payload=json.dumps(body))",
        'has done lambda:Invoke by content',
      ],
      [
        'a state machine',
        "boto3.client('stepfunctions').start_execution(stateMachineArn='a', input=json.dumps({'id': body['id']}))",
        'has done states:StartExecution by content',
      ],
      [
        'a machine',
        "boto3.client('ec2').stop_instances(InstanceIds=[body['id']])",
        'has done ec2:StopInstances by name',
      ],
      [
        'a user of a pool',
        "boto3.client('cognito-idp').admin_delete_user(UserPoolId='p', Username=body['name'])",
        'has done cognito-idp:AdminDeleteUser by name',
      ],
      [
        'by arguments that are spread',
        "change = {'Key': {'id': body['id']}, 'UpdateExpression': 'SET a = :a'}\ntable.update_item(**change)",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'by arguments that are put together',
        "change = {}\nchange['Key'] = {'id': body['id']}\ntable.update_item(**change)",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'each field of an object that was found',
        "user = session.get(User, body['id'])\nfor key, value in body.items():\n    setattr(user, key, value)\nsession.commit()",
        'changes orm.save by filter',
      ],
      [
        'an object that a function finds',
        "user = found(body['id'])\nuser.name = 'x'\nuser.save()",
        'changes orm.save by filter',
        'def found(id):\n    return User.objects.get(id=id)',
      ],
      [
        'an item of a model under a key',
        "Kept(body['email'], hash='x').save()",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'all that is sent, as a model',
        'session.add(User(**body))\nsession.commit()',
        'changes orm.add by content',
      ],
      [
        'an item that is looked for, and replaced in any case',
        "try:\n    found = table.get_item(Key={'id': body['id']})\n    print(found['Item'])\nexcept KeyError:\n    pass\ntable.put_item(Item={'id': body['id']})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'an item of who says an address of the code',
        "if body['sourceIp'] in ('192.0.2.1', '192.0.2.2'):\n    table.delete_item(Key={'id': body['id']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'an item of who does not come from addresses of the code',
        "if event['requestContext']['identity']['sourceIp'] not in ('192.0.2.1', '192.0.2.2'):\n    table.delete_item(Key={'id': body['id']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'a document that is made if it is not there',
        "mongo.users.update_one({'email': body['email']}, {'$set': {'hash': 'x'}}, upsert=True)",
        'replaces mongodb.update_one by filter, blind',
      ],
      [
        'a document of Firestore',
        "firestore.client().collection('users').document(body['id']).delete()",
        'removes firestore.delete by key',
        'from firebase_admin import firestore',
      ],
      [
        'a user, though a mail confirms it',
        "users.put_item(Item={'email': body['email'], 'password': 'x', 'verification_token': 'y'})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'an item that is looked at after it was replaced',
        "table.put_item(Item={'id': body['id']})\nif 'Item' in table.get_item(Key={'id': body['id']}):\n    return answer(200)",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'an item that a function has found',
        "old = found(body['id'])\ntable.put_item(Item={'id': body['id']})",
        'replaces dynamodb:PutItem by key, blind',
        "def found(id):\n    response = table.get_item(Key={'id': id})\n    if 'Item' in response:\n        return response['Item']",
      ],
      [
        'an item of what was found by a request',
        "for each in table.query(KeyConditionExpression=Key('pk').eq(body['pk']))['Items']:\n    table.delete_item(Key={'pk': each['pk']})",
        'removes dynamodb:DeleteItem by key',
        'from boto3.dynamodb.conditions import Key',
      ],
      [
        'by all that is sent as arguments',
        "actions = {'delete': lambda x: table.delete_item(**x)}\nactions[body['action']](body['payload'])",
        'removes dynamodb:DeleteItem by content',
      ],
      [
        'a machine as an object',
        "boto3.resource('ec2').Instance(body['id']).terminate()",
        'has done ec2:Terminate by name',
      ],
      [
        'an object of a model that is merged',
        'session.merge(User(**body))',
        'replaces orm.merge by content',
      ],
      [
        'an object that a session finds by its model',
        "with Session(engine) as found:\n    found.delete(found.get(User, body['id']))",
        'removes orm.delete by filter',
        'from sqlalchemy.orm import Session\nengine = create_engine("sqlite://")',
      ],
      [
        'a row by a function of the code',
        "execute('DELETE FROM users WHERE id = %s', (body['id'],))",
        'removes sql.DELETE by filter',
        'def execute(sql, parameters):\n    connection.cursor().execute(sql, parameters)',
      ],
      [
        'by a session with a token',
        "shop.post('https://api.example.org', json=body)",
        'sends requests.post by content',
        "shop = requests.Session()\nshop.headers.update({'Authorization': os.environ['API_TOKEN']})",
      ],
      [
        'though two fields of it are compared',
        "if body['password'] != body['again']:\n    return answer(400)\ntable.update_item(Key={'id': body['id']}, UpdateExpression='SET p = :p', ExpressionAttributeValues={':p': body['password']})",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'though something was found by an id',
        "found = table.get_item(Key={'id': body['id']}).get('Item')\nif found is None:\n    return answer(404)\ntable.update_item(Key={'id': body['id']}, UpdateExpression='SET a = :a', ExpressionAttributeValues={':a': 1})",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'before a code is compared',
        "table.delete_item(Key={'id': body['id']})\nif table.get_item(Key={'id': body['id']})['Item']['otp'] != body['otp']:\n    return answer(401)",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'beside a function that compares a password',
        "actions[body['action']](body)",
        'removes dynamodb:DeleteItem by key',
        "def log_in(body):\n    if table.get_item(Key={'id': body['id']})['Item']['password'] != body['password']:\n        raise ValueError('wrong')\ndef remove(body):\n    table.delete_item(Key={'id': body['id']})\nactions = {'in': log_in, 'remove': remove}",
      ],
      [
        'in a list elsewhere, by what is named in the address',
        "requests.put('https://api.airtable.com/v0/a/b/' + body['id'], headers={'Authorization': os.environ['API_TOKEN']}, json={'fields': {}})",
        'sends requests.put by content',
      ],
      [
        'by a function that is called from more than one place',
        "if body['new']:\n    return save(body['id'])\nsave(body['id'])",
        'replaces dynamodb:PutItem by key',
        "def save(id):\n    table.put_item(Item={'id': id})",
      ],
      [
        'by a property of an object',
        "Kept(body['id']).gone",
        'removes dynamodb:DeleteItem by key',
        "class Kept:\n    def __init__(self, id):\n        self.id = id\n    @property\n    def gone(self):\n        table.delete_item(Key={'id': self.id})",
      ],
      [
        'what a service knows of faces',
        "boto3.client('rekognition').delete_faces(CollectionId='a', FaceIds=body['ids'])",
        'has done rekognition:DeleteFaces by name',
      ],
      [
        'a name of a zone',
        "boto3.client('route53').change_resource_record_sets(HostedZoneId='a', ChangeBatch={'Changes': body['changes']})",
        'has done route53:ChangeResourceRecordSets by content',
      ],
      ...(
        [
          ['is not made', `if paid['status'] != 'approved':\n    ${notePaid}`],
          ['is nowhere asked for', `print(paid['status'])\n${notePaid}`],
          ['is there', `if paid['status'] == '200':\n    ${notePaid}`],
          [
            'is made, of what the request names besides',
            "if paid['status'] == 'approved':\n    table.update_item(Key={'id': payment, 'order': body['order']}, UpdateExpression='SET a = :a')",
          ],
          [
            'is made, by the word of anyone else',
            `other = requests.get(payment)\nif other['status'] == 'approved':\n    ${notePaid}`,
          ],
          ['is said to be made', `if body['status'] == 'approved':\n    ${notePaid}`],
        ] as const
      ).map(
        ([what, code]): Row => [
          `where a payment ${what}`,
          `${askedPayment}\n${code}`,
          'changes dynamodb:UpdateItem by key',
          paying,
        ],
      ),
      [
        'behind a code that is compared only where there is one',
        "item = table.get_item(Key={'phone': body['phone']}).get('Item')\nif item and item['otp'] != body['otp']:\n    return answer(401)\ntable.delete_item(Key={'phone': body['phone']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'before a function that compares a code',
        "table.delete_item(Key={'phone': body['phone']})\nask(body)",
        'removes dynamodb:DeleteItem by key',
        "def ask(body):\n    if table.get_item(Key={'phone': body['phone']})['Item']['otp'] != body['otp']:\n        raise ValueError('wrong')",
      ],
      [
        'though another field is one of a list',
        "if body['kind'] not in ('a', 'b'):\n    return answer(400)\ntable.delete_item(Key={'id': body['id']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'to a service, of an address of the code',
        "requests.post(f'{settings.url_root}orders', headers={'X-API-Key': os.environ['API_KEY']}, json=body)",
        'sends requests.post by content',
        'import settings',
      ],
      [
        'in a list elsewhere, by POST',
        "requests.post('https://api.airtable.com/v0/a/' + body['id'], headers={'Authorization': os.environ['API_TOKEN']}, json={'fields': {}})",
        'sends requests.post by content',
      ],
      [
        'under an id that the code makes only where none is sent',
        "if 'id' not in body:\n    body['id'] = str(uuid.uuid4())\ntable.put_item(Item={'id': body['id']})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'all that is sent, with an id only where none is sent',
        "if 'id' not in body:\n    body['id'] = str(uuid.uuid4())\ntable.put_item(Item=body)",
        'replaces dynamodb:PutItem by content, blind',
      ],
      [
        'under a digest of a part of what it holds',
        "email = body['email']\nkey = hashlib.md5(email.encode()).hexdigest()\ntable.put_item(Item={'id': key, 'email': email, 'text': body['text']})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'under what a function makes a digest of at times alone',
        "url = body['url']\ntable.put_item(Item={'short_id': short(url), 'url': url})",
        'replaces dynamodb:PutItem by key, blind',
        'def short(text):\n    if len(text) < 9:\n        return text\n    return hashlib.sha256(text.encode()).hexdigest()[:8]',
      ],
      [
        'an item by what is sent behind what is fixed',
        "key = 'user-'\nkey += body['id']\ntable.delete_item(Key={'id': key})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'an item by what is put into its key',
        "key = {}\nkey['id'] = body['id']\ntable.delete_item(Key=key)",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'under a digest and what else is sent',
        "url = body['url']\nkey = body['at'] + hashlib.md5(url.encode()).hexdigest()\ntable.put_item(Item={'id': key, 'url': url})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'an object that is made of all that is sent',
        'table.put_item(Item=Kept(**body).item())',
        'replaces dynamodb:PutItem by key, blind',
        kept,
      ],
      [
        'under what is sent, by a name that another branch sets to what is made',
        "if event['httpMethod'] == 'POST':\n    key = str(uuid.uuid4())\n    return answer(200, key)\nelse:\n    key = body['id']\n    table.put_item(Item={'id': key})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'under what is sent, by a name of an item that another branch sets to one with a key that is made',
        "if event['httpMethod'] == 'POST':\n    item = {'id': body['id'], 'name': 'a'}\n    table.put_item(Item=item)\nelse:\n    item = {'id': str(uuid.uuid4())}\n    return answer(200, item)",
        'replaces dynamodb:PutItem by key, blind at POST /{rest+}',
      ],
      [
        'what is sent, by a name that then is set to what a setting says',
        "key = body['id']\ntable.delete_item(Key={'id': key})\nkey = os.environ['KEY']\ntable.update_item(Key={'id': key}, UpdateExpression='SET a = :a')",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'under what is sent, where one branch makes a key',
        "key = body['id']\nif not key:\n    key = str(uuid.uuid4())\ntable.put_item(Item={'id': key})",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'under what the turn before took',
        "key = str(uuid.uuid4())\nfor each in body['all']:\n    table.put_item(Item={'id': key})\n    key = each",
        'replaces dynamodb:PutItem by key, blind',
      ],
      [
        'an item of a state that is compared',
        "found = table.get_item(Key={'id': body['id']})['Item']\nif found['state'] == 'closed':\n    return answer(409)\ntable.put_item(Item={'id': body['id']})",
        'replaces dynamodb:PutItem by key',
      ],
      [
        'what who signs up may do',
        "users.put_item(Item={'id': str(uuid.uuid4()), 'email': body['email'], 'role': body['role']})",
        'changes dynamodb:PutItem by content',
      ],
      [
        'a session, which is no user',
        "users.put_item(Item={'email': body['email'], 'session': 'y'})",
        'replaces dynamodb:PutItem by key',
      ],
      [
        'an object of a list that the code goes through',
        "for each in body['ids']:\n    s3.delete_object(Bucket='b', Key=f'a/{each}')",
        'removes s3:DeleteObject by key',
      ],
      [
        'a mail with its own heads',
        "message = EmailMessage()\nmessage['To'] = body['to']\nwith smtplib.SMTP('h') as server:\n    server.send_message(message)",
        'sends smtplib.send_message by recipient',
        'import smtplib\nfrom email.message import EmailMessage',
      ],
      [
        'a text by Twilio',
        "Client(os.environ['SID'], os.environ['TOKEN']).messages.create(to=body['to'], body='x')",
        'sends twilio.messages.create by recipient',
        'from twilio.rest import Client',
      ],
      [
        'by urllib',
        "urlopen(Request('https://api.example.org', data=json.dumps(body).encode(), headers={'Authorization': os.environ['API_TOKEN']}))",
        'sends urllib.request.urlopen by content',
        'from urllib.request import Request',
      ],
      [
        'an object that is read',
        "s3.get_object(Bucket='b', Key='files/' + body['name'])",
        'reads s3:GetObject by key',
      ],
      [
        'a secret',
        "boto3.client('secretsmanager').get_secret_value(SecretId=body['id'])",
        'reads secretsmanager:GetSecretValue by name',
      ],
      [
        'what is found at a provider by what the request names',
        "found = stripe.checkout.Session.retrieve(body['session'])\ntable.update_item(Key={'id': found.metadata['order']}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'one more for what is chosen, which is money',
        "table.update_item(Key={'id': body['id']}, UpdateExpression='ADD balances.#c :one', ExpressionAttributeNames={'#c': body['choice']}, ExpressionAttributeValues={':one': 1})",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'more for what is chosen than one',
        "table.update_item(Key={'id': body['id']}, UpdateExpression='ADD results.#c :n', ExpressionAttributeNames={'#c': body['choice']}, ExpressionAttributeValues={':n': body['n']})",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'all of a state, where nothing signs in',
        "table.delete_item(Key={'state': body['state']})",
        'removes dynamodb:DeleteItem by key',
      ],
      [
        'what was compared, and is no code',
        "found = table.get_item(Key={'email': body['email']}).get('Item')\nif not found or found['kota'] != body['kota']:\n    return answer(400)\nusers.update_item(Key={'email': body['email']}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'what only one branch has put',
        "made = f\"{body['day']}-{body['hour']}\"\nif body['new']:\n    table.put_item(Item={'hour_id': made, 'id': str(uuid.uuid4())})\ntable.update_item(Key={'hour_id': made}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'an object whose name is a digest and something else',
        "text = body['text']\ns3.put_object(Bucket='b', Key=hashlib.md5(text.encode()).hexdigest() + body['id'], Body=text)",
        'replaces s3:PutObject by key, blind',
      ],
      [
        'an object whose name is a digest of another part',
        "name = body['name']\ns3.put_object(Bucket='b', Key=hashlib.md5(name.encode()).hexdigest(), Body=body['text'])",
        'replaces s3:PutObject by key, blind',
      ],
      ...[
        "{k: v for k, v in body.items() if k not in ('name', 'text')}",
        "{k: v for k, v in body.items() if v in ('name', 'text')}",
        "{k: body[k] for k in ('name', 'id')}",
        "{k: body[k] for k in ('name', os.environ['FIELD'])}",
        "{'a' + k: body[k] for part in body for k in ('name', 'text')}",
      ].map(
        (code): Row => [
          `fields that it does not list: ${code}`,
          `table.put_item(Item={'id': str(uuid.uuid4()), **${code}})`,
          'replaces dynamodb:PutItem by content, blind',
        ],
      ),
      [
        'what is put later',
        "made = f\"{body['day']}-{body['hour']}\"\ntable.update_item(Key={'hour_id': made}, UpdateExpression='SET a = :a')\ntable.put_item(Item={'hour_id': made, 'id': str(uuid.uuid4())})",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'what was put into another table',
        "made = f\"{body['day']}-{body['hour']}\"\nusers.put_item(Item={'hour_id': made, 'id': str(uuid.uuid4())})\ntable.update_item(Key={'hour_id': made}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'what was put into another table, by one client',
        "made = f\"{body['day']}-{body['hour']}\"\nclient.put_item(TableName='a', Item={'hour_id': {'S': made}, 'id': {'S': str(uuid.uuid4())}})\nclient.update_item(TableName='b', Key={'hour_id': {'S': made}}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'what may be another by all that is sent',
        "made = f\"{body['day']}-{body['hour']}\"\ntable.put_item(Item={'hour_id': made, **body, 'id': str(uuid.uuid4())})\ntable.update_item(Key={'hour_id': made}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
      [
        'another than the one that was put',
        "made = f\"{body['day']}-{body['hour']}\"\ntable.put_item(Item={'hour_id': made, 'id': str(uuid.uuid4())})\nmade = body['id']\ntable.update_item(Key={'hour_id': made}, UpdateExpression='SET a = :a')",
        'changes dynamodb:UpdateItem by key',
      ],
    ]),
  )('is seen: %s', (_, code, found, beside) => {
    expect(changesOf(code, beside)).toEqual([found]);
  });

  it.each(
    rows([
      [
        'a field of a list of the code',
        "item = {'id': table.scan()['Count'] + 1}\nfor field in ['name', 'text']:\n    item[field] = body[field]\ntable.put_item(Item=item)",
        '',
      ],
      [
        'under who an authorizer says it is',
        "table.update_item(Key={'user': event['requestContext']['authorizer']['sub'], 'id': body['id']})",
        '',
      ],
      [
        'an object under a name that the code writes over',
        "file = body['file']\nfile['name'] = f'{uuid.uuid4()}.png'\ns3.put_object(Bucket='b', Key='a/' + file['name'], Body='x')",
        '',
      ],
      ...[
        "order = shop.order.create({'amount': body['amount']})\ntable.put_item(Item={'order_id': order['id'], 'email': body['email']})",
        "found = stripe.checkout.Session.create(mode='payment', line_items=body['items'])\ntable.put_item(Item={'checkout_id': found.id, 'items': body['items']})",
      ].map((code): Row => [`what a payment is called that is asked for: ${code}`, code, '']),
      [
        'one more for what is chosen',
        "table.update_item(Key={'id': body['id']}, UpdateExpression='SET #r.#c = #r.#c + :one', ExpressionAttributeNames={'#r': 'resultats', '#c': body['choice']}, ExpressionAttributeValues={':one': 1})",
        '',
      ],
      [
        'the state of a log-in',
        "asked = event['queryStringParameters']\ntable.delete_item(Key={'state': asked['state']})\nrequests.post('https://example.org/token', data={'code': asked['code']})",
        '',
      ],
      [
        'behind a code that is called so elsewhere',
        "found = table.get_item(Key={'email': body['email']}).get('Item')\nif not found or found['kode'] != body['kode']:\n    return answer(400)\nusers.update_item(Key={'email': body['email']}, UpdateExpression='SET a = :a')",
        '',
      ],
      [
        'an item that it has just put',
        "made = f\"{body['day']}-{body['hour']}\"\nif table.query(KeyConditionExpression=Attr('day').eq(body['day']))['Items']:\n    return answer(409)\ntable.put_item(Item={'hour_id': made})\ntry:\n    table.update_item(Key={'hour_id': made}, UpdateExpression='SET a = :a')\nexcept Exception:\n    table.delete_item(Key={'hour_id': made})",
        '',
      ],
      [
        'what is found by a token, whatever its key is called',
        "token = event['queryStringParameters']['t']\ntable.delete_item(Key={'link': token})",
        '',
      ],
      [
        'an object whose name is a digest of what it holds',
        "text = body['text']\ns3.put_object(Bucket='b', Key=hashlib.md5(text.encode()).hexdigest(), Body=text)",
        '',
      ],
      [
        'an object whose name is a digest of what it is made of',
        "text = body['text']\nspoken = boto3.client('polly').synthesize_speech(Text=text)\ns3.put_object(Bucket='b', Key=hashlib.md5(text.encode()).hexdigest() + '.mp3', Body=spoken['AudioStream'].read())",
        '',
      ],
      ...[
        "{k: body[k] for k in ('name', 'text')}",
        '{k: v for k, v in body.items() if k in FIELDS}',
      ].map(
        (code): Row => [
          `fields that the code lists, behind an id: ${code}`,
          `table.put_item(Item={'id': str(uuid.uuid4()), **${code}})`,
          '',
          "FIELDS = ['name', 'text']",
        ],
      ),
      [
        'what another service answers',
        "found = requests.post('https://example.org/', json=body).json()\ntable.delete_item(Key={'id': found['id']})",
        '',
      ],
      [
        'whether a request says something',
        "table.delete_item(Key={'id': str(body['a'] == 'x')})",
        '',
      ],
      [
        'one of two constants by a field',
        "table.delete_item(Key={'id': 'a' if body['kind'] else 'b'})",
        '',
      ],
      ['what the code is called', "table.delete_item(Key={'id': context.function_name})", ''],
      ['how long something is', "table.delete_item(Key={'id': str(len(body['a']))})", ''],
      [
        'where a request comes from',
        "table.delete_item(Key={'id': event['requestContext']['identity']['sourceIp']})",
        '',
      ],
      [
        'its own connection in a room',
        "table.delete_item(Key={'room': body['room'], 'connection': event['requestContext']['connectionId']})",
        '',
      ],
      [
        'a key that is counted',
        "table.put_item(Item={'id': table.scan()['Count'] + 1, 'name': body['name']})",
        '',
      ],
      [
        'a count of visits',
        "table.update_item(Key={'id': body['id']}, UpdateExpression='ADD visits :one', ConditionExpression='attribute_exists(id)', ExpressionAttributeValues={':one': 1})",
        '',
      ],
      [
        'what only a queue has done',
        "if 'Records' in event:\n    table.delete_item(Key={'id': body['id']})",
        '',
      ],
      [
        'an object that is found, and not saved',
        "user = session.query(User).filter_by(id=body['id']).first()\nuser.name = 'x'",
        '',
      ],
      ['a key of what is no Redis', "context.memory.set(body['key'], 1)", ''],
      [
        'a key of Redis that is not there',
        "cache.set(body['key'], 1, nx=True)",
        '',
        "import redis\ncache = redis.Redis(host='h')",
      ],
      [
        'an answer of a bot',
        "bot.send_message(chat_id=body['chat'], text=body['text'])",
        '',
        'from telegram import Bot\nbot = Bot(os.environ["BOT"])',
      ],
      ...[
        `if paid['status'] == 'approved':\n    ${notePaid}`,
        `if paid['status'] == 'approved':\n    key = {'id': payment}\n    table.update_item(Key=key, UpdateExpression='SET a = :a')`,
        `if paid['status'] != 'approved':\n    return answer(200)\n${notePaid}`,
        `if paid['live'] == '1' and paid['status'] == 'approved':\n    table.update_item(Key={'id': payment, 'order': paid['order']}, UpdateExpression='SET a = :a')`,
      ].map(
        (code): Row => [
          `behind a payment that its provider says is made: ${code}`,
          `${askedPayment}\n${code}`,
          '',
          paying,
        ],
      ),
      [
        'behind a code that is compared',
        "item = table.get_item(Key={'phone': body['phone']}).get('Item')\nif not item or item['code'] != body['code']:\n    return answer(401)\ntable.delete_item(Key={'phone': body['phone']})",
        '',
      ],
      [
        'behind a password that is compared',
        "user = users.get_item(Key={'email': body['email']})['Item']\nif bcrypt.checkpw(body['password'], user['hash']):\n    users.update_item(Key={'email': body['email']}, UpdateExpression='SET a = :a')",
        '',
        'import bcrypt',
      ],
      [
        'what was found by a token',
        "found = table.get_item(Key={'token': body['token']}).get('Item')\nif not found:\n    return answer(403)\nusers.update_item(Key={'email': found['email']}, UpdateExpression='SET p = :p')",
        '',
      ],
      [
        'what was found by a licence',
        "found = table.get_item(Key={'license_key': body['license_key']}).get('Item')\nif found is None:\n    return answer(403)\ntable.update_item(Key={'license_key': body['license_key']}, UpdateExpression='SET p = :p')",
        '',
      ],
      [
        'one of those that the code lists',
        "if body['color'] not in ('red', 'blue'):\n    return answer(400)\ntable.delete_item(Key={'color': body['color']})",
        '',
      ],
      [
        'a count of an item that may not be there',
        "table.update_item(Key={'code': body['code']}, UpdateExpression='ADD hits :one', ExpressionAttributeValues={':one': 1})",
        '',
      ],
      [
        'a count in a row',
        "connection.cursor().execute('UPDATE links SET hits = hits + 1 WHERE code = %s', (body['code'],))",
        '',
      ],
      [
        'a person of whom a function finds no other by an index',
        "ensure_free(body['email'])\nusers.put_item(Item={'email': body['email'], 'password': 'x'})",
        '',
        "from boto3.dynamodb.conditions import Key\ndef ensure_free(email):\n    found = users.query(IndexName='email', KeyConditionExpression=Key('email').eq(email))\n    if found['Count'] > 0:\n        raise ValueError('taken')",
      ],
      [
        'a question to a model of SageMaker',
        "boto3.client('sagemaker-runtime').invoke_endpoint(EndpointName='x', Body=event['body'])",
        '',
      ],
      [
        'behind a function that compares a code',
        "ask(body)\nremove(body['phone'])",
        '',
        "def ask(body):\n    if table.get_item(Key={'phone': body['phone']})['Item']['otp'] != body['otp']:\n        raise ValueError('wrong')\ndef remove(phone):\n    table.delete_item(Key={'phone': phone})",
      ],
      [
        'an item of who knows its token',
        "table.delete_item(Key={'session_id': body['session_id']})",
        '',
      ],
      [
        'to the chat of the owner',
        "requests.post(f\"https://api.telegram.org/bot{os.environ['BOT_TOKEN']}/sendMessage\", json={'chat_id': '1', 'text': body['text']})",
        '',
      ],
      [
        'to the chat of the owner, by a bot',
        "bot.send_message(chat_id='1', text=body['text'])",
        '',
        'from telegram import Bot\nbot = Bot(os.environ["BOT"])',
      ],
      [
        'to itself',
        "requests.post(f'{request.url_root}orders', headers={'X-API-Key': os.environ['API_KEY']}, json=body)",
        '',
        'from flask import request',
      ],
      [
        'to a channel of the owner',
        "requests.post(os.environ['SLACK_WEBHOOK_URL'], json={'text': body['text']})",
        '',
      ],
      [
        'one more in a list elsewhere',
        "requests.post('https://api.airtable.com/v0/a/b', headers={'Authorization': os.environ['API_TOKEN']}, json={'fields': {'name': body['name']}})",
        '',
      ],
      [
        'what a function of the code makes of what it gives an id',
        "table.put_item(Item=written(Kept(body['name'])))",
        '',
        'def written(kept):\n    return {key: str(value) for key, value in vars(kept).items()}\nclass Kept:\n    def __init__(self, name):\n        self.id = str(uuid.uuid4())\n        self.name = name',
      ],
      [
        'an answer to who wrote',
        "requests.post('https://api.line.me/v2/bot/message/reply', headers={'Authorization': os.environ['LINE_TOKEN']}, json={'replyToken': body['replyToken'], 'messages': [{'text': body['text']}]})",
        '',
      ],
      [
        'under an id that the code sets',
        "body['id'] = str(uuid.uuid4())\ntable.put_item(Item={'id': body['id']})",
        '',
      ],
      [
        'behind a key of what is changed',
        "item = table.get_item(Key={'id': body['id']})['Item']\nif item['edit_key'] != body['edit_key']:\n    return answer(403)\ntable.delete_item(Key={'id': body['id']})",
        '',
      ],
      [
        'under the condition of a token',
        "table.update_item(Key={'id': body['id']}, UpdateExpression='SET a = :a', ConditionExpression='edit_token = :t', ExpressionAttributeValues={':a': 1, ':t': body['token']})",
        '',
      ],
      [
        'who is there already, among all',
        "for each in users.scan()['Items']:\n    if each['email'] == body['email']:\n        return answer(409)\nusers.put_item(Item={'email': body['email'], 'password': body['password']})",
        '',
      ],
      [
        'who is there already, as any of all',
        "if any(each['email'] == body['email'] for each in users.scan()['Items']):\n    return answer(409)\nusers.put_item(Item={'email': body['email'], 'password': body['password']})",
        '',
      ],
      [
        'an address of a list',
        "users.put_item(Item={'email': body['email'], 'at': int(time.time()), 'state': 'on'})",
        '',
      ],
      [
        'a count in a document',
        "mongo.posts.update_one({'_id': body['id']}, {'$inc': {'likes': 1}})",
        '',
      ],
      [
        'one of the roles that the code has for who signs up',
        "role = body['role']\nif role not in ('reader', 'writer'):\n    return answer(400)\nusers.put_item(Item={'id': str(uuid.uuid4()), 'role': role})",
        '',
      ],
      [
        'an error',
        "try:\n    pass\nexcept Exception as error:\n    table.delete_item(Key={'id': str(error)})",
        '',
      ],
      [
        'a key that the code makes',
        "table.put_item(Item={'tid': str(uuid.uuid4()), 'pin_code': body['pin_code']})",
        '',
      ],
      [
        'an item with an id of its own',
        "table.put_item(Item={'id': str(uuid.uuid4()), 'name': body['name']})",
        '',
      ],
      [
        'an object that is given a key of its own, and for the rest what is sent',
        'table.put_item(Item=Kept(id=str(uuid.uuid4()), **body).item())',
        '',
        kept,
      ],
      [
        'an object of which what is sent is one field',
        "table.put_item(Item=Kept(name=body['name']).item())",
        '',
        kept,
      ],
      [
        'an item that another branch sets to what is sent',
        "if event['httpMethod'] == 'POST':\n    item = {'id': str(uuid.uuid4())}\n    item['name'] = body['name']\n    table.put_item(Item=item)\nelse:\n    item = body\n    item['seen'] = True\n    return answer(200, item)",
        '',
      ],
      [
        'an item by the name of one that another branch puts what is sent into',
        "if event['kind'] == 'made':\n    item = {}\n    item['id'] = body['id']\n    return answer(200, item)\nelse:\n    item = {'id': 'main', 'on': True}\n    table.put_item(Item=item)",
        '',
      ],
      [
        'what its own digest is the key of',
        "url = body['url']\nkey = hashlib.md5(url.encode()).hexdigest()[:8]\ntable.put_item(Item={'short_id': key, 'url': url, 'created': str(datetime.now())})",
        '',
      ],
      [
        'what its own digest is the key of, by a function of the code',
        "url = body['url']\ntable.put_item(Item={'short_id': short(url), 'url': url})",
        '',
        'def short(text):\n    return hashlib.sha256(text.encode()).hexdigest()[:8]',
      ],
      [
        'a key that is made, under a name that another branch sets to what is sent',
        "if event['httpMethod'] == 'POST':\n    key = str(uuid.uuid4())\n    table.put_item(Item={'id': key, 'name': body['name']})\nelse:\n    key = body['id']\n    return answer(200, key)",
        '',
      ],
      [
        'what a setting says in place of what was sent',
        "key = body['id']\nkey = os.environ['KEY']\ntable.delete_item(Key={'id': key})",
        '',
      ],
      [
        'a key that is made in place of what was sent',
        "key = body['id']\nkey = str(uuid.uuid4())\ntable.put_item(Item={'id': key, 'name': body['name']})",
        '',
      ],
      [
        'all that is sent under a key that is made',
        "table.put_item(Item={**body, 'id': str(uuid.uuid4())})",
        '',
      ],
      [
        'a key with a time of its own',
        "table.put_item(Item={'device_id': body['id'], 'timestamp': int(time.time()), 'n': 1})",
        '',
      ],
      [
        'an item that must not be there',
        "table.put_item(Item={'id': body['id']}, ConditionExpression='attribute_not_exists(id)')",
        '',
      ],
      [
        'an item that was not there',
        "if 'Item' in table.get_item(Key={'id': body['id']}):\n    return answer(409)\ntable.put_item(Item={'id': body['id']})",
        '',
      ],
      [
        'an item that is returned where there is one',
        "try:\n    found = table.get_item(Key={'id': body['id']})\n    return answer(found['Item']['url'])\nexcept KeyError:\n    table.put_item(Item={'id': body['id']})",
        '',
      ],
      [
        'an item of who comes from addresses of the code',
        "if event['requestContext']['identity']['sourceIp'] in ADDRESSES or os.environ['STAGE'] == 'test':\n    table.put_item(Item=body)",
        '',
        "ADDRESSES = ['192.0.2.1', '192.0.2.2']",
      ],
      [
        'an item that a function says is not there',
        "if exists(body['id']):\n    raise ValueError('taken')\ntable.put_item(Item={'id': body['id']})",
        '',
        "def exists(id):\n    return 'Item' in table.get_item(Key={'id': id})",
      ],
      [
        "the caller's own connection",
        "table.delete_item(Key={'id': event['requestContext']['connectionId']})",
        '',
      ],
      [
        'what a verified token says',
        "claims = jwt.decode(body['token'], os.environ['JWT_SECRET'], algorithms=['HS256'])\ntable.delete_item(Key={'id': claims['sub']})",
        '',
      ],
      [
        'who an authorizer says it is',
        "table.delete_item(Key={'id': event['requestContext']['authorizer']['claims']['sub']})",
        '',
      ],
      ['a constant', "table.delete_item(Key={'id': 'lock'})", ''],
      [
        'one of a table of the code',
        "table.delete_item(Key={'id': names[body['kind']]})",
        '',
        "names = {'a': '1', 'b': '2'}",
      ],
      [
        'one of two constants',
        "table.delete_item(Key={'id': 'a' if body['kind'] == 'a' else 'b'})",
        '',
      ],
      ['the id of the invocation', "table.delete_item(Key={'id': context.aws_request_id})", ''],
      [
        'a count by a constant',
        "table.update_item(Key={'id': 'visits'}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})",
        '',
      ],
      [
        'what a queue sends',
        "if 'Records' in event:\n    for each in event['Records']:\n        table.delete_item(Key={'id': each['body']})",
        '',
      ],
      [
        'what a schedule does',
        "if event.get('source') == 'aws.events':\n    table.delete_item(Key={'id': body['id']})",
        '',
      ],
      [
        'what is called without HTTP',
        "if 'httpMethod' not in event:\n    table.delete_item(Key={'id': event['id']})",
        '',
      ],
      [
        'what is called by nothing',
        'pass',
        '',
        "def remove(id):\n    table.delete_item(Key={'id': id})",
      ],
      [
        'a row that is added',
        "connection.cursor().execute('INSERT INTO orders (a) VALUES (%s)', (body['a'],))",
        '',
      ],
      [
        'a row that is read',
        "connection.cursor().execute('SELECT a FROM orders WHERE id = %s', (body['id'],))",
        '',
      ],
      ['an item that is read', "table.get_item(Key={'id': body['id']})", ''],
      ['a document of named fields', "mongo.orders.insert_one({'name': body['name']})", ''],
      ['a table in memory', "found = {}\nfound.update(body)\nfound.setdefault(body['a'], 1)", ''],
      ['an object that is made', "session.add(Order(name=body['name']))\nsession.commit()", ''],
      [
        'a mail to the owner',
        "ses.send_email(Source='a@example.org', Destination={'ToAddresses': ['b@example.org']}, Message={'Body': body['text']})",
        '',
      ],
      [
        'a text to those of one topic',
        "sns.publish(TopicArn=os.environ['T'], Message=f\"New message of {body['name']}\")",
        '',
      ],
      [
        'to its own connection',
        "boto3.client('apigatewaymanagementapi').post_to_connection(ConnectionId=event['requestContext']['connectionId'], Data=body['text'])",
        '',
      ],
      [
        'an answer to the chat that wrote',
        "requests.post(f\"https://api.telegram.org/bot{os.environ['BOT_TOKEN']}/sendMessage\", json={'chat_id': body['chat']['id'], 'text': body['text']})",
        '',
      ],
      [
        'a question to a model',
        "requests.post('https://api.openai.com/v1/chat/completions', headers={'Authorization': os.environ['OPENAI_API_KEY']}, json=body)",
        '',
      ],
      ...[
        "requests.get(body['file_url'])",
        "requests.get(body['file_url'], headers={'Authorization': event['headers']['Authorization']})",
        "requests.get('https://api.example.org/' + body['url'], headers={'Authorization': os.environ['API_TOKEN']})",
        "requests.get(f\"{os.environ['BASE']}{body['url']}\", headers={'Authorization': os.environ['API_TOKEN']})",
        "requests.get('https://api.example.org/', params={'url': body['url']}, headers={'Authorization': os.environ['API_TOKEN']})",
        "url = body['url']\nif not url.startswith('https://files.example.org/'):\n    return None\nrequests.get(url, headers={'Authorization': os.environ['API_TOKEN']})",
        "host = urlparse(body['url']).netloc\nif host == 'files.example.org':\n    requests.get(body['url'], headers={'Authorization': os.environ['API_TOKEN']})",
        "def check(url):\n    parts = url.split('/')\n    if parts[2] != 'files.example.org':\n        raise ValueError()\ncheck(body['url'])\nrequests.get(body['url'], headers={'Authorization': os.environ['API_TOKEN']})",
        "def check(url):\n    assert url.startswith('https://files.example.org/')\ncheck(body['url'])\nrequests.get(body['url'], headers={'Authorization': os.environ['API_TOKEN']})",
        "requests.get(URLS[body['url']], headers={'Authorization': os.environ['API_TOKEN']})",
        "requests.get(table.get_item(Key={'id': body['id']})['Item']['url'], headers={'Authorization': os.environ['API_TOKEN']})",
      ].map((code): [string, string, string] => ['an address that is looked at', code, '']),
      ['a request without a key', "requests.post('https://api.example.org/orders', json=body)", ''],
      ['an object by a fixed key', "s3.get_object(Bucket='b', Key='settings.json')", ''],
      [
        'a secret of a variable, in code that looks into an error',
        "try:\n    read(os.environ['SECRET_ARN'])\nexcept Exception as error:\n    print(error.__dict__['response'])",
        '',
        "def read(arn):\n    boto3.client('secretsmanager').get_secret_value(SecretId=arn)\n",
      ],
      [
        'what only costs',
        "boto3.client('polly').synthesize_speech(Text=body['text'], VoiceId='a', OutputFormat='mp3')",
        '',
      ],
      [
        'a note of a visit',
        "boto3.client('lambda').invoke(FunctionName='link-analytics', Payload=json.dumps({'slug': body['slug']}))",
        '',
      ],
    ]),
  )('is none: %s', (_, code, _found, beside) => {
    expect(changesOf(code, beside)).toEqual([]);
  });
});

const flask = `import boto3
from flask import Flask, request
import serverless_wsgi
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('orders')
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`;

const own = `import boto3, json
table = boto3.resource('dynamodb').Table('orders')
`;

describe('a change of one route', () => {
  it.each([
    [
      'of an application',
      `${flask}
@app.delete('/orders/<id>')
def remove(id):
    table.delete_item(Key={'id': id})
    return 'ok'
@app.route('/orders', methods=['POST', 'PUT'])
def put():
    table.put_item(Item=request.get_json())
    return 'ok'
@app.get('/orders')
def all():
    return table.scan()
`,
      [
        'removes dynamodb:DeleteItem by key at DELETE /orders/{id}',
        'replaces dynamodb:PutItem by content, blind at POST /orders',
        'replaces dynamodb:PutItem by content, blind at PUT /orders',
      ],
    ],
    [
      'of an application whose routes are not all seen',
      `${flask}
@app.delete('/orders/<id>')
def remove(id):
    table.delete_item(Key={'id': id})
    return 'ok'
app.add_url_rule(path(), view_func=remove)
`,
      ['removes dynamodb:DeleteItem by key'],
    ],
    [
      'of a handler that asks for its routes',
      `${own}
def handler(event, context):
    if event['routeKey'] == 'DELETE /orders/{id}':
        return remove(event['pathParameters']['id'])
    return {'statusCode': 404}
def remove(id):
    table.delete_item(Key={'id': id})
`,
      ['removes dynamodb:DeleteItem by key at DELETE /orders/{id}'],
    ],
    [
      'of one that asks for the path, and for the method in it',
      `${own}
def handler(event, context):
    try:
        body = json.loads(event['body'])
        if event['path'] == '/orders':
            if event['httpMethod'] == 'GET':
                found = table.scan()
            elif event['httpMethod'] == 'PUT' and body:
                found = table.put_item(Item=body)
        return found
    except Exception as error:
        table.put_item(Item={'id': str(error)})
`,
      ['replaces dynamodb:PutItem by content, blind at PUT /orders'],
    ],
    [
      'of one that gives its event to another function',
      `${own}
def handler(event, context):
    return answered(event)
def answered(event):
    if event['httpMethod'] == 'DELETE':
        table.delete_item(Key={'id': event['queryStringParameters']['id']})
`,
      ['removes dynamodb:DeleteItem by key at DELETE /{rest+}'],
    ],
    [
      'of views that one function wraps',
      `${flask}
def logged(f):
    def inner(*given):
        return f(*given)
    return inner
@app.get('/orders')
@logged
def all():
    return table.scan()
@app.delete('/orders/<id>')
@logged
def remove(id):
    table.delete_item(Key={'id': id})
`,
      ['removes dynamodb:DeleteItem by key at DELETE /orders/{id}'],
    ],
    [
      'of a handler that another function wraps',
      `${own}
def wrapped(f):
    def inner(event, context):
        return f(event, context)
    return inner
def remove(event, context):
    table.delete_item(Key={'id': event['id']})
handler = wrapped(remove)
`,
      ['removes dynamodb:DeleteItem by key'],
    ],
    [
      'of one of the handlers that a decorator wraps',
      `${own}
def api(f):
    def inner(event, context):
        return f(event, context)
    return inner
@api
def all(event, context):
    return table.scan()
@api
def handler(event, context):
    table.update_item(Key={'id': event['id']})
@api
def remove(event, context):
    table.delete_item(Key={'id': event['id']})
`,
      ['changes dynamodb:UpdateItem by key'],
    ],
    [
      'of what is handed to a helper here, and not elsewhere',
      `${own}
def run(f):
    return f()
def handler(event, context):
    return run(lambda: table.update_item(Key={'id': event['id']}))
def remove(event, context):
    return run(lambda: table.delete_item(Key={'id': event['id']}))
`,
      ['changes dynamodb:UpdateItem by key'],
    ],
    [
      'of the last of many',
      `${own}
def handler(event, context):
    if event['path'] == '/a':
        return 1
${Array.from({ length: 20 }, (_, index) => `    elif event['path'] == '/a${index}':\n        return 1`).join('\n')}
    elif event['path'] == '/b':
        table.delete_item(Key={'id': event['id']})
`,
      ['removes dynamodb:DeleteItem by key at ANY /b'],
    ],
    [
      'of an object that is called',
      `${own}
class Handler:
    def __call__(self, event, context):
        table.delete_item(Key={'id': event['id']})
handler = Handler()
`,
      ['removes dynamodb:DeleteItem by key'],
    ],
    [
      'of one of several that give a text to a function',
      `${own}
def handler(event, context):
    if event['routeKey'] == 'GET /orders/{id}':
        return execute('SELECT 1 FROM orders WHERE id = %s', event['pathParameters']['id'])
    if event['routeKey'] == 'DELETE /orders/{id}':
        return execute('DELETE FROM orders WHERE id = %s', event['pathParameters']['id'])
def execute(sql, id):
    return connection.cursor().execute(sql, (id,))
`,
      ['removes sql.DELETE by filter at DELETE /orders/{id}'],
    ],
    [
      'of none, where another word is asked for',
      `${own}
def handler(event, context):
    body = json.loads(event['body'])
    if body['action'] == 'remove':
        table.delete_item(Key={'id': body['id']})
`,
      ['removes dynamodb:DeleteItem by key'],
    ],
    [
      'of each kind the worst',
      `${own}
def handler(event, context):
    body = json.loads(event['body'])
    table.update_item(Key={'id': body['id']})
    table.put_item(Item={'id': body['id']}, ConditionExpression='attribute_exists(id)')
    table.put_item(Item={'id': body['id']})
    table.delete_item(Key={'id': body['id']})
`,
      [
        'removes dynamodb:DeleteItem by key',
        'replaces dynamodb:PutItem by key, blind',
        'changes dynamodb:UpdateItem by key',
      ],
    ],
  ])('is seen: %s', (_, source, found) => {
    expect(changesIn(source)).toEqual(found);
  });
});

/** With what the code asks of AWS. */
function foundWith(source: string) {
  const files = new Map([['app.py', source]]);
  const { calls } = findSdkCalls({ files, handler: 'app.handler' });

  return findDecidedChanges({ files, handler: 'app.handler' }, calls);
}

describe('what is not known', () => {
  const found = (source: string, handler = 'app.handler') =>
    findDecidedChanges({ files: new Map([['app.py', source]]), handler }, []);

  it.each([
    ['no handler', 'x = 1'],
    ['a file that is not there', 'x = 1', 'other.handler'],
    ['one that is made by what is not seen', 'from own import made\nhandler = made()'],
    [
      'code that is loaded by a name',
      'import importlib, os\ndef handler(event, context):\n    return importlib.import_module(os.environ["M"]).run(event)',
    ],
    ['a text that is run', 'def handler(event, context):\n    exec(event["body"])'],
    [
      'too much',
      `def handler(event, context):\n${Array.from({ length: 20_000 }, (_, index) => `    a${index} = event['a'] + 'b'`).join('\n')}`,
    ],
  ])('is undefined: %s', (_, source, handler?: string) => {
    expect(found(source, handler)).toBeUndefined();
  });

  it.each([
    ['code that does nothing', "return {'statusCode': 501}", true],
    [
      'code that calls what changes nothing',
      "print(json.dumps(event))\nreturn {'statusCode': int('501')}",
      true,
    ],
    [
      'a change of AWS that is not followed',
      "import boto3\ntable = boto3.resource('dynamodb').Table('t')\nreturn table.delete_item(Key={'id': own.ID})",
      undefined,
    ],
    [
      'objects that are removed',
      "import boto3\nboto3.resource('s3').Bucket('b').objects.all().delete()",
      undefined,
    ],
    [
      'what is sent by urllib',
      "import urllib.request\nurllib.request.urlopen('https://example.org')",
      undefined,
    ],
    [
      'a count of visits',
      "import boto3\nboto3.resource('dynamodb').Table('t').update_item(Key={'id': 'visits'}, UpdateExpression='ADD visits :one', ExpressionAttributeValues={':one': 1})",
      true,
    ],
    ['code that calls a package that is not known', 'return own.done(event)', undefined],
    ['a method of what is not seen', "return event['a'].done()", undefined],
  ])('all is seen or not: %s', (_, code, isWhole) => {
    const source = `import json, own\ndef handler(event, context):\n${code.replace(/^/gm, '    ')}`;
    expect(foundWith(source)).toEqual({ changes: [], ...(isWhole && { isWhole }) });
  });

  it('where all of AWS is seen, too', () => {
    const source = `${own}\ndef handler(event, context):\n    return table.scan()`;

    expect(foundWith(source)?.isWhole).toBe(true);
  });

  it('shows each call of AWS by which it does the same, for a role may allow one of them', () => {
    const source = `${own}import boto3\ns3 = boto3.client('s3')\ndef handler(event, context):\n    table.delete_item(Key={'id': event['id']})\n    table.delete_item(Key={'id': event['b']})\n    s3.delete_object(Bucket='b', Key=event['id'])`;

    expect(
      found(source)
        ?.changes.map(({ call }) => call)
        .toSorted(),
    ).toEqual(['dynamodb:DeleteItem', 's3:DeleteObject']);
  });

  it('says where a change stands', () => {
    const source = `${own}def handler(event, context):\n    return table.delete_item(Key={'id': event['id']})`;

    expect(found(source)?.changes[0]).toMatchObject({ path: 'app.py', line: 4, column: 12 });
  });
});
