import * as z from 'zod/mini';

/** What a function does not run by, in the order of how much it gives away. */
export const shippedKinds = [
  'git repository',
  'credentials file',
  'Terraform state',
  'key store',
  'memory dump',
  'environment file',
  'deployment output',
  'source map with sources',
  'development dependency',
  'tests',
  'editor settings',
  'log',
] as const;

export type ShippedKind = (typeof shippedKinds)[number];

/** Files of one kind in an archive. */
export type ShippedFiles = Readonly<z.infer<typeof shippedFiles>>;

export const shippedFiles = z.object({
  kind: z.enum(shippedKinds),
  /** The first few, or the folders that hold them. */
  paths: z.array(z.string()),
  /** Of all files and folders. */
  count: z.number(),
});
