/** What the name of a called function says of boto3. */
interface AwsName {
  readonly client?: string;
  readonly resource?: string;
  /** What stands behind: `put_object`, `Table().get_item`. */
  readonly rest: string;
}

/** Of `boto3.client('s3').put_object` and `boto3.resource('dynamodb').Table().get_item`. */
export function awsName(name: string): AwsName {
  const match = /^boto3\.(client|resource)\('([\w-]+|\?)'\)\.?(.*)$/.exec(name);
  const [, kind, service = '', rest = ''] = match ?? [];
  if (kind === undefined) return { rest: '' };
  if (kind === 'client') return { client: service, rest };

  const ofClient = /^meta\.client\.?(.*)$/.exec(rest)?.[1];
  return ofClient === undefined ? { resource: service, rest } : { client: service, rest: ofClient };
}

/** Of `Table().get_item`, the type and what is called; `Bucket().Object().get` is of an object. */
export function typedPath(rest: string): { readonly type: string; readonly path: string } {
  const parts = rest.split('.');
  const types = parts.map((part, index) => typeMade(part, parts[index - 1]));
  const at = types.findLastIndex((type) => type !== undefined);

  return { type: types[at] ?? '', path: at < 0 ? rest : parts.slice(at + 1).join('.') };
}

function typeMade(part: string, before: string | undefined): string | undefined {
  if (/^(?:all|filter|limit)\(\)\[\]$/.test(part) && before === 'objects') return 'ObjectSummary';

  return makers.get(part) ?? /^([A-Z]\w*)\(\)$/.exec(part)?.[1];
}

/** What makes one of a type besides its constructor. */
const makers: ReadonlyMap<string, string> = new Map([
  ['create_table()', 'Table'],
  ['get_queue_by_name()', 'Queue'],
  ['create_topic()', 'Topic'],
  ['create_bucket()', 'Bucket'],
  ['receive_messages()[]', 'Message'],
]);

/** A client of a package that is made on boto's, and is none of it. */
export function isOfOtherBoto(name: string): boolean {
  const words = name.split(/\W+/);
  const [root = '', module] = words;
  const isBoto = root === 'boto3' || (root === 'botocore' && module === 'config');

  return root.includes('boto') && !isBoto && makersOfClients.has(words.at(-1) ?? '');
}

const makersOfClients: ReadonlySet<string> = new Set(['client', 'create_client', 'resource']);

/** What any client has, and calls nothing by itself. */
export function isMethodOfEvery(method: string): boolean {
  return everyClients.has(method);
}

const everyClients: ReadonlySet<string> = new Set([
  'can_paginate',
  'close',
  'exceptions',
  'meta',
  'get_available_subresources',
]);
