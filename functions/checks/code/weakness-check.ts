import { compareTexts } from '../../core/compare-texts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { worstOf } from '../../core/severity.ts';
import type { Weakness, WeaknessKind } from '../../core/weakness.ts';
import { type Check, type Detail, failIfAny } from '../../domain/check.ts';
import { codeRemediation } from '../../domain/remediation/code-remediation.ts';
import { usualSeverity } from '../../engines/flow/index.ts';
import type { Facts } from '../../facts/index.ts';
import { defineCheck } from '../define-check.ts';

type WeaknessFacts = Pick<Facts['function'], 'weaknesses'>;
type WeaknessCheck = Check<'function', WeaknessFacts>;

/** A check of the same name as a kind of weakness: what is its own. */
export interface WeaknessCheckProps
  extends Omit<WeaknessCheck, 'id' | 'target' | 'practice' | 'suppression' | 'needs' | 'evaluate'> {
  readonly id: `code/${WeaknessKind}`;
  /** What the sink does there, for a sentence of which it is the subject: `runs event data as code`. */
  readonly does: string | ((sink: string) => string);
  /** What a suppression of one place accepts, for a sentence: `the event is run as code there`. */
  readonly accepted: string;
  /** What to write instead of a sink, where that is more than the remediation. */
  readonly instead?: (sink: string, language: Language) => string | undefined;
  /**
   * All places in a function are one finding. For what is mild: read one by one, thirty of them would
   * hide what matters.
   */
  readonly isTogether?: true;
}

export type Language = 'javascript' | 'python';

/** The check of one kind of weakness, whichever language the code is written in. */
export function weaknessCheck(props: WeaknessCheckProps) {
  const { does, accepted, instead, isTogether = false, ...texts } = props;

  return defineCheck({
    ...texts,
    rationale: mayComeByQueue(props) ? `${texts.rationale} ${BY_QUEUE}` : texts.rationale,
    target: 'function',
    practice: 'code',
    suppression: isTogether
      ? { covers: 'the places that it lists' }
      : { whole: `${accepted}; one more in the same file has a subject of its own` },
    needs: ['weaknesses'],

    evaluate({ weaknesses }: WeaknessFacts) {
      const found = weaknesses.filter(({ kind }) => `code/${kind}` === props.id).sort(byPlace);

      return failIfAny(isTogether ? togetherOf(found, props) : eachOf(found, props));
    },
  });
}

/** Of what strangers do harm by, and no fault of the code by itself. */
function mayComeByQueue({ id }: WeaknessCheckProps): boolean {
  return [...usualSeverity.keys()].some((kind) => id === `code/${kind}`);
}

const BY_QUEUE =
  "It is one step milder where the event is a message of SQS, a record of Kinesis or a change in a table's stream: other code of the account writes there, and a stranger only what that lets through.";

function eachOf(found: readonly Weakness[], props: WeaknessCheckProps): readonly Detail[] {
  return found.map((weakness, index) => ({
    subject: subjectOf(weakness, found.slice(0, index)),
    ...detailOf(weakness, props),
  }));
}

/** How many places a finding lists. */
const MOST_PLACES = 30;

function togetherOf(found: readonly Weakness[], props: WeaknessCheckProps): readonly Detail[] {
  const [first] = found;
  if (!first) return [];

  const one = detailOf(first, props);
  const more = found.length - 1;
  const hidden = found.length - MOST_PLACES;
  return [
    {
      ...one,
      subject: 'function',
      mark: found.map((weakness, index) => subjectOf(weakness, found.slice(0, index))),
      severity: worstOf(found.map(({ severity = props.severity }) => severity)),
      ...(more > 0 && {
        summary: `${one.summary}, and at ${more} more ${more === 1 ? 'place' : 'places'}`,
        evidence: [
          ...found.slice(0, MOST_PLACES).map(placeOf),
          ...(hidden > 0 ? [{ text: `and ${hidden} more` }] : []),
        ],
      }),
    },
  ];
}

function detailOf(weakness: Weakness, props: WeaknessCheckProps): Omit<Detail, 'subject'> {
  const { sink, path, line, severity, fix } = weakness;
  const words = props.instead?.(sink, languageOf(path)) ?? props.remediation;

  return {
    summary: `${sink} ${doneBy(sink, props)}, in ${path} at line ${line}`,
    evidence: evidenceOf(weakness),
    ...(severity !== undefined && { severity }),
    remediation: codeRemediation(fix, words),
  };
}

function doneBy(sink: string, { does }: WeaknessCheckProps): string {
  return typeof does === 'string' ? does : does(sink);
}

/** From the event to the sink, with the line that the sink stands on. */
function evidenceOf(weakness: Weakness): readonly Evidence[] {
  const { flow, code } = weakness;
  const last = flow.at(-1);
  if (code === undefined) return flow;

  return last && isAt(last, weakness)
    ? [...flow.slice(0, -1), { ...last, code }]
    : [...flow, placeOf(weakness)];
}

function placeOf(weakness: Weakness): Evidence {
  const { sink, path, line, column, flow, code } = weakness;
  const last = flow.at(-1);

  return {
    text: last && isAt(last, weakness) ? last.text : sink,
    ...{ path, line, column },
    ...(code !== undefined && { code }),
  };
}

function isAt(evidence: Evidence, { path, line, column }: Weakness): boolean {
  return evidence.path === path && evidence.line === line && evidence.column === column;
}

/** Lines move and minified names change with every build; the order within a file stays. */
function subjectOf({ path, sink }: Weakness, before: readonly Weakness[]): string {
  const same = before.filter((other) => other.path === path && other.sink === sink);

  return same.length === 0 ? `${path}: ${sink}` : `${path}: ${sink} (${same.length + 1})`;
}

function byPlace(a: Weakness, b: Weakness): number {
  return compareTexts(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function languageOf(path: string): Language {
  return path.endsWith('.py') ? 'python' : 'javascript';
}
