import { type FieldPath, within } from './field-path.ts';

/** What a name stands for, and where it is read. */
interface Binding<Read> {
  readonly reads: readonly Read[];
}

/** A read, with its place among all of its name. */
interface Entry<Read> {
  readonly at: number;
  readonly read: Read;
}

interface ByField<Read> {
  /** Of how many it was made: more may come. */
  readonly size: number;
  readonly ofFields: ReadonlyMap<string, readonly Entry<Read>[]>;
  /** Those of which more may be read than one field. */
  readonly others: readonly Entry<Read>[];
}

/**
 * Reads of names, by the one field that each takes: what lies in another field of the object does not come
 * through it. So an object of a thousand fields, each set once, is followed in a thousand steps and not in a million.
 */
export class ReadsByField<Read> {
  readonly #known = new WeakMap<Binding<Read>, ByField<Read>>();
  readonly #fieldOf: (read: Read) => string | undefined;

  /** @param fieldOf the field of what is read that alone matters there; undefined where more of it may. */
  constructor(fieldOf: (read: Read) => string | undefined) {
    this.#fieldOf = fieldOf;
  }

  /** Those that may take what lies at a path, in the order of the name's reads. */
  of(binding: Binding<Read>, [first]: FieldPath): readonly Read[] {
    const { reads } = binding;
    if (reads.length <= FEW || first === undefined || isOpen(first)) return reads;
    const { ofFields, others } = this.#of(binding);
    const own = ofFields.get(first) ?? [];

    return [...own, ...others].toSorted((a, b) => a.at - b.at).map(({ read }) => read);
  }

  #of(binding: Binding<Read>): ByField<Read> {
    const { reads } = binding;
    const known = this.#known.get(binding);
    if (known?.size === reads.length) return known;

    const entries = reads.map((read, at) => ({ at, read, field: this.#fieldOf(read) }));
    const ofFields = Map.groupBy(
      entries.filter(({ field }) => field !== undefined),
      ({ field }) => field ?? '',
    );
    const others = entries.filter(({ field }) => field === undefined || isOpen(field));
    const made = { size: reads.length, ofFields, others };
    this.#known.set(binding, made);
    return made;
  }
}

/** Of so few it does not pay to look. */
const FEW = 16;

/** Whether it matches fields of other names, too. */
function isOpen(field: string): boolean {
  return within([field], NO_FIELD) !== undefined;
}

const NO_FIELD = '\u0000';
