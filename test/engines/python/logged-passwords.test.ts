import { describe, expect, it } from 'vitest';
import { handlerOf, weaknessesIn } from './weaknesses-in.ts';

const imports = 'import json, logging, os\nimport jwt\nlogger = logging.getLogger()';
const isSet = 'logger.setLevel(logging.INFO)';
const read = "body = json.loads(event['body'])\npassword = body['password']";

describe('a password in the log', () => {
  it.each([
    ['by its name', `${read}\nprint('got', password)`],
    ['in a text', `${read}\nprint(f'got {password}')`],
    ['in a text that is put together', `${read}\nprint('got ' + password)`],
    ['in a text with places', `${read}\nprint('got %s' % password)`],
    [
      'in what has a field of that name',
      "body = json.loads(event['body'])\ncheck(body.password)\nprint(body)",
    ],
    [
      'as the secret of a client',
      "body = json.loads(event['body'])\nsecret = body['client_secret']\nprint(body)",
    ],
    ['in a table', `${isSet}\n${read}\nlogger.info({'password': password})`],
    ['as a field', `${isSet}\n${read}\nlogger.info('%s', body.get('password'))`],
    ['in the body that it is read out of', `print(event['body'])\n${read}`],
    ['in what is parsed', `${read}\nprint(body)`],
    [
      'though it is taken out of another object',
      `${read}\nuser = find(body['id'])\ndel user['password']\nprint(body)`,
    ],
    ['in a copy', `${read}\nprint({**body, 'at': 1})`],
    ['as JSON', `${read}\nprint(json.dumps(body))`],
    ['in the event', `print(event)\n${read}`],
    [
      'of a body that may be missing',
      "print(event.get('body'))\npassword = json.loads(event.get('body') or '{}').get('password')",
    ],
  ])('is reported %s', (_, code) => {
    expect(found(code)).toContain('high of a password');
  });

  it.each([
    [
      'the route of a method',
      `if event['httpMethod'] == 'POST':\n    print(event['body'])\n${read}`,
    ],
    ['a function that reads it', 'print(event)\nreturn login(event)'],
    ['one that reads it in turn', 'print(event)\nreturn sign(1, given=event)'],
  ])('is reported of %s', (_, code) => {
    const login =
      "def login(given):\n    return json.loads(given['body'])['password']\ndef sign(at, given):\n    return login(given)";

    expect(found(code, login)).toContain('high of a password');
  });

  it.each([
    ['a function that is given another', 'print(event)\nreturn login(found)'],
    ['what another function is given', "print(event['id'])\nreturn login(event['body'])"],
  ])('is not reported of %s', (_, code) => {
    expect(found(code, "def login(given):\n    return given['password']").join()).not.toContain(
      'of a password',
    );
  });

  it.each([
    [
      'for an error',
      `try:\n    password = json.loads(event['body'])['password']\nexcept Exception as e:\n    print('failed', e, event)`,
    ],
    ['on a condition', `${read}\nif odd(password):\n    print(password)`],
    ['on a condition in short', `${read}\nDEBUG and print(password)`],
    ['for one of two', `${read}\nprint(password) if odd(password) else 1`],
    ['to find faults', `${read}\nlogger.debug(password)`],
    ['below the level of Python', `${read}\nlogger.info(password)`],
    [
      'for one of several kinds',
      `${read}\nmatch body['kind']:\n    case 'a':\n        print(password)`,
    ],
  ])('is milder %s', (_, code) => {
    expect(found(code)).toContain('medium of a password');
  });

  it.each([
    ['INFO', 'logger.setLevel(logging.INFO)', 'high'],
    ['INFO for all', 'logging.basicConfig(level=logging.INFO)', 'high'],
    ['by a variable', "logger.setLevel(os.environ['LEVEL'])", 'high'],
    ['by a table', 'logging.config.dictConfig(LOGS)', 'high'],
    ['WARNING', 'logger.setLevel(logging.WARNING)', 'medium'],
    ['ERROR by a text', "logger.setLevel('ERROR')", 'medium'],
    ['of another logger', "logging.getLogger('boto3').setLevel(logging.CRITICAL)", 'medium'],
    [
      'WARNING, where all have INFO',
      `logging.basicConfig(level=logging.INFO)\nlogger.setLevel(logging.WARNING)`,
      'medium',
    ],
    ['the format alone', "logging.basicConfig(format='%(message)s')", 'medium'],
    [
      'with a filter of its own',
      `${isSet}\nclass Mask(logging.Filter):\n    pass\nlogger.addFilter(Mask())`,
      'medium',
    ],
    ['with a format of its own', `${isSet}\nclass Masking(logging.Formatter):\n    pass`, 'medium'],
  ])('is as bad as the level says: %s', (_, level, severity) => {
    expect(found(`${read}\nlogger.info(password)`, level)).toContain(`${severity} of a password`);
  });

  it('is not what a logger of the code itself is given', () => {
    const own = 'class Log:\n    def info(self, given):\n        print(len(given))\nlog = Log()';

    expect(found(`${read}\nlog.info(password)`, own).join()).not.toContain('of a password');
  });

  it('is reported of a framework', () => {
    const code = `from flask import Flask, request\napp = Flask(__name__)\n@app.route('/login', methods=['POST'])\ndef login():\n    print(request.json)\n    return check(request.json['password'])\n`;

    expect(found('return app(event, context)', code)).toContain('high of a password');
  });

  it.each([
    ['of the store', "user = find(event['id'])\nprint(user['password'])"],
    [
      'of an answer, with what was asked',
      "user = find(event['id'])\nif user['password']:\n    print(event['id'])",
    ],
    ['covered', `${read}\nprint({**body, 'password': '***'})`],
    ['left out with the body', `${read}\nprint({**event, 'body': None})`],
    ['taken out', `${read}\ndel body['password']\nprint(body)`],
    ['overwritten', `${read}\nbody['password'] = make(password)\nprint(body)`],
    ['left out', `${read}\nprint(body['email'])`],
    ['by its length', `${read}\nprint(len(password))`],
    ['hashed', `${read}\nprint(make(password))`],
    ['in a function that reads none', "print(event['body'])"],
    ['given to no log', `${read}\nstore.info(password)`],
  ])('is not reported %s', (_, code) => {
    expect(found(code).join()).not.toContain('of a password');
  });

  it.each([
    ['a handler', "password = json.loads(event['body'])['password']", '', true],
    ['a handler whose route reads it', 'return app.resolve(event, context)', '', true],
    ['one that reads none', 'return 1', '', false],
    ['one that leaves it off', "password = json.loads(event['body'])['password']", 'False', false],
  ])('is logged by a decorator of %s', (_, code, option, isSeen) => {
    const text = `import json
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
logger = Logger()
app = APIGatewayRestResolver()
@app.post('/login')
def login():
    return check(app.current_event.json_body['password'])
@logger.inject_lambda_context(log_event=${option || 'True'})
def handler(event, context):
    ${code}
`;
    const sinks = weaknessesIn(text)
      .filter(({ kind }) => kind === 'logs-whole-event')
      .map(({ sink, severity = 'info' }) => `${severity} ${sink}`);

    expect(sinks).toEqual(
      isSeen ? ['high log_event=True of a password'] : option ? [] : ['info log_event=True'],
    );
  });

  it('is one place with that of the event', () => {
    expect(found(`print(event)\n${read}`)).toEqual(['high of a password']);
  });
});

