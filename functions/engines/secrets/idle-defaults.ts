import type { FileSecret } from './file-secret.ts';
import type { ShownEnvironment } from './shown-environment.ts';
import { SIGNING_KEY } from './signing-text.ts';

/**
 * The same secrets, of which those are milder that stand in for a variable that is set to something else: they are not in use.
 * Not where it may hold the very same, for all that is kept of both; nor what its vendor marks, which opens something wherever it stands.
 */
export function withIdleDefaults(
  secrets: readonly FileSecret[],
  { secrets: known, variables }: ShownEnvironment,
): readonly FileSecret[] {
  const set = new Map(variables.map((one) => [one.name, one]));
  const shown = new Map(known.map((one) => [one.variable, one.masked]));

  return secrets.map((secret) => {
    const { insteadOf, kind, fingerprint, masked } = secret;
    const variable = insteadOf && set.get(insteadOf.variable);
    if (!variable || !chosen.has(kind)) return secret;

    const other = shown.get(insteadOf.variable) ?? '';
    const isOther =
      fingerprint !== variable.fingerprint ||
      insteadOf.below !== variable.below ||
      (insteadOf.isCommon === true && variable.keyFault !== 'common') ||
      (masked !== '' && other !== '' && masked !== other);
    return isOther ? { ...secret, severity: 'low', isIdle: true } : secret;
  });
}

/** What people make up for a program to start with; a token comes from who gives it out. */
const chosen: ReadonlySet<string> = new Set(['passphrase', 'password', SIGNING_KEY]);
