import { counted } from '../functions/core/amounts.ts';
import { type GapCause, gapCauses, hiddenInWords } from '../functions/domain/gap-causes.ts';
import { placeOfFact } from '../functions/domain/gap-in-words.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { factWords } from '../functions/facts/index.ts';
import { type AskedAccount, isOfAccount } from './account-option.ts';
import type { CoverageReport, LastRun, Unseen } from './coverage-report.ts';
import { checksAsked } from './known-checks.ts';
import { isAbout, type Selection } from './selection.ts';

/** What a question asks about: everything, unless it names targets or checks. */
export type Scope = Pick<
  Selection,
  'names' | 'function' | 'check' | 'framework' | keyof AskedAccount
>;

/**
 * What could not be checked of what a question asks about, a sentence each: each cause once, and each
 * scanner that has not run.
 */
export function notChecked(
  { unseen, scanners }: CoverageReport,
  scope: Scope = {},
): readonly string[] {
  const concerned = scannersOf(scope);
  const isConcerned = ({ scanner }: Pick<LastRun | Unseen, 'scanner'>) =>
    concerned === undefined || concerned.has(scanner);
  const neverRan = scanners.filter((run) => isConcerned(run) && run.at === undefined);
  const gaps = unseen.filter((gap) => isConcerned(gap) && isAskedAbout(gap, scope));

  return [
    ...neverRan.map(({ scanner }) => `${scanner} has not run yet`),
    ...gapCauses(gaps, factWords).map(causeInWords),
  ];
}

/** `code of 3 targets, secrets in its environment: AccessDenied` */
function causeInWords(cause: GapCause): string {
  const { scanners, reason, targets } = cause;
  const [{ arn }, ...others] = targets;
  const where = others.length > 0 ? `${others.length + 1} targets` : identityOf(arn).name;

  return `${scanners.join(', ')} of ${where}, ${hiddenInWords(cause, factWords)}: ${reason}`;
}

/** `no findings; 4 things not checked (vigil coverage lists them)`: no result says less. */
export function withNotChecked(result: string, count: number, where: string): string {
  if (count === 0) return result;

  return `${result}; ${counted(count, 'thing')} not checked (${where})`;
}

/** Undefined where every scanner is concerned. */
function scannersOf(scope: Scope): ReadonlySet<string> | undefined {
  const asked = checksAsked(scope);

  return asked && new Set(asked.map(({ scanner }) => scanner));
}

/** Whether a question is about what could not be seen. What could not be listed may hide anything. */
export function isAskedAbout({ target, scanner, fact }: Unseen, scope: Scope) {
  if (!isOfAccount(target, scope)) return false;
  const { kind } = identityOf(target);
  if (kind === 'account' && isListing(fact)) return true;
  if (!isAbout(target, scope)) return false;
  const asked = checksAsked(scope);
  if (!asked) return true;

  return asked.some(
    (each) =>
      each.scanner === scanner &&
      each.check.target === kind &&
      (fact === EVERYTHING ||
        fact === each.check.id ||
        each.check.needs.some((need) => need === fact)),
  );
}

/** As coverageReport names it of a target that a scanner has left out. */
const EVERYTHING = 'everything';

/** Neither a fact nor a check that broke: a region, say, whose functions could not be listed. */
function isListing(fact: string): boolean {
  return fact !== EVERYTHING && !fact.includes('/') && placeOfFact(fact, factWords) === -1;
}
