import { weaknessCheck } from './weakness-check.ts';

export const unpinnedInstall = weaknessCheck({
  id: 'code/unpinned-install',
  title: 'Packages are installed at run time, without a fixed version',
  severity: 'medium',
  rationale:
    'Whatever is the newest release when the function starts runs with its role: a hijacked package ' +
    'needs no deployment, and no inventory shows what ran.',
  remediation:
    'Put packages into the archive or a layer at build time, from a lock file with hashes.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
    'https://cwe.mitre.org/data/definitions/494.html',
  ],
  cwe: 'CWE-494',
  frameworks: { csa: ['SAS-6'] },
  does: 'installs whatever release is the newest',
  accepted: 'packages are installed there',
});
