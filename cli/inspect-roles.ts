import { Command } from 'commander';
import { attempt, attemptKnown, perTarget, perTargetKnown } from '../functions/app/collectors.ts';
import { observe } from '../functions/app/observe.ts';
import type { Clock, CollectorsFor } from '../functions/app/ports.ts';
import { checksByScanner, type ScannerName } from '../functions/checks/index.ts';
import { counted } from '../functions/core/amounts.ts';
import { compareTexts } from '../functions/core/compare-texts.ts';
import type { Known } from '../functions/core/known.ts';
import type { Severity } from '../functions/core/severity.ts';
import { accountOf, partitionOf, roleTarget } from '../functions/core/target.ts';
import { withSuggestion } from '../functions/domain/closest.ts';
import { coverageOf, type Observation } from '../functions/domain/finding.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { checksAbout } from '../functions/domain/registry.ts';
import { transitionsOf } from '../functions/domain/transitions.ts';
import {
  type AccountRole,
  isKeptByAws,
  matches,
  type OrganizationControls,
  permissionsOf,
  roleChains,
  trustOf,
} from '../functions/engines/iam/index.ts';
import { factWords } from '../functions/facts/index.ts';
import { blockedIn } from './blocked-escalations.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { listedFinding } from './listed-finding.ts';
import { type Listing, NOT_DEPLOYED } from './listing.ts';
import { LIST_ENDINGS, options } from './options.ts';
import { print, type Wanted } from './printed.ts';
import { deployedPlaces } from './render/code-places.ts';
import { type InspectedRole, roleReport, unseenIn } from './render/role-report.ts';
import { savedControls } from './saved-controls.ts';
import { type SavedRoles, savedRoles } from './saved-roles.ts';
import { worstFirst } from './selection.ts';
import { settingOption } from './setting-options.ts';

interface InspectRolesOptions extends Wanted {
  readonly role?: string;
  readonly trustedAccounts?: readonly string[];
  readonly serviceControlPolicies?: readonly string[];
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
}

type RoleCheck = Extract<
  (typeof checksByScanner)[ScannerName][number],
  { readonly target: 'role' }
>;

const roleChecks = checksAbout('role', Object.values(checksByScanner).flat());

/** Roles judged at once. */
const CHUNK = 500;

export function inspectRolesCommand(
  { terminal, clock }: CliContext,
  setExitCode: SetExitCode,
): Command {
  return new Command('roles')
    .description('check every role in the output of aws iam get-account-authorization-details')
    .argument('<file>', 'where its JSON is saved')
    .option('--role <glob>', 'only roles whose name matches; * and ? are wildcards')
    .addOption(settingOption('trustedAccounts'))
    .option(
      '--service-control-policies <files...>',
      'policies of the organization that all of the account is below: documents, or what aws organizations describe-policy prints',
    )
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.json())
    .addHelpText(
      'after',
      examples(
        'aws iam get-account-authorization-details > details.json',
        'vigil inspect roles details.json',
        'vigil inspect roles details.json --role "checkout-*" --json',
        'vigil inspect roles details.json --service-control-policies root.json account.json',
      ),
    )
    .action(async (file: string, given: InspectRolesOptions) => {
      const saved = await savedRoles(file);
      if (saved.isCutOff) terminal.err(printable(`${file} is cut off: IAM had more pages of it`));
      const controls = await savedControls(given.serviceControlPolicies ?? []);
      const collectors = await collectorsFor(saved, given.trustedAccounts ?? [], controls, clock);
      const named = namesIn(saved, file, given.role);
      if (!saved.hasPolicies) terminal.err(printable(withoutPolicies(file)));
      const judged = named.filter((arn) => !isKeptByAws(arn));
      if (judged.length < named.length) terminal.err(keptByAws(named.length - judged.length));
      const found = await inspect(judged, collectors, clock);
      const blocked = await blockedIn(saved, judged, controls, clock);
      const roles = found.map((role) => ({ ...role, blocked: blocked.get(role.arn) ?? [] }));

      const findings = roles.flatMap((role) => role.findings);
      await print(
        {
          table: (to) => roleReport(roles, to),
          document: () => ({ roles: roles.map(jsonOf) }),
          listing: () => listingOf(file, roles, clock),
        },
        given,
        terminal,
      );
      setExitCode(
        exitCodeFor({ findings, complete: !saved.isCutOff && roles.every(isWhole) }, given),
      );
    });
}

function listingOf(file: string, roles: readonly InspectedRole[], clock: Clock): Listing {
  const [first] = roles;
  const account = first ? accountOf(first.arn) : NOT_DEPLOYED.account;
  const partition = first ? partitionOf(first.arn) : NOT_DEPLOYED.partition;

  return {
    title: `Roles in ${file}`,
    at: clock().toISOString(),
    home: { ...NOT_DEPLOYED, account, partition },
    findings: worstFirst(roles.flatMap(({ findings }) => findings)),
    checks: roleChecks.map(({ id }) => id),
    notChecked: unseenIn(roles),
    places: deployedPlaces(account),
  };
}

