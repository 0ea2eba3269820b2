import { type HandedOut, handingClause, handingWords } from '../../core/handed-out.ts';
import { rankOf, type Severity } from '../../core/severity.ts';
import type { AskedByCode } from './asked-by-code.ts';
import type { GivenPower } from './given-power.ts';

/** What a stranger is handed by an open way in, and how bad that is. */
export interface HandedToAnyone {
  readonly severity: Severity;
  /** Whether something is changed by it, whatever the method. */
  readonly writes: boolean;
  /** The worst of it, in a sentence about the code, where that is high: `signs a token for the user that the request names`. */
  readonly worst: string | undefined;
  /** For the reader, a line each. */
  readonly because: readonly string[];
}

/**
 * Undefined where nothing is handed out, and where the code is seen to ask: then what it signs may be for those who pass.
 *
 * @param key `POST /login`: who signs up is handed a token of their own.
 */
export function handedToAnyone(
  handsOut: readonly HandedOut[],
  key: string,
  asked: AskedByCode,
  power: GivenPower | undefined,
): HandedToAnyone | undefined {
  if (asked.check !== undefined) return undefined;
  const reported = handsOut
    .filter((each) => isReported(each, key, power))
    .toSorted((one, other) => Number(isAdding(one)) - Number(isAdding(other)));
  const [worst] = reported;
  if (!worst) return undefined;

  return {
    severity: isAdding(worst) ? 'medium' : 'high',
    writes: reported.some(({ kind }) => kind === 'upload'),
    worst: isAdding(worst) ? undefined : handingClause(worst),
    because: reported.slice(0, MOST_NAMED).map(handingWords),
  };
}

/** Who adds files under a new name, or under one that the code makes in part, takes nothing from anyone. */
function isAdding({ kind, named, isNew }: HandedOut): boolean {
  return isNew === true || (kind === 'upload' && named === 'part');
}

/** As many as a reader wants. */
const MOST_NAMED = 3;

/** What is signed with a role that may not do it opens nothing. */
function isReported({ kind }: HandedOut, key: string, power: GivenPower | undefined): boolean {
  switch (kind) {
    case 'token':
      return !signingUp.test(key);
    case 'upload':
      return power?.writes !== false;
    case 'download':
      return power?.gives !== 'little';
    case 'credentials':
    case 'records':
      // Most of them lie in a database, for which the role says nothing. By another route than one to read, the same code does something else.
      return reading.test(key);
    case 'items':
      return false;
  }
}

const reading = /^(?:GET|ANY) |^\$default$/;

const signingUp = /\/(?:register|sign[-_]?up|users|accounts|customers)\/?$/i;

/** The worse of what a way in is by itself and by what is handed out there. */
export function worsened<
  W extends { readonly severity: Severity; readonly milderBy: readonly string[] },
>(way: W, handed: HandedToAnyone | undefined): W {
  if (!handed || rankOf(handed.severity) <= rankOf(way.severity)) return way;

  return { ...way, severity: handed.severity, milderBy: [] };
}
