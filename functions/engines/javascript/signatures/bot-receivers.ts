import type { Proof } from '../../signatures/index.ts';
import { packageIn } from '../known-packages.ts';
import { optionIn, textOf } from '../options.ts';
import type { Routes } from '../routes.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import { type Asked, isOwnKey } from './own-key.ts';

/**
 * What receives for the bots of an application, where each receiver asks Telegram for a secret token; undefined
 * where one asks for none, or updates are handed to a bot in another way as well.
 */
export function botReceiver(code: Asked): Proof<AnyNode> | undefined {
  const made = receiverMethods.flatMap((name) =>
    code.values.callsOf(name).filter((call) => packageOf(call, code) !== undefined),
  );
  const isPassedBy = otherWays.some((name) => code.values.callsOf(name).length > 0);
  const [first] = made;
  if (!first || isPassedBy || !made.every((call) => asksForToken(call, code))) return undefined;

  return { kind: 'shared-secret', node: first };
}

/** Whether all that an application hands updates to are functions of bots. */
export function isOfBots({ all }: Routes): boolean {
  return all.length > 0 && all.every(({ framework }) => framework === 'chat bot');
}

/** The call that made what is called, where that answers updates with a secret token alone. */
export function receiverCalled(callee: AnyNode, code: Asked): CallNode | undefined {
  const made = isCall(callee) ? callee : onlyValueOf(callee);

  return made && isCall(made) && isReceiver(made, code) ? made : undefined;
}

/** Whether it makes what answers the updates that come with a secret token, and no others. */
export function isReceiver(node: CallNode, code: Asked): boolean {
  if (isBundledReceiver(node, code)) return true;
  const isMade = receiverMethods.includes(calledName(node) ?? '');

  return isMade && packageOf(node, code) !== undefined && asksForToken(node, code);
}

const receiverMethods = ['webhookCallback', 'createWebhook'];

/** They ask for no token. */
const otherWays = ['handleUpdate', 'handleUpdates', 'processUpdate'];

function packageOf({ callee }: CallNode, code: Asked): string | undefined {
  for (const value of code.values.valuesOf(callee)) {
    const name = value.kind === 'name' || value.kind === 'made' ? packageIn(value.name) : undefined;
    if (name === 'grammy' || name === 'telegraf') return name;
  }
  return undefined;
}

/**
 * grammY's in a bundle, which has no names of packages: it takes these options out of its third parameter, and
 * knows the adapter by this name.
 */
function isBundledReceiver({ callee, arguments: given }: CallNode, code: Asked): boolean {
  const token = given.length === 3 ? optionIn(code.values, given[2], 'secretToken') : undefined;
  if (!token || !/^aws-lambda(?:-async)?$/.test(textOf(given[1]) ?? '')) return false;
  const own = code.values.functionsOf(callee);

  return own.length === 1 && own.every(takesOptions) && isSecret(token, code);
}

function takesOptions({ params, body }: FunctionNode): boolean {
  const patterns = params.length === 5 && body ? objectPatternsIn(body) : [];

  return patterns.some((names) => webhookOptions.every((name) => names.includes(name)));
}

const webhookOptions = ['onTimeout', 'timeoutMilliseconds', 'secretToken'];

/** The fields that are taken out of objects right in a function. */
function objectPatternsIn(body: AnyNode): readonly (readonly string[])[] {
  const statements = body.type === 'BlockStatement' ? body.body : [];

  return statements.flatMap((statement) =>
    statement.type === 'VariableDeclaration'
      ? statement.declarations.flatMap(({ id }) =>
          id.type === 'ObjectPattern'
            ? [
                id.properties.flatMap((one) =>
                  one.type === 'Property' ? (memberName(one) ?? []) : [],
                ),
              ]
            : [],
        )
      : [],
  );
}

/** Sources: `webhookCallback` (grammY 1.46), `Telegraf.webhookCallback` and `createWebhook` (Telegraf 4.16). */
function asksForToken(call: CallNode, code: Asked): boolean {
  const { arguments: given } = call;
  const token =
    packageOf(call, code) === 'grammy'
      ? (optionIn(code.values, given[2], 'secretToken') ?? given[4])
      : (optionIn(code.values, given[1], 'secretToken') ??
        optionIn(code.values, given[0], 'secret_token'));

  return token !== undefined && isSecret(token, code) && !given.some(hasSpread);
}

/** What is spread behind it may undo it. */
function hasSpread(options: AnyNode): boolean {
  return (
    options.type === 'ObjectExpression' &&
    options.properties.some(({ type }) => type === 'SpreadElement')
  );
}

/** By a name of its own, of the environment or of what brings one: `bot.botInfo.username` is known to all. */
function isSecret(token: AnyNode, code: Asked): boolean {
  const isField = token.type === 'MemberExpression' && !isOfEnvironment(token);

  return !isField && isOwnKey(token, code);
}

function isOfEnvironment({ object }: NodeOf<'MemberExpression'>): boolean {
  return object.type === 'MemberExpression' && fieldRead(object) === 'env';
}

/** What a name stands for where that is one thing. */
function onlyValueOf(name: AnyNode): AnyNode | undefined {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0;
  const node = isOne && others.length === 0 ? definition.node : undefined;

  return node?.type === 'AwaitExpression' ? node.argument : node;
}
