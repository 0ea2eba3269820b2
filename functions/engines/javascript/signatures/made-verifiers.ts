import type { SignatureKind } from '../../../core/signature-check.ts';
import type { LinkedFile } from '../link.ts';
import { isFalse, optionIn } from '../options.ts';
import { handlerExpressions } from '../sdk-calls/handler-expressions.ts';
import { type CallNode, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isReceiver } from './bot-receivers.ts';
import type { Asked } from './own-key.ts';
import type { Proof } from './verification.ts';

/** The call of a package that makes a handler which verifies by itself. */
export function madeVerifier(
  code: Asked,
  file: LinkedFile | undefined,
  name: string,
): Proof | undefined {
  const { values } = code;
  for (const expression of handlerExpressions(file, name)) {
    if (!isCall(expression)) continue;
    const [given] = expression.arguments;
    if (isReceiver(expression, code)) return { kind: 'shared-secret', node: expression };
    if (given && isAdapter(expression, values) && isCall(given) && isReceiver(given, code)) {
      return { kind: 'shared-secret', node: given };
    }
    const kind = values.namesOf(expression.callee).flatMap((each) => makers.get(each) ?? [])[0];
    if (kind) return { kind, node: expression };
  }
  return undefined;
}

/** `serverless(bot.webhookCallback(…))` */
function isAdapter({ callee }: CallNode, values: Values): boolean {
  return values.namesOf(callee).some((name) => name === 'module:serverless-http');
}

/** Of Slack's bolt, what receives for an application; undefined where its verification is switched off. */
export function boltReceiver(values: Values): Proof | undefined {
  const receivers = values.callsOf('AwsLambdaReceiver');
  const isOff = (call: CallNode) =>
    isFalse(optionIn(values, call.arguments[0], 'signatureVerification'));
  const [first] = receivers;

  return first && !receivers.some(isOff) ? { kind: 'slack', node: first } : undefined;
}

/** Sources: "Probot on AWS Lambda", "createLambdaFunction" (@probot/adapter-aws-lambda-serverless). */
const makers: ReadonlyMap<string, SignatureKind> = new Map([
  ['module:@probot/adapter-aws-lambda-serverless.createLambdaFunction', 'github'],
  ['module:probot.createLambdaFunction', 'github'],
]);
