import { Lazy, Token } from 'aws-cdk-lib';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';

/**
 * Denies every other endpoint a subscription to a topic, also to principals whose own policies allow
 * them to subscribe to any topic, as many do.
 *
 * Source: "sns:Endpoint" (Amazon SNS Developer Guide, "Using policy conditions").
 *
 * @param endpoints what may be subscribed, with `*` for any text; read when the stack is synthesised.
 */
export function onlySubscribers(topicArn: string, endpoints: readonly string[]): PolicyStatement {
  const produce = () => (endpoints.length > 0 ? [...endpoints] : [NO_ENDPOINT]);

  return new PolicyStatement({
    sid: 'OnlyTheseMaySubscribe',
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: ['sns:Subscribe'],
    resources: [topicArn],
    conditions: { StringNotLike: { 'sns:Endpoint': Lazy.list({ produce }) } },
  });
}

/** A condition needs a value, and no endpoint is called this. */
const NO_ENDPOINT = 'nobody';

/** Text that stands for itself where a policy takes wildcards and variables. */
export function literally(text: string): string {
  return Token.isUnresolved(text)
    ? text
    : text.replace(/[*?$]/g, (character) => `\${${character}}`);
}
