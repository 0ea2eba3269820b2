import type { DecidedPart } from '../../../core/decided-change.ts';
import { operationOfPython } from '../../sdk/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { awsName } from '../sdk-calls/boto-names.ts';
import { addedToAws } from '../signatures/additions.ts';
import { namesBehind } from '../signatures/names-behind.ts';
import type { Call, Expression } from '../syntax.ts';
import { isAskedForAnswer } from './asked-functions.ts';
import { type AwsRow, awsRows } from './aws-rows.ts';
import { type AskedOfChange, type DecidedCall, givenAs, partSaid } from './decided-call.ts';
import { isKeyedByContent } from './digest-keys.ts';
import { isFixedText, textsOfMail } from './fixed-texts.ts';
import { isNew } from './item-keys.ts';
import { takesRightsOfCognito } from './rights-taken.ts';
import { decidedItem } from './stored-items.ts';

/** What a call has AWS do that a request decides. */
export function decidedOfAws(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const { values, chosen, handler } = asked;
  if (call.callee.type !== 'Attribute' || values.functionsOf(call.callee).length > 0)
    return undefined;
  const name = calledName(call) ?? '';
  const service = serviceOf(call, asked);
  if (service === 'none') return undefined;
  const item = decidedItem(call, asked) ?? decidedObject(call, name, asked);
  if (item) return item;
  // What is only added decides nothing that is there.
  if (addedToAws(call, { values, chosen, handler })) return undefined;
  const row = Object.hasOwn(awsRows, name) ? awsRows[name] : undefined;
  if (row && (service === undefined || row.services.test(service))) {
    return (isNamedSo(call, row, service) && decidedBy(call, row, asked)) || undefined;
  }

  if (service === undefined) return undefined;

  return doneTo(call, name, service, asked) ?? doneBy(call, name, service, asked);
}

/** `s3.Object(bucket, key).delete()` */
function decidedObject(
  { callee }: Call,
  name: string,
  asked: AskedOfChange,
): DecidedCall | undefined {
  const row = Object.hasOwn(ofObjects, name) ? ofObjects[name] : undefined;
  const made =
    row && callee.type === 'Attribute' ? asked.values.writtenAs(callee.object) : undefined;
  if (!row || made?.type !== 'Call' || calledName(made) !== 'Object') return undefined;
  const key = givenAs(made, made.arguments.length === 1 ? 0 : 1, 'key');
  if (!key || !asked.said.has(key) || isNew(key, asked)) return undefined;

  return { ...row, by: 'key', ...(row.kind === 'replaces' && { isBlind: true }) };
}

const ofObjects: Readonly<Record<string, Pick<DecidedCall, 'kind' | 'call'>>> = {
  put: { kind: 'replaces', call: 's3:PutObject' },
  upload_file: { kind: 'replaces', call: 's3:PutObject' },
  upload_fileobj: { kind: 'replaces', call: 's3:PutObject' },
  delete: { kind: 'removes', call: 's3:DeleteObject' },
  get: { kind: 'reads', call: 's3:GetObject' },
  download_file: { kind: 'reads', call: 's3:GetObject' },
  download_fileobj: { kind: 'reads', call: 's3:GetObject' },
};

/** `none` of what is seen to be no client of AWS; undefined where that is not seen. */
function serviceOf({ callee }: Call, { values }: AskedOfChange): string | undefined {
  const names = values.namesOf(callee);
  const services = names.flatMap((name) => {
    const { client, resource } = awsName(name);
    return client ?? resource ?? [];
  });
  const [first] = services;
  if (first !== undefined) return first === '?' ? undefined : first;

  return names.some((name) => known.test(name)) ? 'none' : undefined;
}

const known =
  /^(?:builtins|requests|httpx|redis|pymongo|smtplib|telegram|slack_sdk|twilio|sendgrid)\b/;

/** Where its client is not seen, one of its arguments is called as AWS calls it. */
function isNamedSo(call: Call, { parts }: AwsRow, service: string | undefined): boolean {
  if (service !== undefined) return true;

  return parts.some(([, , ...names]) =>
    names.some((each) => givenAs(call, undefined, each) !== undefined),
  );
}

function decidedBy(call: Call, row: AwsRow, asked: AskedOfChange): DecidedCall | undefined {
  const spread = call.arguments.find(({ spread: by }) => by === '**');
  const parts = row.parts.map(
    ([part, position, ...names]) => [part, givenAs(call, position, ...names)] as const,
  );
  const by = partSaid([...parts, ['content', spread?.value]], asked);
  if (by === 'content' && isToOwner(call, asked)) return undefined;
  if (isFixedMail(call, row, by, asked)) {
    return { kind: row.kind, call: row.call, by: 'recipient', isFixed: true };
  }
  const named = parts.find(([part, node]) => part === 'key' && node)?.[1];
  if (row.kind === 'replaces' && named && isNew(named, asked)) return undefined;
  if (row.call === 's3:PutObject' && named && isOfContent(named, parts, asked)) return undefined;
  // What is kept under a key that is made is new; where the code says it, a request only replaces what is there.
  const [[first, key] = []] = parts;
  if (by === 'content' && first === 'key' && row.kind === 'replaces') {
    if (!key || constantText(asked.values.writtenAs(key)) === undefined) return undefined;
  }

  return (
    by && {
      kind: row.kind,
      call: row.call,
      by,
      ...(row.isBlind && by === 'key' && !isConditional(call) && { isBlind: true }),
    }
  );
}

