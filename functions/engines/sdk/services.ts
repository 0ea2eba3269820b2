import { sdkServiceLines } from '../../data/sdk-services.ts';

/** A service as the SDKs know it. */
export interface SdkService {
  /** In botocore: `stepfunctions`. */
  readonly name: string;
  /** In policies: `states`. */
  readonly prefix: string;
  /** Operations that need no permission at all. */
  readonly isOpen: (operation: string) => boolean;
  /** Operations that may be given a role, which needs `iam:PassRole`. */
  readonly passesRole: (operation: string) => boolean;
  /** By the name in Python, where the one does not follow from the other. */
  readonly oddOperations: ReadonlyMap<string, string>;
  /** What each waiter calls, by its name in small letters without marks. */
  readonly waiters: ReadonlyMap<string, string>;
}

/** @param name as botocore has it; one that it does not know is a service of that prefix. */
export function serviceNamed(name: string): SdkService {
  return table().byName.get(name) ?? unlisted(name);
}

/** As policies name it: `states`, of `stepfunctions`. */
export function prefixOf(service: string): string {
  return serviceNamed(service).prefix;
}

/** Whether botocore has it. */
export function isKnownService(name: string): boolean {
  return table().byName.has(name);
}

/** Of `@aws-sdk/client-sfn`, what is after `client-`; one that is not listed goes by that name. */
export function serviceOfPackage(client: string): string {
  return table().byClient.get(plainName(client)) ?? client;
}

/** Of the class of version 3, with or without `Client`: `SFNClient`, `S3`. */
export function serviceOfClass(name: string): string | undefined {
  return table().byClient.get(plainName(name.replace(/Client$/, '')));
}

/** Of the class of version 2, in whichever case: `StepFunctions`, and `stepfunctions` of a path. */
export function serviceOfV2Class(name: string): string | undefined {
  return table().byV2.get(name.toLowerCase());
}

/** The operation that a method is for: `get_object` of Python. */
export function operationOfPython(service: string, method: string): string {
  return serviceNamed(service).oddOperations.get(method) ?? namedLikeMethod(method);
}

/** The operation that a method is for: `getObject` of JavaScript. */
export function operationOfJavaScript(method: string): string {
  return `${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

/** `get_object` is GetObject, as long as nothing is an acronym. */
export function namedLikeMethod(method: string): string {
  return method.split('_').map(operationOfJavaScript).join('');
}

/** The method that botocore has for an operation. Source: `botocore.xform_name`. */
export function pythonMethodOf(operation: string): string {
  const [plural = ''] = /[A-Z]{2,9}s$/.exec(operation) ?? [];
  const name =
    plural === '' ? operation : `${operation.slice(0, -plural.length)}_${plural.toLowerCase()}`;

  return name
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** The operation that a waiter calls: `BucketExists`, `bucketExists` or `bucket_exists`. */
export function operationOfWaiter(service: string, waiter: string): string | undefined {
  return serviceNamed(service).waiters.get(plainName(waiter));
}

/** The operations that waiters of a name call, of whichever services. */
export function operationsOfWaiters(waiter: string): readonly string[] {
  const operations = [...table().byName.values()].flatMap(
    ({ waiters }) => waiters.get(plainName(waiter)) ?? [],
  );

  return [...new Set(operations)];
}

interface Table {
  readonly byName: ReadonlyMap<string, SdkService>;
  readonly byClient: ReadonlyMap<string, string>;
  readonly byV2: ReadonlyMap<string, string>;
}

let decoded: Table | undefined;

function table(): Table {
  decoded ??= decode();

  return decoded;
}

function decode(): Table {
  const rows = sdkServiceLines
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

  return {
    byName: new Map(rows.map((row) => [row[0] ?? '', serviceIn(row)])),
    byClient: new Map(
      rows.flatMap(([name = '', , clients = '']) =>
        listed(clients).map((each) => [plainName(each), name] as const),
      ),
    ),
    byV2: new Map(
      rows.flatMap(([name = '', , , classes = '']) =>
        listed(classes).map((each) => [each.toLowerCase(), name] as const),
      ),
    ),
  };
}

function serviceIn([
  name = '',
  prefix = '',
  ,
  ,
  odd = '',
  open = '',
  passing = '',
  waiting = '',
]: string[]): SdkService {
  const isOneOf = (cell: string) => {
    const names = new Set(listed(cell));
    return (operation: string) => names.has(operation);
  };

  return {
    name,
    prefix,
    isOpen: isOneOf(open),
    passesRole: isOneOf(passing),
    waiters: new Map(
      listed(waiting).map((cell) => {
        const [waiter = '', operation = ''] = cell.split('=');
        return [plainName(waiter), operation];
      }),
    ),
    oddOperations: new Map(listed(odd).map((operation) => [pythonMethodOf(operation), operation])),
  };
}

function unlisted(name: string): SdkService {
  const no = () => false;

  return {
    name,
    prefix: name,
    isOpen: no,
    passesRole: no,
    oddOperations: new Map(),
    waiters: new Map(),
  };
}

function listed(cell: string): readonly string[] {
  return cell === '-' ? [] : cell.split(',');
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
