/** An advisory in OSV's schema, as far as it is used. https://ossf.github.io/osv-schema/ */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly published: string;
  readonly modified: string;
  readonly withdrawn?: string;
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly affected: readonly {
    readonly package: { readonly ecosystem: AdvisedEcosystem; readonly name: string };
    readonly ranges?: readonly {
      readonly type: 'SEMVER' | 'ECOSYSTEM';
      readonly events: readonly Readonly<Record<string, string>>[];
    }[];
    readonly versions?: readonly string[];
  }[];
  readonly database_specific?: { readonly severity?: string };
}

type AdvisedEcosystem = 'npm' | 'PyPI' | 'Maven' | 'Go' | 'NuGet' | 'RubyGems';

export interface AdvisoryFacts {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly published: string;
  readonly ecosystem: AdvisedEcosystem;
  readonly name: string;
  /** From (included) and to (the first good version). */
  readonly ranges?: readonly (readonly [from: string, fixed: string])[];
  readonly versions?: readonly string[];
  /** GitHub's label, or a CVSS vector: PyPA's records have no label. */
  readonly severity?: 'LOW' | 'MODERATE' | 'HIGH' | 'CRITICAL' | `CVSS:${string}`;
}

/** Of real packages: ids, ranges and severities are facts of GHSA and PyPA, the wording is this project's own. */
export const knownAdvisories: readonly Advisory[] = (
  [
    {
      id: 'GHSA-p6mc-m468-83gw',
      aliases: ['CVE-2020-8203'],
      summary: 'zipObjectDeep and its kin write to prototypes when they are given hostile paths',
      published: '2020-07-15T19:15:48Z',
      ecosystem: 'npm',
      name: 'lodash',
      ranges: [['3.7.0', '4.17.19']],
      severity: 'HIGH',
    },
    {
      id: 'GHSA-35jh-r3h4-6jhm',
      aliases: ['CVE-2021-23337'],
      summary: 'template compiles a variable name that is not checked, so it runs hostile code',
      published: '2021-05-06T16:05:51Z',
      ecosystem: 'npm',
      name: 'lodash',
      ranges: [['0', '4.17.21']],
      severity: 'HIGH',
    },
    {
      id: 'GHSA-29mw-wpgm-hmr9',
      aliases: ['CVE-2020-28500'],
      summary: 'trim and toNumber take quadratic time on long runs of blanks',
      published: '2022-01-06T20:30:46Z',
      ecosystem: 'npm',
      name: 'lodash',
      ranges: [['4.0.0', '4.17.21']],
      severity: 'MODERATE',
    },
    {
      id: 'GHSA-xvch-5gv4-984h',
      aliases: ['CVE-2021-44906'],
      summary: 'An argument that names a constructor reaches Object.prototype',
      published: '2022-03-18T00:01:09Z',
      ecosystem: 'npm',
      name: 'minimist',
      ranges: [
        ['0', '0.2.4'],
        ['1.0.0', '1.2.6'],
      ],
      severity: 'CRITICAL',
    },
    {
      id: 'GHSA-f2jv-r9rf-7988',
      aliases: ['CVE-2021-23369'],
      summary: 'A hostile template runs code when it is compiled with the compat option',
      published: '2022-02-10T20:38:22Z',
      ecosystem: 'npm',
      name: 'handlebars',
      ranges: [['0', '4.7.7']],
      severity: 'CRITICAL',
    },
    {
      id: 'GHSA-gxr4-xjj5-5px2',
      aliases: ['CVE-2020-11022'],
      summary: 'Markup of strangers runs code when it is inserted, although it was cleaned',
      published: '2020-04-29T22:18:55Z',
      ecosystem: 'npm',
      name: 'jquery',
      ranges: [['1.2.0', '3.5.0']],
      severity: 'MODERATE',
    },
    {
      id: 'GHSA-cph5-m8f7-6c5x',
      aliases: ['CVE-2021-3749'],
      summary: 'Trimming a header of many blanks takes quadratic time',
      published: '2021-09-01T18:23:58Z',
      ecosystem: 'npm',
      name: 'axios',
      ranges: [['0', '0.21.2']],
      severity: 'HIGH',
    },
    {
      id: 'GHSA-4w2v-q235-vp99',
      aliases: ['CVE-2020-28168'],
      summary: 'A redirect escapes the proxy that was asked for, so inner hosts are reached',
      published: '2021-01-04T20:59:40Z',
      ecosystem: 'npm',
      name: 'axios',
      ranges: [['0', '0.21.1']],
      severity: 'MODERATE',
    },
    {
      id: 'MAL-2026-2307',
      aliases: [],
      summary: 'This release was published by someone else and installs a remote control',
      published: '2026-03-31T02:00:00Z',
      ecosystem: 'npm',
      name: 'axios',
      versions: ['1.14.1'],
    },
    {
      id: 'GHSA-fv66-9v8q-g76r',
      aliases: ['CVE-2025-55182'],
      summary: 'A request to a server function is decoded into code that runs on the server',
      published: '2025-12-03T16:00:00Z',
      ecosystem: 'npm',
      name: 'react-server-dom-webpack',
      ranges: [
        ['19.0.0', '19.0.1'],
        ['19.1.0', '19.1.2'],
        ['19.2.0', '19.2.1'],
      ],
      severity: 'CRITICAL',
    },
    {
      id: 'PYSEC-2020-96',
      aliases: ['CVE-2020-1747', 'GHSA-6757-jp84-gxfx'],
      summary: 'full_load and FullLoader build any Python object, so a document runs code',
      published: '2020-03-24T15:15:00Z',
      ecosystem: 'PyPI',
      name: 'pyyaml',
      ranges: [['5.1', '5.3.1']],
      severity: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    },
    {
      id: 'PYSEC-2021-142',
      aliases: ['CVE-2020-14343', 'GHSA-8q59-q68h-6hv4'],
      summary: 'The fix of CVE-2020-1747 left a way to build objects, so a document runs code',
      published: '2021-02-09T21:15:00Z',
      ecosystem: 'PyPI',
      name: 'pyyaml',
      ranges: [['0', '5.4']],
      severity: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    },
    {
      id: 'PYSEC-2019-132',
      aliases: ['CVE-2019-11236', 'GHSA-r64q-w8jr-g9qp'],
      summary: 'Line breaks in a URL become headers of the request',
      published: '2019-04-15T15:29:00Z',
      ecosystem: 'PyPI',
      name: 'urllib3',
      ranges: [['0', '1.24.3']],
      severity: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
    },
    {
      id: 'PYSEC-2023-192',
      aliases: ['CVE-2023-43804', 'GHSA-v845-jxx5-vc9f'],
      summary: 'A Cookie header follows a redirect to another host',
      published: '2023-10-04T17:15:00Z',
      ecosystem: 'PyPI',
      name: 'urllib3',
      ranges: [
        ['0', '1.26.17'],
        ['2.0.0', '2.0.6'],
      ],
      severity: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N',
    },
    {
      id: 'PYSEC-2023-74',
      aliases: ['CVE-2023-32681', 'GHSA-j8r2-6x86-q33q'],
      summary: 'Proxy credentials are sent on to the host behind the proxy after a redirect',
      published: '2023-05-26T18:15:00Z',
      ecosystem: 'PyPI',
      name: 'requests',
      ranges: [['2.3.0', '2.31.0']],
    },
    {
      id: 'GO-2023-1737',
      aliases: ['CVE-2023-29401', 'GHSA-2c4m-59x9-fr2g'],
      summary: 'The name of a file that is sent out can carry headers of its own',
      published: '2023-05-11T20:24:11Z',
      ecosystem: 'Go',
      name: 'github.com/gin-gonic/gin',
      ranges: [['1.3.1', '1.9.1']],
    },
    {
      id: 'GHSA-599f-7c49-w659',
      aliases: ['CVE-2022-42889'],
      summary:
        'Interpolated text can look up scripts, names and addresses, so hostile text runs code',
      published: '2022-10-13T19:00:17Z',
      ecosystem: 'Maven',
      name: 'org.apache.commons:commons-text',
      ranges: [['1.5', '1.10.0']],
      severity: 'CRITICAL',
    },
    {
      id: 'GHSA-5crp-9r3c-p9vr',
      aliases: ['CVE-2024-21907'],
      summary: 'A deeply nested document exhausts the stack',
      published: '2022-06-22T15:08:47Z',
      ecosystem: 'NuGet',
      name: 'Newtonsoft.Json',
      ranges: [['0', '13.0.1']],
      severity: 'HIGH',
    },
    {
      id: 'GHSA-8cr8-4vfw-mr7h',
      aliases: ['CVE-2021-28965'],
      summary: 'A document that is parsed and written again may come out as another one',
      published: '2021-04-30T17:29:39Z',
      ecosystem: 'RubyGems',
      name: 'rexml',
      ranges: [['0', '3.2.5']],
      severity: 'HIGH',
    },
  ] satisfies AdvisoryFacts[]
).map(advisoryOf);

