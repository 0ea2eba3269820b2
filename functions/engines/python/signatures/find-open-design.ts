import type { OpenDesign } from '../../../core/open-design.ts';
import type { CodePlace, SdkCall } from '../../../core/sdk-calls.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { readsByName } from '../../sdk/index.ts';
import { isCalledBack, namesChange, namesService } from '../../signatures/index.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { Designs, designIn, type FoundDesign, isSingle } from './designs.ts';
import { programOf } from './program.ts';
import { isWatching } from './watching.ts';

/**
 * What a handler does that is open to anyone by design, where it does nothing else that a request decides.
 *
 * @param calls all that its code asks of AWS.
 */
export function findOpenDesign(
  source: PythonSource,
  calls: readonly SdkCall[],
): OpenDesign | undefined {
  try {
    return onThisStack(source.handler, () => foundIn(source, calls));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function foundIn(source: PythonSource, calls: readonly SdkCall[]): OpenDesign | undefined {
  const program = programOf(source);
  const { exported, routes, modules, values } = program;
  const [only, ...others] = exported;
  // Routes are judged one by one.
  if (only?.kind !== 'function' || others.length > 0 || routes.length > 0) return undefined;
  if (modules.unread.length > 0) return undefined;
  const isPlain = only.node.decorators.every((each) => isWatching(each, values));
  if (!isPlain) return undefined;
  values.noteStarted(only.node);
  const found = new Designs(program).of(only.node);

  if (!found || !isAllOf(calls, found)) return undefined;
  const isMore =
    isCalledBack(program.handler) ||
    // `approve.handler`: what it adds, has something done.
    (found.kind === 'addition' && namesChange(program.handler)) ||
    [...modules.files.keys()].some((path) => namesService(source.files.get(path) ?? ''));

  return isMore && !isSingle(found) ? undefined : designIn(found);
}

/** Whether it is all that the code asks of AWS; additions and their like may read beside it. */
function isAllOf(calls: readonly SdkCall[], found: FoundDesign): boolean {
  const isSeen = (call: SdkCall) => found.places.some((each) => isSamePlace(each, call));
  if (isSingle(found)) return calls.length === 1 && calls.every(isSeen);

  return calls.every((call) => isSeen(call) || readsByName(call.operation));
}

function isSamePlace(one: CodePlace, other: CodePlace): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}
