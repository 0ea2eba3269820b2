import { Command, Option } from 'commander';
import { dump } from 'js-yaml';
import { checkIds, checksByScanner } from '../functions/checks/index.ts';
import type { DeployedMembers } from '../functions/domain/deployed-parts.ts';
import {
  type Asks,
  BUS_PARAMETER,
  type MemberTemplate,
} from '../functions/domain/member-template.ts';
import { settingsIn } from '../functions/domain/settings/context-settings.ts';
import { readSettings } from '../functions/domain/settings/read-settings.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';
import { deployCommand } from '../functions/domain/vigil-command.ts';
import { scannersMemberTemplate } from '../functions/facts/scanners-member-template.ts';
import { deployedMembersOf } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { contextIn } from './deploy-options.ts';
import { examples } from './examples.ts';
import { Failure } from './failure.ts';
import { nextInMembers } from './next-in-members.ts';
import { choice, options } from './options.ts';
import { emit } from './printed.ts';
import { json } from './render/json.ts';

const formats = ['yaml', 'json'] as const;

interface MemberTemplateOptions {
  readonly context: readonly string[];
  readonly stack: string;
  readonly format: (typeof formats)[number];
  readonly output?: string;
}

export function memberTemplateCommand({ terminal }: CliContext, _: SetExitCode): Command {
  return new Command('member-template')
    .addOption(
      new Option(
        '-c, --context <setting=value>',
        'before anything is deployed: the template for these settings, whose parameters say which roles are trusted; may be given again',
      )
        .argParser((given: string, before: readonly string[]) => [...before, given])
        .default([], 'none'),
    )
    .addOption(options.stack())
    .addOption(choice('--format <format>', 'how it is written', formats).default('yaml'))
    .addOption(options.output('.yaml, .json'))
    .addHelpText(
      'after',
      examples(
        'vigil member-template --output member.yaml',
        'vigil member-template -c organization=ou-ab12-cd34ef56',
        'vigil member-template -c accounts=444455556666 -c externalId=vigil-of-the-shop',
      ),
    )
    .action(async ({ context, stack, format, output }: MemberTemplateOptions) => {
      const members = context.length > 0 ? undefined : await deployedMembersOf(stack);
      const template = members ? deployedTemplate(members) : plannedTemplate(context);

      emit(format === 'json' ? json(template) : yaml(template), output, terminal);
      if (members && output !== undefined && output !== '-') {
        for (const line of nextInMembers(members.accounts, output)) terminal.err(line);
      }
    });
}

function deployedTemplate({ trusted, externalId, ...members }: DeployedMembers): MemberTemplate {
  return scannersMemberTemplate(checksByScanner, members, { asks: { externalId }, trusted });
}

/** What the roles will be: whom they trust is given at deployment. @throws InvalidSetting */
function plannedTemplate(context: readonly string[]): MemberTemplate {
  const known = { disabledChecks: checkIds, enabledChecks: checkIds };
  const settings = readSettings(settingsIn(contextIn(context)), known);
  const changesTo = settings.watchChanges === 'on' ? BUS_PARAMETER : undefined;
  const trust = { asks: askedBy(settings) };

  return scannersMemberTemplate(checksByScanner, { ...settings, changesTo }, trust);
}

/** @throws Failure where an account could ask nothing. */
function askedBy({ accounts, organization, externalId }: Settings): Asks {
  if (accounts.length === 0 && organization.length > 0) return 'organization';
  if (externalId !== undefined) return { externalId };

  throw new Failure(
    `what the roles ask besides who enters is not set: name the organization with -c organization=ou-…, or give -c externalId=…, to ${deployCommand()} too`,
  );
}

/** A date in quotes stays text. */
function yaml(template: MemberTemplate): string {
  return dump(template, { lineWidth: -1, noRefs: true }).trimEnd();
}
