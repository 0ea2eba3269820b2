import type { Gap } from '../domain/finding.ts';
import type { AccountRoles, RoleReader, Survey } from './ports.ts';

export interface ReadAhead {
  /** Reads, and keeps it for who reads next. */
  readonly first: RoleReader;
  /** Looks at what was kept, and leaves it; else it reads. */
  readonly between: RoleReader;
  /** Takes what was kept, once; else it reads. */
  readonly next: RoleReader;
}

/** Several surveys of one sweep need all roles of the account, which is one answer for all. */
export function readAhead(reader: RoleReader): ReadAhead {
  let kept: AccountRoles | undefined;

  return {
    first: {
      async read() {
        kept = undefined;
        kept = await reader.read();
        return kept;
      },
    },
    between: {
      async read() {
        kept ??= await reader.read();
        return kept;
      },
    },
    next: {
      async read() {
        const roles = kept ?? (await reader.read());
        kept = undefined;
        return roles;
      },
    },
  };
}

/** Several surveys of the same, one after the other, and all that is to be told of the account. */
export function inTurn<T>(
  ...surveys: readonly Survey<T, readonly Gap[]>[]
): Survey<T, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      const gaps: Gap[] = [];
      for (const { survey } of surveys) gaps.push(...(await survey(met, unlisted)));

      return gaps;
    },
  };
}
