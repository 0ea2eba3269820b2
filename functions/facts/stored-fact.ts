import type * as z from 'zod/mini';
import { type Known, unknown } from '../core/known.ts';
import { knownSchema } from '../core/known-schema.ts';

/**
 * What a survey of the sweep stored, as a worker reads it again.
 *
 * @param stored undefined where there is nothing.
 * @param about `the APIs of this region`: for the reason why it is not known.
 */
export function storedFact<T>(stored: unknown, value: z.ZodMiniType<T>, about: string): Known<T> {
  if (stored === undefined) return unknown(`the sweep wrote down nothing about ${about}`);

  const parsed = schemaFor(value).safeParse(stored);
  return parsed.success
    ? parsed.data
    : unknown(`what the sweep wrote down about ${about} is damaged`);
}

/** A schema takes longer to make than to use. */
function schemaFor<T>(value: z.ZodMiniType<T>): z.ZodMiniType<Known<T>> {
  const schema = (schemas.get(value) as z.ZodMiniType<Known<T>> | undefined) ?? knownSchema(value);
  schemas.set(value, schema);

  return schema;
}

const schemas = new WeakMap<object, unknown>();
