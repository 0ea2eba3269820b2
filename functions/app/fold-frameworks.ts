import { joinedReasons } from '../core/joined-reasons.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import { boundedSubject } from '../domain/bounded-text.ts';
import type { Detail, Verdict } from '../domain/check.ts';
import type { Judgement } from '../domain/finding.ts';
import {
  type FrameworkFunction,
  type FrameworkVerdict,
  milderVerdict,
  ofFramework,
} from '../domain/framework-function.ts';
import {
  type FrameworkFault,
  type FrameworkNote,
  isSameNote,
  type NotedFramework,
  noteOf,
} from '../domain/framework-note.ts';
import type { OwnedNow } from '../domain/ownership.ts';
import { raises } from '../domain/rules/raises.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { attempt } from './collectors.ts';
import type { FrameworkNotes } from './ports.ts';

interface Judged {
  readonly target: Target;
  readonly judgements: readonly Judgement[];
  /** Undefined where it is not known whose the target is. */
  readonly owned: OwnedNow | undefined;
}

/** Where what is mild is kept, and what is agreed on. */
export interface FoldingProps {
  /** Of this scanner. @default what is mild stays a finding of each function */
  readonly notes: FrameworkNotes | undefined;
  readonly rules: Rules;
  /** ISO 8601 in UTC. */
  readonly now: string;
}

/** The framework of each function, by ARN; undefined for a team's own, absent where it is not known. */
type Recognised = ReadonlyMap<string, FrameworkFunction | undefined>;

/** What was noted before, or why it cannot be noted now. */
type Noted = Known<ReadonlyMap<string, NotedFramework>>;

/**
 * Takes what is mild out of the judgements of functions that no team wrote, and notes it for the account's
 * finding. What is grave stays. Where nothing can be noted, or what looks mild may not be, nothing mild
 * opens, and nothing ends. A function that is not recognised now is taken for what it was; where that is
 * not known either, the same holds of it.
 */
export async function foldFrameworks<J extends Judged>(
  judged: readonly J[],
  recognised: Recognised,
  { notes, ...props }: FoldingProps,
): Promise<readonly J[]> {
  if (!notes) return judged.map((each) => loweredBy(each, recognised.get(each.target.arn)));

  const before = await attempt(() => notes.read(judged.map(({ target }) => target.arn)));
  const folding = judged.map((each) => foldingOf(each, recognised, before, props));
  const written = before.known ? await attempt(() => notes.write(newNotes(folding))) : before;

  return folding.map((each) => foldedOf(each, written));
}

interface Part {
  readonly judgement: Judgement;
  /** Of a judgement that knows. */
  readonly verdict: FrameworkVerdict | undefined;
  /** Why what looks mild in it may be grave, or may not be all. */
  readonly doubt: string | undefined;
}

function foldingOf<J extends Judged>(
  each: J,
  recognised: Recognised,
  before: Noted,
  props: Omit<FoldingProps, 'notes'>,
) {
  const { arn } = each.target;
  const noted = before.known ? before.value.get(arn) : undefined;
  const framework = recognised.has(arn) ? recognised.get(arn) : noted?.framework;
  const isUndecided = !recognised.has(arn) && !before.known;
  const asked = framework || isUndecided ? each.judgements : [];

  return {
    each,
    framework,
    isUndecided,
    /** None of a team's own. */
    parts: asked.map((judgement) => partOf(judgement, each, props)),
    noted,
  };
}

type Folding<J extends Judged> = ReturnType<typeof foldingOf<J>>;

function partOf(
  judgement: Judgement,
  { target, owned }: Judged,
  { rules, now }: Omit<FoldingProps, 'notes'>,
): Part {
  const { check, verdict } = judgement;
  if (!verdict.known) return { judgement, verdict: undefined, doubt: undefined };

  const isWeighed = verdict.unweighed === undefined && verdict.understated === undefined;
  const raised = ({ subject, severity = check.severity, evidence }: Detail) =>
    raises(
      rules,
      {
        target: target.arn,
        check: check.id,
        subject: boundedSubject(subject),
        severity: isWeighed ? severity : undefined,
        evidence,
        owned,
        hasUnknownTags: owned === undefined,
      },
      now,
    );
  const details = verdict.value.outcome === 'fail' ? verdict.value.details : [];

  return {
    judgement,
    verdict: asStored(ofFramework(check, verdict.value, (detail) => raised(detail) === 'yes')),
    doubt: joinedReasons([
      verdict.incomplete,
      verdict.understated,
      verdict.unweighed,
      details.some((detail) => raised(detail) === 'unknown')
        ? 'whether a rule raises its severity is not known'
        : undefined,
    ]),
  };
}

