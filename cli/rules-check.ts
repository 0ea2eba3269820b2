import { Command } from 'commander';
import { scannerNames } from '../functions/checks/index.ts';
import { counted } from '../functions/core/amounts.ts';
import { findingId } from '../functions/domain/finding-id.ts';
import { dayOf } from '../functions/domain/notification/day-and-minute.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { type RuleReport, reportOnRules } from '../functions/domain/rules/rule-report.ts';
import type { Rule, Rules } from '../functions/domain/rules/rules.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { options } from './options.ts';
import { tallyOf } from './render/finding-table.ts';
import { json } from './render/json.ts';
import { table } from './render/table.ts';
import { RULES_FILE, rulesIn } from './rules-file.ts';
import type { Terminal } from './terminal.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

interface RulesCheckOptions {
  readonly stack: string;
  readonly offline?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export function rulesCheckCommand(
  { terminal, clock }: CliContext,
  setExitCode: SetExitCode,
): Command {
  return new Command('check')
    .description('try rules against the findings that are stored')
    .argument('[file]', 'the rules', RULES_FILE)
    .option('--offline', 'only read them, without an account')
    .option('--strict', 'exit with 1 when a rule selects nothing, or has ended')
    .option('--json', 'print JSON')
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil rules check',
        'vigil rules check vigil.yaml --offline',
        'vigil rules check --strict --json',
      ),
    )
    .action(async (file: string, given: RulesCheckOptions) => {
      const rules = await rulesIn(file, terminal);
      const now = clock();
      const soon = new Date(now.getTime() + WEEK_MS).toISOString();
      const stored = given.offline ? undefined : await storedFindings(given.stack, terminal);
      const reports = reportOnRules(rules, stored?.findings ?? [], {
        now: now.toISOString(),
        soon,
        ...(stored && { coverage: stored.coverage }),
      });
      const shown = { file, rules, reports, isOffline: given.offline === true };

      terminal.out(given.json ? json(documentOf(shown)) : textOf(shown, terminal));
      const isIdle = (report: RuleReport) => !given.offline && selectsNothing(report);
      const fails = reports.some((report) => report.state === 'ended' || isIdle(report));
      if (given.strict && fails) setExitCode(1);
      else if (given.strict && stored?.isUnreadable) setExitCode(3);
    });
}

async function storedFindings(stack: string, terminal: Terminal) {
  const { findings } = await deployment(stack);
  const all = await Array.fromAsync(findings.all());
  const coverage = await Promise.all(
    scannerNames.map((scanner) => Array.fromAsync(findings.coverage(scanner))),
  );

  return {
    findings: all,
    coverage: coverage.flat(),
    isUnreadable: warnOfUnreadable(findings, terminal),
  };
}

interface CheckedRules {
  readonly file: string;
  readonly rules: Rules;
  readonly reports: readonly RuleReport[];
  readonly isOffline: boolean;
}

function selectsNothing({ matches, undecided, targets }: RuleReport): boolean {
  return matches.length + undecided + targets === 0;
}

function documentOf({ file, reports, isOffline }: CheckedRules) {
  return {
    file,
    rules: reports.map(({ rule, state, matches, undecided, targets }) => ({
      name: rule.name,
      effect: rule.effect.kind,
      ...(rule.effect.kind === 'severity' && { severity: rule.effect.severity }),
      ...(rule.effect.kind === 'thresholds' && { thresholds: rule.effect.thresholds }),
      reason: rule.reason,
      ...(rule.until !== undefined && { until: rule.until }),
      state,
      ...(!isOffline && { findings: matches.map(findingId), undecided, targets }),
    })),
  };
}

function textOf({ file, reports, isOffline }: CheckedRules, terminal: Terminal): string {
  const verdict = printable(`${file}: ${verdictOn(reports, isOffline)}`);
  if (reports.length === 0) return verdict;

  return `${table(
    [
      { title: 'RULE', width: 26 },
      { title: 'DOES', width: 16 },
      { title: 'ENDS', width: 20 },
      { title: isOffline ? 'REASON' : 'SELECTS' },
    ],
    reports.map((report) => [
      { lines: [report.rule.name] },
      { lines: [effectOf(report.rule)] },
      { lines: [endOf(report)] },
      { lines: isOffline ? [report.rule.reason] : selectedBy(report) },
    ]),
    terminal,
  )}\n\n${verdict}`;
}

/** `3 rules: 1 has ended, 1 selects nothing`: what `--strict` fails for. */
function verdictOn(reports: readonly RuleReport[], isOffline: boolean): string {
  const ended = reports.filter(({ state }) => state === 'ended').length;
  const idle = isOffline ? 0 : reports.filter(selectsNothing).length;
  const faults = [
    ...(ended > 0 ? [`${ended} ${ended === 1 ? 'has' : 'have'} ended`] : []),
    ...(idle > 0 ? [`${idle} ${idle === 1 ? 'selects' : 'select'} nothing`] : []),
  ];
  const rules = counted(reports.length, 'rule');

  return faults.length > 0 ? `${rules}: ${faults.join(', ')}` : `${rules}, all can be used`;
}

function effectOf({ effect }: Rule): string {
  if (effect.kind === 'suppress') return 'suppress';
  if (effect.kind === 'severity') return `make it ${effect.severity}`;

  return Object.entries(effect.thresholds)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function endOf({ rule: { until }, state }: RuleReport): string {
  if (until === undefined) return 'never';

  const day = dayOf(until);
  return state === 'ended' ? `${day}: over` : state === 'ending' ? `${day}: soon` : day;
}

/** Findings that are named of each rule. */
const MOST_NAMED = 3;

function selectedBy(report: RuleReport): readonly string[] {
  const { matches, undecided, targets } = report;
  if (selectsNothing(report)) return ['nothing: correct its names, or remove it'];
  if (report.rule.effect.kind === 'thresholds') return [counted(targets, 'function')];
  // What it takes out of a finding about the account is stored nowhere.
  if (matches.length + undecided === 0) {
    return [`no finding of its own, ${counted(targets, 'target')}`];
  }
  const named = matches
    .slice(0, MOST_NAMED)
    .map((finding) => `${findingId(finding)}  ${finding.check} ${finding.subject}`);
  const left = matches.length - named.length;

  return [
    matches.length > 0 ? tallyOf(matches) : counted(0, 'finding'),
    ...named,
    ...(left > 0 ? [`and ${left} more`] : []),
    ...(undecided > 0 ? [`${undecided} more where the tags of the function fit`] : []),
  ];
}
