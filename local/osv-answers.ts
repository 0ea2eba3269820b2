import * as pep440 from '@renovatebot/pep440';
import { PackageURL } from 'packageurl-js';
import semver from 'semver';
import * as z from 'zod/mini';
import type { Advisory } from './advisories.ts';

const batch = z.object({
  queries: z.array(
    z.object({
      package: z.optional(
        z.object({
          name: z.optional(z.string()),
          ecosystem: z.optional(z.string()),
          purl: z.optional(z.string()),
        }),
      ),
      version: z.optional(z.string()),
      page_token: z.optional(z.string()),
    }),
  ),
});

type Query = z.infer<typeof batch>['queries'][number];

interface Wanted {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | undefined;
}

interface BatchAnswer {
  readonly status: number;
  readonly answer: unknown;
}

const MOST_QUERIES = 1_000;

/** POST /v1/querybatch: one bad query fails the whole batch, as on OSV. */
export function answerBatch(
  body: string,
  advisories: readonly Advisory[],
  pageSize: number,
): BatchAnswer {
  try {
    const { queries } = batch.parse(JSON.parse(body));
    if (queries.length > MOST_QUERIES) throw new Error('Too many queries.');

    return {
      status: 200,
      answer: { results: queries.map((query) => resultOf(query, advisories, pageSize)) },
    };
  } catch (error) {
    const message = error instanceof z.core.$ZodError ? 'Invalid request' : String(error);

    return { status: 400, answer: { code: 3, message } };
  }
}

function resultOf(query: Query, advisories: readonly Advisory[], pageSize: number) {
  const wanted = wantedBy(query);
  const found = advisories
    .filter((advisory) => isAffected(wanted, advisory))
    .map(({ id, modified }) => ({ id, modified }));

  return pageOf(found, query.page_token, pageSize);
}

function pageOf<T>(found: readonly T[], token: string | undefined, pageSize: number) {
  if (token === undefined && found.length > pageSize) {
    return { next_page_token: '0' };
  }
  const start = Number(token ?? 0);
  const vulns = found.slice(start, start + pageSize);
  const end = start + vulns.length;

  return {
    ...(vulns.length > 0 && { vulns }),
    ...(end < found.length && { next_page_token: String(end) }),
  };
}

const ecosystems = ['npm', 'PyPI', 'Maven', 'Go', 'RubyGems', 'NuGet', 'Packagist', 'crates.io'];
const ecosystemOfType = new Map(ecosystems.map((each) => [each.toLowerCase(), each]));

function wantedBy({ package: asked, version }: Query): Wanted {
  if (asked?.purl !== undefined) {
    return wantedByPurl(asked.purl, version, asked.name ?? asked.ecosystem);
  }
  if (!asked?.name || !asked.ecosystem) throw new Error('Invalid query.');
  if (!ecosystems.includes(asked.ecosystem)) throw new Error('Invalid ecosystem.');

  return { ecosystem: asked.ecosystem, name: asked.name, version };
}

function wantedByPurl(
  text: string,
  version: string | undefined,
  other: string | undefined,
): Wanted {
  const purl = PackageURL.fromString(text);
  if (other !== undefined) throw new Error('name or ecosystem specified beside a purl.');
  if (purl.version && version) throw new Error('version specified in params and purl query.');

  return {
    ecosystem: ecosystemOfType.get(purl.type ?? '') ?? purl.type ?? '',
    name: [purl.namespace, purl.name].filter(Boolean).join('/'),
    version: purl.version || version,
  };
}

/** Unlike OSV's vulns/ID, a query leaves withdrawn advisories in: the caller has to skip them. */
function isAffected({ ecosystem, name, version }: Wanted, { affected }: Advisory): boolean {
  const normal = ecosystem === 'PyPI' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;

  return affected.some(
    (each) =>
      each.package.ecosystem === ecosystem &&
      each.package.name === normal &&
      (version === undefined ||
        each.versions?.includes(version) ||
        each.ranges?.some(({ events }) => isInRange(ecosystem, version, events))),
  );
}

function isInRange(
  ecosystem: string,
  version: string,
  events: readonly Readonly<Record<string, string>>[],
): boolean {
  if (!isOrderable(ecosystem, version)) return false;

  let inside = false;
  for (const { introduced, fixed } of events) {
    inside ||= introduced !== undefined && isAtLeast(ecosystem, version, introduced);
    inside &&= fixed === undefined || !isAtLeast(ecosystem, version, fixed);
  }

  return inside;
}

function isOrderable(ecosystem: string, version: string): boolean {
  if (ecosystem === 'npm') return semver.valid(version) !== null;
  if (ecosystem === 'PyPI') return pep440.valid(version) !== null;

  return /^\d+(?:\.\d+)*$/.test(version);
}

/** Of the others the feed has nothing but releases, which are numbers with dots between them. */
function isAtLeast(ecosystem: string, version: string, bound: string): boolean {
  if (bound === '0') return true;
  if (ecosystem === 'npm') return semver.gte(version, bound);
  if (ecosystem === 'PyPI') return pep440.gte(version, bound);

  return version.localeCompare(bound, 'en', { numeric: true }) >= 0;
}
