import { describe, expect, it } from 'vitest';
import { unknown } from '../../../functions/core/known.ts';
import type { SdkCall } from '../../../functions/core/sdk-calls.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { type CodeEntry, decidedChangesIn } from '../../../functions/engines/archive/index.ts';
import { notFound } from '../../../functions/engines/sdk/index.ts';

const longPath = `/${'x'.repeat(200)}`;
const texts = {
  'reads.js': `const { S3 } = require('@aws-sdk/client-s3'); const s3 = new S3();
exports.handler = (event) => s3.getObject({ Bucket: 'b', Key: event.body });`,
  'routed.js': `const { S3 } = require('@aws-sdk/client-s3'); const s3 = new S3(); exports.handler = (event) => { if (event.path === '${longPath}')
return s3.getObject({ Bucket: 'b', Key: event.body }); };`,
  'reads.py': `import boto3; s3 = boto3.client('s3'); handler = lambda event, context: (
s3.get_object(Bucket='b', Key=event['body']))`,
  'answers.js': 'exports.handler = () => ({ statusCode: 200 });',
  'answers.py': "def handler(event, context):\n    return {'statusCode': 200}",
  'loads.py': `from importlib import import_module
def handler(event, context):
    import_module(event['body'])`,
  'broken.js': 'exports.handler = (',
};
const place = { path: 'other.js', line: 1, column: 1 };
const change = { kind: 'reads', call: 's3:GetObject', by: 'key' };
const answers = entryOf('answers.js');
const pythonAnswers = entryOf('answers.py');

describe('what a request decides in code', () => {
  it.each(['reads.js', 'reads.py'] as const)('is found in %s', (path) => {
    const found = decidedIn(entryOf(path), { calls: [callIn(path)] });

    expect(found?.changes).toMatchObject([{ ...change, path, line: 2 }]);
  });

  it.each<[string, CodeEntry, Given]>([
    ['of JavaScript', answers, {}],
    ['of Python', pythonAnswers, {}],
    ['that reads more', pythonAnswers, { calls: [callOf('GetItem')] }],
    ['without a package, which does nothing by itself', answers, { reason: notFound('hat') }],
  ])('is all of it in code %s', (_, entry, given) => {
    expect(decidedIn(entry, given)).toEqual({ changes: [], isWhole: true, isAsRole: true });
  });

  it.each<[string, CodeEntry, Given]>([
    ['that changes more', pythonAnswers, { calls: [callOf('DeleteItem')] }],
    ['that calls what is not seen', answers, { reason: 'a name is made up' }],
    ['beside a layer', { ...answers, loadsMore: true }, {}],
  ])('is not known to be all of it in code %s', (_, entry, given) => {
    const { isWhole, changes } = decidedIn(entry, given) ?? {};
    expect({ isWhole, changes }).toEqual({ changes: [] });
  });

  it.each<[true | undefined, CodeEntry, string]>([
    [true, answers, 'const db = new DynamoDBClient({ region });'],
    [true, pythonAnswers, "boto3.resource('dynamodb')"],
    [true, pythonAnswers, "boto3.Session().client('ses'); requests.Session()"],
    [true, pythonAnswers, "boto3.Session(region_name='eu-west-1')"],
    [undefined, answers, 'new AWS.DynamoDB({ accessKeyId: key, secretAccessKey: secret });'],
    [undefined, answers, 'new DynamoDBClient({ credentials });'],
    [undefined, answers, 'new DynamoDBClient({ credentials: fromTemporaryCredentials(of) });'],
    [undefined, answers, "AWS.config.loadFromPath('./aws.json');"],
    [undefined, answers, "const DAX = require('amazon-dax-client');"],
    [
      undefined,
      pythonAnswers,
      'boto3.client("ses", aws_access_key_id=key, aws_secret_access_key=secret)',
    ],
    [undefined, pythonAnswers, "sts.assume_role(RoleArn=arn, RoleSessionName='a')"],
    [undefined, pythonAnswers, 'boto3.Session(KEY, SECRET)'],
    [undefined, pythonAnswers, "boto3.Session(profile_name='shop')"],
    [undefined, { ...answers, loadsMore: true }, ''],
  ])('is asked of AWS as the role (%s): %o %s', (isAsRole, entry, text) => {
    expect(decidedIn(entry, { text })?.isAsRole).toBe(isAsRole);
  });

  it.each<[string, CodeEntry, Given?]>([
    ['of another language', { ...answers, runtime: 'java21' }],
    ['of a layer', { runtime: answers.runtime }],
    ['where it is not known what the code calls', answers, { calls: undefined }],
    ['where a file of it was not read', answers, { unread: [{ path: 'b.js', reason: 'large' }] }],
    ['where one of Python was not', pythonAnswers, { unread: [{ path: 'b.py', reason: 'large' }] }],
    ['where it is too much to follow', entryOf('loads.py')],
    ['where a path is hostile', entryOf('routed.js'), { calls: [callIn('routed.js')] }],
    ['where it cannot be analysed', entryOf('broken.js')],
  ])('is not known %s', (_, entry, given) => {
    expect(decidedIn(entry, given)).toBeUndefined();
  });
});

function entryOf(path: keyof typeof texts) {
  const [name] = path.split('.');

  return {
    runtime: path.endsWith('.py') ? 'python3.14' : 'nodejs24.x',
    handler: `${name}.handler`,
  };
}

/** What is read on the second line. */
function callIn(path: keyof typeof texts): SdkCall {
  const [, line = ''] = texts[path].split('\n');

  return { ...callOf('GetObject'), service: 's3', path, line: 2, column: line.indexOf('s3.') + 1 };
}

function callOf(operation: string): SdkCall {
  return { ...place, service: 'dynamodb', operation, resources: [] };
}

interface Given {
  readonly loadsMore?: boolean;
  readonly calls?: readonly SdkCall[] | undefined;
  /** Why a call is not resolved. */
  readonly reason?: string;
  readonly unread?: readonly { readonly path: string; readonly reason: string }[];
  /** Of a second file of its own. */
  readonly text?: string;
}

function decidedIn(entry: CodeEntry, given: Given = {}) {
  const { calls, reason, unread = [], text = '' } = { calls: [], ...given };
  const files = Object.entries({ ...texts, 'db.js': text, 'db.py': text }).map(([path, code]) =>
    archiveFile(path, new TextEncoder().encode(code)),
  );
  const unresolved = reason === undefined ? [] : [{ ...place, reason }];
  const sdkCalls = calls ? ({ known: true, value: { calls, unresolved } } as const) : unknown('no');

  return decidedChangesIn({ files, unread, listing: [] }, entry, { sdkCalls });
}
