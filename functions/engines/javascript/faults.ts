import type { Places } from './evidence.ts';
import { cryptoFaults } from './faults/crypto.ts';
import type { Fault, FaultRow, Place } from './faults/fault.ts';
import { ignoredVerdictFaults } from './faults/ignored-verdicts.ts';
import { installFaults } from './faults/installs.ts';
import { keptPasswordFaults } from './faults/kept-passwords.ts';
import { environmentFaults } from './faults/returned-environment.ts';
import { tlsFault } from './faults/tls.ts';
import { tokenCheckFaults } from './faults/token-checks.ts';
import { tokenFaults } from './faults/tokens.ts';
import type { LinkedFile } from './link.ts';
import type { Modules } from './modules.ts';
import { lookUp, parentOf, scopeOf } from './scope.ts';
import { type AnyNode, isFunction } from './syntax.ts';
import type { Values } from './value.ts';
import type { Found } from './weaknesses-of.ts';

/** By the name that is called. */
const rows: ReadonlyMap<string, readonly FaultRow[]> = byCall([
  ...cryptoFaults,
  ...environmentFaults,
  ...ignoredVerdictFaults,
  ...installFaults,
  ...keptPasswordFaults,
  ...tokenCheckFaults,
  ...tokenFaults,
]);

/**
 * What is wrong by itself, whatever the event is, in all files that the handler reaches. Of what
 * packages may have written in the same file, only that certificates are not checked, whatever is asked for.
 */
export function faultsIn(modules: Modules, values: Values, places: Places): readonly Found[] {
  return [...modules.files.values()].flatMap((file) => {
    const isMixed = places.isMixed(file.path);
    const tls = file.settings.flatMap((node) =>
      places.isInPackage(node) ? [] : found(node, tlsFault(node, { values, isMixed })),
    );

    return isMixed ? tls : [...tls, ...ownFaults(file, modules, values, places)];
  });
}

function ownFaults(
  file: LinkedFile,
  modules: Modules,
  values: Values,
  places: Places,
): readonly Found[] {
  return [...rows].flatMap(([name, some]) =>
    (file.calls.get(name) ?? []).flatMap((call): readonly Found[] => {
      if (places.isInPackage(call) || isLeftOver(call)) return [];
      const place: Place = { call, values, modules };

      return some.flatMap((row) => found(call, row.find(place)));
    }),
  );
}

function found(node: AnyNode, fault: Fault | undefined): readonly Found[] {
  return fault ? [{ node: fault.at ?? node, sink: fault }] : [];
}

/** Whether it stands in a function with a name that nothing says: one that was left there. */
export function isLeftOver(node: AnyNode): boolean {
  for (
    let at = parentOf(node), steps = 0;
    at && steps < MOST_STEPS;
    at = parentOf(at), steps += 1
  ) {
    if (!isFunction(at)) continue;
    const declared = at.type === 'FunctionDeclaration' ? at : holderOf(at);
    if (declared?.type !== 'FunctionDeclaration' && declared?.type !== 'VariableDeclarator')
      continue;
    const { id: name } = declared;
    if (name?.type !== 'Identifier' || isExported(declared)) continue;
    // A function of a block is known around it too.
    const around = parentOf(declared);
    const isOfFunction = around?.type === 'Program' || isFunction(around && parentOf(around));
    if (declared === at && !isOfFunction) continue;
    // Within, the same name may stand for something else.
    const { reads } = lookUp(name.name, scopeOf(declared)) ?? {};
    if (reads?.every((read) => read === name)) return true;
  }
  return false;
}

/** What an expression is the value of, or a part of that: `const name = { field() {…} }`. */
function holderOf(node: AnyNode): AnyNode | undefined {
  let at = parentOf(node);

  for (let steps = 0; at && steps < MOST_STEPS; at = parentOf(at), steps += 1) {
    if (at.type !== 'Property' && at.type !== 'ObjectExpression') return at;
  }
  return at;
}

function isExported(declared: AnyNode | undefined): boolean {
  const around = declared && parentOf(declared);
  const outer = around?.type === 'VariableDeclaration' ? parentOf(around) : around;

  return outer?.type.startsWith('Export') === true;
}

/** Outwards. */
const MOST_STEPS = 200;

function byCall(all: readonly FaultRow[]): ReadonlyMap<string, readonly FaultRow[]> {
  const table = new Map<string, FaultRow[]>();

  for (const row of all) {
    for (const name of row.calls.split(' ')) table.set(name, [...(table.get(name) ?? []), row]);
  }
  return table;
}
