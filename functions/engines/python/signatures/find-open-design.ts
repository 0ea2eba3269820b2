import type { OpenDesign } from '../../../core/open-design.ts';
import type { CodePlace } from '../../../core/sdk-calls.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { Designs } from './designs.ts';
import { type Program, programOf } from './program.ts';
import { isWatching } from './watching.ts';

/**
 * What a handler does that is open to anyone by design, where it does nothing else that a request decides.
 *
 * @param write where it changes something in AWS, as the one place of its code.
 */
export function findOpenDesign(source: PythonSource, write: CodePlace): OpenDesign | undefined {
  try {
    return onThisStack(source.handler, () => foundIn(programOf(source), write));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function foundIn(program: Program, write: CodePlace): OpenDesign | undefined {
  const { exported, routes, modules, values } = program;
  const [only, ...others] = exported;
  // Routes are judged one by one.
  if (only?.kind !== 'function' || others.length > 0 || routes.length > 0) return undefined;
  if (modules.unread.length > 0) return undefined;
  const isPlain = only.node.decorators.every((each) => isWatching(each, values));
  const found = isPlain ? new Designs(program).of(only.node) : undefined;

  return found && isSamePlace(found, write) ? found : undefined;
}

function isSamePlace(one: CodePlace, other: CodePlace): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}
