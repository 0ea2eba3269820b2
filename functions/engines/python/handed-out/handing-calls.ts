import type { HandedOut } from '../../../core/handed-out.ts';
import { argumentOf, entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A call that signs something which opens something by itself. */
export interface HandingCall {
  readonly call: Call;
  readonly kind: HandedOut['kind'];
  /** What says for whom it is, or for which object. */
  readonly subject: Expression;
  /** Whether all that it holds says so, whatever it is called: the log-ins of providers. */
  readonly isOfAll?: boolean | undefined;
}

/** Calls by such names are looked at; what has none of them hands out nothing. */
export const handingNames =
  'encode jwt_encode create_access_token create_custom_token generate_presigned_url generate_presigned_post get_open_id_token_for_developer_identity'.split(
    ' ',
  );

export function handingCallsIn(values: Values, others: readonly string[]): readonly HandingCall[] {
  return [...new Set([...handingNames, ...others])]
    .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
    .flatMap((call) => handedBy(call, values) ?? []);
}

/** Of one name. */
const MOST_CALLS = 100;

function handedBy(call: Call, values: Values): HandingCall | undefined {
  switch (calledName(call)) {
    case 'generate_presigned_url':
      return ofOperation(call);
    case 'generate_presigned_post': {
      const key = argumentOf(call, 1, 'Key');
      return { call, kind: 'upload', subject: key ?? call };
    }
    case 'get_open_id_token_for_developer_identity':
      return ofAll(tokenFor(call, argumentOf(call, undefined, 'Logins')));
    default:
      return tokenBy(call, values);
  }
}

function tokenBy(call: Call, values: Values): HandingCall | undefined {
  const [name] = values.namesOf(call.callee).flatMap((each) => signing.exec(each)?.[0] ?? []);
  if (name === undefined) return undefined;

  return tokenFor(
    call,
    name.startsWith('authlib')
      ? argumentOf(call, 1, 'payload')
      : argumentOf(call, 0, 'payload', 'claims', 'identity', 'uid'),
  );
}

const signing =
  /^(?:jwt\.(?:api_jwt\.)?encode|jose\.jwt\.encode|authlib\.jose\.jwt\.encode|flask_jwt_extended\.create_access_token|firebase_admin\.auth\.create_custom_token)$/;

function tokenFor(call: Call, subject: Expression | undefined): HandingCall | undefined {
  return subject && { call, kind: 'token', subject };
}

function ofAll(handing: HandingCall | undefined): HandingCall | undefined {
  return handing && { ...handing, isOfAll: true };
}

/** `s3.generate_presigned_url('put_object', Params={'Key': key})` */
function ofOperation(call: Call): HandingCall | undefined {
  const operation = constantText(argumentOf(call, 0, 'ClientMethod')) ?? '';
  const key = entryOf(argumentOf(call, 1, 'Params'), 'Key');
  if (/^(?:put_object|upload_part|delete_object)$/.test(operation)) {
    return { call, kind: 'upload', subject: key ?? call };
  }
  return operation === 'get_object' && key ? { call, kind: 'download', subject: key } : undefined;
}
