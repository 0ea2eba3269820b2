import { describe, expect, it } from 'vitest';
import {
  findSdkCalls,
  findSignatureCheck,
  findWeaknesses,
} from '../../functions/engines/javascript/index.ts';
import {
  findSdkCalls as findPythonSdkCalls,
  findSignatureCheck as findPythonSignatureCheck,
  findWeaknesses as findPythonWeaknesses,
} from '../../functions/engines/python/index.ts';
import { processorTime } from '../processor-time.ts';

const javascript = {
  ...engines('index.js', findWeaknesses, findSdkCalls),
  checks: (text: string) => {
    findSignatureCheck({ files: new Map([['index.js', text]]), handler: 'index.handler' });
  },
};
const python = engines('index.py', findPythonWeaknesses, findPythonSdkCalls);
const refusals = engines('index.py', findPythonSignatureCheck, findPythonSignatureCheck);

const MOST = 6;

describe('code of which there is three times as much', () => {
  it.each<readonly [string, (source: string) => void, number, (size: number) => string]>([
    [
      'a class whose methods each keep a field',
      javascript.weaknesses,
      110,
      (size) =>
        `class A { ${many(size, (n) => `m${n}(x) { this.f${n} = x; return this.m${(n + 1) % size}(x); }`)} }
         exports.handler = (event) => new A().m0(event.x);`,
    ],
    [
      'a condition with an alternative for each of many values',
      javascript.weaknesses,
      400,
      (size) =>
        `exports.handler = (event) => { if (${many(size, (n) => `event.a === '${n}'`, ' || ')}) eval(event.x); };`,
    ],
    [
      'conditions that leave before a refusal',
      javascript.checks,
      400,
      (size) =>
        refusing(
          many(size, (n) => `if (event.q${n}) return { a: ${n} };`),
          'if (!s) return refused;',
        ),
    ],
    [
      'a helper with many tests and ways out',
      javascript.checks,
      300,
      (size) =>
        refusing(
          'if (!(await ok(event))) return refused;',
          '',
          `const ok = async (e) => { const s = await find({ token: e.headers.authorization }); ${many(size, (n) => `if (!s) { console.log(${n}); } if (e.q${n}) return true;`)} return true; };`,
        ),
    ],
    [
      'an object of many verdicts',
      javascript.checks,
      300,
      (size) =>
        refusing(
          `const o = { ${many(size, (n) => `k${n}: s`, ', ')} };`,
          many(size, (n) => `if (!o.k${n}) return refused;`),
        ),
    ],
    [
      'a class whose methods each keep a field, of Python',
      python.weaknesses,
      110,
      (size) =>
        `class A:\n${many(size, (n) => `    def m${n}(self, x):\n        self.f${n} = x\n        return self.m${(n + 1) % size}(x)`, '\n')}
def handler(event, context):\n    return A().m0(event['x'])\n`,
    ],
    [
      'a class whose methods call each other, of Python',
      python.calls,
      800,
      (size) =>
        `class A:\n${many(size, (n) => `    def m${n}(self, x):\n        return self.m${(n + 1) % size}(x)`, '\n')}
def handler(event, context):\n    return A().m0(event['x'])\n`,
    ],
    [
      'a text of many parts, of Python',
      python.weaknesses,
      1_500,
      (size) =>
        `def handler(event, context):\n    eval(f"${many(size, (n) => `x{event['a${n}']}`, '')}")\n`,
    ],
    [
      'conditions that each refuse, of Python',
      refusals.calls,
      400,
      (size) =>
        `import boto3\ntable = boto3.resource('dynamodb').Table('t')\ndef handler(event, context):\n    token = event['headers']['token']
    found = table.get_item(Key={'token': token}).get('Item')\n    all = [${many(size, () => 'token', ', ')}]\n${many(size, (n) => `    if not found or x${n} == all:\n        return {'statusCode': 401}`, '\n')}
    table.put_item(Item=event)\n`,
    ],
  ])('takes less than six times as long: %s', (_, run, size, write) => {
    const [once, thrice] = [write(size), write(3 * size)];
    run(once);

    const ratio = () => processorTime(() => run(thrice)) / processorTime(() => run(once));

    // Of what each part asks of each other one, it would be nine.
    expect(leastOf(ratio)).toBeLessThan(MOST);
  });
});

/** A handler that looks a session up, and code between that and what it does. */
function refusing(body: string, end: string, beside = ''): string {
  return `const { DynamoDBDocumentClient, GetCommand, PutCommand } = require('@aws-sdk/lib-dynamodb'); const db = DynamoDBDocumentClient.from({}); const refused = { statusCode: 401 };
const find = async (Key) => (await db.send(new GetCommand({ TableName: 's', Key }))).Item; ${beside}
exports.handler = async (event) => { const s = await find({ token: event.headers.authorization }); ${body} ${end} return db.send(new PutCommand({ Item: event.body })); };`;
}

/** Again where it is not small, for a process that takes out its garbage meanwhile has taken longer. */
function leastOf(ratio: () => number): number {
  const first = ratio();

  return first < MOST ? first : Math.min(first, ratio(), ratio());
}

type Find = (source: {
  readonly files: ReadonlyMap<string, string>;
  readonly handler: string;
}) => unknown;

function engines(path: string, weaknesses: Find, calls: Find) {
  const of = (find: Find) => (text: string) => {
    find({ files: new Map([[path, text]]), handler: 'index.handler' });
  };

  return { weaknesses: of(weaknesses), calls: of(calls) };
}

function many(count: number, write: (at: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, at) => write(at)).join(between);
}
