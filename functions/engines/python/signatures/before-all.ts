import type { LinkedFile } from '../link.ts';
import type { FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Functions that run before each route of Flask or Quart: `@app.before_request`. */
export function functionsBeforeAll(
  values: Values,
  files: readonly LinkedFile[],
): readonly FunctionNode[] {
  return files
    .flatMap(({ functions }) => functions)
    .filter(({ decorators }) =>
      decorators.some((each) =>
        values
          .namesOf(each.type === 'Call' ? each.callee : each)
          .some((name) => /^(?:flask\.Flask|quart\.Quart)\(\)\.before_request$/.test(name)),
      ),
    );
}
