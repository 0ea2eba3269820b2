import { Requested } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf, type Parameter } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What an authorizer is given, and what its code knows of it. */
export interface Sent {
  /** Functions that are given the request as their first argument. */
  readonly entries: ReadonlySet<FunctionNode>;
  readonly values: Values;
  /** Whether any of it is in an expression. */
  readonly has: (node: AnyNode) => boolean;
}

/** Of a parameter, what is given by calls that are seen is what it is; of others, it may be anything. */
export function sentTo(entries: ReadonlySet<FunctionNode>, values: Values): Sent {
  const returned = new Map<FunctionNode, boolean>();
  const sent: Requested<AnyNode, Binding> = new Requested<AnyNode, Binding>({
    childrenOf,
    bindingOf,
    isRequest: (node) =>
      node.type === 'Call' && values.functionsOf(node.callee).some((each) => returns(each.node)),
    isGiven,
  });

  function returns(of: FunctionNode): boolean {
    const known = returned.get(of);
    if (known !== undefined) return known;
    returned.set(of, false);
    const is = returnsOf(of).some((each) => sent.has(each));
    returned.set(of, is);
    return is;
  }

  function isGiven(
    { definitions, scope, writes }: Binding,
    has: (node: AnyNode) => boolean,
  ): boolean {
    // What a pattern takes, or what is only added to.
    if (definitions.length === 0 && writes.length === 0) return scope.function !== undefined;

    return (
      writes.some(({ value }) => has(value)) ||
      definitions.some((each) => {
        if (each.kind === 'exception') return true;
        if (each.kind === 'parameter') return isSent(each, has);
        return each.kind === 'value' && has(each.node);
      })
    );
  }

  function isSent(parameter: Parameter, has: (node: AnyNode) => boolean): boolean {
    if (entries.has(parameter.of)) return parameter.index === 0;
    const given = argumentsFor(parameter, values);

    return given === undefined || given.some(has);
  }

  return { entries, values, has: (node) => sent.has(node) };
}

/** What calls give for a parameter; undefined where they are not all seen. */
export function argumentsFor(
  { of, index, node }: Parameter,
  values: Values,
): readonly Expression[] | undefined {
  const sites = values.sitesOf(of);
  if (sites.length === 0 || values.isHandedOn(of) || node.spread !== '') return undefined;

  return sites.flatMap((site) => {
    const given = argumentFor(site, of, index);
    const isSpread =
      site.node.type === 'Call' && site.node.arguments.some(({ spread }) => spread !== '');
    // An own `self` is given by no argument.
    return isSpread ? site.node : (given ?? (index >= site.taken ? (node.otherwise ?? []) : []));
  });
}
