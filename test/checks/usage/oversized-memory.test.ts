import { expect, it } from 'vitest';
import { oversizedMemory } from '../../../functions/checks/usage/oversized-memory.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const of = (memoryMb: number, maxMb: number, invocations = 5_000, measuredDays = 30) => ({
  memoryUse: { days: 90, invocations, measuredDays, maxMb },
  configuration: functionNamed('orders', { memoryMb }),
});

describeCheck(oversizedMemory, {
  passes: [
    { name: 'a function that uses what it has', facts: of(1024, 700) },
    { name: 'one with some room', facts: of(1000, 400) },
    { name: 'a small one', facts: of(256, 40) },
    { name: 'one that ran too rarely to judge', facts: of(3008, 100, 99) },
    { name: 'one that was measured for too few days to judge', facts: of(3008, 100, 5_000, 6) },
    {
      name: 'one that is not measured',
      facts: { ...of(3008, 100), memoryUse: undefined },
    },
  ],
  fails: [
    { name: 'one that uses a thirtieth', facts: of(3008, 100), subjects: ['function'] },
    { name: 'one that uses less than 0.4', facts: of(1000, 399, 100, 7), subjects: ['function'] },
  ],
});

it('says that memory buys processor too', () => {
  expect(oversizedMemory.evaluate(of(3538, 118))).toMatchObject({
    details: [
      {
        summary: '3538 MB configured, 120 MB used at most',
        evidence: [
          { text: expect.stringContaining('120 MB of 3538 MB') },
          { text: 'With room to spare, 177 MB are enough' },
          {
            text: '3538 MB come with 2 vCPUs, 177 MB with 0.1: it may run longer',
          },
        ],
      },
    ],
  });
});

it('proposes no less than Lambda has', () => {
  expect(JSON.stringify(oversizedMemory.evaluate(of(512, 40)))).toContain('128 MB are enough');
});
