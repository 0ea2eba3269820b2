import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { normalisedName } from '../package.ts';
import type { Asked } from './as-projects-ask.ts';
import { isVendored, MOST_REQUIRED, type ProjectManifest, parsedAs } from './package-format.ts';

/**
 * What a project in Python asks for, and apart what only its development needs. Sources: "pyproject.toml
 * specification" and "Dependency Groups" (packaging.python.org), "The pyproject.toml file" (Poetry docs),
 * "Manage dependencies" (PDM docs).
 */
export const pyproject: ProjectManifest = {
  describes: (path) => /(?:^|\/)pyproject\.toml$/.test(path) && !isVendored(path),

  asked(text) {
    const parsed = parsedAs(manifest, parseToml, text);
    return parsed.known ? askedBy(parsed.value) : { deployed: [], development: [] };
  },
};

/** Names of groups are free, but everybody calls these so. Others may well be what is deployed. */
export function isForDevelopment(group: string): boolean {
  return /^(?:dev(?:el|elop|elopment)?|tests?|testing|lint(?:er|ers|ing)?|docs?|typ(?:es|ing)|mypy|ci|format(?:ting)?|coverage|qa)$/i.test(
    group,
  );
}

const requirements = z.catch(z.optional(z.array(z.unknown())), undefined);
const table = z.catch(z.optional(z.record(z.string(), z.unknown())), undefined);
const groups = z.catch(z.optional(z.record(z.string(), requirements)), undefined);

const manifest = z.object({
  project: z.optional(z.object({ dependencies: requirements, 'optional-dependencies': groups })),
  'dependency-groups': groups,
  tool: z.optional(
    z.object({
      poetry: z.optional(
        z.object({
          dependencies: table,
          'dev-dependencies': table,
          group: z.catch(
            z.optional(z.record(z.string(), z.object({ dependencies: table }))),
            undefined,
          ),
        }),
      ),
      pdm: z.optional(z.object({ 'dev-dependencies': groups })),
    }),
  ),
});

function askedBy({
  project,
  tool,
  'dependency-groups': own = {},
}: z.infer<typeof manifest>): Asked {
  const poetry = Object.entries(tool?.poetry?.group ?? {});
  const ofGroups = (isWanted: (group: string) => boolean) => [
    ...poetry.flatMap(([name, { dependencies }]) =>
      isWanted(name) ? Object.keys(dependencies ?? {}) : [],
    ),
    ...Object.entries(own).flatMap(([name, asked]) => (isWanted(name) ? namesIn(asked) : [])),
  ];

  return {
    deployed: keysOf([
      ...namesIn(project?.dependencies),
      ...Object.values(project?.['optional-dependencies'] ?? {}).flatMap(namesIn),
      ...Object.keys(tool?.poetry?.dependencies ?? {}),
      ...ofGroups((group) => !isForDevelopment(group)),
    ]),
    development: keysOf([
      ...Object.keys(tool?.poetry?.['dev-dependencies'] ?? {}),
      ...Object.values(tool?.pdm?.['dev-dependencies'] ?? {}).flatMap(namesIn),
      ...ofGroups(isForDevelopment),
    ]),
  };
}

/** Of requirements as PEP 508 has them; a group may name others besides. */
function namesIn(asked: readonly unknown[] = []): readonly string[] {
  return asked.flatMap((line) =>
    typeof line === 'string' ? (/^[0-9A-Za-z][\w.-]*/.exec(line.trim())?.[0] ?? []) : [],
  );
}

function keysOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.slice(0, MOST_REQUIRED).map((name) => [normalisedName('PyPI', name)]);
}
