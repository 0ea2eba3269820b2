import type { CalledResource, SdkCall } from '../../../core/sdk-calls.ts';
import { areApart } from '../resource-overlap.ts';
import { type ResourceType, resourceTypesOf } from '../resource-types.ts';
import { type CallSite, calledValues } from './called-values.ts';
import type { FunctionPlace } from './need.ts';
import { isArn, namingBy } from './resource-names.ts';

/**
 * What a call is about, for one of the actions that it takes: patterns of ARNs, `*` alone where the
 * action takes no resource; undefined where it is not known.
 *
 * @param action `service:Action`.
 */
export function calledResources(
  call: SdkCall,
  action: string,
  site: CallSite,
): readonly string[] | undefined {
  const types = resourceTypesOf(action);
  if (types.length === 0) return ['*'];

  const named = call.service === 's3' ? inBuckets(call, action, site) : byRows(call, types, site);
  const found = named?.filter((arn) => arn === '*' || types.some((type) => mayBeOf(arn, type)));
  return found && found.length > 0 && namesEach(found, types) ? [...new Set(found)] : undefined;
}

/** Whether a pattern may stand for a resource of a type. */
export function mayBeOf(pattern: string, { name, arns }: ResourceType): boolean {
  // The name of a bucket has no slash; its objects' names have.
  if (name === 'bucket' && pattern.includes('/')) return false;

  return arns.some((arn) => !areApart(arn, pattern) && agreeInParts(arn, pattern));
}

/** Region and account, and what else stands between colons: an ARN has none of them where its type has none. */
function agreeInParts(arn: string, pattern: string): boolean {
  const [parts, others] = [arn.split(':'), pattern.split(':')];
  if (others.length < PARTS) return true;

  return parts
    .slice(0, PARTS)
    .every((part, at) => part === others[at] || meets(part, others[at] ?? ''));
}

/** Of an ARN, the last being what it is of its service. */
const PARTS = 6;

function meets(part: string, other: string): boolean {
  const isEmpty = part === '' || other === '';

  return isEmpty ? /^\**$/.test(part) && other.includes('*') : !areApart(part, other);
}

/** A request may be about one of each type: what is named of one alone would not do. */
function namesEach(found: readonly string[], types: readonly ResourceType[]): boolean {
  return types
    .filter(({ isRequired }) => isRequired)
    .every((type) => found.some((arn) => arn === '*' || mayBeOf(arn, type)));
}

function byRows(
  { service, resources }: SdkCall,
  types: readonly ResourceType[],
  site: CallSite,
): readonly string[] | undefined {
  const found: string[] = [];

  for (const resource of resources) {
    const values = calledValues(resource, site);
    const naming = namingBy(service, resource.parameter);
    if (!values) {
      // What may be any says of the others no more than that they are some.
      if (naming) return undefined;
      continue;
    }
    for (const value of values) {
      const arns = naming ? naming(value, site.place) : isArn(value) ? [value] : [];
      if (naming && arns.length === 0) return undefined;
      found.push(...arns);
    }
  }
  return withIndexes(service, found, types);
}

/** Who asks an index asks for the index, and not for its table. */
function withIndexes(
  service: string,
  found: readonly string[],
  types: readonly ResourceType[],
): readonly string[] {
  const asksIndexes = service === 'dynamodb' && types.some(({ name }) => name === 'index');
  if (!asksIndexes) return found;

  return found.flatMap((arn) => (/:table\/[^/]+$/.test(arn) ? [arn, `${arn}/index/*`] : [arn]));
}

/**
 * Buckets, or what is in them. Of a copy, the source is read and the other is written.
 *
 * Source: "How Amazon S3 works with IAM" (Amazon S3 User Guide).
 */
function inBuckets(
  { operation, resources }: SdkCall,
  action: string,
  site: CallSite,
): readonly string[] | undefined {
  const isCopied = action === 's3:GetObject' && /Copy/.test(operation);
  if (isCopied) return copiedFrom(parameterIn(resources, 'CopySource'), site);

  const bucket = parameterIn(resources, 'Bucket');
  const buckets = bucket && calledValues(bucket, site);
  if (!buckets) return undefined;

  const types = resourceTypesOf(action);
  const isAboutObjects = types.some(({ name }) => name === 'object');
  const isAboutBuckets = types.some(({ name }) => name === 'bucket');
  const key = parameterIn(resources, 'Key');
  const keys = (key && calledValues(key, site)) ?? ['*'];
  return buckets.flatMap((name) => [
    ...(isAboutBuckets ? [bucketArn(name, site.place)] : []),
    ...(isAboutObjects ? keys.map((each) => objectArn(name, each, site.place)) : []),
  ]);
}

/** `bucket/key`, as it stands or URL-encoded, with a version behind it or not. */
function copiedFrom(
  source: CalledResource | undefined,
  site: CallSite,
): readonly string[] | undefined {
  const values = source && calledValues(source, site);

  return values?.map((value) => {
    const [bucket = '', ...key] = value.replace(/^\//, '').split('/');
    // What is encoded there has other characters in its name.
    const path = key
      .join('/')
      .replace(/\?.*$/, '*')
      .replaceAll(/%[\da-f]{2}/gi, '*');
    return objectArn(bucket, path === '' ? '*' : path, site.place);
  });
}

function parameterIn(resources: readonly CalledResource[], name: string) {
  return resources.find(({ parameter }) => parameter === name);
}

function bucketArn(bucket: string, { partition }: FunctionPlace): string {
  return isArn(bucket) ? bucket : `arn:${partition}:s3:::${bucket}`;
}

function objectArn(bucket: string, key: string, place: FunctionPlace): string {
  const isAccessPoint = isArn(bucket) && bucket.includes(':accesspoint/');

  return `${bucketArn(bucket, place)}/${isAccessPoint ? 'object/' : ''}${key}`;
}
