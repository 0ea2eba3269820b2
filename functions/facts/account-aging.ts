import * as z from 'zod/mini';
import { attempt } from '../app/collectors.ts';
import type { FactStore } from '../app/ports.ts';
import type { Survey, SweptResources } from '../app/surveys.ts';
import type { CheckId } from '../core/check-id.ts';
import type { Gap } from '../core/gap.ts';
import { joinedReasons } from '../core/joined-reasons.ts';
import type { Known } from '../core/known.ts';
import { identityOf } from '../domain/target-identity.ts';
import type { AcceptedReader } from './accepted-targets.ts';
import { type AgingNote, agingNotes } from './aging-notes.ts';
import { storedFact } from './stored-fact.ts';

const KIND = 'carriers';
const ID = 'account';

/** As many names of what was not looked at as a reader wants. */
const MOST_NAMED = 3;

/** Stores, once a sweep, which functions and layers there are: their notes are read by their ARNs. */
export function carrierSurvey(facts: FactStore): Survey<SweptResources, readonly Gap[]> {
  return {
    async survey({ functions, functionsOfLayer }, unlisted) {
      const value = [...functions, ...functionsOfLayer.keys()];
      const incomplete = joinedReasons(unlisted.map(({ fact }) => `not listed: ${fact}`));
      const carriers: Known<readonly string[]> = { known: true, value, incomplete };

      const written = await attempt(() => facts.write(KIND, new Map([[ID, carriers]])));
      // Too many for the table are as good as unlisted.
      if (!written.known) await facts.write(KIND, new Map([[ID, written]]));
      return [];
    },
  };
}

export interface NotesProps {
  readonly facts: FactStore;
  readonly accepted: AcceptedReader;
}

/**
 * What was noted of each function and layer of the account.
 *
 * @param check those that rules accept, or whose own finding of it is suppressed, are left out.
 * @param has what of a note is asked for. Where it is absent of a function, there is more than is seen;
 *   a layer that cannot be read says so itself.
 */
export async function accountNotes(
  { facts, accepted }: NotesProps,
  check: CheckId,
  has: (note: AgingNote) => boolean,
): Promise<Known<ReadonlyMap<string, AgingNote>>> {
  const carriers = await storedCarriers(facts);
  if (!carriers.known) return carriers;

  const left = new Set(
    (await accepted(check, { arns: carriers.value, severity: 'info' })).map(({ target }) => target),
  );
  const meant = carriers.value.filter((arn) => !left.has(arn));
  const notes = await agingNotes(facts, meant);
  const unseen = meant.filter((arn) => {
    const note = notes.get(arn);
    return identityOf(arn).kind === 'function' && (note === undefined || !has(note));
  });

  return {
    known: true,
    value: notes,
    incomplete: carriers.incomplete,
    understated: unseen.length > 0 ? notCounted(unseen) : undefined,
  };
}

/** ARNs of the functions and layers of the account, as the survey stored them. */
export async function storedCarriers(facts: FactStore): Promise<Known<readonly string[]>> {
  const stored = (await facts.read(KIND, [ID])).get(ID);

  return storedFact(stored, z.array(z.string()), 'the functions of the account');
}

function notCounted(arns: readonly string[]): string {
  const named = arns.slice(0, MOST_NAMED).map((arn) => identityOf(arn).name);
  const more = arns.length - named.length;

  return `not counted, for their packages, or the releases of these, are not known: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
