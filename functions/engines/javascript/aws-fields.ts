import { anyField, type FieldPath } from '../flow/index.ts';
import type { Fact } from './entry.ts';
import { fillsOf } from './fills.ts';
import { baseOf } from './link.ts';
import { targetsOf } from './pattern.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, fieldRead, isCall } from './syntax.ts';

/**
 * Whether AWS itself writes a field, of which others of the same name may be a caller's: it counts where
 * it is read from the event, and not from what the event carries.
 *
 * @param fact of the object that it is read from
 */
export function isWrittenByAws(fact: Fact, path: FieldPath): boolean {
  const last = path.at(-1);
  if (last === undefined || fact.path.length > 0 || !lasts.has(last)) return false;
  const fields = fieldsTo(fact);
  if (!fields) return false;

  const whole = [...fields, ...path].filter((field) => !isElement(field)).join('.');
  // A whole address: where it may come from a body too, it is the sender's.
  if (addresses.has(whole) && !isReadOfEvent(fact)) return false;
  return (
    written.has(whole) ||
    (ofEventBridge.has(whole) && isOfEventBridge(fact.node)) ||
    (ofAppSync.has(whole) && isOfAppSync(fact))
  );
}

/** Whether it is read from the parameter of the handler itself, which is never anything else, perhaps by names. */
function isReadOfEvent(fact: Fact): boolean {
  let start = fact;
  for (let step = 0; start.from && step < MOST_STEPS; step += 1) start = start.from;
  let node: AnyNode = fact.node;

  for (let names = 0; names < MOST_NAMES; names += 1) {
    const base = baseOf(node);
    const binding = base && bindingOf(base.node);
    const [definition, ...others] = binding?.definitions ?? [];
    if (!binding || others.length > 0) return false;
    // `var all; (all = event.context) == null ? void 0 : all.id`, as tsc and esbuild write `event.context?.id`.
    const isSetOnce = binding.writes.every(
      ({ path, value }) =>
        path.length === 0 && definition?.kind === 'value' && value === definition.node,
    );
    if (!isSetOnce) return false;
    if (binding.reads.some(isChangedBy) || fillsOf(binding).length > 0) return false;
    if (definition?.kind !== 'value') {
      return definition?.kind === 'parameter' && definition.of === start.node;
    }
    ({ node } = definition);
  }
  return false;
}

const MOST_NAMES = 4;

/** `Object.assign(event, other)`. */
function isChangedBy(read: AnyNode): boolean {
  const call = parentOf(read);

  return isCall(call) && /assign|merge|extend|defaults/i.test(calledName(call) ?? '');
}

/**
 * Whether it is who AppSync says that the caller is, where nothing shows that AppSync calls: Step
 * Functions, a direct call or a mapping of API Gateway may have taken it from anyone.
 */
export function isLikelyOfAppSync(fact: Fact): boolean {
  const fields = fieldsTo(fact);

  return fields !== undefined && ofAppSync.has(fields.join('.'));
}

/**
 * Whether it is what an authorizer of API Gateway wrote of a token that it verified. Of all but what the issuer gives, or
 * verifies, any user may have written any text, as a name of one's own.
 */
export function ofAuthorizer(fact: Fact): { readonly isOfIssuer: boolean } | undefined {
  const fields = fieldsTo(fact) ?? [];
  const index = fields.findIndex(
    (field, at) => field === 'requestContext' && fields[at + 1] === 'authorizer',
  );

  return index < 0
    ? undefined
    : { isOfIssuer: fields.slice(index + 2).some((field) => ofIssuer.has(field)) };
}

/** Beside what no user chooses: see `written`. */
const ofIssuer: ReadonlySet<string> = new Set(
  'sub username principalId cognito:username email'.split(' '),
);

/**
 * Whether it is the key of an object in a notification of S3, which encodes it for an address, and is
 * not decoded: then there is no quote, no space and no sign of a shell in it. Source: "Event message
 * structure" (Amazon S3).
 */
export function isEncodedKey(fact: Fact): boolean {
  let fields: FieldPath = [];

  for (let at: Fact | undefined = fact; at && fields.length < toKey.length; at = at.from) {
    if (isCall(at.node) && decoders.has(calledName(at.node) ?? '')) return false;
    fields = [...stepOf(at.node), ...fields];
  }
  return toKey.every((field, index) => fields.at(index - toKey.length) === field);
}

const toKey: FieldPath = ['s3', 'object', 'key'];

const decoders: ReadonlySet<string> = new Set(
  'decodeURIComponent decodeURI unescape decode parse'.split(' '),
);

/** From the event to an object; undefined where that is far. */
export function fieldsTo(fact: Fact): FieldPath | undefined {
  const parts: FieldPath[] = [];

  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (parts.length === MOST_STEPS) return undefined;
    parts.push(stepOf(at.node));
  }
  return parts.reverse().flat();
}

const MOST_STEPS = 40;

/** Which fields an expression takes of what it is made of. */
function stepOf(node: AnyNode): FieldPath {
  if (node.type === 'MemberExpression') return [fieldRead(node) ?? anyField];
  const [definition] = bindingOf(node)?.definitions ?? [];

  return definition?.kind === 'value' || definition?.kind === 'parameter' ? definition.path : [];
}

function isElement(field: string): boolean {
  return field === anyField || /^\d+$/.test(field);
}