/** Under a digest of all that a request says of it: what is there already is the same. */
function isOfContent(
  named: Expression,
  parts: readonly (readonly [DecidedPart, Expression | undefined])[],
  asked: AskedOfChange,
): boolean {
  const item = parts.flatMap(([key, value]) => (value ? { key, value } : []));

  return isKeyedByContent(
    item,
    item.filter(({ value }) => value === named),
    asked,
  );
}

/** To whom the request names; of a mail as it is sent, both are said in one. */
function isFixedMail(
  call: Call,
  row: AwsRow,
  by: DecidedPart | undefined,
  asked: AskedOfChange,
): boolean {
  const isTo = by === 'recipient' || (by === 'content' && row.call === 'ses:SendRawEmail');
  const [first] = row.parts;
  const [, position, ...names] = first ?? [];
  const to = first && givenAs(call, position, ...names);

  return isTo && /^(?:ses|sns):/.test(row.call) && isFixedText(textsOfMail(call), to, asked);
}

/** A text with something of a request in it that is read by those of one topic, and a note of a visit. */
function isToOwner(call: Call, { values }: AskedOfChange): boolean {
  const given = givenAs(call, undefined, 'Message', 'FunctionName');
  const written = given && values.writtenAs(given);
  if (calledName(call) === 'invoke') {
    return visits.test(namesBehind([given], values).join(' ')) || isAskedForAnswer(call, values);
  }

  return (
    calledName(call) === 'publish' &&
    written?.type === 'FormattedText' &&
    written.parts.some((each) => (constantText(each) ?? '').trim().length > SHORTEST_TEXT)
  );
}

/** `Message: `, and not `:` of a key. */
const SHORTEST_TEXT = 8;

const visits = /analytics|track|metric|statistic|counter|visit|click/i;

function isConditional(call: Call): boolean {
  return givenAs(call, undefined, 'IfNoneMatch', 'IfMatch') !== undefined;
}

/** `ec2.Instance(id).terminate()` */
function doneTo(
  { callee }: Call,
  name: string,
  service: string,
  { values, said }: AskedOfChange,
): DecidedCall | undefined {
  const made = callee.type === 'Attribute' ? values.writtenAs(callee.object) : undefined;
  if (made?.type !== 'Call' || !/^[A-Z]/.test(calledName(made) ?? '')) return undefined;
  const isDone = acts.test(name) && !/^(?:dynamodb|s3|sqs|sns)$/.test(service);

  return isDone && made.arguments.some(({ value }) => said.has(value))
    ? { kind: 'has done', call: `${service}:${operationOfPython(service, name)}`, by: 'name' }
    : undefined;
}

const acts =
  /^(?:create|delete|update|put|start|stop|terminate|reboot|modify|attach|detach|add|remove|set|enable|disable|reset)(?:_\w{1,40})?$/;

/** Of all else that a client of AWS may be asked for: what it changes, as its name says. */
function doneBy(
  call: Call,
  name: string,
  service: string,
  asked: AskedOfChange,
): DecidedCall | undefined {
  if (service === 'cognito-idp' && takesRightsOfCognito(call, asked))
    return {
      kind: 'changes',
      call: `${service}:${operationOfPython(service, name)}`,
      by: 'rights',
    };
  if (aside.test(service) || !changing.test(name)) return undefined;
  if (service === 'cognito-idp' && !/^admin_(?!initiate|respond|get|list)/.test(name))
    return undefined;
  if (service === 's3' && /^(?:create_multipart|upload|generate|complete)/.test(name))
    return undefined;
  const by = partSaid(
    call.arguments
      .map(({ name: key = '', value }): readonly [DecidedPart, Expression] => [
        /(?:name|ids?|arns?|targets?)$/i.test(key) ? 'name' : 'content',
        value,
      ])
      .toSorted(([one], [other]) => Number(one === 'content') - Number(other === 'content')),
    asked,
  );

  return by && { kind: 'has done', call: `${service}:${operationOfPython(service, name)}`, by };
}

/** What they do costs something, and changes nothing that others have. */
const aside =
  /^(?:dynamodb|logs|cloudwatch|xray|bedrock[\w-]{0,20}|comprehend\w{0,10}|translate|polly|textract|transcribe|sts|sqs|timestream-write|lex[\w-]{0,20}|sagemaker-runtime|rds-data|personalize\w{0,10}|location|geo[\w-]{0,10}|forecast\w{0,10})$/;

const changing =
  /^(?:create|delete|update|put|start|stop|terminate|run|reboot|modify|attach|detach|add|remove|set|send|invoke|admin|disable|enable|associate|disassociate|authorize|revoke|register|deregister|submit|execute|cancel|replace|restore|reset|apply|import|batch|change|copy|move|share|transfer|allocate|release|assign|rotate|grant|promote|failover|restart|resume|suspend|pause|purge|tag|untag|accept|reject)_\w{1,60}$|^(?:publish|invoke)$/;
