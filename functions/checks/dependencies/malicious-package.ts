import { type Detail, failIfAny } from '../../domain/check.ts';
import { inLayers } from '../../domain/in-layers.ts';
import {
  advisoryMark,
  isMalicious,
  type Package,
  subjectOf,
  type VulnerablePackage,
  whereFound,
} from '../../engines/packages/index.ts';
import { defineCheck } from '../define-check.ts';

export const maliciousPackage = defineCheck({
  id: 'dependencies/malicious-package',
  target: 'function',
  title: 'Malicious package in the deployed code',
  severity: 'critical',
  practice: 'dependencies',
  rationale:
    'Such a package steals what it can read, most often while it is installed: secrets of the ' +
    'machine that built the code, then those of the function.',
  remediation:
    'Remove it, deploy, and rotate every secret that its build or the function could read.',
  references: [
    'https://github.com/ossf/malicious-packages',
    'https://docs.npmjs.com/threats-and-mitigations',
  ],
  suppression: { covers: 'the advisories that call it malicious' },
  cwe: 'CWE-506',
  frameworks: { csa: ['SAS-6'] },
  needs: ['vulnerablePackages'],

  evaluate({ vulnerablePackages }) {
    const malicious = vulnerablePackages.filter(({ advisories }) => advisories.some(isMalicious));
    const all = vulnerablePackages.map((one) => one.package);

    return failIfAny(malicious.map((one) => detailOf(one, all)));
  },
});

export const maliciousPackageInLayer = inLayers(maliciousPackage);

function detailOf(malicious: VulnerablePackage, all: readonly Package[]): Detail {
  const { name, version } = malicious.package;
  const records = malicious.advisories.filter(isMalicious);

  return {
    subject: subjectOf(malicious.package, all),
    mark: advisoryMark(records),
    summary: `${name} ${version} is malicious`,
    evidence: [
      ...records.map(({ id, summary }) => ({ text: [id, summary].filter(Boolean).join(': ') })),
      { text: 'its code most often runs on installation: check the machine that built it too' },
      ...whereFound(malicious.copies),
    ],
    remediation: `Remove ${name} ${version}, deploy, and rotate every secret that its build or the function could read.`,
  };
}
