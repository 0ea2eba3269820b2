import * as checks from '../../functions/checks/code/index.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Weakness } from '../../functions/core/weakness.ts';
import { archiveFile, secretsIn, weaknessesIn } from '../../functions/engines/archive/index.ts';
import type { CorpusPackage, Mark } from './corpus-packages.ts';

/** What the engines say of a package, held against what its marks say. */
export interface Examination {
  readonly findings: readonly Finding[];
  /** Marked bad, and found as that kind on that line. */
  readonly found: readonly Mark[];
  readonly missed: readonly Mark[];
  /** Of medium severity and above, where no mark says so. */
  readonly falseAlarms: readonly Finding[];
  /** Why the analysis is unknown or incomplete. */
  readonly gap?: string | undefined;
}

export interface Finding {
  readonly kind: string;
  readonly path: string;
  readonly line: number;
  readonly severity: Severity;
  readonly sink: string;
}

const severityOf: ReadonlyMap<string, Severity> = new Map(
  Object.values(checks).map(({ id, severity }) => [id.replace('code/', ''), severity]),
);

const WORTH_AN_ALARM: ReadonlySet<Severity> = new Set(['critical', 'high', 'medium']);

export function examinePackage({ runtime, handler, files, marks }: CorpusPackage): Examination {
  const archive = [...files].map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
  const listing = archive.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
  const contents = { listing, files: archive, unread: [] };
  const weaknesses = weaknessesIn(contents, { runtime, handler });
  const secrets = secretsIn(contents, { runtime, handler });
  const findings = [
    ...(weaknesses.known ? weaknesses.value.map(findingOf) : []),
    ...(secrets.known
      ? secrets.value.map(({ path, line, severity, kind: sink }) => ({
          kind: 'secret-in-code',
          path,
          line,
          severity,
          sink,
        }))
      : []),
  ];
  const bad = marks.filter(({ kinds }) => kinds.length > 0);

  return {
    findings,
    found: bad.filter((mark) => findings.some((finding) => isAt(finding, mark))),
    missed: bad.filter((mark) => !findings.some((finding) => isAt(finding, mark))),
    falseAlarms: findings.filter(
      (finding) => WORTH_AN_ALARM.has(finding.severity) && !bad.some((mark) => isAt(finding, mark)),
    ),
    gap: weaknesses.known ? weaknesses.incomplete : weaknesses.reason,
  };
}

function findingOf({ kind, path, line, severity, sink }: Weakness): Finding {
  return { kind, path, line, sink, severity: severity ?? severityOf.get(kind) ?? 'high' };
}

function isAt(finding: Finding, { kinds, path, line }: Mark): boolean {
  return kinds.includes(finding.kind) && finding.path === path && finding.line === line;
}
