import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { has, highAtMost, type Kinds, mediumAtMost, noKinds, oneStepLess } from './kinds.ts';
import { fieldRead, isOfEventBridge, lastField } from './platform-fields.ts';
import { bindingOf, scopeOf } from './scope.ts';
import type { AnyNode, Expression } from './syntax.ts';

/**
 * How grave what a field of an event does can be at most, by who writes it. A stranger has no word in
 * the settings of a pipeline or in what CodeBuild says of a build; an event of an own bus is put there
 * by what the account lets do so.
 */
export function authorOf(object: Expression, field: string, fact: Fact): Kinds {
  const { safe } = fact;
  // Of a part of it, a request say, who calls says what is in it.
  const isWhole = !has(safe, 'event-returned') && !has(safe, 'logs-whole-event');
  if (ofOperators.has(field) || isOfZappa(object, field)) return mediumAtMost;
  if (lastField(object) === 'detail' && ofServices.has(field)) return mediumAtMost;
  if (isWhole && isOfOwnJob(object, field)) return mediumAtMost;
  if (ofQueues.has(field) && isOfRecord(fact)) return oneStepLess;
  if (!ofEvents.has(field)) return noKinds;
  if (isOfService(object)) return mediumAtMost;

  return field === 'detail' && isOfEventBridge(object) ? highAtMost : noKinds;
}

/**
 * What is known of an object and does not hold of a field of it: the key of an object, a message of SNS and the details of an event
 * may come by a queue, and are what they are without it.
 */
export function keptIn(field: string, safe: Kinds): Kinds {
  return ofOthers.has(field) ? safe & ~oneStepLess : safe;
}

const ofOthers: ReadonlySet<string> = new Set(['s3', 'Message', 'detail']);

/**
 * What a message of SQS, or a record of Kinesis or of a table's stream, says. Source: "Using Lambda with Amazon SQS",
 * "Amazon Kinesis", "Amazon DynamoDB" (AWS).
 */
const ofQueues: ReadonlySet<string> = new Set(['body', 'messageAttributes', 'kinesis', 'dynamodb']);

/** Whether it is one of `event['Records']`; a request may say a list of that name, too. */
function isOfRecord(fact: Fact): boolean {
  const fields = new Set<string>();

  for (let at: Fact | undefined = fact; at; at = at.from) {
    const field = fieldTaken(at.node);
    if (field !== undefined) fields.add(field);
    if (fields.size > 1) return false;
  }
  return fields.has('Records');
}

function fieldTaken(node: Expression): string | undefined {
  if (node.type === 'Subscript') return constantText(node.index);
  if (node.type === 'Attribute') return fieldRead(node);
  if (node.type !== 'Call' || node.callee.type !== 'Attribute') return undefined;

  return node.callee.name === 'get' ? fieldRead(node.callee) : undefined;
}

/**
 * What who runs the account writes. Sources: "JSON event example" (CodePipeline), "Example Lambda
 * functions for AWS Config rules", "Lambda rotation functions" (Secrets Manager), "CloudFormation macros"; `sls wsgi exec`
 * invokes the function with a field that no API hands on ("serverless-wsgi", README).
 */
const ofOperators: ReadonlySet<string> = new Set([
  'CodePipeline.job',
  'UserParameters',
  'invokingEvent',
  'ruleParameters',
  'SecretId',
  'templateParameterValues',
  '_serverless-wsgi',
]);

/**
 * The handler that Zappa packs runs what `zappa invoke` and its schedules name: fields beside those of a request, which no
 * API hands on. Source: "Remote Function Invocation" (README of Zappa).
 */
function isOfZappa(object: Expression, field: string): boolean {
  if (!ofZappa.has(field)) return false;
  const around = scopeOf(object);
  const owner = around.class ?? around.up?.class;

  return (
    owner?.name.name === 'LambdaHandler' &&
    owner.body.body.some(
      (each) => each.type === 'Function' && each.name?.name === 'import_module_and_get_function',
    )
  );
}

const ofZappa: ReadonlySet<string> = new Set(
  'command raw_command manage Records resources'.split(' '),
);

/** Of details that CodeBuild, CodePipeline, EC2 and others write. Source: "Events from AWS services" (EventBridge). */
const ofServices: ReadonlySet<string> = new Set(
  'additional-information build-id build-status current-phase project-name pipeline execution-id instance-id instance-action service-event-name findings'.split(
    ' ',
  ),
);

/**
 * `event['logBucket']`, `event['glueLogsTable']`, `event['athenaWorkGroup']`: an event that names several
 * resources of the account is the input of a job of its own, on a schedule or from a state machine.
 */
function isOfOwnJob(object: Expression, field: string): boolean {
  if (!ofResources.test(field)) return false;
  const { definitions = [], reads = [] } = bindingOf(object) ?? {};
  if (!definitions.every(({ kind }) => kind === 'parameter')) return false;
  const named = reads.slice(0, MOST_READS).flatMap((read) => {
    const whole = wholeRead(read);
    const name = whole && fieldRead(whole);
    return name !== undefined && ofResources.test(name) ? [name] : [];
  });

  return new Set(named).size >= LEAST_RESOURCES;
}

/** The table or database alone is what anyone asks for. */
const LEAST_RESOURCES = 3;

const ofResources =
  /[a-z\d]_?(?:bucket|work_?group|database|cluster|queue|topic|state_?machine|table|log_?group)(?:_?(?:name|arn|url))?$/i;

/** What says what happened, and to which resources: their names are chosen by who runs the account. */
const ofEvents: ReadonlySet<string> = new Set(['detail', 'resources']);

/** Whether the code asks for a service as the source, or reads what only one of them writes. */
function isOfService(object: Expression): boolean {
  const reads = bindingOf(object)?.reads.slice(0, MOST_READS) ?? [];

  return reads.some((read) => {
    const whole = wholeRead(read);
    const field = whole && fieldRead(whole);
    if (whole === undefined) return false;
    if (field === 'source') return isComparedWithService(whole);
    const inner = field === 'detail' ? wholeRead(whole) : undefined;
    return inner !== undefined && ofServices.has(fieldRead(inner) ?? '');
  });
}

/** More are not looked at. */
const MOST_READS = 100;

/** `event['detail']` of `event`. */
function wholeRead({ parent }: AnyNode) {
  return parent?.type === 'Subscript' || parent?.type === 'Attribute' ? parent : undefined;
}

/** `event['source'] == 'aws.codebuild'`; an event of S3 has the key that the writer of an object chose. */
function isComparedWithService({ parent }: AnyNode): boolean {
  const source = parent?.type === 'Binary' ? constantText(parent.right) : undefined;

  return source?.startsWith('aws.') === true && source !== 'aws.s3';
}