/** Others of its fields that are read say what it is. */
function isOfEventBridge(event: AnyNode): boolean {
  const reads = bindingOf(event)?.reads ?? [];

  return reads.some((read) => {
    const around = parentOf(read);
    return around?.type === 'MemberExpression' && telling.has(fieldRead(around) ?? '');
  });
}

/** Other fields that only AppSync gives are read of what it was read from. */
function isOfAppSync(fact: Fact): boolean {
  for (
    let at: Fact | undefined = fact, step = 0;
    at && step < MOST_STEPS;
    at = at.from, step += 1
  ) {
    if (fieldsReadOf(at.node).some((field) => tellingAppSync.has(field))) return true;
  }
  return false;
}

/** `event.info`, `const { info } = event`, and the same of a parameter. */
export function fieldsReadOf(node: AnyNode): readonly string[] {
  const { definitions = [], reads = [] } = bindingOf(node) ?? {};
  const ofParameters = definitions.map((definition) =>
    definition.kind === 'parameter' && definition.path.length > 0
      ? definition.of.params[definition.index]
      : undefined,
  );
  const ofReads = reads.map((read) => {
    const around = parentOf(read);
    if (around?.type === 'MemberExpression' && around.object === read) return fieldRead(around);
    return around?.type === 'VariableDeclarator' && around.init === read ? around.id : undefined;
  });

  return [...ofParameters, ...ofReads].flatMap((read) =>
    typeof read === 'object'
      ? targetsOf(read).map(({ path }) => path[0] ?? anyField)
      : (read ?? []),
  );
}

const tellingAppSync: ReadonlySet<string> = new Set(['info', 'arguments']);

const telling: ReadonlySet<string> = new Set(['detail', 'detail-type', 'resources', 'time']);

const userParameters = 'CodePipeline.job.data.actionConfiguration.configuration.UserParameters';

/**
 * Source: "AWS service event metadata", "Event message structure" (Amazon S3), "Using Lambda with Amazon
 * SQS", "Amazon SNS", "Kinesis", "User pool Lambda triggers", "Working with AWS Lambda proxy
 * integrations for HTTP APIs", "Control access to
 * HTTP APIs with JWT authorizers", "Event context format and usage" of S3 Object Lambda, "Resolver context" of AppSync,
 * "JSON event example" of CodePipeline, "Lambda@Edge event structure" (AWS), "Request and Response JSON
 * Reference" (Alexa Skills Kit).
 */
const written: ReadonlySet<string> = new Set([
  ...below('', 'time detail-type httpMethod routeKey triggerSource'),
  ...below('', 'userPoolId deliveryStreamArn invocationId'),
  ...below('Records.', 'eventTime eventName messageId awsRegion eventVersion'),
  ...below('Records.attributes.', 'SentTimestamp SenderId ApproximateReceiveCount'),
  ...below('Records.dynamodb.', 'ApproximateCreationDateTime SequenceNumber SizeBytes'),
  ...below('Records.kinesis.', 'approximateArrivalTimestamp sequenceNumber'),
  ...below('Records.s3.', 'configurationId s3SchemaVersion'),
  ...below('Records.s3.bucket.', 'name arn'),
  ...below('Records.s3.object.', 'eTag size sequencer versionId'),
  ...below('Records.Sns.', 'MessageId Timestamp TopicArn Type SigningCertUrl UnsubscribeUrl'),
  ...below('getObjectContext.', 'inputS3Url outputRoute outputToken'),
  ...below('context.System.', 'apiEndpoint'),
  // Of who owns the pipeline, and the distribution.
  userParameters,
  ...below('Records.cf.config.', 'distributionDomainName distributionId eventType requestId'),
  ...below('Records.cf.request.origin.custom.', 'domainName path'),
  ...below('Records.cf.request.origin.s3.', 'domainName path region'),
  // Of a token that API Gateway checked: what its issuer gives, and no user chooses.
  ...below('requestContext.authorizer.claims.', 'sub iss aud exp iat auth_time token_use'),
  ...below('requestContext.authorizer.jwt.claims.', 'sub iss aud exp iat auth_time token_use'),
  ...below('detail.bucket.', 'name'),
  ...below('detail.object.', 'etag size sequencer version-id'),
]);

/** Where they are called or run, what they say must not be anyone's. */
const addresses: ReadonlySet<string> = new Set([
  'getObjectContext.inputS3Url',
  'context.System.apiEndpoint',
  userParameters,
  ...below('Records.cf.request.origin.custom.', 'domainName path'),
  ...below('Records.cf.request.origin.s3.', 'domainName path region'),
]);

/** Of an invocation that is none of EventBridge's, they are the caller's. */
const ofEventBridge: ReadonlySet<string> = new Set([
  'account',
  'id',
  'region',
  'resources',
  'source',
  'version',
]);

/** The same of a token that AppSync checked. In any other event, they are the caller's. */
const ofAppSync: ReadonlySet<string> = new Set([
  ...below('identity.', 'sub issuer'),
  ...below('identity.claims.', 'sub iss aud exp iat auth_time token_use'),
]);

/** Most fields that are read are none of them: no way is looked for then. */
const lasts: ReadonlySet<string> = new Set(
  [...written, ...ofEventBridge, ...ofAppSync].map((path) => path.slice(path.lastIndexOf('.') + 1)),
);

function below(prefix: string, names: string): readonly string[] {
  return names.split(' ').map((name) => `${prefix}${name}`);
}
