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
  isCall,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * What receives for the bots of an application, where each receiver asks Telegram for a secret token; undefined
 * where one asks for none, or updates are handed to a bot in another way as well.
 */
export function botReceiver(values: Values): Proof<AnyNode> | undefined {
  const made = receiverMethods.flatMap((name) =>
    values.callsOf(name).filter((call) => packageOf(call, values) !== undefined),
  );
  const isPassedBy = otherWays.some((name) => values.callsOf(name).length > 0);
  const [first] = made;
  if (!first || isPassedBy || !made.every((call) => asksForToken(call, values))) return undefined;

  return { kind: 'shared-secret', node: first };
}

/** Whether all that an application hands updates to are functions of bots. */
export function isOfBots({ all }: Routes): boolean {
  return all.length > 0 && all.every(({ framework }) => framework === 'chat bot');
}

/** The call that made what is called, where that answers updates with a secret token alone. */
export function receiverCalled(callee: AnyNode, values: Values): CallNode | undefined {
  const made = isCall(callee) ? callee : onlyValueOf(callee);

  return made && isCall(made) && isReceiver(made, values) ? made : undefined;
}

/** Whether it makes what answers the updates that come with a secret token, and no others. */
export function isReceiver(node: CallNode, values: Values): boolean {
  if (isBundledReceiver(node, values)) return true;
  const isMade = receiverMethods.includes(calledName(node) ?? '');

  return isMade && packageOf(node, values) !== undefined && asksForToken(node, values);
}

const receiverMethods = ['webhookCallback', 'createWebhook'];

/** They ask for no token. */
const otherWays = ['handleUpdate', 'handleUpdates', 'processUpdate'];

function packageOf({ callee }: CallNode, values: Values): string | undefined {
  for (const value of values.valuesOf(callee)) {
    const name = value.kind === 'name' || value.kind === 'made' ? packageIn(value.name) : undefined;
    if (name === 'grammy' || name === 'telegraf') return name;
  }
  return undefined;
}

/**
 * grammY's in a bundle, which has no names of packages: it takes these options out of its third parameter, and
 * knows the adapter by this name.
 */
function isBundledReceiver({ callee, arguments: given }: CallNode, values: Values): boolean {
  const token = given.length === 3 ? optionIn(values, given[2], 'secretToken') : undefined;
  if (!token || !/^aws-lambda(?:-async)?$/.test(textOf(given[1]) ?? '')) return false;
  const own = values.functionsOf(callee);

  return own.length === 1 && own.every(takesOptions) && isOwn(token);
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
function asksForToken(call: CallNode, values: Values): boolean {
  const { arguments: given } = call;
  const token =
    packageOf(call, values) === 'grammy'
      ? (optionIn(values, given[2], 'secretToken') ?? given[4])
      : (optionIn(values, given[1], 'secretToken') ?? optionIn(values, given[0], 'secret_token'));

  return token !== undefined && isOwn(token);
}

/** Neither nothing, nor a text that the code shows, nor one that stands in for what is not set. */
function isOwn(token: AnyNode): boolean {
  if (token.type === 'LogicalExpression' || token.type === 'ConditionalExpression') return false;
  if (token.type === 'Literal' || textOf(token) !== undefined) return false;
  const made = onlyValueOf(token);

  return made ? isOwn(made) : !(token.type === 'Identifier' && token.name === 'undefined');
}

/** What a name stands for where that is one thing. */
function onlyValueOf(name: AnyNode): AnyNode | undefined {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0;
  const node = isOne && others.length === 0 ? definition.node : undefined;

  return node?.type === 'AwaitExpression' ? node.argument : node;
}
