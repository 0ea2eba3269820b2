import { lines } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import type { ShippedFiles, ShippedKind } from '../../engines/archive/index.ts';
import { defineCheck } from '../define-check.ts';

export const shippedFiles = defineCheck({
  id: 'code/shipped-files',
  target: 'function',
  title: 'Files in the deployment package that do not belong there',
  severity: 'medium',
  practice: 'code',
  rationale:
    'Every principal that may download the code can read them, and so can anyone who runs code in ' +
    'the function. A repository has every secret that was ever committed, state and environment ' +
    'files have those of today; sources, tests and tools show an attacker how it is built, and ' +
    'make it larger.',
  remediation: 'Leave the files out of the package.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
    'https://cwe.mitre.org/data/definitions/538.html',
  ],
  suppression: { covers: 'the first paths of that kind' },
  cwe: 'CWE-538',
  needs: ['shippedFiles'],

  evaluate({ shippedFiles }) {
    return failIfAny(shippedFiles.map(detailOf));
  },
});

export const shippedFilesOfLayer = inLayers(shippedFiles);

/** One finding for each kind of file: one line of what the package leaves out takes away all of them. */
function detailOf({ kind, paths, count }: ShippedFiles): Detail {
  const { severity, what, remediation } = kinds[kind];
  const [first = ''] = paths;
  const more = count - paths.length;
  const others = count > 1 ? `, and ${count - 1} more` : '';

  return {
    subject: kind,
    mark: paths,
    severity,
    summary: `${first}${others}: ${what}`,
    evidence: lines(...paths, ...(more > 0 ? [`and ${more} more`] : [])),
    remediation,
  };
}

interface KindInWords {
  readonly severity: Severity;
  readonly what: string;
  readonly remediation: string;
}

const kinds: Readonly<Record<ShippedKind, KindInWords>> = {
  'git repository': {
    severity: 'high',
    what: 'the history of the repository, with all that was ever committed',
    remediation:
      'Package the output of the build, or exclude .git, and rotate what secrets the history has.',
  },
  'credentials file': {
    severity: 'high',
    what: 'credentials of a person or of a machine',
    remediation:
      'Revoke the credentials, leave the file out, and let the role of the function have the access.',
  },
  'Terraform state': {
    severity: 'high',
    what: 'state of Terraform, which holds generated passwords and keys in plain text',
    remediation:
      'Leave *.tfstate and .terraform out, keep the state in an encrypted backend, and rotate the secrets in it.',
  },
  'key store': {
    severity: 'high',
    what: 'a store of private keys, which a password protects at best',
    remediation:
      'Keep the store in Secrets Manager, give the role access to that one only, and leave the file out.',
  },
  'memory dump': {
    severity: 'medium',
    what: 'the memory of a process, with whatever secrets were in it',
    remediation: 'Leave the dump out, and rotate the secrets of the process.',
  },
  'environment file': {
    severity: 'medium',
    what: 'settings that are meant for one machine, often with secrets',
    remediation:
      'Leave .env files out: give the function its settings as environment variables, and its secrets by their names.',
  },
  'deployment output': {
    severity: 'medium',
    what: 'templates of a deployment, with the environment of every function in them',
    remediation: 'Exclude .serverless, .aws-sam and cdk.out from the package.',
  },
  'source map with sources': {
    severity: 'low',
    what: 'a source map with the sources themselves, comments included',
    remediation:
      'Have the bundler leave the sources out (esbuild: --sources-content=false): stack traces keep their lines.',
  },
  'development dependency': {
    severity: 'low',
    what: 'a tool that only builds or checks the code',
    remediation:
      'Install without development dependencies before packaging (npm ci --omit=dev), or bundle.',
  },
  tests: {
    severity: 'low',
    what: 'tests, which the function does not run',
    remediation: 'Package the output of the build, or exclude the tests.',
  },
  'editor settings': {
    severity: 'low',
    what: 'settings of an editor, with paths and sometimes connections of a machine',
    remediation: 'Exclude .idea, .vscode and .vs from the package.',
  },
  log: {
    severity: 'low',
    what: 'a log of a build or of a machine',
    remediation: 'Exclude logs from the package.',
  },
};
