/**
 * The fields of a mapping template of API Gateway that hold a text written out: of JSON
 * `"TableName": "orders"`, of a query `Action=SendMessage`. What the request fills in, `$input`, is
 * left out. It is no reader of Velocity: a field that is set by a condition counts as set.
 *
 * @returns each field once, as it is written first.
 */
export function writtenFields(template: string): ReadonlyMap<string, string> {
  const fields = template.includes('"') ? jsonFields(template) : queryFields(template);
  const written = new Map<string, string>();

  for (const [name, value] of fields) {
    if (!written.has(name) && !value.includes('$') && !value.includes('#'))
      written.set(name, value);
  }
  return written;
}

type Field = readonly [name: string, value: string];

/** Texts are taken in pairs that a colon joins; whatever else there is does no harm. */
function jsonFields(template: string): readonly Field[] {
  const parts = template.split('"');
  const fields: Field[] = [];

  // Between quotes lies every second part, as long as no text holds one.
  for (let at = 1; at + 2 < parts.length; at += 1) {
    if (parts[at + 1]?.trim() === ':') fields.push([parts[at] ?? '', parts[at + 2] ?? '']);
  }
  return fields;
}

function queryFields(template: string): readonly Field[] {
  return template.split('&').flatMap((pair) => {
    const [name = '', ...values] = pair.split('=');

    return values.length > 0 ? [[name.trim(), decoded(values.join('=').trim())]] : [];
  });
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
