import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';

/** Of what stands in a handler; the body of the request is `body`. */
function changesOf(code: string, beside: string): readonly string[] | undefined {
  const inner = `body = json.loads(event['body'])\n${code}\nreturn {'statusCode': 200}`;
  const text = `import json, os, time, boto3, requests\ntable = boto3.resource('dynamodb').Table(os.environ['TABLE'])\ninvoker = boto3.client('lambda')\n${beside}\ndef handler(event, context):\n${inner.replace(/^/gm, '    ')}\n`;
  const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };

  return findDecidedChanges(source, findSdkCalls(source).calls)?.changes.map(
    ({ kind, call, by, isBlind }) => `${kind} ${call} ${by}${isBlind ? ' blind' : ''}`,
  );
}

const sql = "import pymysql\nconnection = pymysql.connect(host='h')\ncursor = connection.cursor()";
const graph = "from neo4j import GraphDatabase\ndriver = GraphDatabase.driver('x')";
const search = "from elasticsearch import Elasticsearch\nindex = Elasticsearch('x')";
const slack = "from slack_sdk import WebClient\nslack = WebClient(token=os.environ['TOKEN'])";
const line =
  "from linebot import LineBotApi\nfrom linebot.models import TextSendMessage\nbot = LineBotApi(os.environ['TOKEN'])";
const telegram = (chat: string, text = "body['text']") =>
  `requests.post(f"https://api.telegram.org/bot{os.environ['BOT_TOKEN']}/sendMessage", json={'chat_id': ${chat}, 'text': ${text}})`;
const invoke = (name: string, more = '') =>
  `answer = invoker.invoke(FunctionName=${name}, ${more}Payload=json.dumps({'text': body['text']}))`;

describe('a change that a request decides, in other forms', () => {
  it.each([
    [
      'a procedure that deletes',
      "cursor.callproc('sp_delete_user', (body['id'],))",
      sql,
      'removes sql.CALL filter',
    ],
    [
      'a procedure that changes, in a text',
      "cursor.execute('CALL updateUser(%s, %s)', (body['id'], body['role']))",
      sql,
      'changes sql.CALL filter',
    ],
    [
      'nodes of a graph',
      "with driver.session() as session:\n    session.run('MATCH (u {id: $id}) DETACH DELETE u', id=body['id'])",
      graph,
      'removes sql.DELETE filter',
    ],
    [
      'what nodes of a graph say',
      "with driver.session() as session:\n    session.run('MATCH (u:User {id: $id}) SET u.role = $role', id=body['id'], role=body['role'])",
      graph,
      'changes sql.SET filter',
    ],
    [
      'a document of an index',
      "index.delete(index='u', id=body['id'])",
      search,
      'removes elasticsearch.delete key',
    ],
    [
      'all that a query finds',
      "index.delete_by_query(index='u', body={'query': {'match': {'name': body['name']}}})",
      search,
      'removes elasticsearch.delete_by_query filter',
    ],
    [
      'a document under a key that is named',
      "index.index(index='u', id=body['id'], document={'text': body['text']})",
      search,
      'replaces elasticsearch.index key blind',
    ],
    [
      'what all followers of a bot are sent',
      "bot.broadcast(TextSendMessage(text=body['text']))",
      line,
      'sends linebot.broadcast content',
    ],
    [
      'a follower that is named',
      "bot.push_message(body['user'], TextSendMessage(text='hi'))",
      line,
      'sends linebot.push_message recipient',
    ],
    [
      'a channel that is named',
      "slack.chat_postMessage(channel=body['channel'], text=body['text'])",
      slack,
      'sends slack_sdk.chat_postMessage recipient',
    ],
    ['a chat that is named', telegram("body['chat']"), '', 'sends requests.post content'],
    ['the same, if it is', telegram("body.get('chat')"), '', 'sends requests.post content'],
    [
      'an item with an id, at a time',
      "table.put_item(Item={'id': body['id'], 'price': body['price'], 'timestamp': int(time.time())})",
      '',
      'replaces dynamodb:PutItem key blind',
    ],
    [
      'a function that goes on by itself',
      `${invoke("'score'", "InvocationType='Event', ")}\nprint(answer['Payload'])`,
      '',
      'has done lambda:Invoke content',
    ],
    [
      'a function that acts',
      `${invoke("os.environ['DELETE_USER']")}\nprint(answer['Payload'].read())`,
      '',
      'has done lambda:Invoke content',
    ],
    [
      'a function whose answer is not read',
      `${invoke("'score'")}\nprint(answer)`,
      '',
      'has done lambda:Invoke content',
    ],
  ])('is seen: %s', (_, code, beside, change) => {
    expect(changesOf(code, beside)).toEqual([change]);
  });

  it.each([
    ['a procedure that reads', "cursor.callproc('sp_get_user', (body['id'],))", sql],
    ['a procedure that adds', "cursor.execute('CALL insert_user(%s)', (body['name'],))", sql],
    [
      'what is under way is over',
      "cursor.callproc('sp_delete_from_pending_users', (body['id'],))",
      sql,
    ],
    [
      'what a graph is asked',
      "with driver.session() as session:\n    session.run('MATCH (u {id: $id}) RETURN u', id=body['id'])",
      graph,
    ],
    ['a document that is new', "index.index(index='u', document={'text': body['text']})", search],
    [
      'what an index is asked',
      "index.search(index='u', query={'match': {'a': body['a']}})",
      search,
    ],
    [
      'an answer in a channel',
      "slack.chat_postMessage(channel=body['event']['channel'], text=body['event']['text'])",
      slack,
    ],
    [
      'what is said in the channel of the owner',
      "slack.chat_postMessage(channel=os.environ['CHANNEL'], text=body['text'])",
      slack,
    ],
    [
      'an answer to a command',
      "command = dict(parse_qsl(event['body']))\nslack.chat_postMessage(channel=command['channel'], text=command['text'])",
      `${slack}\nfrom urllib.parse import parse_qsl`,
    ],
    ['an answer to who wrote', telegram("body['from']"), ''],
    [
      'what all followers are sent by the code',
      "bot.broadcast(TextSendMessage(text='open'))",
      line,
    ],
    [
      'what the owner of a bot is sent',
      "bot.push_message(os.environ['OWNER'], TextSendMessage(text=body['text']))",
      line,
    ],
    ['a reply', "bot.reply_message(body['replyToken'], TextSendMessage(text=body['text']))", line],
    [
      'an answer in a chat',
      telegram("body['message']['chat']['id']", "body['message']['text']"),
      '',
    ],
    ['a note in the chat of the owner', telegram("os.environ['CHAT']"), ''],
    [
      'a message of a room, at a time',
      "table.put_item(Item={'room': body['room'], 'timestamp': int(time.time()), 'text': body['text']})",
      '',
    ],
    [
      'what another function answers',
      `${invoke("'score'", "InvocationType='RequestResponse', ")}\nreturn json.loads(answer['Payload'].read())`,
      '',
    ],
    ['the same at once', `${invoke("'score'")}['Payload'].read()`, ''],
  ])('is not: %s', (_, code, beside) => {
    expect(changesOf(code, beside)).toEqual([]);
  });
});

