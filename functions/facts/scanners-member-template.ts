import { type Asks, type MemberTemplate, memberTemplate } from '../domain/member-template.ts';
import { type AnyCheck, enabledChecks } from '../domain/registry.ts';
import { grantsInMembers, SURVEYS_OWNERS } from './scanner-grants.ts';

/** Settings that decide what the roles in other accounts are. */
export interface MemberSettings {
  readonly memberRole: string;
  readonly regions: readonly string[];
  readonly decryptWith: readonly string[];
  readonly disabledChecks: readonly string[];
  readonly enabledChecks: readonly string[];
  /** Where changes of functions are sent. @default they are not looked at */
  readonly changesTo?: string | undefined;
}

/** The template of an account that scanners with these checks audit from another one. */
export function scannersMemberTemplate<S extends string>(
  checksByScanner: Readonly<Record<S, readonly AnyCheck[]>>,
  settings: MemberSettings,
  trust: { readonly asks: Asks; readonly trusted?: Readonly<Record<S, string>> | undefined },
): MemberTemplate {
  const grants = Object.entries<readonly AnyCheck[]>(checksByScanner).map(([scanner, checks]) => [
    scanner,
    grantsInMembers(enabledChecks(checks, settings), {
      ...settings,
      surveysOwners: scanner === SURVEYS_OWNERS,
      watchesChanges: settings.changesTo !== undefined,
    }),
  ]);

  // Its keys are those of the checks.
  return memberTemplate<S>({ ...settings, ...trust, grants: Object.fromEntries(grants) });
}
