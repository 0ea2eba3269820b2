import { describe, expect } from 'vitest';
import { designOf, each } from './design-of-handler.ts';

const put = (item: string, more = '') => `table.put_item(Item={${item}}${more})`;
const name = "'name': body['name']";
const fresh = `'id': str(uuid.uuid4()), ${name}`;

describe('an item that is new', () => {
  each([
    ['by chance', put(fresh)],
    ['by a part of it', put(`'id': f"{body['name']}-{uuid.uuid4().hex[:8]}", ${name}`)],
    ['by the time', put(`'id': str(int(time.time() * 1000)), ${name}`)],
    ['by a date to the second', put(`'id': datetime.now().strftime('%Y%m%d%H%M%S'), ${name}`)],
    ['by the request of Lambda', put(`'id': context.aws_request_id, ${name}`)],
    ['by the request of API Gateway', put(`'id': event['requestContext']['requestId'], ${name}`)],
    [
      'by a function of the code',
      put(`'code': short(6), ${name}`),
      "def short(length):\n    return ''.join(random.choices(string.ascii_letters, k=length))",
    ],
    [
      'by a hash of the time',
      put(`'id': hashlib.sha256(str(time.time()).encode()).hexdigest(), ${name}`),
    ],
    ['by the second part of its key', put(`'pk': body['user'], 'sk': f'ORDER#{uuid.uuid4()}'`)],
    [
      'by an id after that of another',
      put(`'productId': body['product'], 'orderId': str(uuid.uuid4())`),
    ],
    ['by a condition', put(name, ", ConditionExpression='attribute_not_exists(name)'")],
    ['by a condition of boto3', put(name, ", ConditionExpression=Attr('name').not_exists()")],
    [
      'as the client writes it',
      "client.put_item(TableName='orders', Item={'id': {'S': str(uuid.uuid4())}, 'name': {'S': body['name']}})",
    ],
    [
      'whose id is set later',
      "item = {'name': body['name']}\nitem['id'] = str(uuid.uuid4())\ntable.put_item(Item=item)",
    ],
    [
      'by an id after that of another, and no name of what it is kept in',
      "notes.put_item(Item={'id': str(uuid.uuid4()), 'postId': body['postId'], 'text': body['text']})",
      "notes = dynamodb.Table(os.environ['TABLE'])",
    ],
    ['by a form of it', put(`'id': '{}-{}'.format(body['name'], uuid.uuid4()), ${name}`)],
    ['by a part of it that is long', put(`'id': uuid.uuid4().hex[-12:], ${name}`)],
    ['by a number of many', put(`'id': str(random.randint(100000, 999999)), ${name}`)],
    [
      'on a condition of its key and another',
      put(
        `'id': body['id'], ${name}`,
        ", ConditionExpression='attribute_not_exists(id) AND size(id) < :n'",
      ),
    ],
    ['with what it costs', put(`${fresh}, 'amount': body['amount']`)],
    [
      'of an own class',
      "Store(table).add(body['name'])",
      "class Store:\n    def __init__(self, table):\n        self.table = table\n    def add(self, name):\n        item = {'id': str(uuid.uuid4())}\n        item['name'] = name\n        self.table.put_item(Item=item)",
    ],
    [
      'for each that is sent',
      `for each in body['items']:\n    ${put("'id': str(uuid.uuid4()), 'of': each")}`,
    ],
    ['in a batch', `with table.batch_writer() as batch:\n    batch.put_item(Item={${fresh}})`],
    ['of a user, field by field', `users.put_item(Item={${fresh}, 'password': body['password']})`],
    [
      'beside what is read and answered',
      `if body.get('read'):\n    return answer(200, table.scan()['Items'])\n${put(fresh)}`,
    ],
    [
      'of a model, with what it begins with',
      "table.put_item(Item=Note(text=body['text']).model_dump())",
      'from pydantic import BaseModel, Field\nclass Note(BaseModel):\n    id: str = Field(default_factory=lambda: str(uuid.uuid4()))\n    text: str',
    ],
    [
      'of a model, with all that is sent',
      'note = Note(id=str(uuid.uuid4()), **body)\ntable.put_item(Item=note.dict())',
      'from pydantic import BaseModel\nclass Note(BaseModel):\n    id: str\n    text: str',
    ],
    [
      'of a data class that is kept elsewhere',
      "Store().save(Note(text=body['text']))",
      'from dataclasses import asdict, dataclass, field\n@dataclass\nclass Note:\n    text: str\n    id: str = field(default_factory=lambda: str(uuid.uuid4()))\nclass Store:\n    def save(self, note):\n        table.put_item(Item=asdict(note))',
    ],
    [
      'of a class that is given what it writes to',
      "Shop(Store()).add(body['name'])",
      "class Store:\n    def __init__(self, of=None):\n        self.of = of or table\n    def save(self, item):\n        self.of.put_item(Item=item)\nclass Shop:\n    def __init__(self, store: Store):\n        self.store = store\n    def add(self, name):\n        self.store.save({'id': str(uuid.uuid4()), 'name': name})",
    ],
    ['by what stands first', put(`'short': secrets.token_urlsafe(6), 'url': body['url']`)],
    ['by a part of a list', put(`'id': '-'.join([body['name'], uuid.uuid4().hex]), ${name}`)],
    [
      'beside a list that is sorted',
      `${put(fresh)}\nfound = table.scan()['Items']\nfound.sort(key=lambda each: each['name'])`,
    ],
    [
      'that is taken back',
      `key = str(uuid.uuid4())\n${put(`'id': key, ${name}`)}\ntable.delete_item(Key={'id': key})`,
    ],
  ])('is an addition: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBe('addition');
  });

  each([
    ['of all that is sent, and an id over it', put(`**body, 'id': str(uuid.uuid4())`)],
    [
      'of all that is sent, whose id is set later',
      "body['id'] = str(uuid.uuid4())\ntable.put_item(Item=body)",
    ],
    [
      'of a model that takes all that is sent',
      "note = Note(**{**body, 'id': str(uuid.uuid4())})\ntable.put_item(Item={**note.dict(), 'id': str(uuid.uuid4())})",
      "from pydantic import BaseModel\nclass Note(BaseModel):\n    id: str\n    class Config:\n        extra = 'allow'",
    ],
    [
      'of a model with a role',
      'table.put_item(Item=Note(**body, id=str(uuid.uuid4())).dict())',
      'from pydantic import BaseModel\nclass Note(BaseModel):\n    id: str\n    role: str',
    ],
    [
      'whose id stands behind one of an event',
      put(`'eventId': str(uuid.uuid4()), 'id': body['id']`),
    ],
    [
      'whose order is sent, with an id of the change',
      put(`'updateId': str(uuid.uuid4()), 'orderId': event['pathParameters']['orderId']`),
    ],
    [
      'whose order is sent, after an id',
      put(`'reviewId': str(uuid.uuid4()), 'orderId': body['orderId']`),
    ],
    ['whose short name is sent', put(`'uuid': str(uuid.uuid4()), 'slug': body['slug']`)],
    [
      'whose product is sent, before an id of what is not kept there',
      put(`'productId': body['productId'], 'reviewId': str(uuid.uuid4())`),
    ],
    [
      'that there is one of each day, by a cut',
      put(`'pk': body['team'], 'sk': datetime.utcnow().isoformat()[:10]`),
    ],
    [
      'that there is one of each day, in a text',
      put(`'pk': body['team'], 'sk': f'{datetime.utcnow():%Y-%m-%d}'`),
    ],
    ['by a short cut', put(`'id': body['name'] + uuid.uuid4().hex[:2]`)],
    ['by a late cut', put(`'id': body['name'] + uuid.uuid4().hex[30:]`)],
    ['with a role within it', put(`${fresh}, 'by': {'name': body['name'], 'role': body['role']}`)],
    ['of few, as it is set', put(`${fresh}, 'is_admin': True`)],
    [
      'that there is one of each day, in a form',
      put(`'pk': body['team'], 'sk': '{:%Y-%m-%d}'.format(datetime.now())`),
    ],
    [
      'that there is one of each year',
      put(`'pk': body['team'], 'sk': format(datetime.now(), '%Y')`),
    ],
    ['by a round time', put(`'id': str(round(time.time(), -5)), ${name}`)],
    [
      'by an id of an object of the module',
      put(`'id': run.id, ${name}`),
      'class Run:\n    def __init__(self):\n        self.id = str(uuid.uuid4())\nrun = Run()',
    ],
    ['by one of few numbers', put(`'id': random.randint(1, 3), ${name}`)],
    ['by one of few', put(`'id': random.choice(['a', 'b']), ${name}`)],
    ['by few of many', put(`'id': ''.join(random.choices(string.digits, k=2)), ${name}`)],
    ['by an id of the module', put(`'id': RUN, ${name}`), 'RUN = str(uuid.uuid4())'],
    [
      'by an id that is made once, of a function',
      'save(body)',
      "def save(body, id=str(uuid.uuid4())):\n    table.put_item(Item={'id': id, 'name': body['name']})",
    ],
    [
      'by an id that is kept',
      put(`'id': run(), ${name}`),
      'from functools import cache\n@cache\ndef run():\n    return str(uuid.uuid4())',
    ],
    [
      'by an id that is replaced',
      put(`'id': str(uuid.uuid4()).replace(body['a'], body['b']), ${name}`),
    ],
    [
      'on a condition of what it has not',
      put(`'id': body['id'], ${name}`, ", ConditionExpression='attribute_not_exists(deleted)'"),
    ],
    [
      'on a condition of its name',
      put(`'id': body['id'], ${name}`, ", ConditionExpression=Attr('name').not_exists()"),
    ],
    [
      'on a condition of its key, or another',
      put(
        `'id': body['id'], ${name}`,
        ", ConditionExpression='attribute_not_exists(id) and a = :a or b = :b'",
      ),
    ],
    [
      'on a condition of what is sent',
      put(`'id': body['id'], ${name}`, ", ConditionExpression=Attr(body['field']).not_exists()"),
    ],
    ['of few, by its type', put(`${fresh}, 'type': 'admin'`)],
    ['of few, by its key', put(`'pk': 'ADMIN#' + str(uuid.uuid4()), ${name}`)],
    [
      'of a user, whose type is sent',
      `users.put_item(Item={${fresh}, 'user_type': body['user_type']})`,
    ],
    [
      'of a member, whose team is sent',
      `dynamodb.Table('members').put_item(Item={${fresh}, 'team_id': body['team_id']})`,
    ],
    ['of a wallet', `dynamodb.Table('wallets').put_item(Item={${fresh}})`],
    ['of a transaction', `dynamodb.Table('transactions').put_item(Item={${fresh}})`],
    ['that moves money', put(`${fresh}, 'account': body['account'], 'amount': body['amount']`)],
    ['whose id is sent', put(`'id': body['id'], ${name}`)],
    ['whose id may be sent', put(`'id': body.get('id') or str(uuid.uuid4()), ${name}`)],
    ['whose id may be sent, otherwise', put(`'id': body.get('id', str(uuid.uuid4())), ${name}`)],
    [
      'whose id is set where none is sent',
      "if 'id' not in body:\n    body['id'] = str(uuid.uuid4())\ntable.put_item(Item=body)",
    ],
    ['whose id what is sent may replace', put(`'id': str(uuid.uuid4()), **body`)],
    [
      'whose id what is sent replaces later',
      `item = {${fresh}}\nitem.update(body)\ntable.put_item(Item=item)`,
    ],
    [
      'of a model, whose id may be sent in one of two ways',
      "if body.get('id'):\n    save(Note(**body))\nsave(Note(text=body['text']))",
      'from dataclasses import asdict, dataclass, field\n@dataclass\nclass Note:\n    text: str\n    id: str = field(default_factory=lambda: str(uuid.uuid4()))\ndef save(note):\n    table.put_item(Item=asdict(note))',
    ],
    [
      'in a table that a class below names',
      `Store(table)\nOther(dynamodb.Table(body['table'])).save({${fresh}})`,
      'class Store:\n    def __init__(self, of):\n        self.of = of\n    def save(self, item):\n        self.of.put_item(Item=item)\nclass Other(Store):\n    def __init__(self, of):\n        super().__init__(of)',
    ],
    [
      'of a model, whose id may be sent',
      'table.put_item(Item=Note(**body).model_dump())',
      'from pydantic import BaseModel, Field\nclass Note(BaseModel):\n    id: str = Field(default_factory=lambda: str(uuid.uuid4()))\n    text: str',
    ],
    ['of a name, and when it was made', put(`'createdAt': int(time.time()), 'city': body['city']`)],
    [
      'whose id a function of the code may replace',
      `item = {${fresh}}\nfill(item, body)\ntable.put_item(Item=item)`,
      "def fill(item, body):\n    item['id'] = body['id']",
    ],
    [
      'whose id is of a name',
      put(`'id': str(uuid.uuid5(uuid.NAMESPACE_DNS, body['name'])), ${name}`),
    ],
    [
      'whose id is the hash of a name',
      put(`'id': hashlib.sha256(body['name'].encode()).hexdigest(), ${name}`),
    ],
    ['that there is one of each day', put(`'id': datetime.now().strftime('%Y-%m-%d'), ${name}`)],
    [
      'that there is one of each hour',
      put(`'id': datetime.now().replace(minute=0, second=0).isoformat(), ${name}`),
    ],
    ['that there is one of', put(`'id': 'config', ${name}`)],
    ['of an address', put(`'email': body['email'], 'created': int(time.time())`)],
    ['of an address, with an id beside it', put(`'email': body['email'], 'id': str(uuid.uuid4())`)],
    [
      'with an id of something else',
      put(`'userId': body['userId'], 'sessionId': str(uuid.uuid4())`),
    ],
    ['of all that is sent', 'table.put_item(Item=body)'],
    ['with options that are not seen', 'table.put_item(**body)'],
    [
      'on a condition of something else',
      put(name, ", ConditionExpression='attribute_not_exists(lockedAt)'"),
    ],
    [
      'on one condition or another',
      put(name, ", ConditionExpression='attribute_not_exists(name) OR a = b'"),
    ],
    ['that must be there', put(name, ", ConditionExpression='attribute_exists(name)'")],
    ['in a table that is sent', `client.put_item(TableName=body['table'], Item={${fresh}})`],
    [
      'in a table of a name that is sent',
      `dynamodb.Table(body['table']).put_item(Item={${fresh}})`,
    ],
    ['with a role that is sent', put(`${fresh}, 'role': body['role']`)],
    ['of a user, of all that is sent', "users.put_item(Item={**body, 'id': str(uuid.uuid4())})"],
    [
      'of a user by what it is called, of all that is sent',
      'create_user(body)',
      "def create_user(body):\n    table.put_item(Item={**body, 'id': str(uuid.uuid4())})",
    ],
    ['of a user, whose state is sent', `users.put_item(Item={${fresh}, 'status': body['status']})`],
    ['of roles', `dynamodb.Table('roles').put_item(Item={${fresh}})`],
    ['in the name of another', put(`${fresh}, 'senderId': body['from'], 'text': body['text']`)],
    [
      'that is sent to whom the caller names',
      `dynamodb.Table('reminders').put_item(Item={${fresh}, 'email': body['email']})`,
    ],
    [
      'beside a change',
      `${put(fresh)}\ntable.update_item(Key={'id': body['id']}, UpdateExpression='SET a = :a')`,
    ],
    ['beside a deletion', `${put(fresh)}\ntable.delete_item(Key={'id': body['id']})`],
    [
      'beside what runs around it',
      'save(body)',
      "def posted(of):\n    def inner(body):\n        requests.post(os.environ['HOOK'], json=body)\n        return of(body)\n    return inner\n@posted\ndef save(body):\n    table.put_item(Item={'id': str(uuid.uuid4())})",
    ],
    [
      'beside what is run for each that is sent',
      `${put(fresh)}\nfunctools.reduce(lambda _, each: requests.post(os.environ['HOOK'], json=each), body['items'], 0)`,
      'import functools',
    ],
    ['by code that is not there', `store.put_item(Item={${fresh}})`, 'from shared import store'],
    ['beside code that is not there', `${put(fresh)}\nshared.json(body)`, 'import shared'],
    ['whose id is cut', put(`'id': f"{body['name']}-{uuid.uuid4()}"[:20], ${name}`)],
    [
      'whose id is of a request as it says',
      put(`'id': Asked(**body).request_id, ${name}`),
      'from pydantic import BaseModel\nclass Asked(BaseModel):\n    request_id: str',
    ],
    [
      'beside what is read of a table that is sent',
      `${put(fresh)}\nreturn answer(200, dynamodb.Table(body['table']).scan())`,
    ],
    [
      'beside what is read of a table that is sent, by the client',
      `${put(fresh)}\nreturn answer(200, client.scan(TableName=body['table']))`,
    ],
    [
      'beside an object whose name is sent',
      `${put(fresh)}\nreturn answer(200, s3.get_object(Bucket='b', Key=body['name']))`,
    ],
    [
      'beside a secret that is sent for',
      `${put(fresh)}\nsecrets_of = boto3.client('secretsmanager').get_secret_value(SecretId=body['name'])`,
    ],
    [
      'beside a parameter that is sent for',
      `${put(fresh)}\nfound = boto3.client('ssm').get_parameter(Name=body['name'])\nreturn answer(200, found['Parameter']['Value'])`,
    ],
    [
      'beside all users',
      `${put(fresh)}\nreturn answer(200, boto3.client('cognito-idp').list_users(UserPoolId='x'))`,
    ],
    [
      'beside a list of what is kept where the request says',
      `${put(fresh)}\nreturn answer(200, s3.list_objects_v2(Bucket=body['bucket']))`,
    ],
    [
      'beside documents that are sent for',
      `${put(fresh)}\nreturn answer(200, list(mongo[body['of']].find()))`,
    ],
    [
      'beside documents that are written elsewhere',
      `${put(fresh)}\nlist(mongo.notes.aggregate([{'$out': 'users'}]))`,
    ],
    [
      'beside what an object does as it is made',
      `${put(fresh)}\nPoster(body)`,
      "class Poster:\n    def __init__(self, body):\n        requests.post(os.environ['HOOK'], json=body)",
    ],
    [
      'beside what is always done',
      `${put(fresh)}\nboto3.client('rds').reboot_db_instance(DBInstanceIdentifier='x')`,
    ],
    [
      'beside a change of what is not known',
      `${put(fresh)}\nmongo.orders.update({'id': body['id']}, body)`,
    ],
    [
      'beside a call of a function',
      `${put(fresh)}\nboto3.client('lambda').invoke(FunctionName='x', Payload=json.dumps(body))`,
    ],
    ['beside a call to elsewhere', `${put(fresh)}\nrequests.post(os.environ['HOOK'], json=body)`],
    [
      'beside a call to elsewhere by the standard library',
      `${put(fresh)}\nurlopen(os.environ['HOOK'], data=body)`,
    ],
    [
      'beside a file that is sent for',
      `${put(fresh)}\nreturn answer(200, open(body['path']).read())`,
    ],
    ['and a token', `${put(fresh)}\nreturn answer(200, jwt.encode(body, 'k'))`],
    [
      'and a secret',
      `${put(fresh)}\nreturn answer(200, boto3.client('secretsmanager').get_secret_value(SecretId='s'))`,
    ],
    ['and the environment', `${put(fresh)}\nreturn answer(200, dict(os.environ))`],
    ['and a key of the environment', `${put(fresh)}\nreturn answer(200, os.environ['API_KEY'])`],
    [
      'and an address to upload to',
      `${put(fresh)}\nreturn answer(200, s3.generate_presigned_url('put_object', Params={'Key': body['name']}))`,
    ],
  ])('is none: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBeUndefined();
  });
});

