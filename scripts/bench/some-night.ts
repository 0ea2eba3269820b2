import type { ReportSource } from '../../cli/report/report-source.ts';
import { type ScannerName, scannerNames } from '../../functions/checks/index.ts';
import { daysBefore } from '../../functions/core/days-before.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Figures } from '../../functions/domain/figures.ts';
import type { Change, Coverage, Finding } from '../../functions/domain/finding.ts';

const lastLook = '2026-11-25T02:41:00.000Z';
const account = '111122223333';
const root = `arn:aws:iam::${account}:root`;

/**
 * What is stored of an account in its thirtieth night, with so many findings open: one function for
 * each two of them. The same each time.
 */
export function someNight(open: number): ReportSource {
  const functions = Math.max(1, Math.ceil(open / 2));
  const findings = Array.from({ length: Math.ceil(open * 1.3) }, (_, index) =>
    findingOf(
      index,
      functions,
      index < open ? 'open' : index % 5 === 0 ? 'suppressed' : 'resolved',
    ),
  );
  const targets = [...new Set([...findings.map(({ target }) => target), root])];

  return {
    account,
    now: '2026-11-25T08:00:00.000Z',
    findings,
    coverage: targets.flatMap((target, index) =>
      scannerNames.map((scanner) => coverageOf(scanner, target, index)),
    ),
  };
}

interface Sort {
  readonly check: Finding['check'];
  readonly severity: Severity;
  readonly title: string;
  readonly summary: (name: string, index: number) => string;
  readonly evidence: Finding['evidence'];
  readonly remediation: string;
  readonly figures?: (index: number) => Figures;
  readonly isOfRole?: boolean;
}

/** Of forty findings, how many are of which sort. */
const sorts: readonly (readonly [number, Sort])[] = [
  [
    1,
    {
      check: 'usage/attack-path',
      severity: 'critical',
      title: 'A way from outside leads through this function to the account',
      summary: (name) => `anyone can reach ${name}, take it over, and become an administrator`,
      evidence: [
        { text: '1. Anyone on the internet calls its function URL, which asks for no signature' },
        {
          text: '2. What the caller sends is run as code',
          path: 'src/handler.js',
          line: 41,
          column: 9,
        },
        { text: '3. The code runs as a role that may do everything in the account' },
      ],
      remediation: [
        'Have the function URL ask for a signature: that closes the way in, and takes one command.',
        'Ask for a signature\naws lambda update-function-url-config --function-name checkout --auth-type AWS_IAM',
        'Take the administrator away\naws iam detach-role-policy --role-name checkout-role --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
      ].join('\n\n'),
      figures: (index) => ({ score: 97 - (index % 53) }),
    },
  ],
  [
    1,
    {
      check: 'usage/abandoned-attack-surface',
      severity: 'critical',
      title: 'Idle function is still an attack surface',
      summary: (name) => `${name} is idle, reachable, privileged and vulnerable`,
      evidence: [
        { text: 'Idle: no invocation for 212 days' },
        { text: 'Reachable: its function URL asks for no signature' },
        { text: 'Privileged: its role may do everything in the account' },
        { text: 'Vulnerable: nodejs16.x is past its end of support' },
      ],
      remediation:
        'Park it first: with no concurrency it cannot be invoked, and can be brought back.',
      figures: (index) => ({ score: 88 - (index % 47) }),
    },
  ],
  [
    1,
    {
      check: 'usage/unbounded-public-spend',
      severity: 'high',
      title: 'Denial of wallet: public callers can drive up the cost',
      summary: () => 'nothing bounds what callers from outside make it spend',
      evidence: [{ text: 'Up to 1,000 at once of 1,024 MB on x86_64, for 30 s each' }],
      remediation:
        'Put a rate limit before it. Reserved concurrency bounds it too, and takes from the pool.',
      figures: (index) => ({ usdPerHour: [60, 34, 120, 4.2, 0.85, 240][index % 6] ?? 1 }),
    },
  ],
  [
    2,
    {
      check: 'usage/unlimited-log-retention',
      severity: 'low',
      title: 'Logs never expire',
      summary: (_, index) => `${(index * 7) % 400} GB of logs, and no day on which they expire`,
      evidence: [{ text: 'log group: no retention' }],
      remediation: 'Set a retention of as many days as the logs are read back.',
      figures: (index) => ({ usdPerMonth: [12, 3.4, 0.4, 0.03][index % 4] ?? 1 }),
    },
  ],
  [
    9,
    {
      check: 'dependencies/vulnerable-package',
      severity: 'high',
      title: 'A package with a known vulnerability is deployed',
      summary: (_, index) => `lodash 4.17.${index % 21}: prototype pollution (CVE-2020-8203)`,
      evidence: [
        {
          text: 'GHSA-p6mc-m468-83gw, CVSS 7.4, EPSS 4 %',
          path: 'node_modules/lodash/package.json',
        },
        { text: 'fixed in 4.17.21' },
      ],
      remediation: 'Upgrade to 4.17.21.\n\nTo upgrade\nnpm install lodash@4.17.21',
    },
  ],
  [
    8,
    {
      check: 'permissions/service-wildcard',
      severity: 'medium',
      isOfRole: true,
      title: 'A role may do everything of a service',
      summary: (name) => `${name} may do s3:* on every bucket`,
      evidence: [{ text: 'Statement "Data" of the policy inline: s3:* on *' }],
      remediation:
        'Name the actions that it uses.\n\nThe statement as it should be\n{\n  "Sid": "Data",\n  "Effect": "Allow",\n  "Action": ["s3:GetObject", "s3:PutObject"],\n  "Resource": "arn:aws:s3:::orders/*"\n}',
    },
  ],
  [
    7,
    {
      check: 'dependencies/outdated-package',
      severity: 'low',
      title: 'A package is far behind its latest release',
      summary: (_, index) => `axios 0.21.${index % 4}: three majors behind`,
      evidence: [{ text: 'released 2021-09-04; the latest is 1.13.2' }],
      remediation: 'Upgrade it while that is still a small step.',
    },
  ],
  [
    5,
    {
      check: 'usage/idle-function',
      severity: 'low',
      title: 'Idle function',
      summary: () => 'no invocation for 134 days',
      evidence: [{ text: 'last invoked before 2026-07-14' }],
      remediation: 'Delete it, or suppress this with a reason and a day.',
    },
  ],
  [
    3,
    {
      check: 'code/secret-in-environment',
      severity: 'high',
      title: 'Secret in an environment variable',
      summary: () => 'PAYMENT_KEY holds what looks like a live secret: AWS access key',
      evidence: [{ text: 'value: AKIA… (20 characters)' }],
      remediation: 'Deactivate the key now, then delete it: it has been readable.',
    },
  ],
  [
    3,
    {
      check: 'dependencies/abandoned-package',
      severity: 'info',
      title: 'A package is not maintained any more',
      summary: () => 'request 2.88.2: deprecated by its author',
      evidence: [{ text: 'deprecated since 2020-02-11' }],
      remediation: 'Move to another one when there is time.',
    },
  ],
];

