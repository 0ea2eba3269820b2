import { Command } from 'commander';
import { sortKeys } from '../functions/adapters/tables/finding-items.ts';
import { itemLink } from '../functions/domain/console-link.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { type Deployment, deployment } from './aws/deployment.ts';
import type { CliContext } from './cli-context.ts';
import { examples } from './examples.ts';
import { findFinding } from './find-finding.ts';
import { knownCheck } from './known-checks.ts';
import { listedFinding } from './listed-finding.ts';
import { options } from './options.ts';
import { findingPage, type Rationale } from './render/finding-page.ts';
import { json } from './render/json.ts';

export function showCommand({ terminal }: CliContext): Command {
  return new Command('show')
    .argument('<finding...>', 'its id or the beginning of it, or TARGET_ARN CHECK SUBJECT')
    .addOption(options.json())
    .addOption(options.stack())
    .addHelpText('after', examples('vigil show 3f9a', 'vigil show 3f9ac01b77d2 --json'))
    .action(async (words: string[], given: { readonly stack: string; readonly json?: boolean }) => {
      const deployed = await deployment(given.stack);
      const finding = await findFinding(deployed.findings, words);
      const why = knownCheck(finding.check);

      terminal.out(
        given.json
          ? json(shownJson(finding, why))
          : findingPage(finding, { why, stored: storedAt(finding, deployed) }, terminal),
      );
    });
}

/** Where the console shows what is stored of it. */
function storedAt(finding: Finding, { findingsTable: table, region }: Deployment) {
  const { target: pk, check, subject } = finding;

  return itemLink(finding, { table, region, key: { pk, sk: sortKeys.ofFinding(check, subject) } });
}

function shownJson(finding: Finding, why: Rationale | undefined) {
  const { suppression, history } = finding;

  return {
    ...listedFinding(finding),
    ...(why && { rationale: why.rationale, references: why.references }),
    ...(suppression && { suppression }),
    history,
  };
}
