import type { Places } from './evidence.ts';
import { cryptoFaults } from './faults/crypto.ts';
import type { Fault, FaultRow, Place } from './faults/fault.ts';
import { ignoredVerdictFaults } from './faults/ignored-verdicts.ts';
import { installFaults } from './faults/installs.ts';
import { keptPasswordFaults } from './faults/kept-passwords.ts';
import { keyOfTokenFaults } from './faults/keys-of-tokens.ts';
import { environmentFaults } from './faults/returned-environment.ts';
import { tlsFault } from './faults/tls.ts';
import { tokenCheckFaults } from './faults/token-checks.ts';
import { tokenFaults } from './faults/tokens.ts';
import { unsignedTokenFaults } from './faults/unsigned-tokens.ts';
import { isLeftOver } from './left-over.ts';
import type { LinkedFile } from './link.ts';
import type { Modules } from './modules.ts';
import type { AnyNode } from './syntax.ts';
import type { Values } from './value.ts';
import type { Found } from './weaknesses-of.ts';

/** By the name that is called. */
const rows: ReadonlyMap<string, readonly FaultRow[]> = byCall([
  ...cryptoFaults,
  ...environmentFaults,
  ...ignoredVerdictFaults,
  ...installFaults,
  ...keptPasswordFaults,
  ...keyOfTokenFaults,
  ...tokenCheckFaults,
  ...tokenFaults,
  ...unsignedTokenFaults,
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

function byCall(all: readonly FaultRow[]): ReadonlyMap<string, readonly FaultRow[]> {
  const table = new Map<string, FaultRow[]>();

  for (const row of all) {
    for (const name of row.calls.split(' ')) table.set(name, [...(table.get(name) ?? []), row]);
  }
  return table;
}
