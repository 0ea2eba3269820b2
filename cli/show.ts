import { Command } from 'commander';
import { sortKeys } from '../functions/adapters/tables/finding-items.ts';
import { compareTexts } from '../functions/core/compare-texts.ts';
import { itemLink } from '../functions/domain/console-link.ts';
import { sharedFaultOf } from '../functions/domain/fault.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { findingId } from '../functions/domain/finding-id.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { type Deployment, deployment } from './aws/deployment.ts';
import type { CliContext } from './cli-context.ts';
import { deployedListing } from './deployed-listing.ts';
import { examples } from './examples.ts';
import { findFinding } from './find-finding.ts';
import { knownCheck } from './known-checks.ts';
import { listedFinding } from './listed-finding.ts';
import { LIST_ENDINGS, options } from './options.ts';
import { print, type Wanted } from './printed.ts';
import { findingPage, type Rationale } from './render/finding-page.ts';

export function showCommand({ terminal, clock }: CliContext): Command {
  return new Command('show')
    .argument('<finding...>', 'its id or the beginning of it, or TARGET_ARN CHECK SUBJECT')
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.json())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil show 3f9a',
        'vigil show 3f9ac01b77d2 --json',
        'vigil show 3f9a --output finding.md',
      ),
    )
    .action(async (words: string[], given: Wanted & { readonly stack: string }) => {
      const deployed = await deployment(given.stack);
      const finding = await findFinding(deployed.findings, words);
      const why = knownCheck(finding.check);

      const others = await othersOf(finding, deployed);
      const context = { why, stored: storedAt(finding, deployed), others };
      await print(
        {
          table: (to) => findingPage(finding, context, to),
          document: () => shownJson(finding, why, others),
          listing: () =>
            deployedListing(
              `Finding ${findingId(finding)}`,
              deployed,
              {
                at: clock().toISOString(),
                findings: [finding],
                checks: [finding.check],
                notChecked: [],
              },
              [finding.target],
            ),
        },
        given,
        terminal,
      );
    });
}

/** Of the same fault: what is there, of whichever status. */
async function othersOf(
  finding: Finding,
  { findings: queries }: Pick<Deployment, 'findings'>,
): Promise<readonly Finding[]> {
  const fault = sharedFaultOf(finding);
  if (fault === undefined) return [];
  const others: Finding[] = [];

  for await (const each of queries.ofCheck(finding.check)) {
    const isOther = each.target !== finding.target && each.status !== 'resolved';
    if (isOther && sharedFaultOf(each) === fault) others.push(each);
  }
  return others.toSorted((a, b) => compareTexts(a.target, b.target));
}

/** Where the console shows what is stored of it. */
function storedAt(finding: Finding, { findingsTable: table, region }: Deployment) {
  const { target: pk, check, subject } = finding;

  return itemLink(finding, { table, region, key: { pk, sk: sortKeys.ofFinding(check, subject) } });
}

function shownJson(finding: Finding, why: Rationale | undefined, others: readonly Finding[]) {
  const { suppression, history } = finding;

  return {
    ...listedFinding(finding),
    ...(why && { rationale: why.rationale, references: why.references }),
    ...(suppression && { suppression }),
    ...(others.length > 0 && { others: others.map(otherJson) }),
    history,
  };
}

function otherJson(finding: Finding) {
  return { id: findingId(finding), target: identityOf(finding.target), status: finding.status };
}
