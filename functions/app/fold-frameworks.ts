import { joinedReasons } from '../core/joined-reasons.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
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
import { attempt } from './collectors.ts';
import type { FrameworkNotes } from './ports.ts';

interface Judged {
  readonly target: Target;
  readonly judgements: readonly Judgement[];
}

/** What was noted before, or why it cannot be noted now. */
type Noted = Known<ReadonlyMap<string, NotedFramework>>;

/**
 * Takes what is mild out of the judgements of functions that no team wrote, and notes it for the account's
 * finding. What is grave stays. Where nothing can be noted, nothing mild opens, and nothing ends.
 *
 * @param recognised the framework of each function, by ARN; undefined for a team's own, and absent where it
 *   is not known: such a one is taken for what it was.
 * @param notes of this scanner. @default what is mild stays a finding of each function
 */
export async function foldFrameworks<J extends Judged>(
  judged: readonly J[],
  recognised: ReadonlyMap<string, FrameworkFunction | undefined>,
  notes: FrameworkNotes | undefined,
): Promise<readonly J[]> {
  if (!notes) return judged.map((each) => loweredBy(each, recognised.get(each.target.arn)));

  const before = await attempt(() => notes.read(judged.map(({ target }) => target.arn)));
  const folding = judged.map((each) => foldingOf(each, recognised, before));
  const written = before.known ? await attempt(() => notes.write(newNotes(folding))) : before;

  return folding.map(({ each, framework, parts }) =>
    framework ? { ...each, judgements: parts.map((part) => folded(part, written)) } : each,
  );
}

interface Part {
  readonly judgement: Judgement;
  /** Of a judgement that knows. */
  readonly verdict: FrameworkVerdict | undefined;
}

function foldingOf<J extends Judged>(
  each: J,
  recognised: ReadonlyMap<string, FrameworkFunction | undefined>,
  before: Noted,
) {
  const { arn } = each.target;
  const noted = before.known ? before.value.get(arn) : undefined;
  const framework = recognised.has(arn) ? recognised.get(arn) : noted?.framework;
  const parts = each.judgements.map(
    (judgement): Part => ({
      judgement,
      verdict: judgement.verdict.known
        ? ofFramework(judgement.check, judgement.verdict.value)
        : undefined,
    }),
  );

  return { each, framework, parts, noted };
}

type Folding = ReturnType<typeof foldingOf>;

/** Of functions of frameworks, and of those that were taken for one before. */
function newNotes(folding: readonly Folding[]): ReadonlyMap<string, FrameworkNote> {
  return new Map(
    folding.flatMap(({ each, framework, parts, noted }) => {
      if (!framework && !noted?.framework) return [];
      const faults = framework ? parts.flatMap((part) => faultsOf(part, noted)) : [];
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

function folded({ judgement, verdict }: Part, written: Known<unknown>): Judgement {
  if (!verdict || !judgement.verdict.known) return judgement;
  const { grave, mild } = verdict;
  const value = { ...judgement.verdict, value: grave };
  if (mild.length === 0) return { ...judgement, verdict: value };
  if (written.known) {
    const details = grave.outcome === 'fail' ? grave.details : [];
    const worse = new Set(details.map(({ subject }) => subject));
    const subjects = mild.map(({ subject }) => subject).filter((subject) => !worse.has(subject));

    return { ...judgement, verdict: value, folded: new Set(subjects) };
  }

  const reason = `what is mild in it could not be noted for the account: ${written.reason}`;
  return {
    ...judgement,
    verdict: { ...value, incomplete: joinedReasons([value.incomplete, reason]) },
    gaps: [...judgement.gaps, { fact: NOTED_AS, reason }],
  };
}

/** The fact of the account that is made of the notes. */
const NOTED_AS = 'frameworkFaults';

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
