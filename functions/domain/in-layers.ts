import { counted } from '../core/amounts.ts';
import type { Evidence } from '../core/evidence.ts';
import type { LayerTarget } from '../core/target.ts';
import type { Check, Detail, Verdict } from './check.ts';
import type { FactName, Facts } from './facts.ts';
import { isForeign } from './layer-publisher.ts';

/** Facts that are the same question of a function's own archive and of a layer. */
type SharedFact = {
  [N in FactName<'function'> & FactName<'layer'>]: Facts['function'][N] extends Facts['layer'][N]
    ? N
    : never;
}[FactName<'function'> & FactName<'layer'>];

/** Functions that a finding names; more are counted. */
const MOST_NAMED = 10;

/**
 * The same check, under the same id, about layers. What it finds in one is told once, with the
 * functions that use the layer, and not of each of them.
 */
export function inLayers<N extends SharedFact>(
  check: Check<'function', N>,
): Check<'layer', N | 'configuration' | 'sharers'> {
  return {
    ...check,
    target: 'layer',
    needs: [...check.needs, 'configuration', 'sharers'],

    evaluate(facts) {
      // What the two kinds have in common is the same for both: `SharedFact` says so.
      const verdict = check.evaluate(facts as unknown as Pick<Facts['function'], N>);

      return inLayer(verdict, facts.configuration, facts.sharers);
    },
  };
}

/** Whose functions use a layer: the first by name, and how many more there are. */
export function linesOfUse(sharers: readonly string[]): readonly Evidence[] {
  const named = sharers.toSorted().slice(0, MOST_NAMED);
  const more = sharers.length - named.length;

  return [
    ...named.map((arn) => ({ text: `used by ${arn}` })),
    ...(more > 0 ? [{ text: `and by ${counted(more, 'other function')}` }] : []),
  ];
}

function inLayer(verdict: Verdict, layer: LayerTarget, sharers: readonly string[]): Verdict {
  if (verdict.outcome !== 'fail') return verdict;

  const [first, ...rest] = verdict.details;
  const laid = (detail: Detail) => laidUnder(detail, layer, sharers);
  return { ...verdict, details: [laid(first), ...rest.map(laid)] };
}

function laidUnder(detail: Detail, layer: LayerTarget, sharers: readonly string[]): Detail {
  const { summary, evidence, remediation } = detail;

  return {
    ...detail,
    summary: `${summary}; in a layer of ${counted(sharers.length, 'function')}`,
    evidence: [...linesOfUse(sharers), ...evidence],
    remediation: whereToMend(remediation, layer),
  };
}

/** Whoever publishes the layer can mend it, and nobody else. */
function whereToMend(remediation: string | undefined, layer: LayerTarget): string {
  if (isForeign(layer)) {
    return `Have the functions use a newer version of the layer, or do without: account ${layer.account} publishes it.`;
  }

  const mended = 'in the layer; publish it, and have its functions use the new version.';
  return remediation === undefined ? `Mend it ${mended}` : `${remediation} – ${mended}`;
}
