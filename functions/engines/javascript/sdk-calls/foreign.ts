import { packageIn, roleOf } from '../known-packages.ts';
import { isBuiltInModule } from '../specifier-meaning.ts';
import type { Value } from '../value.ts';
import { isListed } from './packages.ts';

/** Whether a function is a package's that is neither AWS's nor known to do nothing with a client. */
export function isForeign(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;
  const name = packageIn(value.name);
  if (name === undefined || isBuiltInModule(name) || isListed(name)) return false;

  return !isOfAws(name) && roleOf(name) !== 'receiver';
}

/** Whether a package is AWS's own: what it calls, and what it only hands on, is known. */
export function isOfAws(name: string): boolean {
  return /^(?:@aws-sdk\/|@smithy\/|aws-sdk$|aws-xray-sdk|@aws-lambda-powertools\/)/.test(name);
}

/** Whose credentials are those of another role, got without a client of STS. */
export function isAssuming(packageName: string, field: string): boolean {
  if (packageName === 'aws-sdk') {
    return /^(?:Chainable)?TemporaryCredentials$|^WebIdentityCredentials$/.test(field);
  }
  return (
    packageName.startsWith('@aws-sdk/credential-provider') &&
    /^from(?:TemporaryCredentials|WebToken|CognitoIdentity(?:Pool)?)$/.test(field)
  );
}

/** The operation that a paginator of the document client asks for. */
export function pagedByDocuments(packageName: string, field: string): string | undefined {
  const [, operation] = /^paginate(Query|Scan)$/.exec(field) ?? [];

  return packageName === '@aws-sdk/lib-dynamodb' ? operation : undefined;
}
