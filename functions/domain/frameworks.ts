/** Published lists of faults or controls that a check may be one of, besides CWE. */
export const frameworkNames = ['owasp', 'csa', 'fsbp', 'cis'] as const;
export type Framework = (typeof frameworkNames)[number];

/** What of each framework a check looks for. A check that is none of its items has no entry. */
export type FrameworkItems = { readonly [F in Framework]?: readonly FrameworkItem<F>[] };

/** The id of an item, as its publisher writes it. */
export type FrameworkItem<F extends Framework> = Extract<
  keyof (typeof frameworks)[F]['items'],
  string
>;

/**
 * The items that checks are mapped to, with their published titles.
 *
 * Sources: "OWASP Top 10 (2017), Interpretation for Serverless" (OWASP Serverless Top 10, 2018), and
 * for weaknesses of code the CWEs that belong to each item there, "CWE-1026: Weaknesses in OWASP Top
 * Ten (2017)"; "The 12 Most Critical Risks for Serverless Applications" (Cloud Security Alliance,
 * 2019); "Security Hub CSPM controls for AWS Lambda" and "… for IAM" (AWS Security Hub User Guide);
 * "CIS AWS Compute Services Benchmark" v1.1.0, section 12.
 */
export const frameworks = {
  owasp: {
    title: 'OWASP Serverless Top 10',
    items: {
      'S1:2017': 'Injection',
      'S2:2017': 'Broken Authentication',
      'S3:2017': 'Sensitive Data Exposure',
      'S4:2017': 'XML External Entities (XXE)',
      'S5:2017': 'Broken Access Control',
      'S6:2017': 'Security Misconfiguration',
      'S7:2017': 'Cross-Site Scripting (XSS)',
      'S8:2017': 'Insecure Deserialization',
      'S9:2017': 'Using Components with Known Vulnerabilities',
    },
  },
  csa: {
    title: 'CSA 12 Risks for Serverless Applications',
    items: {
      'SAS-1': 'Function Event Data Injection',
      'SAS-2': 'Broken Authentication',
      'SAS-4': 'Over-Privileged Function Permissions & Roles',
      'SAS-6': 'Insecure Third-Party Dependencies',
      'SAS-7': 'Insecure Application Secrets Storage',
      'SAS-8': 'Denial of Service & Financial Resource Exhaustion',
      'SAS-10': 'Improper Exception Handling and Verbose Error Messages',
      'SAS-11': 'Obsolete Functions, Cloud Resources and Event Triggers',
      'SAS-12': 'Cross-Execution Data Persistency',
    },
  },
  fsbp: {
    title: 'AWS Foundational Security Best Practices',
    items: {
      'IAM.1': 'IAM policies should not allow full "*" administrative privileges',
      'IAM.21':
        'IAM customer managed policies that you create should not allow wildcard actions for services',
      'Lambda.1': 'Lambda function policies should prohibit public access',
      'Lambda.2': 'Lambda functions should use supported runtimes',
    },
  },
  cis: {
    title: 'CIS AWS Compute Services Benchmark v1.1.0',
    items: {
      '12.3': 'AWS Secrets manager is configured and being used by Lambda for databases',
      '12.4': 'Least privilege is used with Lambda function access',
      '12.5': 'Every Lambda function has its own IAM Role',
      '12.6': 'Lambda functions are not exposed to everyone',
      '12.7': 'Lambda functions are referencing active execution roles',
      '12.9': 'There are no Lambda functions with admin privileges',
      '12.10': 'Lambda functions do not allow unknown cross account access',
      '12.11': 'Runtime environment versions do not have end of support dates',
    },
  },
} as const satisfies Record<
  Framework,
  { readonly title: string; readonly items: Readonly<Record<string, string>> }
>;

/** What a check is mapped to. */
export interface Mapped {
  readonly cwe?: string | undefined;
  readonly frameworks?: FrameworkItems | undefined;
}

/** `CWE-78`, `S1:2017`, `SAS-1`: all that it is mapped to, by one list after the other. */
export function mappedItems({ cwe, frameworks: items = {} }: Mapped): readonly string[] {
  return [
    ...(cwe === undefined ? [] : [cwe]),
    ...frameworkNames.flatMap((name): readonly string[] => items[name] ?? []),
  ];
}

/**
 * Whether it is mapped to a framework as a whole, by its name or `cwe`, or to one item of one, by its
 * id in any case of letters.
 */
export function isMappedTo(mapped: Mapped, asked: string): boolean {
  if (asked === CWE) return mapped.cwe !== undefined;
  const name = frameworkNames.find((each) => each === asked);
  if (name !== undefined) return mapped.frameworks?.[name] !== undefined;

  const id = asked.toLowerCase();
  return mappedItems(mapped).some((item) => item.toLowerCase() === id);
}

/** CWE is kept by itself: findings have it since the first version. */
export const CWE = 'cwe';
