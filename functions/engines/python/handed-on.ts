import { constantText } from './constant-text.ts';
import type { LinkedFile } from './link.ts';
import { lookUp, scopeOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';

/**
 * Names of functions that are not only called: `Thread(target=self.load)`, `from files import load as
 * read`, `getattr(self, 'load')`. Who then calls them, and with what, is not known.
 */
export function namesHandedOn(files: Iterable<LinkedFile>): ReadonlySet<string> {
  const names = new Set<string>();

  for (const file of files) {
    for (const [name, attributes] of file.attributes) {
      if (!attributes.every(isCalled)) names.add(name);
    }
    for (const name of namesRead(file)) names.add(name);
    for (const call of file.calls.get('getattr') ?? []) {
      const name = constantText(call.arguments[1]?.value);
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

function namesRead({ scope, imports, functions }: LinkedFile): readonly string[] {
  const own = [...scope.names.values(), ...functions.flatMap((of) => holderIn(of) ?? [])];
  const imported = imports.flatMap((node) =>
    node.type === 'ImportFrom'
      ? node.names.map(({ name, alias }) => ({ name, alias, around: scopeOf(node) }))
      : [],
  );

  return [
    ...own.filter(({ reads }) => !reads.every(isCalled)).map(({ name }) => name),
    ...imported.flatMap(({ name, alias, around }) => {
      const isRenamed = alias !== undefined && alias !== name;
      const reads = lookUp(alias ?? name, around)?.reads ?? [];
      return isRenamed || !reads.every(isCalled) ? [name] : [];
    }),
  ];
}

/** Of a function in a function, its name there. */
function holderIn(of: LinkedFile['functions'][number]) {
  return of.name && lookUp(of.name.name, scopeOf(of));
}

function isCalled(node: AnyNode): boolean {
  return node.parent?.type === 'Call' && node.parent.callee === node;
}
