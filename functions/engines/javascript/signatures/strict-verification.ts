import { action, type Outcome } from '../../signatures/index.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isNext } from './guard-verification.ts';
import { isAnswer, isInert } from './inert-calls.ts';
import { Verification } from './verification.ts';

/** Reads what runs before a route: to hand the request on is nothing that it does itself. */
export class PassingVerification extends Verification {
  protected override readExpression(node: AnyNode): Outcome<AnyNode> {
    return isCall(node) && isNext(node.callee)
      ? this.expressions(node.arguments)
      : super.readExpression(node);
  }
}

/**
 * Reads what answers a route: all that it calls and that is not known to be harmless acts, whether the request
 * decides it or not, for a list of all orders is asked for alike by everyone.
 */
export class StrictVerification extends PassingVerification {
  protected override readExpression(node: AnyNode): Outcome<AnyNode> {
    if (calling.has(node.type)) return action;
    const outcome = super.readExpression(node);
    if (outcome.acts || outcome.passed || outcome.found) return outcome;
    // It waits for what was begun elsewhere.
    if (node.type === 'AwaitExpression' && !isCall(node.argument)) return action;
    if (!isCall(node)) return outcome;
    const own = this.values.functionsOf(node.callee);
    if (own.length > 0) return own.some((of) => this.of(of).acts) ? action : outcome;

    return isHarmless(node, this.values) ? outcome : action;
  }
}

const calling: ReadonlySet<AnyNode['type']> = new Set([
  'ImportExpression',
  'TaggedTemplateExpression',
]);

function isHarmless(call: CallNode, values: Values): boolean {
  const { callee } = call;
  if (isNext(callee) || isAnswer(callee, values)) return true;
  if (telling.has(calledName(call) ?? '') || !isInert(call, values)) return false;
  // By its name alone `find` is one of a list as well as of a database.
  const isSeen = values.valuesOf(callee).length > 0;

  return isSeen || (callee.type === 'MemberExpression' && isData(callee.object, values));
}

/** They answer with what callers may not have: a file, a token. */
const telling: ReadonlySet<string> = new Set(['sendFile', 'download', 'render', 'sign']);

/** What a framework has given to a function, or the code has written down. */
function isData(node: AnyNode, values: Values, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'ObjectExpression':
      return true;
    case 'MemberExpression':
      return isData(node.object, values, depth + 1);
    case 'CallExpression':
      return (
        node.callee.type === 'MemberExpression' && isData(node.callee.object, values, depth + 1)
      );
    case 'Identifier': {
      const [definition, ...others] = bindingOf(node)?.definitions ?? [];
      if (!definition || others.length > 0) return false;
      if (definition.kind === 'parameter') {
        return values.sitesOf(definition.of).every(({ isCallback }) => isCallback);
      }
      return definition.kind === 'value' && isData(definition.node, values, depth + 1);
    }
    default:
      return false;
  }
}

const MOST_STEPS = 12;
