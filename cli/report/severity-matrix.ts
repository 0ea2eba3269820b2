import { scaleSqrt } from 'd3-scale';
import { severities } from '../../functions/core/severity.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { type Practice, practiceOf, practices } from './practices.ts';

const MOST_LEVEL = 4;

/** Open findings by practice and severity, the worst severity first. The level is the shade. */
export function severityMatrix(open: readonly Finding[]) {
  const columns = severities.toReversed();
  const rows = Map.groupBy(open, practiceOf);
  const countOf = (practice: Practice, severity: string) =>
    (rows.get(practice) ?? []).filter((finding) => finding.severity === severity).length;
  const shown = (Object.keys(practices) as Practice[]).filter(
    (practice) => practice !== 'other' || rows.has(practice),
  );
  const most = Math.max(
    1,
    ...shown.flatMap((row) => columns.map((column) => countOf(row, column))),
  );
  const shade = scaleSqrt().domain([0, most]).range([0, MOST_LEVEL]);

  return {
    columns: columns.map((severity) => ({
      severity,
      total: open.filter((finding) => finding.severity === severity).length,
    })),
    rows: shown.map((practice) => ({
      practice,
      title: practices[practice],
      total: rows.get(practice)?.length ?? 0,
      cells: columns.map((severity) => {
        const count = countOf(practice, severity);

        return { severity, count, level: Math.ceil(shade(count)) };
      }),
    })),
  };
}
