import { calledName } from '../link.ts';
import { enclosingClass } from '../members.ts';
import type { Call } from '../syntax.ts';
import type { Value, Values } from '../value.ts';

/**
 * Whether a call changes and asks nothing outside the function, whatever it is given: it reads, parses,
 * compares, writes to the log, or answers.
 */
export function isInert(call: Call, values: Values): boolean {
  if (isOfSecurity(call, values)) return true;
  const seen = values.valuesOf(call.callee);
  if (seen.length > 0) return seen.every(isInertValue);

  return call.callee.type === 'Attribute' && ofData.has(calledName(call) ?? '');
}

/** `super().__call__(request)`, of a class that extends one of FastAPI's: it takes a token out of the request. */
function isOfSecurity(call: Call, values: Values): boolean {
  if (!/^__(?:call|init)__$/.test(calledName(call) ?? '') || call.callee.type !== 'Attribute')
    return false;
  const { object } = call.callee;
  if (object.type !== 'Call' || calledName(object) !== 'super') return false;
  const bases = enclosingClass(call)?.bases ?? [];

  return (
    bases.length > 0 &&
    bases.every(({ value }) =>
      values.namesOf(value).some((name) => name.startsWith('fastapi.security.')),
    )
  );
}

/** What changes something whatever it is given. */
export function isChange({ callee }: Call): boolean {
  return callee.type === 'Attribute' && changing.test(callee.name);
}

const changing =
  /^(?:(?:put|delete|update|create|send|publish|batch_write|transact_write|invoke|start|stop|terminate|remove|drop|insert)_\w{1,60}|put|delete|post|patch|save|commit|execute|publish|invoke)$/;

/** What hands the event to the routes of an application, which are read by themselves. */
export function isHandOver(call: Call, values: Values): boolean {
  return values.namesOf(call.callee).some((name) => handOvers.test(name));
}

const handOvers =
  /^(?:serverless_wsgi\.handle_request|awsgi\.response|apig_wsgi\.make_lambda_handler\(\)|mangum\.(?:adapter\.)?Mangum\(\)|chalice\.(?:app\.)?Chalice\(\)|aws_lambda_powertools\.event_handler\.[\w.]{1,80}\(\)\.resolve)$/;

function isInertValue(value: Value): boolean {
  if (value.kind !== 'name') return false;
  const { name } = value;
  const [module = ''] = name.split(/[.([]/, 1);
  if (module === 'builtins') return isOfBuiltIn(name);
  if (module === 'os') return /^os\.(?:environ|getenv|path)\b/.test(name);

  // Who makes a token hands out what opens doors.
  return (modules.has(module) && !signing.test(name)) || responses.test(name);
}

const signing = /^(?:jwt|jose)\.(?:[\w()]{1,40}\.){0,3}(?:encode|sign|encrypt|serialize)\w{0,20}$/;

/** `bytes.fromhex` is of bytes; `next(headers).lower()`, of what it results in. */
function isOfBuiltIn(whole: string): boolean {
  const [, first = '', ...fields] = whole.split('.');
  const name = withoutResult(first);
  const isResult = name !== first;

  return (
    builtIns.has(name) && (!isResult || fields.every((field) => ofData.has(withoutResult(field))))
  );
}

/** `next` of `next()`, `get` of `get()[]` */
function withoutResult(name: string): string {
  const [called = ''] = name.split(/[()[\]]/, 1);

  return called;
}

const modules: ReadonlySet<string> = new Set(
  (
    'base64 binascii collections copy datetime decimal hashlib hmac html json jose jwt logging math ' +
    're secrets string struct time typing urllib uuid zlib ujson orjson simplejson ' +
    'structlog loguru aws_xray_sdk sentry_sdk'
  ).split(' '),
);

/** Answers, errors and logs of frameworks; what a request of theirs says. */
const responses =
  /^(?:flask|quart|bottle)\.(?:jsonify|abort|make_response|Response|request|redirect|url_for|HTTPResponse)\b|^(?:fastapi|starlette)\.[\w.]{0,60}(?:HTTPException|Response|Request\(\)[\w.()]{0,80})$|^chalice\.(?:app\.)?(?:Response|\w{1,40}Error)$|^chalice\.(?:app\.)?(?:Chalice|Blueprint)\(\)\.(?:current_request|log)\b|^flask\.Flask\(\)\.logger\b|^aws_lambda_powertools\.(?:Logger|Tracer|Metrics|logging|metrics|tracing)\b|^aws_lambda_powertools\.event_handler\.(?:Response|exceptions\.\w{1,60})$|^aws_lambda_powertools\.event_handler\.[\w.]{1,60}\(\)\.current_event\.(?:headers|query_string_parameters)\.get$|^asyncio\.(?:run|get_event_loop)\b/;

const builtIns: ReadonlySet<string> = new Set(
  (
    'str int float bool len dict list tuple set frozenset bytes bytearray isinstance getattr hasattr ' +
    'repr print min max sum abs round enumerate zip range any all type ord chr format hash iter next ' +
    'reversed sorted filter map super Exception ValueError KeyError RuntimeError PermissionError TypeError ' +
    'NotImplementedError'
  ).split(' '),
);

/** Whether it is a method of a text, a list or a table, of which nothing else is known: `found['hash'].encode()`. */
export function isOfFoundData(call: Call, values: Values): boolean {
  const names = values.namesOf(call.callee);
  const name = calledName(call) ?? '';

  return (
    ofData.has(name) &&
    name !== 'copy' &&
    names.length > 0 &&
    names.every((each) => /[)\]]\.\w{1,40}$/.test(each))
  );
}

/** Whether it is called as a method of a text, a list or a table. */
export function isDataMethod(call: Call): boolean {
  return call.callee.type === 'Attribute' && ofData.has(calledName(call) ?? '');
}

/** Of texts, lists, tables and requests. */
const ofData: ReadonlySet<string> = new Set(
  (
    'get items keys values pop copy setdefault encode decode strip lstrip rstrip split rsplit lower ' +
    'upper title startswith endswith replace join format partition rpartition removeprefix ' +
    'removesuffix hexdigest digest group isoformat append extend get_data get_json json body text ' +
    'get_header_value get_remaining_time_in_millis timestamp total_seconds ' +
    'info debug warning warn error exception critical'
  ).split(' '),
);
