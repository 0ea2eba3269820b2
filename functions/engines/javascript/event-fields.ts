import type { FieldPath } from '../flow/index.ts';
import { sureSecretNameOf } from '../secrets/index.ts';
import {
  everyHarm,
  type Harms,
  harm,
  harmsOfObjects,
  harmsOfSecrets,
  harmsOfShown,
  noHarm,
  without,
} from './harms.ts';

/**
 * What the value of a field can still do, of an object that is the event or came with it.
 *
 * @param next the field of it that is read, if any
 * @param of the field that the object is itself, if any
 */
export function keptInField(field: string, next?: string, of?: string): Harms {
  if (field === 'requestContext' && next === 'authorizer') return ofAuthorizer;
  // API Gateway and CloudFront serve no other host than their own.
  if (/^host$/i.test(field) && of === 'headers') return without(texts, harm.origin, harm.redirect);

  return (fields.get(field) ?? ordinary) & keptOfSecret(field);
}

/** The same of a field of a field. */
export function keptInFields(path: FieldPath): Harms {
  return path.reduce(
    (kept, field, index) => kept & keptInField(field, path[index + 1], path[index - 1]),
    everyHarm,
  );
}

/** Of all settings, and of what a vault holds, only what is called so is a secret. */
function keptOfSecret(field: string): Harms {
  const name = sureSecretNameOf(field);
  if (name === undefined) return without(everyHarm, harmsOfSecrets);

  return name === 'hidden' ? everyHarm : without(everyHarm, harm.hidden);
}

const ordinary: Harms = without(everyHarm, harmsOfShown, harm.environment);
const texts: Harms = without(ordinary, harm.filter);
/** What an authorizer wrote: a caller may have chosen a name in a token, and never its type. */
const ofAuthorizer: Harms = without(ordinary, harmsOfObjects);

/**
 * Fields with names that AWS gave them. What Lambda or API Gateway itself writes there no caller
 * can choose, and what comes from a query or a path is text. Source: "Working with AWS Lambda proxy
 * integrations for HTTP APIs", "Using Lambda with Amazon SQS", "Amazon Kinesis", "Amazon S3",
 * "Custom resource request objects" (AWS).
 */
const fields: ReadonlyMap<string, Harms> = new Map([
  ...rows(noHarm, 'requestContext eventSourceARN eventSource awsRegion receiptHandle'),
  ...rows(noHarm, 'eventID eventVersion sequenceNumber md5OfBody methodArn routeArn StackId'),
  // What the template says, and what the function itself answered with when it made the resource.
  ...rows(noHarm, 'ResourceProperties OldResourceProperties LogicalResourceId'),
  ...rows(noHarm, 'PhysicalResourceId'),
  ...rows(texts, 'pathParameters queryStringParameters multiValueQueryStringParameters'),
  ...rows(texts, 'params hostname originalUrl querystring header() param()'),
  ...rows(texts, 'stageVariables rawPath rawQueryString httpMethod'),
  // Only headers as a whole hold credentials; one by one they are what they are called.
  ...rows(without(everyHarm, harm.filter), 'headers multiValueHeaders cookies'),
  ...rows(without(everyHarm, harm.filter, harm.whole), 'authorizationToken'),
  ...rows(without(everyHarm, harm.filter, harm.whole), 'authorization Authorization cookie Cookie'),
  // CloudFormation's own address to answer to.
  ...rows(without(everyHarm, harm.origin, harm.redirect), 'ResponseURL'),
  // Of an error: they are numbers and names.
  ...rows(without(ordinary, harm.error), 'code status statusCode name length'),
]);

function rows(kept: Harms, names: string): readonly (readonly [string, Harms])[] {
  return names.split(' ').map((name) => [name, kept]);
}
