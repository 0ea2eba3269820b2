import { describe, expect, it } from 'vitest';
import { defineCheck } from '../../functions/checks/define-check.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import { inLayers, linesOfUse } from '../../functions/domain/in-layers.ts';
import type { VulnerablePackage } from '../../functions/engines/packages/vulnerable-package.ts';
import { functionNamed, layerNamed } from '../fakes/targets.ts';

const weak = defineCheck({
  id: 'dependencies/weak',
  target: 'function',
  title: 'Weak',
  severity: 'high',
  practice: 'dependencies',
  rationale: '',
  remediation: 'Upgrade it',
  references: [],
  suppression: { whole: 'r' },
  needs: ['vulnerablePackages'],
  evaluate: ({ vulnerablePackages }) =>
    failIfAny(
      vulnerablePackages.map(({ package: { name } }) => ({
        subject: name,
        summary: `${name} is weak`,
        evidence: [{ text: 'installed here', path: name }],
        ...(name === 'a' && { remediation: 'npm install a@2' }),
      })),
    ),
});
const found = (...names: readonly string[]) =>
  names.map((name) => ({ package: { name } }) as VulnerablePackage);
const sharers = ['orders', 'mails'].map((name) => functionNamed(name).arn);
const own = layerNamed('common:3');
const foreign = layerNamed('common:3', 'eu-west-1', '999988887777');
const layerCheck = inLayers(weak);

describe('inLayers', () => {
  it('asks the same of a layer, under the same id', () => {
    expect(layerCheck).toMatchObject({ id: weak.id, target: 'layer', severity: 'high' });
    expect(layerCheck.needs).toEqual(['vulnerablePackages', 'configuration', 'sharers']);
    expect(layerCheck.evaluate({ vulnerablePackages: [], configuration: own, sharers })).toEqual({
      outcome: 'pass',
    });
  });

  it('names who uses the layer, with each fault', () => {
    const verdict = layerCheck.evaluate({
      vulnerablePackages: found('a', 'b'),
      configuration: own,
      sharers,
    });

    const use = [{ text: `used by ${sharers[1]}` }, { text: `used by ${sharers[0]}` }];
    const fixedThere = 'in the layer; publish it, and have its functions use the new version.';
    expect(verdict).toEqual({
      outcome: 'fail',
      details: [
        {
          subject: 'a',
          summary: 'a is weak; in a layer of 2 functions',
          evidence: [...use, { text: 'installed here', path: 'a' }],
          remediation: `npm install a@2 – ${fixedThere}`,
        },
        {
          subject: 'b',
          summary: 'b is weak; in a layer of 2 functions',
          evidence: [...use, { text: 'installed here', path: 'b' }],
          remediation: `Fix it ${fixedThere}`,
        },
      ],
    });
  });

  it('asks for no change of a layer that another account publishes', () => {
    const verdict = layerCheck.evaluate({
      vulnerablePackages: found('a'),
      configuration: foreign,
      sharers,
    });

    expect(verdict).toMatchObject({
      details: [{ remediation: expect.stringContaining('account 999988887777 publishes it') }],
    });
  });
});

describe('linesOfUse', () => {
  it('names some, in a steady order, and counts the others', () => {
    const many = Array.from({ length: 12 }, (_, index) => `f${String(index).padStart(2, '0')}`);

    const lines = linesOfUse(many.toReversed()).map(({ text }) => text);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('used by f00');
    expect(lines.at(-1)).toBe('and by 2 other functions');
    expect(linesOfUse(many.slice(0, 10))).toHaveLength(10);
  });
});
