import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Written by `npm run patterns`, but for what is argued. */
export const verdictsFile = join(import.meta.dirname, 'verdicts.json');

const schema = z.object({
  /** Those that recheck has proven to take linear time. */
  linear: z.array(z.string()),
  /** Those that it cannot prove, with the reason why they do, written by hand. */
  argued: z.record(z.string(), z.string()),
});

/** By literal: `/a+/g`. */
export const verdicts = schema.parse(JSON.parse(readFileSync(verdictsFile, 'utf8')));
