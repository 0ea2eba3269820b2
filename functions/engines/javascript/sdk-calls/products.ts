import {
  operationOfJavaScript,
  operationOfWaiter,
  serviceOfPackage,
  serviceOfV2Class,
} from '../../sdk/index.ts';
import { isListed } from './packages.ts';

/** An export of a package, or something in it: `@aws-sdk/client-s3`, `S3Client`. */
export interface ExportName {
  /** Without a path in it: `@aws-lambda-powertools/parameters`, whichever file is imported. */
  readonly package: string;
  /** The path in it, without an ending; empty for its main file. */
  readonly subpath: string;
  /** Empty for all that it exports. */
  readonly field: string;
}

/** Of `module:@aws-sdk/client-s3.S3Client`; undefined for a global. */
export function exportName(name: string): ExportName | undefined {
  const match =
    /^module:(?<package>(?:@[^/.]+\/)?[^/.]+)(?<subpath>(?:\/[^/.]+)*)(?:\.c?js)?(?:\.(?<field>.+))?$/.exec(
      name,
    );
  if (!match?.groups) return undefined;

  const { package: packageName = '', subpath = '', field = '' } = match.groups;
  return { package: packageName, subpath: subpath.slice(1), field };
}

/** Whether what it makes may call AWS. */
export function isSdkName(name: string): boolean {
  const found = exportName(name);
  if (!found) return false;

  return (
    found.package === 'aws-sdk' || found.package.startsWith('@aws-sdk/') || isListed(found.package)
  );
}

/** What the methods of a client call. */
export interface ClientKind {
  /** As botocore names it; undefined where nothing says which. */
  readonly service: string | undefined;
  /** `send` takes commands; of the others, each operation is a method. */
  readonly style: 'commands' | 'aggregated' | 'v2' | 'document v2' | 'document v3';
}

/** The client that a call of an export makes; undefined for something else. */
export function clientMadeBy(name: string): ClientKind | undefined {
  const found = exportName(name);
  if (!found) return undefined;
  if (found.package === 'aws-sdk') return v2Client(found);

  const service = clientPackage(found.package);
  if (service !== undefined) return { service, style: styleOf(found.field) };
  if (found.package !== '@aws-sdk/lib-dynamodb') return undefined;
  return {
    service: 'dynamodb',
    style: /^DynamoDBDocument(?:\.from)?$/.test(found.field) ? 'document v3' : 'commands',
  };
}

function styleOf(field: string): ClientKind['style'] {
  return field.endsWith('Client') ? 'commands' : 'aggregated';
}

/** The service of `@aws-sdk/client-sfn`. */
export function clientPackage(name: string): string | undefined {
  const [, client] = /^@aws-sdk\/client-(.+)$/.exec(name) ?? [];

  return client === undefined ? undefined : serviceOfPackage(client);
}

function v2Client({ subpath, field }: ExportName): ClientKind | undefined {
  const [first = '', ...more] = subpath.startsWith('clients/')
    ? [subpath.slice('clients/'.length), ...field.split('.').filter((part) => part !== '')]
    : field.split('.');
  // `aws-sdk/clients/all` has them all.
  const [name = '', part] = first === 'all' ? more : [first, ...more];
  const service = serviceOfV2Class(name);

  if (service === undefined) return undefined;
  if (part === 'DocumentClient') return { service, style: 'document v2' };
  return part === undefined || part === name ? { service, style: 'v2' } : undefined;
}

/** The operation that a method of a client calls; undefined for a method of another kind. */
export function operationOfMethod({ style }: ClientKind, method: string): string | undefined {
  switch (style) {
    case 'commands':
      return undefined;
    case 'document v2':
    case 'document v3':
      return documentOperations.get(method);
    default:
      return isMethodOfEvery(method) ? undefined : operationOfJavaScript(method);
  }
}

/** The operation of a class of `@aws-sdk/lib-dynamodb`: `GetCommand`. */
export function documentCommand(field: string): string | undefined {
  const [, name = ''] = /^(\w+)Command$/.exec(field) ?? [];

  return documentOperations.get(`${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}

/** What `waitUntilBucketExists` or `paginateListObjectsV2` calls. */
export function operationOfFunction(service: string, field: string): string | undefined {
  const [, waiter] = /^wait(?:Until|For)([A-Z]\w+)$/.exec(field) ?? [];
  if (waiter !== undefined) return operationOfWaiter(service, waiter);

  return /^paginate([A-Z]\w+)$/.exec(field)?.[1];
}

/** Methods of the document clients. Source: `@aws-sdk/lib-dynamodb`, `AWS.DynamoDB.DocumentClient`. */
const documentOperations: ReadonlyMap<string, string> = new Map([
  ['batchExecuteStatement', 'BatchExecuteStatement'],
  ['batchGet', 'BatchGetItem'],
  ['batchWrite', 'BatchWriteItem'],
  ['delete', 'DeleteItem'],
  ['executeStatement', 'ExecuteStatement'],
  ['executeTransaction', 'ExecuteTransaction'],
  ['get', 'GetItem'],
  ['put', 'PutItem'],
  ['query', 'Query'],
  ['scan', 'Scan'],
  ['transactGet', 'TransactGetItems'],
  ['transactWrite', 'TransactWriteItems'],
  ['update', 'UpdateItem'],
]);

/** What any client has, and calls nothing by itself. */
function isMethodOfEvery(method: string): boolean {
  return !/^[a-z]\w*$/.test(method) || everyClients.has(method);
}

const everyClients: ReadonlySet<string> = new Set(
  (
    'send destroy config middlewareStack initConfig on addListener emit setupRequestListeners endpoint ' +
    'makeRequest makeUnauthenticatedRequest waitFor getSignedUrl getSignedUrlPromise createPresignedPost ' +
    'upload customizeRequests defineService validateService getSkewCorrectedDate apiConfigurations ' +
    'constructor toString hasOwnProperty bind call apply then catch finally promise ' +
    'mockImplementation mockReturnValue'
  ).split(' '),
);
