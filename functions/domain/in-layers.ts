import { counted } from '../core/amounts.ts';
import type { Evidence } from '../core/evidence.ts';
import type { LayerTarget } from '../core/target.ts';
import type { Check, Detail, Verdict } from './check.ts';
import { isForeign } from './layer-publisher.ts';

/** Functions that a finding names; more are counted. */
const MOST_NAMED = 10;

/** What a finding in a layer says of the layer itself. */
type LayerFacts = {
  readonly configuration: LayerTarget;
  /** ARNs of functions. */
  readonly sharers: readonly string[];
};

/**
 * The same check, under the same id, about layers. What it finds in one is reported once, with the
 * functions that use the layer, and not for each of them. Its facts have to be the same question of
 * a function's own archive and of a layer: a scanner that collects them otherwise does not compile.
 */
export function inLayers<F extends object>(
  check: Check<'function', F>,
): Check<'layer', F & LayerFacts> {
  return {
    ...check,
    target: 'layer',
    needs: [...check.needs, 'configuration', 'sharers'],

    evaluate(facts) {
      const verdict = check.evaluate(facts);

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
    remediation: whereToFix(remediation, layer),
  };
}

/** Only the publisher of the layer can fix it. */
function whereToFix(remediation: string | undefined, layer: LayerTarget): string {
  if (isForeign(layer)) {
    return `Have the functions use a newer version of the layer, or do without: account ${layer.account} publishes it.`;
  }

  const where = 'in the layer; publish it, and have its functions use the new version.';
  return remediation === undefined ? `Fix it ${where}` : `${remediation} – ${where}`;
}
