import { packageIn, roleOf } from '../known-packages.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isShape } from './inert-calls.ts';

/**
 * What a call that leaves the code does with a credential that it is given. It `looks up` what belongs to it, or
 * `verifies` it and says so; one that `rejects` throws where it is wrong. What `changes` something is no test, nor
 * what `gives back` what it gets: it reads the shape alone.
 */
export type ForeignRole = 'looks up' | 'verifies' | 'rejects' | 'changes' | 'gives back';

/** Undefined of what is not known. */
export function foreignRole(call: CallNode, values: Values): ForeignRole | undefined {
  const name = calledName(call) ?? '';
  const packages = packagesOf(call.callee, values);
  if (packages.some(isOfShapes) || isGivingBack(name)) return 'gives back';
  if (isRequester(call, values)) {
    return ofPeople.test(receiverOf(call)) ? 'gives back' : requested(call, name, values);
  }
  if (name === 'send') return sent(call, values);
  if (rejecting.test(name)) return 'rejects';
  // `findOrCreate`, `checkAndSend`
  if (/[a-z](?:And|Or)[A-Z]/.test(name) && !/Or(?:Fail|Throw|None|Null|Undefined)/.test(name))
    return 'changes';
  if (changing.test(name)) return 'changes';
  if (/^(?:query\w*|execute(?:Statement|Query|Sql)?|exec|raw\w*|run|unsafe)$/i.test(name))
    return asked(call, values);
  if (ofPeople.test(`${name} ${receiverOf(call)} ${packages.join(' ')}`)) return undefined;
  if (verifying.test(name)) return 'verifies';

  return lookingUp.test(name) ? 'looks up' : undefined;
}

/** By what it says first: `select …`. */
export function isReadText(text: string | undefined): boolean {
  return (
    text !== undefined &&
    /^\s*(?:select|with)\s/i.test(text) &&
    !/\b(?:insert|update|delete|drop|alter|create|merge|truncate|into)\b/i.test(text)
  );
}

/** They say who is human, and how often one has come. */
const ofPeople = /captcha|turnstile|siteverify|limit|quota|throttl|csrf/i;

function receiverOf({ callee, arguments: [first] }: CallNode): string {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  const all = [object, first].flatMap((each) =>
    each?.type === 'Identifier'
      ? each.name
      : each?.type === 'MemberExpression'
        ? (fieldRead(each) ?? '')
        : [],
  );

  return all.join(' ');
}

function packagesOf(node: AnyNode, values: Values): readonly string[] {
  return values
    .valuesOf(node)
    .flatMap((value) =>
      value.kind === 'name' || value.kind === 'made' ? (packageIn(value.name) ?? []) : [],
    );
}

/** They check what something looks like, or say what is written in a token. */
function isOfShapes(name: string): boolean {
  return (
    roleOf(name) === 'returns' &&
    isShape(name) &&
    !/^(?:jsonwebtoken|jose|jws|node-jose|openid-client|passport|@fastify\/.+|@nestjs\/.+|@hono\/.+)$/.test(
      name,
    )
  );
}

function isGivingBack(name: string): boolean {
  return /^(?:get|read|extract)_?(?:auth_?)?(?:token|bearer|header|cookie|credential|signed_?cookie)|decode|pars(?:e|ing)|^(?:safe|un)?(?:marshall|stringify)|schema|^hash|^digest|pbkdf|scrypt|encrypt|^gen[Ss]alt/i.test(
    name,
  );
}

/** `axios.get(…)`, `fetch(…)`, `got(…)`. */
export function isRequester(call: CallNode, values: Values): boolean {
  const { callee } = call;
  const isGlobal =
    calledName(call) === 'fetch' &&
    callee.type === 'Identifier' &&
    values.functionsOf(callee).length === 0;

  return isGlobal || packagesOf(callee, values).some((each) => requesters.has(each));
}

const requesters: ReadonlySet<string> = new Set(
  'axios node-fetch cross-fetch isomorphic-fetch got undici superagent ky needle request request-promise phin bent wretch'.split(
    ' ',
  ),
);

