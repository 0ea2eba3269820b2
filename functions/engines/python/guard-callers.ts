import { passedBy } from './guard-functions.ts';
import type { Guarded, Guards } from './guarded.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { foundOnce } from './known-guards.ts';
import { lastName } from './last-name.ts';
import { fieldWrites, methodNamed } from './members.ts';
import { isPlainDecorator } from './options.ts';
import { bindingOf, lookUp, type Parameter, scopeOf } from './scope.ts';
import { argumentFor } from './sites.ts';
import { subjectOf } from './subject.ts';
import type { Expression, FunctionNode, Name } from './syntax.ts';
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

  return foundOnce(of, subject, 'callers', () => {
    const byMaker = fields === '' ? noKinds : byConstructor(parameter, subject, guards);
    return byMaker | bySites(parameter, subject, guards);
  });
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
      readAt: undefined,
      options: undefined,
      isResolved: false,
      callers: (subject.callers ?? 0) + 1,
    };
    return all & guards.guardedAt(site.node, inner);
  }, allKinds);
}

/** Of a function that more calls have, not all of them ask. */
const MOST_SITES = 8;

/** Whether Lambda, a framework or what it is handed to calls it as well. */
function isCalledByOthers(of: FunctionNode, values: Values): boolean {
  return (
    values.isStarted(of) ||
    values.isHandedOn(of) ||
    of.decorators.some((each) => !isPlainDecorator(each, values))
  );
}

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
  if (parent?.type === 'Attribute') return true;
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return (
    call?.type === 'Call' &&
    /^(?:wraps|update_wrapper|signature|iscoroutinefunction)$/.test(lastName(call.callee))
  );
}

/** `object.name = …` of the object whose method it is. */
function isSetFrom({ node }: Site, field: string): boolean {
  const object = node.type === 'Call' && node.callee.type === 'Attribute' && node.callee.object;
  const writes = (object && bindingOf(object)?.writes) || [];

  return writes.some(({ path }) => path[0] === field);
}

/** What `__init__` asks of a field that no other method sets. */
function byConstructor({ of, index }: Parameter, subject: Guarded, guards: Guards): Kinds {
  const owner = scopeOf(of).class;
  const init = owner && index === 0 ? methodNamed(owner, '__init__') : undefined;
  const [self] = init?.parameters ?? [];
  const [field = '', ...more] = subject.fields.split('\0');
  if (!owner || !init || !self || init === of || more.length > 0) return noKinds;
  const writes = fieldWrites(owner, field);
  const binding = lookUp(self.name.name, scopeOf(self));
  if (!binding || writes.some((value) => scopeOf(value).function !== init)) return noKinds;
  if (subject.values.sitesOf(of).some((site) => isSetFrom(site, field))) return noKinds;

  const inner = {
    ...subject,
    binding,
    depth: subject.depth + 1,
    readAt: undefined,
    options: undefined,
  };
  return passedBy(init, inner, guards);
}
