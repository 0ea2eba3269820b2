import { argumentOf, isConstant } from './call-arguments.ts';
import { cryptoFaults } from './faults/crypto.ts';
import type { Fault, FaultRow } from './faults/fault.ts';
import { ignoredVerdictFaults } from './faults/ignored-verdicts.ts';
import { installFaults } from './faults/installs.ts';
import { keptPasswordFaults } from './faults/kept-passwords.ts';
import { keyOfTokenFaults } from './faults/keys-of-tokens.ts';
import { tlsAssignments, tlsFaults } from './faults/tls.ts';
import { tokenCheckFaults } from './faults/token-checks.ts';
import { tokenFaults } from './faults/tokens.ts';
import { unsignedTokenFaults } from './faults/unsigned-tokens.ts';
import type { LinkedFile } from './link.ts';
import type { Modules } from './modules.ts';
import type { Values } from './value.ts';
import type { Found } from './weaknesses-of.ts';

const rows: readonly FaultRow[] = [
  ...tlsFaults,
  ...cryptoFaults,
  ...tokenFaults,
  ...tokenCheckFaults,
  ...ignoredVerdictFaults,
  ...installFaults,
  ...keptPasswordFaults,
  ...keyOfTokenFaults,
  ...unsignedTokenFaults,
];

/** What is wrong by itself in the files that a handler reaches. */
export function faultsIn({ files }: Modules, values: Values): readonly Found[] {
  const all = [...files.values()];
  const found = all.flatMap((file) => [
    ...rows.flatMap((row) => called(row, file, values, all)),
    ...tlsAssignments(file, values),
    ...loggedEvents(file, values),
  ]);

  return found.map(({ node, ...sink }) => ({ node, sink, fact: undefined }));
}

function called(
  { calls, find }: FaultRow,
  file: LinkedFile,
  values: Values,
  files: readonly LinkedFile[],
): readonly Fault[] {
  return calls.split(' ').flatMap((name) =>
    (file.calls.get(name) ?? []).flatMap((call) => {
      const fault = find({ call, values, files });
      return fault ? [{ node: call, ...fault }] : [];
    }),
  );
}

/** `@logger.inject_lambda_context(log_event=True)`. */
function loggedEvents(file: LinkedFile, values: Values): readonly Fault[] {
  return (file.calls.get('inject_lambda_context') ?? []).flatMap((call): readonly Fault[] => {
    const isPowertools = values
      .namesOf(call.callee)
      .some((name) => name.startsWith('aws_lambda_powertools'));
    const isOn = isConstant(argumentOf(call, undefined, 'log_event'), 'True');

    return isPowertools && isOn
      ? [
          {
            node: call,
            kind: 'logs-whole-event',
            title: 'log_event=True',
            fix: () => 'log_event=False',
          },
        ]
      : [];
  });
}
