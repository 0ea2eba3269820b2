/** The fields of a model in a schema of Prisma, by what its client calls the model: `user`, of `model User { … }`. */
export function fieldsOfPrisma(schema: string, model: string): readonly string[] {
  const fields: string[] = [];
  let isWithin = false;

  for (const line of schema.slice(0, LONGEST).split('\n')) {
    const begun = /^model {1,9}(\w{1,60}) {0,9}\{/.exec(line)?.[1];
    if (begun !== undefined) isWithin = begun.charAt(0).toLowerCase() + begun.slice(1) === model;
    else if (line.startsWith('}')) isWithin = false;
    else if (isWithin) fields.push(...(/^\s{1,40}(\w{1,60})\s/.exec(line)?.slice(1) ?? []));
  }
  return fields;
}

/** Characters. */
const LONGEST = 200_000;
