import type { WeaknessKind } from '../../core/weakness.ts';
import type { Places } from './evidence.ts';
import type { Flow } from './flow.ts';
import type { LinkedFile } from './link.ts';
import type { Modules, Unread } from './modules.ts';
import { textOf } from './options.ts';
import { type Receiver, Receivers } from './receivers.ts';
import { parentOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';
import type { Value, Values } from './value.ts';

/**
 * Where the event goes and is not followed, as far as it may be run there as code: by what is
 * unknown, or by code of the function's own, if any of that runs text.
 *
 * @param handlers what Lambda calls, as far as it is seen.
 */
export function unfollowedIn(
  flow: Flow,
  modules: Modules,
  handlers: readonly Value[],
  places: Places,
): readonly Unread[] {
  const receivers = new Receivers(flow.values, handlers, flow.servesRoutes);
  const files = [...modules.files.values()];
  const runner = [
    ...files.flatMap(({ runners }) => runners),
    ...files.flatMap((file) => (places.isMixed(file.path) ? [] : commandsIn(file, flow.values))),
  ].find((node) => !isReported(flow, node) && !places.isInPackage(node));
  const runs = runner && `the code may run text in ${shown(places, runner)}`;
  const reasons: Readonly<Record<Receiver['may'], string | undefined>> = {
    anything: '',
    'give it back': runs && `; ${runs}`,
    'be anything': runs === undefined ? importOfUnlisted(modules) : `; ${runs}`,
  };

  return lostIn(flow, handlers).flatMap(([at, callee]) => {
    if (isFound(flow, at)) return [];

    return receivers.of(callee).flatMap(({ name, may }) => {
      const more = reasons[may];
      const reason = `the event is passed to ${name}, which is not followed${more}`;
      return more === undefined ? [] : { path: shown(places, at), reason };
    });
  });
}

/** Calls that give a shell what is no constant. */
function commandsIn({ calls }: LinkedFile, values: Values): readonly AnyNode[] {
  const all = ['exec', 'execSync'].flatMap((name) => calls.get(name) ?? []);

  return all.filter(
    ({ callee, arguments: [command] }) =>
      textOf(command) === undefined &&
      values.namesOf(callee).some((name) => /^module:child_process\.exec(?:Sync)?$/.test(name)),
  );
}

/** Whether what comes of it there is known: no worse than what is reported. */
function isFound({ hits }: Flow, at: AnyNode): boolean {
  return hits.at(at).some(({ sink }) => grave.has(sink.kind));
}

const grave: ReadonlySet<WeaknessKind> = new Set(['command-injection', 'event-code-execution']);

/** Places, with what is given the event there. */
function lostIn({ lost, values }: Flow, handlers: readonly Value[]) {
  const wrappers = handlers.flatMap((value): readonly (readonly [AnyNode, AnyNode])[] =>
    value.kind === 'wrapped' && values.functionsOf(value.by).length === 0
      ? [[value.by, value.by]]
      : [],
  );

  return [...wrappers, ...lost].slice(0, MOST_LOST);
}

/** Of a function; a reader is shown the first. */
const MOST_LOST = 10_000;

/** Whether it is known already that the event is run there. */
function isReported({ hits }: Flow, runner: AnyNode): boolean {
  let at: AnyNode | undefined = runner;

  for (let steps = 0; at && steps < 4; steps += 1) {
    if (hits.at(at).length > 0) return true;
    at = parentOf(at);
  }
  return false;
}

function importOfUnlisted({ files, resolve }: Modules): string | undefined {
  for (const { path, requests } of files.values()) {
    for (const request of requests) {
      if (resolve(path, request).length === 0 && Receivers.isUnlisted(request)) {
        return `; it may belong to ${Receivers.shown(request)}`;
      }
    }
  }
  return undefined;
}

function shown(places: Places, node: AnyNode): string {
  const { path, line } = places.of(node);

  return `${path}, line ${line}`;
}
