import { exec } from 'node:child_process';
import { z } from 'zod';
import { orderSchema } from './lib/order.mjs';

const Input = z.object({
  id: z.string().uuid(),
  size: z.number().int().optional(),
  kind: z.enum(['a', 'b']),
  name: z.string().min(1),
});

export const parsed = async (event) => {
  const input = Input.parse(JSON.parse(event.body));
  exec(`ls ${input.id}`); // good
  exec(`ls ${input.size}`); // good
  exec(`ls ${input.kind}`); // good
  exec(`ls ${input.other}`); // good
  exec(`ls ${input.name}`); // bad: command-injection
};

export const safe = async (event) => {
  const { success, data } = Input.safeParse(event);
  if (!success) return { statusCode: 400 };
  exec(`ls ${data.id}`); // good
  exec(`ls ${data.name}`); // bad: command-injection
};

export const imported = async (event) => {
  const order = orderSchema.parse(event);
  exec(`ls ${order.id}`); // good
  exec(`ls ${order.note}`); // bad: command-injection
};

const Rewritten = z.object({
  id: z
    .string()
    .regex(/^\w+$/)
    .overwrite((text) => decodeURIComponent(text)),
  day: z.string().regex(/^[\d-]+$/, { message: 'a day' }),
  word: z.string().regex(/^\w+$/, `a ${'word'}`),
});

export const rewritten = async (event) => {
  const input = Rewritten.parse(event);
  exec(`ls ${input.id}`); // bad: command-injection
  exec(`ls d/${input.day}`); // good
  exec(`ls d/${input.word}`); // good
};
