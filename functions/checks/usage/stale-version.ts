import { lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import type { PublishedVersion } from '../../domain/published-version.ts';
import { awsCommand, functionOptions } from '../../domain/remediation/aws-command.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { endOfSupport } from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Delete the versions that are not needed, and let the deployment keep only the last few.';

/** As many as are read, or pasted at once. */
const MOST_SHOWN = 20;

export const staleVersion = defineCheck({
  id: 'usage/stale-version',
  target: 'function',
  title: 'Old versions can still be invoked',
  severity: 'low',
  practice: 'idle functions',
  rationale:
    'A published version keeps the code, the packages, the runtime and the role of its day, ' +
    'and anyone who may invoke the function by version number has all of its old ' +
    'vulnerabilities. Reported are versions that no alias points to and that were not invoked ' +
    'by number within the window; not the newest one, and none that is younger than the window ' +
    'or that CloudFront runs. It is medium where the runtime of one is no longer patched, or ' +
    'where one has an entry point of its own. Of many versions the oldest are checked.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  ],
  suppression: {
    covers: 'the versions whose runtime is not patched, or that have an entry point of their own',
  },
  cwe: 'CWE-1104',
  frameworks: { csa: ['SAS-11'] },
  needs: ['staleVersions', 'waysIn', 'configuration', 'now'],

  evaluate({ staleVersions, waysIn, configuration, now }) {
    const [oldest] = staleVersions;
    if (!oldest) return pass;

    const open = new Set(waysIn.map(qualifierOf));
    const weak = staleVersions.filter((each) => open.has(each.version) || isUnpatched(each, now));
    const shown = [...weak, ...staleVersions.filter((each) => !weak.includes(each))];
    return failIfAny([
      {
        subject: 'function',
        mark: weak.map((each) => markOf(each, open)),
        severity: weak.length > 0 ? 'medium' : 'low',
        summary: `${namesOf(staleVersions)} can still be invoked, though unused`,
        evidence: lines(
          ...shown.slice(0, MOST_SHOWN).map((each) => lineOf(each, open, now)),
          ...(shown.length > MOST_SHOWN ? [`and ${shown.length - MOST_SHOWN} more`] : []),
        ),
        remediation: remediationText(LEAD, [
          {
            title: 'To delete them. This cannot be undone',
            text: shown
              .slice(0, MOST_SHOWN)
              .map(({ version }) =>
                awsCommand(
                  'lambda',
                  'delete-function',
                  functionOptions(configuration.arn, version),
                ),
              )
              .join('\n'),
          },
        ]),
      },
    ]);
  },
});

function qualifierOf(way: EntryPoint): string | undefined {
  if (way.kind === 'url') return way.alias;
  if (way.kind === 'balancer') return way.rule.qualifier;
  if (way.kind === 'appsync') return way.api.qualifier;
  if (way.kind === 'distribution') return way.distribution.qualifier;

  return way.kind === 'route' ? way.route.qualifier : way.qualifier;
}

/** Dates of ISO 8601 compare as texts; support ends as the day begins. */
function isUnpatched({ runtime }: PublishedVersion, now: string): boolean {
  const end = endOfSupport(runtime);

  return end !== undefined && end <= now.slice(0, 10);
}

function namesOf(versions: readonly PublishedVersion[]): string {
  const [first, ...more] = versions;

  return more.length > 0
    ? `${versions.length} versions, from ${first?.version},`
    : `Version ${first?.version}`;
}

function markOf({ version }: PublishedVersion, open: ReadonlySet<string | undefined>): string {
  return `version ${version}${open.has(version) ? ' with a way in' : ''}`;
}

function lineOf(
  published: PublishedVersion,
  open: ReadonlySet<string | undefined>,
  now: string,
): string {
  const { version, runtime = 'an image', publishedAt } = published;

  return [
    `version ${version} of ${publishedAt.slice(0, 10)}, ${runtime}`,
    ...(isUnpatched(published, now) ? [`not patched since ${endOfSupport(runtime)}`] : []),
    ...(open.has(version) ? ['has an entry point of its own'] : []),
  ].join(', ');
}
