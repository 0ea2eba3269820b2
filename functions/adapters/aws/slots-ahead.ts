/**
 * Slots that a process takes for requests that it has yet to make, so that one update of the table does for
 * several. How many follows from what becomes of them: a few more each time while all are used, and half
 * as many once some pass unused, for no one else can have those.
 */
export interface SlotsAhead {
  /** As many as are asked for, or as there are. Milliseconds since 1970, soonest first. */
  next(count: number): readonly number[];
  /** How many to take, where so many are needed at once. */
  toTake(count: number): number;
  /** Adds what was taken, and gives out as many as are needed at once. */
  add(taken: readonly number[], count: number): readonly number[];
}

export interface SlotsAheadProps {
  /** How many may be taken at once for what has not been asked for yet. */
  readonly most: number;
  /** Whether it is too late for a slot. */
  readonly isPast: (slot: number) => boolean;
}

/** By so much more each time: of ten that are taken, one at most is lost on trying. */
const MORE = 1.1;
const LESS = 0.5;

export function slotsAhead({ most, isPast }: SlotsAheadProps): SlotsAhead {
  let held: readonly number[] = [];
  let size = 1;
  let isLost = false;

  const give = (count: number) => {
    const given = held.slice(0, count);
    held = held.slice(count);
    return given;
  };

  return {
    next(count) {
      const usable = held.filter((slot) => !isPast(slot));
      isLost ||= usable.length < held.length;
      held = usable;
      return give(count);
    },

    toTake(count) {
      size = isLost ? Math.max(1, size * LESS) : Math.min(most, size * MORE);
      isLost = false;
      return Math.max(count, Math.floor(size));
    },

    add(taken, count) {
      // The table may have taken its time: what is past already is of use to no one.
      const past = taken.filter(isPast).length;
      isLost ||= past > 0;
      held = [...held, ...taken.slice(Math.min(past, taken.length - count))];
      return give(count);
    },
  };
}