const list = sorts.flatMap(([count, sort]) => Array<Sort>(count).fill(sort));
const words = [
  'checkout',
  'orders',
  'invoices',
  'thumbnails',
  'search-index',
  'mailer',
  'webhook-stripe',
];
const stages = ['prod', 'staging', 'eu-prod', 'nightly-batch-of-the-data-platform-team'];

function findingOf(index: number, functions: number, status: Finding['status']): Finding {
  const sort = list[(index * 17) % list.length] ?? list[0];
  if (!sort) throw new Error('there are no sorts');

  const number = Math.floor(functions * (((index * 7919) % 1000) / 1000) ** 2);
  const name = `${words[number % words.length]}-${stages[(number * 3) % stages.length]}-${number}`;
  const region = ['eu-west-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'][number % 4];
  const history = historyOf(index, status, sort.severity);
  const { check, severity, title, evidence, remediation } = sort;

  return {
    target: sort.isOfRole
      ? `arn:aws:iam::${account}:role/${name}-role`
      : `arn:aws:lambda:${region}:${account}:function:${name}`,
    check,
    subject: `subject-${index}`,
    status,
    severity,
    title,
    summary: sort.summary(name, index),
    evidence,
    remediation,
    ...(sort.figures && { figures: sort.figures(index) }),
    firstSeenAt: history[0]?.at ?? lastLook,
    changedAt: history.at(-1)?.at ?? lastLook,
    history,
    ...(status === 'suppressed' && {
      suppression: {
        reason: 'moves to the new platform in spring',
        until: '2027-03-31T00:00:00.000Z',
      },
    }),
  };
}

/** Most are there from the first night on; some came later, and some have become worse. */
function historyOf(
  index: number,
  status: Finding['status'],
  severity: Severity,
): readonly Change[] {
  const age = index % 3 === 0 ? (index * 13) % 29 : 29;
  const later = Math.max(0, age - 1 - ((index * 5) % 11));
  const at = (days: number) => daysBefore(lastLook, days);
  const opened: Change = { kind: 'opened', at: at(age), severity };

  if (status === 'suppressed') return [opened, { kind: 'suppressed', at: at(later), severity }];
  if (status === 'resolved') return [opened, { kind: 'resolved', at: at(later), severity }];
  if (index % 14 === 0 && severity !== 'info') {
    return [
      { ...opened, severity: 'info' },
      { kind: 'worsened', at: at(later), severity },
    ];
  }
  return [opened];
}

/** One function in nine is seen only in part, for a reason that many have in common. */
function coverageOf(scanner: ScannerName, target: string, index: number): Coverage {
  const isBlind = target.includes(':function:') && index % 9 === 0 && scanner === 'code';
  const gap = {
    fact: 'weaknesses',
    reason:
      index % 2 === 0
        ? 'code in python3.13 is not analysed yet'
        : 'AccessDenied: lambda:GetFunction',
  };

  return {
    scanner,
    target,
    observedAt: lastLook,
    gaps: isBlind ? [gap] : [],
    ...(isBlind && { gapsSince: daysBefore(lastLook, index % 20) }),
  };
}
