import * as z from 'zod/mini';
import { type Known, unknown } from '../domain/facts.ts';
import type { Gap } from '../domain/finding.ts';
import { type RolePermissions, rolePermissions } from '../domain/iam/role-permissions.ts';
import { knownSchema } from '../domain/known-schema.ts';
import type { Target } from '../domain/target.ts';
import { each, oncePerChunk, perChunkInPart, settle } from './collectors.ts';
import type { FactStore, RoleReader, RoleSurvey } from './ports.ts';

/** What only a look at the whole account can tell of a role. */
interface RoleFacts {
  readonly sharers: Known<readonly string[]>;
  readonly permissions: Known<RolePermissions>;
}

/**
 * Writes down, once a sweep, who runs as each role and what it may do. Roles that cannot be read
 * are written down as unknown, lest those of an earlier night pass for today's.
 */
export function roleSurvey(reader: RoleReader, facts: FactStore): RoleSurvey {
  return {
    async survey(functions, unlisted) {
      const roles = await settle(() => reader.read(new Set(functions.keys())));
      const entries = [...functions].map(([role, sharers]) => [
        role,
        {
          sharers: sharersOf(sharers, unlisted),
          permissions: roles.known ? (roles.value.get(role) ?? absent) : roles,
        } satisfies RoleFacts,
      ]);

      await facts.write('role', new Map(entries as [string, RoleFacts][]));
    },
  };
}

/** The collectors of what the survey wrote down: one read for both. */
export function surveyedRoles(facts: FactStore) {
  const read = oncePerChunk(async (roles: readonly Target<'role'>[]) => {
    const stored = await facts.read(
      'role',
      roles.map(({ arn }) => arn),
    );

    return each(stored, roleFactsIn);
  });

  return {
    sharers: perChunkInPart(async (roles: readonly Target<'role'>[]) =>
      each(await read(roles), ({ sharers }) => sharers),
    ),
    permissions: perChunkInPart(async (roles: readonly Target<'role'>[]) =>
      each(await read(roles), ({ permissions }) => permissions),
    ),
  };
}

/** One that is damaged harms no other. */
function roleFactsIn(stored: unknown): RoleFacts {
  const parsed = roleFacts.safeParse(stored);

  return parsed.success ? parsed.data : { sharers: damaged, permissions: damaged };
}

const damaged = unknown('what the sweep wrote down about this role is damaged');
const absent = unknown('IAM does not show this role');

function sharersOf(value: readonly string[], unlisted: readonly Gap[]): Known<readonly string[]> {
  if (unlisted.length === 0) return { known: true, value };

  const what = unlisted.map(({ fact }) => fact).join(', ');
  return { known: true, value, incomplete: `not listed: ${what}` };
}

const roleFacts = z.object({
  sharers: knownSchema(z.array(z.string())),
  permissions: knownSchema(rolePermissions),
});
