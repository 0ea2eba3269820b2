import type { CodeRoute } from '../../../core/code-route.ts';
import type { DesignKind, OpenDesign } from '../../../core/open-design.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { isCalledBack, namesChange } from '../../signatures/index.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { Applications, NotSeen } from './applications.ts';
import { Designs, designIn, type FoundDesign, isSingle } from './designs.ts';
import { dispatchedRoutes } from './dispatched-routes.ts';
import { type Program, programOf, readingsOf } from './program.ts';
import { servedRoutes } from './served-routes.ts';

/** The same routes, each that asks for nothing with what it does that is open by design. What is too much to see is none. */
export function withDesigns(
  source: PythonSource,
  routes: readonly CodeRoute[],
): readonly CodeRoute[] {
  const isAsking = ({ check, isIdle }: CodeRoute) => check !== undefined || isIdle === true;
  if (routes.every(isAsking) || !mayHaveDesign(source)) return routes;
  const designs = tried(source);

  return routes.map((each) => {
    const design = isAsking(each) ? undefined : designs.get(keyOf(each));
    return design ? { ...each, design } : each;
  });
}

/** By the name of a route; none of one that stands there twice. */
type ByRoute = ReadonlyMap<string, OpenDesign | undefined>;

function tried(source: PythonSource): ByRoute {
  try {
    return onThisStack(source.handler, () => designsIn(source));
  } catch (error) {
    if (error instanceof CodeNotAnalysed || error instanceof NotSeen) return new Map();
    throw error;
  }
}

/** With a budget of its own, so that it takes nothing from the search for checks. */
function designsIn(source: PythonSource): ByRoute {
  const program = programOf(source);
  const { all, routes, values } = program;
  for (const { of } of routes) values.noteStarted(of);
  const designs = new Designs(program);
  if (routes.length === 0) return dispatchedIn(program, designs);
  const found = new Map<string, OpenDesign | undefined>();

  for (const each of servedRoutes(all, routes, new Applications(values), values)) {
    const key = keyOf(each);
    const design = found.has(key) ? undefined : designs.of(each.route.of);
    const name = `${each.path} ${each.route.of.name?.name}`;
    found.set(key, design && isMeant(design, name) ? designIn(design) : undefined);
  }
  return found;
}

/** Of a handler that asks for its routes itself. */
function dispatchedIn(program: Program, designs: Designs): ByRoute {
  const { exported, values } = program;
  const [only] = exported;
  if (only?.kind !== 'function') return new Map();
  values.noteStarted(only.node);
  const { verification } = readingsOf(program, false);
  const found = new Map<string, OpenDesign | undefined>();

  const routes = dispatchedRoutes(
    only.node,
    verification,
    () => undefined,
    (block) => {
      const design = designs.ofBlock(block, only.node);
      return design && designIn(design);
    },
  );
  for (const each of routes) {
    const key = keyOf(each);
    const { design } = each;
    const isOnce = !found.has(key) && !isCalledBack(each.path);
    found.set(key, design && isOnce && !isOfChange(design.kind, each.path) ? design : undefined);
  }
  return found;
}

/** A service that calls back says what has happened: who says so in its place, adds more than an item of their own. */
function isMeant(design: FoundDesign, name: string): boolean {
  return isSingle(design) || !(isCalledBack(name) || isOfChange(design.kind, name));
}

/** What is added there has something done: `/orders/{id}/approve`, `/transfer`. */
function isOfChange(kind: DesignKind, name: string): boolean {
  return kind === 'addition' && namesChange(name);
}

function keyOf({ method, path }: Pick<CodeRoute, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Most code has none of these words, and is not looked at. */
function mayHaveDesign({ files }: PythonSource): boolean {
  return [...files.values()].some((text) => telling.test(text));
}

const telling =
  /update_item|put_item|delete_item|post_to_connection|put_object|upload_file|send_message|publish|send_\w{0,20}email|sendmail|put_events|put_record|write_records|insert_one|insert_many|\binsert\s|\.(?:add|add_all|save|create|put|sale|charge)\(/i;
