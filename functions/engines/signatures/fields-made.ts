import { areKeptFields, type IsEnough, type KeptRecords, tellingFields } from './kept-records.ts';

/** Of what is handed out, the fields that are made of each item, where not all of it is. */
export class FieldsMade {
  readonly #records: KeptRecords;
  #fields: readonly string[] | undefined;

  constructor(records: KeptRecords) {
    this.#records = records;
  }

  /** Of items any that say something of people may be as bad as all: what is kept there says it. */
  readonly areEnough: IsEnough = (fields) => {
    if (this.#records.kind !== 'items') return areKeptFields(this.#records, fields);
    const telling = tellingFields(fields);
    if (telling.length > 0) this.#fields = telling;

    return telling.length > 0;
  };

  /** Undefined where items are answered whole. */
  get fields(): readonly string[] | undefined {
    return this.#fields;
  }
}
