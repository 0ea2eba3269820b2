import type { Outcome } from '../../signatures/index.ts';
import { packageIn } from '../known-packages.ts';
import { type AnyNode, isCall } from '../syntax.ts';
import type { Value } from '../value.ts';
import { Verification } from './verification.ts';

/** Reads what Lambda calls of an application: what adapts it hands the request to its routes, which are read by themselves. */
export class EntryVerification extends Verification {
  protected override readExpression(node: AnyNode): Outcome<AnyNode> {
    const callee = isCall(node) ? node.callee : undefined;
    const isHandedOn =
      callee && this.values.valuesOf(callee).every((value) => this.isOfAdapter(value));

    return isCall(node) && isHandedOn && this.values.valuesOf(node.callee).length > 0
      ? this.expressions(node.arguments)
      : super.readExpression(node);
  }

  /** `serverless(app)`, and `awsServerlessExpress.proxy`. */
  protected isOfAdapter(value: Value): boolean {
    return (
      (value.kind === 'made' || value.kind === 'name') && adapters.has(packageIn(value.name) ?? '')
    );
  }
}

/** The same where all routes are known: what such frameworks adapt by themselves. */
export class ServedVerification extends EntryVerification {
  protected override isOfAdapter(value: Value): boolean {
    const isMade = value.kind === 'made' || value.kind === 'name';

    return (
      super.isOfAdapter(value) ||
      (isMade && /^(?:hono|lambda-api)$/.test(packageIn(value.name) ?? ''))
    );
  }
}

/** They do nothing with a request but that. Sources: the README of each. */
const adapters: ReadonlySet<string> = new Set(
  (
    'serverless-http aws-serverless-express @vendia/serverless-express @codegenie/serverless-express ' +
    '@fastify/aws-lambda aws-lambda-fastify'
  ).split(' '),
);
