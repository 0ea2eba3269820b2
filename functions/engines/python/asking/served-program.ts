import { namedApplication } from '../begin-name.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { type Program, programOf } from '../signatures/program.ts';

/** The code that answers requests: that of the handler, or of the application that it loads by a name. */
export function servedProgramOf(source: PythonSource): Program {
  const program = programOf(source);
  const named =
    program.routes.length > 0 ? undefined : namedApplication(source.handler, source.files);

  return named === undefined ? program : programOf({ ...source, handler: named });
}
