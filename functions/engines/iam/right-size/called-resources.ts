import type { SdkCall } from '../../../core/sdk-calls.ts';
import { areApart } from '../resource-overlap.ts';
import { type ResourceType, resourceTypesOf } from '../resource-types.ts';
import { type CallSite, calledValues } from './called-values.ts';
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

  const named = call.service === 's3' ? inBuckets(call, types, site) : byRows(call, types, site);
  const found = named?.filter((arn) => types.some((type) => mayBeOf(arn, type)));
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

  return parts.slice(0, PARTS).every((part, at) => part === others[at] || meets(part, others[at]));
}

/** Of an ARN, the last being what it is of its service. */
const PARTS = 6;

/** Where a type has a region or an account, an ARN without one is not of it. */
function meets(part: string, other: string | undefined): boolean {
  return !!other && !areApart(part, other);
}

/** A request may be about one of each type: what is named of one alone would not do. */
function namesEach(found: readonly string[], types: readonly ResourceType[]): boolean {
  return types
    .filter(({ isRequired }) => isRequired)
    .every((type) => found.some((arn) => mayBeOf(arn, type)));
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
    // What may be any says of the others no more than that they are some.
    if (!values && naming) return undefined;

    for (const value of values ?? []) {
      const arns = naming ? naming(value, site.place) : isArn(value) ? [value] : [];
      if (naming && arns.length === 0) return undefined;
      found.push(...arns);
    }
  }
  return qualified(resources, found, types, site);
}

/**
 * An index of a table, a version of a function: what a second parameter says of the first. The first
 * stays as well: IAM asks for the index alone, but a call does not show that code may leave the second
 * out (`...(event.user && { IndexName: 'byUser' })`).
 *
 * Source: "Grant permissions to query only projected attributes in an index" (Amazon DynamoDB Developer Guide).
 */
function qualified(
  resources: SdkCall['resources'],
  found: readonly string[],
  types: readonly ResourceType[],
  site: CallSite,
): readonly string[] {
  const given = (name: string) => {
    const parameter = resources.find((each) => each.parameter === name);
    return (parameter && calledValues(parameter, site)) ?? ['*'];
  };
  const hasIndexes = types.some(({ name }) => name === 'index');

  return found.flatMap((arn) => {
    if (hasIndexes && /:table\/[^/]+$/.test(arn))
      return [arn, ...given('IndexName').map((index) => `${arn}/index/${index}`)];
    return arn.includes(':function:') && arn.endsWith(':*')
      ? given('Qualifier').map((qualifier) => `${arn.slice(0, -1)}${qualifier}`)
      : [arn];
  });
}

/** Buckets, or what is in them: of which objects, a call rarely shows. */
function inBuckets(
  { resources }: SdkCall,
  types: readonly ResourceType[],
  site: CallSite,
): readonly string[] | undefined {
  const bucket = resources.find(({ parameter }) => parameter === 'Bucket');
  const buckets = bucket && calledValues(bucket, site);

  return buckets?.flatMap((name) => {
    const arn = isArn(name) ? name : `arn:${site.place.partition}:s3:::${name}`;
    const objects = arn.includes(':accesspoint/') ? `${arn}/object/*` : `${arn}/*`;
    return [
      ...(types.some((type) => type.name === 'bucket') ? [arn] : []),
      ...(types.some((type) => type.name === 'object') ? [objects] : []),
    ];
  });
}
