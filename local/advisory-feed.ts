import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Advisory,
  knownAdvisories,
  knownExploited,
  knownLikelihoods,
  knownRatings,
} from './advisories.ts';
import { bodyOf, serveOnLoopback } from './loopback-server.ts';
import { answerBatch } from './osv-answers.ts';
import { knownReleases } from './releases.ts';
import { knownToRetireJs } from './retire-repository.ts';

export interface AdvisoryFeedOptions {
  /** @default knownAdvisories */
  readonly advisories?: readonly Advisory[];
  /**
   * Advisories that a page holds. A result that needs several pages begins, as it may on OSV, with
   * one that holds only a token.
   *
   * @default 100
   */
  readonly pageSize?: number;
}

/**
 * Speaks as api.osv.dev (/v1/querybatch, /v1/vulns/ID), as CISA's catalogue of exploited CVEs, as
 * FIRST's EPSS, as the NVD, as deps.dev and as the repository of Retire.js.
 */
export interface AdvisoryFeed {
  /** In place of https://api.osv.dev */
  readonly osv: string;
  /** In place of https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json */
  readonly kev: string;
  /** In place of https://api.first.org/data/v1 */
  readonly epss: string;
  /** In place of https://services.nvd.nist.gov */
  readonly nvd: string;
  /** In place of https://api.deps.dev */
  readonly releases: string;
  /** In place of https://raw.githubusercontent.com/RetireJS/…/jsrepository-v5.json */
  readonly retire: string;
  /** Adds it, or puts it in place of the one with its id. */
  publish(advisory: Advisory): void;
  /** From now on CISA says that this CVE is exploited. */
  exploit(cve: string, since: string): void;
  /** Answers so, until called without an argument. @param under the paths that begin with it. @default all */
  failWith(failure?: number | 'broken connection', under?: string): void;
  /** `POST /v1/querybatch` and so on. */
  requests(): readonly string[];
  clear(): void;
  stop(): Promise<void>;
}

const KEV_PATH = '/sites/default/files/feeds/known_exploited_vulnerabilities.json';

const RETIRE_PATH = '/RetireJS/retire.js/master/repository/jsrepository-v5.json';

export async function startAdvisoryFeed(options: AdvisoryFeedOptions = {}): Promise<AdvisoryFeed> {
  const { advisories = knownAdvisories, pageSize = 100 } = options;
  const byId = new Map(advisories.map((advisory) => [advisory.id, advisory]));
  const exploited = new Map(Object.entries(knownExploited));
  const requests: string[] = [];
  let failure: number | 'broken connection' | undefined;
  let failingUnder = '';

  const server = await serveOnLoopback(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (failure === undefined || !request.url?.startsWith(failingUnder)) {
      await answer(request, response);
    } else if (failure === 'broken connection') {
      request.socket.destroy();
    } else {
      send(response, failure, { code: 13, message: 'Internal error' });
    }
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    const url = new URL(path, 'http://feed');
    const id = /^\/v1\/vulns\/([^/?]+)$/.exec(path)?.[1];

    if (request.method === 'POST' && path === '/v1/querybatch') {
      const { status, answer } = answerBatch(body.toString(), [...byId.values()], pageSize);
      send(response, status, answer);
    } else if (request.method === 'GET' && id !== undefined) {
      const advisory = byId.get(decodeURIComponent(id));
      send(response, advisory ? 200 : 404, advisory ?? { code: 5, message: 'Bug not found.' });
    } else if (request.method === 'GET' && path === KEV_PATH) {
      send(response, 200, catalogue(exploited));
    } else if (request.method === 'GET' && path === RETIRE_PATH) {
      send(response, 200, knownToRetireJs);
    } else if (request.method === 'GET' && url.pathname === '/data/v1/epss') {
      send(response, 200, likelihoodsOf(url.searchParams.get('cve') ?? ''));
    } else if (request.method === 'GET' && url.pathname === '/rest/json/cves/2.0') {
      send(response, 200, ratingOf(url.searchParams.get('cveId') ?? ''));
    } else if (request.method === 'GET' && releasesOf(url.pathname)) {
      send(response, 200, { versions: releasesOf(url.pathname) });
    } else {
      send(response, 404, { code: 5, message: 'Not Found' });
    }
  }

  return {
    osv: server.url,
    kev: `${server.url}${KEV_PATH}`,
    epss: `${server.url}/data/v1`,
    nvd: server.url,
    releases: server.url,
    retire: `${server.url}${RETIRE_PATH}`,
    publish: (advisory) => byId.set(advisory.id, advisory),
    exploit: (cve, since) => exploited.set(cve, since),
    failWith: (wanted, under = '/') => {
      failure = wanted;
      failingUnder = under;
    },
    requests: () => [...requests],
    clear: () => requests.splice(0),
    stop: server.stop,
  };
}

function catalogue(exploited: ReadonlyMap<string, string>) {
  const vulnerabilities = [...exploited].map(([cveID, dateAdded]) => ({
    cveID,
    dateAdded,
    dueDate: dateAdded,
    knownRansomwareCampaignUse: 'Unknown',
  }));
  const latest =
    vulnerabilities
      .map(({ dateAdded }) => dateAdded)
      .sort()
      .at(-1) ?? '';

  return {
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: latest.replaceAll('-', '.'),
    dateReleased: `${latest}T00:00:00.0000Z`,
    count: vulnerabilities.length,
    vulnerabilities,
  };
}

function likelihoodsOf(cves: string) {
  const scored = cves.split(',').filter((cve) => knownLikelihoods[cve] !== undefined);

  return { status: 'OK', data: scored.map((cve) => ({ cve, epss: knownLikelihoods[cve] })) };
}

/** An unknown CVE has no entry, and one that NVD has not scored has no metrics. */
function ratingOf(id: string) {
  const vectorString = knownRatings[id];
  const cvssMetricV31 = [{ type: 'Primary', cvssData: { vectorString } }];

  return {
    vulnerabilities: vectorString ? [{ cve: { id, metrics: { cvssMetricV31 } } }] : [],
  };
}

/** Undefined for a package that it does not know, and for any other path. */
function releasesOf(pathname: string) {
  const [, system, name] = /^\/v3\/systems\/(\w+)\/packages\/([^/]+)$/.exec(pathname) ?? [];
  const releases = knownReleases[`${system}/${decodeURIComponent(name ?? '')}`];

  return releases?.map(({ version, ...more }, place) => ({
    versionKey: { version },
    ...more,
    isDefault: place === releases.length - 1,
  }));
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
