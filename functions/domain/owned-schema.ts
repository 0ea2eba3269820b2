import * as z from 'zod/mini';
import { deploymentSchema } from './deployment.ts';

/** Of `Owned`, as it is stored. Absent where no tag says it, and from what was stored before owners were. */
export const ownedFields = {
  owner: z.exactOptional(z.string()),
  owners: z.exactOptional(z.array(z.string())),
  stack: z.exactOptional(z.string()),
  stacks: z.exactOptional(z.array(z.string())),
  application: z.exactOptional(z.string()),
  applications: z.exactOptional(z.array(z.string())),
  keptTags: z.exactOptional(z.record(z.string(), z.array(z.string()))),
  lastDeployment: z.exactOptional(deploymentSchema),
};