/** For a new advisory between two nights: `feed.publish(advisoryOf({...}))`. */
export function advisoryOf(facts: AdvisoryFacts): Advisory {
  const { id, aliases, summary, published, ecosystem, name, severity } = facts;
  const type = ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM';
  const vector = severity?.startsWith('CVSS:') ? severity : undefined;

  return {
    id,
    aliases,
    summary,
    published,
    modified: published,
    ...(vector && { severity: [{ type: 'CVSS_V3', score: vector }] }),
    affected: [
      {
        package: { ecosystem, name },
        ...(facts.versions && { versions: facts.versions }),
        ...(facts.ranges && {
          ranges: facts.ranges.map(([introduced, fixed]) => ({
            type,
            events: [{ introduced }, { fixed }],
          })),
        }),
      },
    ],
    ...(severity && !vector && { database_specific: { severity } }),
  };
}

/** CVEs that CISA knows to be exploited, and since when it says so. */
export const knownExploited: Readonly<Record<string, string>> = {
  'CVE-2021-44228': '2021-12-10',
  'CVE-2025-55182': '2025-12-05',
};

/** How likely it is that a CVE is exploited within thirty days, as EPSS writes it. */
export const knownLikelihoods: Readonly<Record<string, string>> = {
  'CVE-2021-44228': '0.94358',
  'CVE-2021-44906': '0.01154',
  'CVE-2020-7598': '0.00182',
};

/** CVSS vectors of CVEs that no advisory rates. */
export const knownRatings: Readonly<Record<string, string>> = {
  'CVE-2023-32681': 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:N/A:N',
};