describe('rows and documents', () => {
  const sql = (text: string) =>
    `cursor = connection.cursor()\ncursor.execute("${text}", (body['name'],))\nconnection.commit()`;

  each([
    ['of SQL', sql('INSERT INTO orders (name) VALUES (%s) RETURNING id')],
    [
      'of SQL, if there is none',
      sql('INSERT INTO orders (name) VALUES (%s) ON CONFLICT DO NOTHING'),
    ],
    [
      'of SQL that is made ready',
      `cursor = connection.cursor()\ncursor.execute('CREATE TABLE IF NOT EXISTS orders (name text)')\n${sql('INSERT INTO orders VALUES (%s)')}`,
    ],
    ['of MongoDB', "mongo.orders.insert_one({'name': body['name']})"],
    [
      'of SQL, beside what is read',
      `${sql('INSERT INTO orders (name) VALUES (%s)')}\ncursor.execute('SELECT id, name FROM orders WHERE name = %s', (body['name'],))\nreturn answer(200, cursor.fetchall())`,
    ],
    ['of MongoDB, several', "mongo['orders'].insert_many([{'name': body['name']}])"],
    ['of SQLAlchemy', "order = Order(name=body['name'])\nsession.add(order)\nsession.commit()"],
    ['of PynamoDB', "Kept(str(uuid.uuid4()), name=body['name']).save()"],
  ])('are additions: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBe('addition');
  });

  each([
    [
      'beside a function of the database',
      `${sql('INSERT INTO orders (name) VALUES (%s)')}\ncursor.execute('SELECT delete_user(%s)', (body['name'],))`,
    ],
    [
      'beside a function that gives rows',
      `${sql('INSERT INTO orders (name) VALUES (%s)')}\ncursor.execute('SELECT * FROM transfer_funds(%s)', (body['name'],))`,
    ],
    [
      'beside a query that is put together',
      `${sql('INSERT INTO orders (name) VALUES (%s)')}\ncursor.execute(f"SELECT * FROM orders WHERE name = '{body['name']}'")`,
    ],
    ['that are changed', sql('UPDATE orders SET a = 1 WHERE name = %s')],
    [
      'that are replaced',
      sql('INSERT INTO orders (name) VALUES (%s) ON CONFLICT (name) DO UPDATE SET a = 1'),
    ],
    [
      'that are replaced, in MySQL',
      sql('INSERT INTO orders (name) VALUES (%s) ON DUPLICATE KEY UPDATE a = 1'),
    ],
    ['that another query finds', sql('INSERT INTO orders (name) VALUES (%s) SELECT * FROM users')],
    ['before another', sql('INSERT INTO orders (name) VALUES (%s); DELETE FROM orders')],
    [
      'of a text that is sent',
      "cursor = connection.cursor()\ncursor.execute(f\"INSERT INTO orders (name) VALUES ('{body['name']}')\")",
    ],
    ['of roles', sql('INSERT INTO roles (name) VALUES (%s)')],
    ['with a role', sql('INSERT INTO users (name, is_admin) VALUES (%s, %s)')],
    ['of users, of all that is sent', 'mongo.users.insert_one(body)'],
    ['of all that is sent', 'mongo.orders.insert_one(body)'],
    ['of members', sql('INSERT INTO team_members (team_id, user_id) VALUES (%s, %s)')],
    ['of transactions', sql('INSERT INTO transactions (account_id, amount) VALUES (%s, %s)')],
    ['of users, with their type', sql('INSERT INTO users (name, user_type) VALUES (%s, %s)')],
    [
      'that are found or made',
      "mongo.orders.update_one({'id': body['id']}, {'$set': body}, upsert=True)",
    ],
    ['of users, of all that is sent, in SQLAlchemy', 'session.add(User(**body))'],
    [
      'that were found',
      "order = session.query(Order).get(body['id'])\norder.name = body['name']\nsession.add(order)\nsession.commit()",
    ],
    ['that are merged', "session.merge(Order(name=body['name']))"],
    ['of PynamoDB, whose key is sent', "Kept(body['id'], name=body['name']).save()"],
  ])('are none: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBeUndefined();
  });
});