/** What is sent elsewhere changes something there, unless it is sent to ask whose a token is. */
function requested({ arguments: given }: CallNode, name: string, values: Values): ForeignRole {
  const [first, second, third] = given;
  const settings = [first, second, third].filter(
    (each) => each !== undefined && objectsOf(values, each).length > 0,
  );
  const method = settings
    .map((each) => textOf(optionIn(values, each, 'method')))
    .find((text) => text !== undefined);
  const isRead = /^(?:get|head)$/i.test(method ?? (verbs.has(name) ? name : 'get'));
  const url = first && (textsIn(first) ?? textsIn(optionIn(values, first, 'url') ?? first));
  const isOfIdentity =
    url !== undefined &&
    /introspect|verify|userinfo|tokeninfo|session|oauth|auth|login|\/me\b/i.test(url) &&
    !/captcha|siteverify|turnstile/i.test(url);
  if (!isRead && !isOfIdentity) return 'changes';

  const isTaken = settings.some((each) => optionIn(values, each, 'validateStatus') !== undefined);

  return name === 'fetch' || isTaken ? 'verifies' : 'rejects';
}

const verbs: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete']);

function textsIn(node: AnyNode): string | undefined {
  if (node.type === 'TemplateLiteral') {
    return node.quasis.map(({ value }) => value.cooked ?? '').join(' ');
  }
  return textOf(node);
}

/** `client.send(new GetCommand(…))` */
function sent({ arguments: [command] }: CallNode, values: Values): ForeignRole {
  const name = command ? commandOf(command, values) : '';
  const [, verb = ''] = /^(\w+)Command$/.exec(name) ?? [];
  if (identities.test(verb)) return 'rejects';
  if (/^ExecuteStatement$/.test(verb) && command && isCall(command)) {
    const [settings] = command.arguments;
    const text = optionIn(values, settings, 'Statement') ?? optionIn(values, settings, 'sql');
    return isReadText(textOf(text)) ? 'looks up' : 'changes';
  }
  return /^(?:Get|BatchGet|TransactGet|Query|Scan|List|Describe|Head|Select|Verify)/.test(verb)
    ? 'looks up'
    : 'changes';
}

function commandOf(node: AnyNode, values: Values): string {
  if (isCall(node)) return calledName(node) ?? '';
  for (const value of values.valuesOf(node)) {
    if (value.kind === 'made' && value.by && isCall(value.by)) return calledName(value.by) ?? '';
  }
  return '';
}

/** Of Cognito, with what only its user has. They throw `NotAuthorizedException`, `CodeMismatchException`. */
const identities =
  /^(?:(?:admin)?(?:initiateAuth|respondToAuthChallenge)|confirmForgotPassword|changePassword|verifySoftwareToken|getUser)$/i;

/** The same of its older clients, and of other providers. Not `getUser`, which others answer by an error that they return. */
const rejecting =
  /^(?:(?:admin)?(?:initiateAuth|respondToAuthChallenge)|confirmForgotPassword|jwtVerify|verify(?:IdToken|SessionCookie|AccessToken)|signInWithEmailAndPassword|assert(?:Valid|Auth)\w*)$/i;

const changing =
  /^(?:put|update|upsert|delete|destroy|remove|insert|create|save|add|set|hset|publish|batchWrite|transactWrite|upload|send(?=[A-Z])|register|signUp|admin(?=Create|Set|Delete|Update|Confirm)|write|push|emit|incr|patch|post|del|expire|invoke|start|trigger|enqueue|copy|store|mutate|bulk|truncate|stop|terminate|reboot|restore|reset|cancel|disable|enable|attach|detach|purge|run(?=[A-Z])|drop|revoke|sign|subscribe|unsubscribe|charge|refund|transaction)(?:$|[A-Z_])/;

/** `pool.query('select …')`, and that of DynamoDB, which takes an object. */
function asked({ arguments: [first] }: CallNode, values: Values): ForeignRole {
  if (!first) return 'looks up';
  const text = textsIn(first);
  if (text !== undefined) return isReadText(text) ? 'looks up' : 'changes';
  const [settings] = objectsOf(values, first);
  const said =
    settings && (optionIn(values, settings, 'text') ?? optionIn(values, settings, 'sql'));

  return settings && (!said || isReadText(textsIn(said))) ? 'looks up' : 'changes';
}

const verifying =
  /verif|authenticat|introspect|^compare|^(?:check|validate|isValid|assert)_?(?:token|session|auth|access|password|credentials?|key|api_?key|signature|jwt|user|otp|totp|code)|sign_?in|log_?in$|getSession|getUser|userinfo|whoami|^consume/i;

const lookingUp =
  /^(?:get(?!Token|Bearer|Header|Cookie|Credential)|find|query|scan|select|lookup|look|read|one|oneOrNone|first|all|any|hget|hgetall|mget|exists|sismember|count|fetch|where|single|maybeSingle|retrieve|list|search)(?:[A-Z_]\w*)?$/;
