import { describe, expect, it } from 'vitest';
import { eventCodeExecution } from '../../../functions/checks/code/event-code-execution.ts';
import type { Weakness } from '../../../functions/core/weakness.ts';
import { describeCheck } from '../../builders/describe-check.ts';

describeCheck(eventCodeExecution, {
  passes: [{ name: 'code without a weakness', facts: { weaknesses: [] } }],
  fails: [
    {
      name: 'a weakness, by its file and sink',
      facts: { weaknesses: [found({})] },
      subjects: ['index.js: eval'],
    },
    {
      name: 'a weakness whose line has moved, as the same',
      facts: { weaknesses: [found({ line: 99, column: 9 })] },
      subjects: ['index.js: eval'],
    },
    {
      name: 'two of one sink in one file, in the order in which they stand',
      facts: {
        weaknesses: [found({ line: 7 }), found({ line: 7, column: 2 }), found({ line: 3 })],
      },
      subjects: ['index.js: eval', 'index.js: eval (2)', 'index.js: eval (3)'],
    },
    {
      name: 'other sinks and files, each as the first',
      facts: {
        weaknesses: [found({}), found({ sink: 'require' }), found({ path: 'lib/a.js' })],
      },
      subjects: ['index.js: eval', 'index.js: require', 'lib/a.js: eval'],
    },
  ],
});

describe('the evidence of a weakness', () => {
  it('is the way from the event, and what to write instead', () => {
    const flow = [
      { text: 'event is what the handler is given', path: 'index.js', line: 1, column: 2 },
    ];

    const verdict = eventCodeExecution.evaluate({ weaknesses: [found({ sink: 'import', flow })] });

    expect(verdict).toMatchObject({
      outcome: 'fail',
      details: [
        {
          summary: 'import runs event data as code, in index.js at line 3',
          evidence: flow,
          remediation: expect.stringContaining('modules[event.name]'),
        },
      ],
    });
  });
});

function found(part: Partial<Weakness>): Weakness {
  return {
    kind: 'event-code-execution',
    sink: 'eval',
    path: 'index.js',
    line: 3,
    column: 1,
    flow: [],
    ...part,
  };
}