function withoutPolicies(file: string): string {
  return `${file} has no Policies: what managed policies allow is not checked`;
}

/** No function runs as one, and what a finding would have changed of them, IAM refuses. */
function keptByAws(count: number): string {
  return `${counted(count, 'role')} that AWS keeps for its services or for sign-in: not checked`;
}

/** ARNs. @throws Failure when a name is none: mistyped, it would pass for a clean role. */
function namesIn({ roles }: SavedRoles, file: string, glob = '*'): readonly string[] {
  const arns = [...roles.keys()].filter((arn) => matches(glob, roleTarget(arn).name));
  if (arns.length === 0) {
    const names = [...roles.keys()].map((arn) => roleTarget(arn).name);
    throw new Failure(withSuggestion(`no role in ${file} has a name like ${glob}`, glob, names));
  }

  return arns.toSorted(compareTexts);
}

/** Chunk by chunk, so that no more is held at once than the answers about one of them. */
async function inspect(
  arns: readonly string[],
  collectors: CollectorsFor<RoleCheck>,
  clock: Clock,
): Promise<readonly Omit<InspectedRole, 'blocked'>[]> {
  const observer = { name: 'inspect', checks: roleChecks, collectors, clock, words: factWords };
  const roles: Omit<InspectedRole, 'blocked'>[] = [];

  for (let at = 0; at < arns.length; at += CHUNK) {
    const targets = arns.slice(at, at + CHUNK).map(roleTarget);
    roles.push(...(await observe(observer, targets)).map(inspectedIn));
  }

  return roles;
}

function inspectedIn(observation: Observation): Omit<InspectedRole, 'blocked'> {
  return {
    arn: observation.target,
    findings: worstFirst(transitionsOf([], observation).map(({ finding }) => finding)),
    unknown: coverageOf(observation).gaps,
  };
}

/** One for each fact, so that a new fact does not compile until it says whether such a file has it. */
async function collectorsFor(
  saved: SavedRoles,
  trustedAccounts: readonly string[],
  controls: OrganizationControls,
  clock: Clock,
): Promise<CollectorsFor<RoleCheck>> {
  const known = await rolesIn(saved);
  const onward = onwardIn([...known.values()], saved, controls, clock);

  return {
    role: {
      configuration: perTarget((role) => role),
      now: perTarget(() => clock().toISOString()),
      permissions: perTargetKnown(async ({ arn }) => known.get(arn)?.permissions ?? notInFile),
      trust: perTargetKnown(async ({ arn }) => known.get(arn)?.trust ?? notInFile),
      trustedAccounts: perTarget(() => trustedAccounts),
      controls: perTarget(() => controls),
      onward: perTargetKnown(async ({ arn }) => onward.get(arn) ?? notInFile),
      openFunctions: perTargetKnown(async () => reachNotInFile),
      exists: perTarget(() => true),
      sharers: perTargetKnown(async () => notInFile),
      lastAccess: perTargetKnown(async () => notInFile),
      codeUse: perTargetKnown(async () => notInFile),
      callsShown: perTarget(() => false),
    },
  };
}

/** What the file says about each of its roles. */
async function rolesIn({ roles, managed }: SavedRoles) {
  const entries = [...roles].map(
    async ([arn, details]) =>
      [
        arn,
        {
          target: roleTarget(arn),
          permissions: await attemptKnown(() => permissionsOf(details, managed)),
          trust: await attempt(() => trustOf(details)),
          functions: notInFile,
        },
      ] as const,
  );

  return new Map(await Promise.all(entries));
}

/** What each role can become, also of those that are not inspected. */
function onwardIn(
  roles: readonly AccountRole[],
  { identities, isCutOff }: SavedRoles,
  controls: OrganizationControls,
  clock: Clock,
) {
  const paths = roleChains({ roles, identities }, clock().toISOString(), controls);

  return isCutOff ? new Map([...paths].map(([arn, path]) => [arn, inPart(path)])) : paths;
}

function inPart<T>(answer: Known<T>): Known<T> {
  return answer.known ? { ...answer, incomplete: 'the file holds a part of the account' } : answer;
}

const reachNotInFile = { known: true, value: [], understated: 'not in this file' } as const;
const notInFile = { known: false, reason: 'not in this file' } as const;

/** Whether all that such a file can hold is known. */
function isWhole({ unknown }: InspectedRole): boolean {
  return unknown.every(({ reason }) => reason === notInFile.reason);
}

function jsonOf({ arn, findings, unknown, blocked }: InspectedRole) {
  return {
    arn,
    findings: findings.map(listedFinding),
    unknown,
    ...(blocked.length > 0 && { blocked }),
  };
}
