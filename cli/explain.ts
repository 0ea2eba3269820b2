import { Argument, Command } from 'commander';
import { wrapped } from '../functions/domain/notification/plain-text.ts';
import type { AnyCheck } from '../functions/domain/registry.ts';
import { checkOf } from './arguments.ts';
import { type CheckPage, checkPage } from './check-page.ts';
import type { CliContext } from './cli-context.ts';
import { examples } from './examples.ts';
import { checksLike } from './known-checks.ts';
import { options } from './options.ts';
import { json } from './render/json.ts';
import { type Cell, type Column, table } from './render/table.ts';
import { paintOf } from './render/words.ts';
import type { Terminal } from './terminal.ts';

type Twins = readonly [AnyCheck, ...AnyCheck[]];

export function explainCommand({ terminal }: CliContext): Command {
  return new Command('explain')
    .addArgument(
      new Argument('[check]', 'a check, or several as "code/*"')
        .argParser(checkOf)
        .default('*', 'all'),
    )
    .addOption(options.ownJson())
    .addHelpText(
      'after',
      examples(
        'vigil explain code/command-injection',
        'vigil explain "usage/*"',
        'vigil explain --json',
      ),
    )
    .action((asked: string, given: { readonly json?: boolean }) => {
      const checks = twinsLike(asked);
      const [only, ...more] = checks;

      if (given.json) terminal.out(json({ checks: checks.map(checkJson) }));
      else if (only && more.length === 0) terminal.out(pageOf(checkPage(only), terminal));
      else terminal.out(listOf(checks, terminal));
    });
}

/** By id: of a check about functions and its twin about layers, both. */
function twinsLike(asked: string): readonly Twins[] {
  const byId = Map.groupBy(
    checksLike(asked).map(({ check }) => check),
    ({ id }) => id,
  );

  return [...byId.values()].flatMap(([first, ...rest]) => (first ? [[first, ...rest]] : []));
}

const MOST_WIDTH = 100;

function pageOf(page: CheckPage, { columns, paint }: Terminal): string {
  const { id, about, sections, references } = page;
  const width = Math.min(MOST_WIDTH, columns);
  const text = (markdown: string, indent: string) =>
    markdown
      .replaceAll('**', '')
      .split('\n')
      .flatMap((line) => wrapped(line, indent, indent, width));

  return [
    paint(['bold'], id),
    ...text(about, ''),
    ...sections.flatMap((section) => [
      '',
      paint(['bold'], section.title),
      ...text(section.text, '  '),
    ]),
    '',
    paint(['bold'], 'More'),
    ...references.map((url) => `  ${url}`),
  ].join('\n');
}

const columns: readonly Column[] = [
  { title: 'SEVERITY', width: 10 },
  { title: 'CHECK', width: 40 },
  { title: 'WHAT IT FINDS' },
];

function listOf(checks: readonly Twins[], terminal: Terminal): string {
  const rows = checks.map(([{ id, severity, title, isOffByDefault }]): readonly Cell[] => [
    { lines: [severity], paint: paintOf(severity, terminal) },
    { lines: [id] },
    { lines: [isOffByDefault ? `${title} (off by default)` : title] },
  ]);

  return `${table(columns, rows, terminal)}\n\n${checks.length} checks; vigil explain CHECK explains one`;
}

function checkJson(twins: Twins) {
  const [check] = twins;
  const { id, title, severity, practice, rationale, remediation, references, cwe, frameworks } =
    check;

  return {
    id,
    targets: twins.map(({ target }) => target),
    title,
    severity,
    practice,
    ...(cwe && { cwe }),
    ...(frameworks && { frameworks }),
    rationale,
    remediation,
    references,
    needs: [...new Set(twins.flatMap(({ needs }) => needs))],
    isOffByDefault: check.isOffByDefault ?? false,
  };
}