describe('code that is never run', () => {
  it.each([
    ['behind what is false', "if False:\n    table.delete_item(Key={'id': body['id']})"],
    ['behind a return', "return {'statusCode': 410}\ntable.delete_item(Key={'id': body['id']})"],
    [
      'behind an error, in a block',
      "if body:\n    raise ValueError('no')\n    table.delete_item(Key={'id': body['id']})",
    ],
  ])('decides nothing: %s', (_, code) => {
    expect(changesOf(code, '')).toEqual([]);
  });

  it.each([
    ['the other way', "if False:\n    pass\nelse:\n    table.delete_item(Key={'id': body['id']})"],
    [
      'behind a return in a branch',
      "if not body:\n    return {'statusCode': 400}\ntable.delete_item(Key={'id': body['id']})",
    ],
  ])('is not code that may run: %s', (_, code) => {
    expect(changesOf(code, '')).toEqual(['removes dynamodb:DeleteItem key']);
  });
});

describe('what a function of several handlers is given', () => {
  const code = (vote: string) => `import boto3, json
table = boto3.resource('dynamodb').Table('t')
def put(key):
    table.delete_item(Key={'id': key})
def drop(event, context):
    put(json.loads(event['body'])['id'])
def vote(event, context):
    ${vote}
`;
  const changesOf = (vote: string, handler: string) => {
    const source = { files: new Map([['app.py', code(vote)]]), handler };
    return findDecidedChanges(source, findSdkCalls(source).calls)?.changes.length;
  };

  it.each([
    ['is what the handler gives it', "put('fixed')", 'app.vote', 0],
    ['is of the request where the handler has it of that', "put('fixed')", 'app.drop', 1],
    ['is of the request where it comes to the other', 'drop(event, context)', 'app.vote', 1],
  ])('%s', (_, vote, handler, count) => {
    expect(changesOf(vote, handler)).toBe(count);
  });
});

