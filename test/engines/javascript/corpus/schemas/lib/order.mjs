import { z } from 'zod';

export const orderSchema = z.object({ id: z.uuid(), note: z.string() }).strict();
