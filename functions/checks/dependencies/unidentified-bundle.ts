import { failIfAny } from '../../domain/check.ts';
import { defineCheck } from '../define-check.ts';

export const unidentifiedBundle = defineCheck({
  id: 'dependencies/unidentified-bundle',
  target: 'function',
  title: 'Bundle with unidentified packages',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'A bundler has put packages into one file and left no trace of them. Whether any of them ' +
    'is vulnerable is unknown, today and when the next advisory is published.',
  remediation:
    'Deploy a CycloneDX document or an esbuild metafile beside the bundle, such as bom.json or meta.json.',
  references: [
    'https://cyclonedx.org/specification/overview/',
    'https://esbuild.github.io/api/#metafile',
  ],
  suppression: { whole: 'what is in the bundle is not known, before and after' },
  cwe: 'CWE-1357',
  needs: ['unidentifiedBundles'],

  evaluate({ unidentifiedBundles }) {
    return failIfAny(
      unidentifiedBundles.map((path) => ({
        subject: path,
        summary: `no package was recognised in the bundle ${path}`,
        evidence: [{ text: 'a bundle without a manifest', path }],
      })),
    );
  },
});