/** Mild by the subjects that findings are stored under, without those that are grave as well. */
function asStored({ grave, mild }: FrameworkVerdict): FrameworkVerdict {
  const details = grave.outcome === 'fail' ? grave.details : [];
  const worse = new Set(details.map(({ subject }) => boundedSubject(subject)));

  return {
    grave,
    mild: mild
      .map((detail) => ({ ...detail, subject: boundedSubject(detail.subject) }))
      .filter(({ subject }) => !worse.has(subject)),
  };
}

/** Of functions of frameworks, and of those that were taken for one before. */
function newNotes(folding: readonly Folding<Judged>[]): ReadonlyMap<string, FrameworkNote> {
  return new Map(
    folding.flatMap(({ each, framework, parts, noted }) => {
      if (!framework && !noted?.framework) return [];
      const isFolded = framework && !framework.byFreeTag;
      const faults = isFolded ? parts.flatMap((part) => faultsOf(part, noted)) : [];
      const note = noteOf(framework, faults);
      const isKept = noted && !noted.isOld && isSameNote(noted, note);

      return isKept ? [] : [[each.target.arn, note] as const];
    }),
  );
}

/** What a check does not know, or knows in part, stays as it was noted. */
function faultsOf({ judgement, verdict }: Part, noted: FrameworkNote | undefined) {
  const { id } = judgement.check;
  const found = (verdict?.mild ?? []).map(
    ({ subject, severity }): FrameworkFault => ({ check: id, subject, severity }),
  );
  const isWhole = judgement.verdict.known && judgement.verdict.incomplete === undefined;
  const earlier = isWhole ? [] : (noted?.faults ?? []).filter(({ check }) => check === id);

  return [...earlier, ...found];
}

function foldedOf<J extends Judged>(
  { each, framework, isUndecided, parts, noted }: Folding<J>,
  written: Known<unknown>,
): J {
  if (isUndecided) return { ...each, judgements: parts.map((part) => undecided(part, written)) };
  if (!framework) return each;
  if (framework.byFreeTag) return loweredBy(each, framework);

  return {
    ...each,
    judgements: parts.map((part) => {
      const judgement = folded(part, written);
      const isNoted = faultsOf(part, noted).length > 0;
      return isNoted ? { folded: new Set(), ...judgement } : judgement;
    }),
  };
}

function folded(part: Part, written: Known<unknown>): Judgement {
  const { judgement, verdict, doubt } = part;
  if (!verdict || !judgement.verdict.known) return judgement;
  const { grave, mild } = verdict;
  if (mild.length === 0) return { ...judgement, verdict: { ...judgement.verdict, value: grave } };
  if (!written.known) return unnoted(part, grave, written.reason);
  if (doubt !== undefined) return held(judgement, grave, doubt);

  return {
    ...judgement,
    verdict: { ...judgement.verdict, value: grave },
    folded: new Set(mild.map(({ subject }) => subject)),
  };
}

/** What would be reported of a team's own function, and not of a framework's, is not known. */
function undecided(part: Part, written: Known<unknown>): Judgement {
  const { judgement, verdict } = part;
  if (!verdict || !judgement.verdict.known || written.known) return judgement;
  const { grave } = verdict;
  const { value } = judgement.verdict;
  const isSame =
    value.outcome !== 'fail' ||
    (grave.outcome === 'fail' && grave.details.length === value.details.length);

  return isSame ? judgement : unnoted(part, grave, written.reason);
}

/** The fact of the account that is made of the notes. */
const NOTED_AS = 'frameworkFaults';

function unnoted({ judgement, doubt }: Part, grave: Verdict, why: string): Judgement {
  const reason = `what is mild in it could not be noted for the account: ${why}`;
  const gaps = [...judgement.gaps, { fact: NOTED_AS, reason }];

  return { ...held(judgement, grave, joinedReasons([doubt, reason])), gaps };
}

/** Nothing mild opens, and nothing ends. */
function held(judgement: Judgement, grave: Verdict, incomplete: string | undefined): Judgement {
  return { ...judgement, verdict: { ...judgement.verdict, known: true, value: grave, incomplete } };
}

function loweredBy<J extends Judged>(each: J, framework: FrameworkFunction | undefined): J {
  if (!framework) return each;

  return {
    ...each,
    judgements: each.judgements.map((judgement) => {
      const { check, verdict } = judgement;
      if (!verdict.known) return judgement;

      const lowered = milderVerdict(ofFramework(check, verdict.value), framework);
      return { ...judgement, verdict: { ...verdict, value: lowered } };
    }),
  };
}
