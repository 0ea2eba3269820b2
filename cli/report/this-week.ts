import { counted } from '../../functions/core/amounts.ts';
import { faultsIn, findingsOf } from '../../functions/domain/fault.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { remediationIn } from '../../functions/domain/remediation/remediation-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { severitiesOf } from '../render/finding-table.ts';
import { usd } from '../render/usd.ts';
import { worstFirst } from '../selection.ts';
import { shownFinding } from './shown-finding.ts';

const MOST = 5;

/**
 * What to do first, for who does not read tables: what one check finds of one target, and the same of others, is one row, with what
 * it takes and what it takes away. What joins others goes before the rest, by its score.
 */
export function thisWeek(open: readonly Finding[]) {
  const groups = Map.groupBy(
    faultsIn(worstFirst(open)),
    ({ finding: { target, check } }) => `${target} ${check}`,
  );

  return [...groups.values()]
    .flatMap((faults) => {
      const [first] = faults;
      const findings = faults.flatMap(findingsOf);
      return first ? [{ worst: first.finding, findings }] : [];
    })
    .toSorted((a, b) => scoreOf(b.worst) - scoreOf(a.worst))
    .slice(0, MOST)
    .map(({ worst, findings }) => {
      const { id, title, name, place, severity, check } = shownFinding(worst);
      const others = new Set(findings.map(({ target }) => target)).size - 1;

      return {
        ...{ id, title, name, place, severity, check },
        others:
          others > 0 ? `and ${counted(others, `other ${identityOf(worst.target).kind}`)}` : '',
        effort: effortOf(worst),
        removes: removedBy(findings),
      };
    });
}

/** What joins nothing comes after all that does, in the order of its severity. */
function scoreOf({ figures }: Finding): number {
  return figures?.score ?? -1;
}

/** What a fix takes, by what there is to copy. */
function effortOf({ check, remediation }: Finding): string {
  const { parts } = remediationIn(remediation);
  const isCommand = parts.some(({ text }) => text.startsWith('aws '));

  if (check.startsWith('code/')) return 'a change of code, and a deployment';
  if (check.startsWith('dependencies/')) return 'an upgrade, and a deployment';
  return isCommand ? 'a command to copy' : 'a change of the configuration';
}

/** `an attack path; 2 critical; up to $86 an hour` */
function removedBy(findings: readonly Finding[]): string {
  const figures = findings.flatMap((finding) => finding.figures ?? []);
  const perHour = Math.max(0, ...figures.map(({ usdPerHour = 0 }) => usdPerHour));
  const perMonth = figures.reduce((sum, { usdPerMonth = 0 }) => sum + usdPerMonth, 0);

  return [
    ...(figures.some(({ score }) => score !== undefined) ? ['an attack path'] : []),
    severitiesOf(findings),
    ...(perHour > 0 ? [`up to ${usd(perHour)} an hour`] : []),
    ...(perMonth > 0 ? [`${usd(perMonth)} a month`] : []),
  ].join('; ');
}
