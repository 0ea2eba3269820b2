import { readFileSync } from 'node:fs';
import * as z from 'zod';

const path = new URL('../../docs/finding.schema.json', import.meta.url);
const document = JSON.parse(readFileSync(path, 'utf8'));

/** One of the documents that docs/finding.schema.json describes. */
export function outputSchema(
  name: 'findings' | 'diff' | 'shownFinding' | 'coverage' | 'night' | 'inspectedRoles',
) {
  return z.fromJSONSchema({ ...document, anyOf: [{ $ref: `#/$defs/${name}` }] });
}

/** What it says of one kind of thing. */
export function outputDefinition(name: string): {
  readonly properties: object;
  readonly required: readonly string[];
} {
  return document.$defs[name];
}