describe('a verdict that is ignored', () => {
  const helper =
    "def check(token):\n    try:\n        return jwt.decode(token, os.environ['K'], algorithms=['HS256'])\n    except Exception as e:\n        print(e)\n        return None";
  const asked = "check(event['headers']['authorization'])\nreturn 1";

  it('is reported', () => {
    expect(found(asked, helper)).toEqual(['medium jwt.decode with its answer ignored']);
  });

  it.each([
    [
      'that is asked',
      helper,
      "if not check(event['headers']['authorization']):\n    return None\nreturn 1",
    ],
    ['that raises', helper.replace('return None', 'raise'), asked],
    [
      'without a try',
      helper
        .replace('try', 'if token')
        .replace('except Exception as e', 'else')
        .replace('print(e)', 'print(1)'),
      asked,
    ],
    ['that catches something else', helper.replace('Exception as', 'KeyError as'), asked],
    [
      'that catches nothing',
      helper
        .replace('except Exception as e', 'finally')
        .replace('print(e)', 'print(1)')
        .replace('        return None', '        pass'),
      asked,
    ],
    ['whose error goes where it is not seen', helper.replace('print(e)', 'refuse(e)'), asked],
    ['that is kept', helper.replace('return jwt', "state['user'] = jwt"), asked],
    [
      'that is asked elsewhere',
      helper,
      "check('warm')\nif not check(event['headers']['authorization']):\n    return None\nreturn 1",
    ],
    [
      'beside another',
      helper,
      "check(event['headers']['authorization'])\nreturn jwt.decode(event['headers']['authorization'], os.environ['K'], ['HS256'])",
    ],
    [
      'behind an authorizer that is asked',
      helper,
      "check(event['headers']['authorization'])\nreturn event['requestContext']['authorizer']['claims']",
    ],
    ['that answers nothing', helper.replace('return None', 'return'), asked],
    ['of a token of the code', helper, "check('ey.ey.x')\nreturn 1"],
  ])('is not reported of one %s', (_, beside, code) => {
    expect(found(code, beside)).toEqual([]);
  });
});

function found(code: string, beside = ''): readonly string[] {
  return weaknessesIn(handlerOf(`${imports}\n${beside}`, code))
    .filter(({ kind }) => kind === 'logs-whole-event' || kind === 'weak-crypto')
    .map(
      ({ sink, severity }) => `${severity} ${sink.replace(/^\S+(?= of a password$)/, '').trim()}`,
    );
}