describe('an application of a package that the archive has not', () => {
  const changesOf = (code: string) =>
    findDecidedChanges({ files: new Map([['app.py', code]]), handler: 'app.handler' }, []);

  it('decides nothing that is seen', () => {
    const code =
      "from mangum import Mangum\nfrom stac_api.app import app\nhandler = Mangum(app, lifespan='off')\n";

    expect(changesOf(code)).toEqual({ changes: [] });
  });

  it.each([
    [
      'is made here',
      'from mangum import Mangum\nfrom starlette import App\nhandler = Mangum(App())\n',
    ],
    [
      'is made here by the package',
      'from mangum import Mangum\nfrom stac_api import create\napp = create()\nhandler = Mangum(app)\n',
    ],
    [
      'is handed to what is not known',
      'from acme import adapt\nfrom stac_api.app import app\nhandler = adapt(app)\n',
    ],
    [
      'is not all of it',
      'from mangum import Mangum\nfrom stac_api.app import app\nhandler = Mangum(app)\nif X:\n    handler = other\n',
    ],
  ])('is not read where it %s', (_, code) => {
    expect(changesOf(code)).toBeUndefined();
  });
});

describe('an item of PynamoDB that the code makes', () => {
  const model =
    "import uuid\nfrom pynamodb.models import Model\nfrom pynamodb.attributes import UnicodeAttribute\nfrom bloop import Engine\nfrom items import Item\nengine = Engine()\nclass User(Model):\n    email = UnicodeAttribute(hash_key=True)\n    password = UnicodeAttribute(default=uuid.uuid4)\n    @classmethod\n    def new_id(cls):\n        return 'u-%s' % uuid.uuid4()\nclass Entry(Model):\n    id = UnicodeAttribute(hash_key=True, default=lambda: str(uuid.uuid4()))\n    kind = UnicodeAttribute(range_key=True, default='new')\nclass Note:\n    pass";

  it.each([
    ['User(**body).save()', 'replaces dynamodb:PutItem content blind'],
    [
      'user = User(**body)\nuser.password = digest(user.password)\nuser.save()',
      'replaces dynamodb:PutItem content blind',
    ],
    [
      "user = User()\nuser.email = body['email']\nuser.save()",
      'replaces dynamodb:PutItem key blind',
    ],
    ["User(body['email']).delete()", 'removes dynamodb:DeleteItem key'],
    [
      "user = User(body['email'])\nuser.update(actions=[User.password.set(body['password'])])",
      'changes dynamodb:UpdateItem key',
    ],
    [
      "User(body['email']).save(User.password.does_not_exist())",
      'replaces dynamodb:PutItem key blind',
    ],
    ["engine.save(Item(id=body.get('id', uuid.uuid4())))", 'replaces dynamodb:PutItem key blind'],
    ["Entry(body['id']).save()", 'replaces dynamodb:PutItem key blind'],
    ["Entry(id=body['id']).save()", 'replaces dynamodb:PutItem key blind'],
    [
      "try:\n    User.get(body['email'])\nexcept User.DoesNotExist:\n    pass\nUser(body['email']).save()",
      'replaces dynamodb:PutItem key blind',
    ],
    [
      "try:\n    User.get(body['email'])\nexcept User.DoesNotExist:\n    pass\nelse:\n    User(body['email']).save()",
      'replaces dynamodb:PutItem key blind',
    ],
  ])('is under the key of a request: %s', (code, change) => {
    expect(changesOf(code, model)).toEqual([change]);
  });

  it.each([
    "user = User(email=body['email'])\nuser.email = 'root'\nuser.delete()",
    "user = User(body['email'])\nif body['a']:\n    user = other()\nuser.delete()",
    'user = User(**body)\nuser.id = User.new_id()\nuser.save()',
    "user = User(id=body['id'])\nuser.id = str(uuid.uuid4())\nuser.save()",
    "user = User('root')\nuser.save()\nuser.email = body['email']",
    "User('root', password=body['password']).delete()",
    "note = Note()\nnote.email = body['email']\nnote.save()",
    "User(body['email']).save(condition=User.email.does_not_exist())",
    "Entry(text=body['id']).save()",
    "engine.save(Item(id=body['id']), condition=Item.id.is_(None))",
    "engine.save(Item(id=uuid.uuid4(), text=body['text']))",
    "if User.count(body['email']) > 0:\n    return answer(409)\nUser(body['email']).save()",
    "try:\n    User.get(body['email'])\n    return answer(409)\nexcept User.DoesNotExist:\n    pass\nUser(body['email']).save()",
    "try:\n    User.get(body['email'])\nexcept User.DoesNotExist:\n    User(body['email']).save()",
  ])('is under none: %s', (code) => {
    expect(changesOf(code, model)).toEqual([]);
  });
});
