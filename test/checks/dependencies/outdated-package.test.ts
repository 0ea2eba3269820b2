import { expect, it } from 'vitest';
import { outdatedPackage } from '../../../functions/checks/dependencies/outdated-package.ts';
import type { SharedPackage } from '../../../functions/domain/aging-package.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed, layerNamed } from '../../fakes/targets.ts';

describeCheck(outdatedPackage, {
  passes: [{ name: 'no package that is behind', facts: { outdatedPackages: [] } }],
  fails: [
    {
      name: 'many packages, as one thing to do',
      facts: { outdatedPackages: [behind('a', 2), behind('b', 5)] },
      subjects: ['several majors behind'],
    },
    {
      name: 'one major behind and more apart, the worse first',
      facts: { outdatedPackages: [behind('a', 1), behind('b', 3)] },
      subjects: ['several majors behind', 'one major behind'],
    },
  ],
});

it('names the one furthest behind first, then those in the most functions, with where they are', () => {
  const facts = {
    outdatedPackages: [
      behind('a', 2, ['f1']),
      behind('b', 2, ['f1', 'f2']),
      behind('c', 4, ['f9']),
    ],
  };

  expect(outdatedPackage.evaluate(facts)).toMatchObject({
    details: [
      {
        mark: ['a (npm)', 'b (npm)', 'c (npm)'],
        summary:
          'Major versions behind in 3 functions: c 1.0.0, where 9.0.0 is the latest, and 2 more',
        evidence: [
          { text: 'c 1.0.0 is 4 majors behind 9.0.0: f9' },
          { text: 'b 1.0.0 is 2 majors behind 9.0.0: f1, f2' },
          { text: 'a 1.0.0 is 2 majors behind 9.0.0: f1' },
        ],
      },
    ],
  });
});

it('counts layers apart from functions, and names a few', () => {
  const functions = ['f1', 'f2', 'f3', 'f4'];
  const one = behind('a', 1, functions);
  const shared = { ...one, in: [layerNamed('tools:3').arn, ...one.in] };

  expect(outdatedPackage.evaluate({ outdatedPackages: [shared] })).toMatchObject({
    details: [
      {
        summary:
          'Major versions behind in 4 functions and 1 layer: a 1.0.0, where 9.0.0 is the latest',
        evidence: [{ text: 'a 1.0.0 is 1 major behind 9.0.0: layer tools:3, f1, f2 and 2 more' }],
      },
    ],
  });
});

function behind(name: string, majors: number, functions = ['orders']): SharedPackage {
  const arns = functions.map((each) => functionNamed(each).arn);

  return { ecosystem: 'npm', name, version: '1.0.0', latest: '9.0.0', majors, in: arns };
}
