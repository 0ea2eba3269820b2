import { changesOf, isChangeOf } from './changes.ts';
import { MOST_SITES, mayBeCalledByOthers } from './every-call.ts';
import type { Guarded, Guards } from './guarded.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { foundOnce } from './known-guards.ts';
import { lastName } from './last-name.ts';
import { isPlainDecorator } from './options.ts';
import { bindingOf, lookUp, type Parameter, scopeOf } from './scope.ts';
import { argumentFor, nameOfFunction } from './sites.ts';
import { subjectOf } from './subject.ts';
import type { ClassNode, Expression, FunctionNode, Name } from './syntax.ts';
import type { Site, Values } from './value.ts';

/**
 * What those who call a function have asked before of a field of what they give it: `if event['n'] not in
 * ALLOWED: return`, and then `run(event)`; of a decorated function, of the value itself as well.
 */
export function byCallers(of: FunctionNode, subject: Guarded, guards: Guards): Kinds {
  const { binding, fields, depth, callers = 0, isOfFlag } = subject;
  const [parameter, ...others] = binding.definitions;
  // Within a function that is asked by another, that one knows what it has given.
  if (parameter?.kind !== 'parameter' || parameter.of !== of || depth > 0 || isOfFlag)
    return noKinds;
  if (others.length > 0 || callers >= MOST_CALLERS) return noKinds;
  const field = fields.split('\0')[0] ?? '';
  if (binding.writes.some(({ path }) => path.length === 0 || path[0] === field)) return noKinds;
  // As it comes to the question of a caller, so must it come to the place.
  if (changesOf(binding).some((change) => isChangeOf(change, subject))) return noKinds;

  return foundOnce(of, subject, 'callers', () => bySites(parameter, subject, guards));
}

/** One whose caller has a caller that asks. */
const MOST_CALLERS = 3;

function bySites({ of, index }: Parameter, subject: Guarded, guards: Guards): Kinds {
  const { values } = subject;
  const wrapping = wrapperSites(of, values);
  if (!wrapping && (subject.fields === '' || isCalledByOthers(of, values))) return noKinds;
  const sites = wrapping ?? values.sitesOf(of);
  if (sites.length === 0 || sites.length > MOST_SITES) return noKinds;

  return sites.reduce((all, site) => {
    const given = givenAt(site, of, index);
    const outer = given && subjectOf(given);
    if (!outer || all === noKinds) return noKinds;
    const fields = [outer.fields, subject.fields].filter((each) => each !== '').join('\0');
    const inner = {
      ...subject,
      binding: outer.binding,
      fields,
      start: site.node.start,
      options: undefined,
      isResolved: false,
      callers: (subject.callers ?? 0) + 1,
    };
    return all & guards.guardedAt(site.node, inner);
  }, allKinds);
}

/** The same of what is looked at here alone: calls of what is not known, and makers of its class. */
function isCalledByOthers(of: FunctionNode, values: Values): boolean {
  return (
    mayBeCalledByOthers(of, values) ||
    isCalledUnseen(of, values) ||
    isOfOthers(scopeOf(of).class, values)
  );
}

/** A class that a decorator or a base of a library gets: it may make one, and call what it likes. */
function isOfOthers(owner: ClassNode | undefined, values: Values): boolean {
  if (!owner) return false;
  const isPlainBase = (value: Expression) =>
    /^(?:object|ABC|Exception|Enum|dict|list)$/.test(lastName(value)) ||
    values.valuesOf(value).some(({ kind }) => kind === 'class');

  return (
    owner.decorators.some(
      (each) => lastName(each.type === 'Call' ? each.callee : each) !== 'dataclass',
    ) || owner.bases.some(({ name, value }) => name !== undefined || !isPlainBase(value))
  );
}

/** `registry.first().run(event)`: of what is not known, it may be a call of each `run`. */
function isCalledUnseen(of: FunctionNode, values: Values): boolean {
  const calls = values.callsOf(nameOfFunction(of) ?? '');
  if (calls.length > MOST_CALLS) return true;
  const isMethod = scopeOf(of).class !== undefined;

  return calls.some(
    ({ callee }) =>
      callee.type === 'Attribute' &&
      values.functionsOf(callee).length === 0 &&
      (isMethod || values.namesOf(callee).length === 0),
  );
}

/** Of a name that more calls have, not all of them are looked at. */
const MOST_CALLS = 100;

/** What is given there, or the object before the dot. */
function givenAt(site: Site, of: FunctionNode, index: number): Expression | undefined {
  const { node, taken } = site;
  if (node.type !== 'Call') return undefined;
  if (index < taken) return node.callee.type === 'Attribute' ? node.callee.object : undefined;

  const given = argumentFor(site, of, index);
  const list = node.arguments.findIndex(({ spread }) => spread === '*');
  // Behind a list of unknown length, the place says nothing.
  const isSure = list < 0 || node.arguments.findIndex(({ value }) => value === given) < list;
  return isSure ? given : undefined;
}

/**
 * Where a function of the archive that decorates it calls it: nothing else does. Undefined where none
 * decorates it; empty where it does something else with it.
 */
function wrapperSites(of: FunctionNode, values: Values): readonly Site[] | undefined {
  const nearest = of.decorators.findLast((each) => !isPlainDecorator(each, values));
  const decorating = nearest ? values.functionsOf(nearest) : [];
  if (!nearest || decorating.length === 0) return undefined;
  if (mayBeOther(nearest, values)) return [];

  const uses = decorating.flatMap(({ node, taken }): readonly Name[] => {
    const parameter = node.parameters[taken];
    return (parameter && lookUp(parameter.name.name, scopeOf(parameter))?.reads) ?? [];
  });
  // `run.__wrapped__(event)` leaves the decorator out.
  if (values.callsOf('__wrapped__').length > 0) return [];
  const calls = uses.flatMap(({ parent }) => (parent?.type === 'Call' ? parent : []));
  const isSeen = uses.every((use) => isCall(use) || isLook(use));
  return isSeen ? calls.map((node) => ({ node, taken: 0 })) : [];
}

/** `try: from lib import checked`, and an own one otherwise. */
function mayBeOther(decorator: Expression, values: Values): boolean {
  const named = decorator.type === 'Call' ? decorator.callee : decorator;
  const definitions = bindingOf(named)?.definitions ?? [];

  return definitions.length > 1 || values.valuesOf(decorator).some(({ kind }) => kind === 'name');
}

function isCall(use: Name): boolean {
  return use.parent?.type === 'Call' && use.parent.callee === use;
}

/** `functools.wraps(f)`, `f.__name__`. */
function isLook({ parent }: Name): boolean {
  if (parent?.type === 'Attribute') return /^__(?!call)\w+__$/.test(parent.name);
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return (
    call?.type === 'Call' &&
    /^(?:wraps|update_wrapper|signature|iscoroutinefunction)$/.test(lastName(call.callee))
  );
}
