import * as z from 'zod/mini';

/** The settings that a scanner has a use for. Who gives them: lib/settings.ts, or the CLI. */
export type ScanSettings = z.infer<typeof scanSettings>;

export const scanSettings = z.object({
  /** Regions to audit; empty: every region that the account has enabled. */
  regions: z.array(z.string()),
  /** Days without an invocation that make a function idle, or without use a permission unused. */
  idleDays: z.number(),
  /** Accounts that may be named in a policy: twelve digits each. */
  trustedAccounts: z.array(z.string()),
  /** Roles that are meant to change functions, by name or ARN, with wildcards. */
  deployRoles: z.array(z.string()),
  /** US dollars that strangers may make a function cost an hour. */
  maxPublicUsdPerHour: z.number(),
  /** Ids of checks that are not asked. */
  disabledChecks: z.array(z.string()),
  /** Requests a second to the control planes of AWS, of all scanners together. */
  apiRate: z.number(),
  /** Where advisories are asked for, without a slash at its end. */
  advisoryUrl: z.string(),
  /** Where the catalogue of known exploited vulnerabilities lies; or `off`. */
  exploitedUrl: z.string(),
  /** Where EPSS tells how likely an exploit is, without a slash at its end; or `off`. */
  epssUrl: z.string(),
  /** Where the NVD's ratings are asked for, without a slash at its end; or `off`. */
  nvdUrl: z.string(),
  /** Where deps.dev tells what has been released, without a slash at its end; or `off`. */
  releasesUrl: z.string(),
  /** Where the repository of Retire.js lies; or `off`. */
  retireUrl: z.string(),
});

/**
 * CloudWatch keeps what it has measured for 455 days: who looks further back finds nothing, and would
 * take it for idleness.
 */
export const MOST_IDLE_DAYS = 450;

/** Account ids. */
export const accountPattern = /^\d{12}$/;

/** Names and ARNs of roles, with wildcards. */
export const rolePattern = /^[\w+=.@*?:/-]{1,2048}$/;

/** In place of the URL of a feed: it is not asked. */
export const OFF = 'off';

export const defaultScanSettings: ScanSettings = {
  regions: [],
  idleDays: 90,
  trustedAccounts: [],
  deployRoles: [],
  maxPublicUsdPerHour: 10,
  disabledChecks: [],
  apiRate: 10,
  advisoryUrl: 'https://api.osv.dev',
  exploitedUrl:
    'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  epssUrl: 'https://api.first.org/data/v1',
  nvdUrl: 'https://services.nvd.nist.gov',
  releasesUrl: 'https://api.deps.dev',
  retireUrl:
    'https://raw.githubusercontent.com/RetireJS/retire.js/master/repository/jsrepository-v5.json',
};
