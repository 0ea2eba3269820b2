import { counted } from '../../functions/core/amounts.ts';
import { type NightReport, nightJson } from '../night-report.ts';
import { notChecked, withNotChecked } from '../not-checked.ts';
import type { Terminal } from '../terminal.ts';
import { coverageTable } from './coverage-table.ts';
import { findingTable, tallyOf } from './finding-table.ts';
import { json } from './json.ts';

/** What is open after a night, and what it could not see. */
export function printNight(
  night: NightReport,
  { json: asJson }: { readonly json?: boolean },
  terminal: Terminal,
): void {
  if (asJson) {
    terminal.out(json(nightJson(night)));
    return;
  }

  const { findings, report } = night;
  const result = findings.length > 0 ? tallyOf(findings) : 'no open findings';
  if (findings.length > 0) terminal.out(`${findingTable(findings, terminal)}\n`);
  terminal.out(coverageTable(report, terminal));
  terminal.out('');
  terminal.out(lengthOf(night));
  terminal.out(withNotChecked(result, notChecked(report), 'listed above'));
}

/** `account 111122223333 in 12 s, with 340 requests to AWS` */
function lengthOf({ account, startedAt, finishedAt, calls }: NightReport): string {
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  const requests = Object.values(calls).reduce((sum, count) => sum + count, 0);

  return `account ${account} in ${seconds} s, with ${counted(requests, 'request')} to AWS`;
}
