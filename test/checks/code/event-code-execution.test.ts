import { describe, expect, it } from 'vitest';
import { eventCodeExecution } from '../../../functions/checks/code/event-code-execution.ts';
import {
  describeWeaknessCheck,
  detailsOf,
  weaknessOf,
} from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(eventCodeExecution, {
  javascript: ['eval', /const operations/],
  python: ['eval', /OPERATIONS/],
});

describe('the evidence of a weakness', () => {
  it('is the way from the event, and what to write instead', () => {
    const flow = [
      { text: 'event is what the handler is given', path: 'index.js', line: 1, column: 2 },
    ];

    const [detail] = detailsOf(eventCodeExecution, [found({ sink: 'import', flow })]);

    expect(detail).toMatchObject({
      summary: 'import runs event data as code, in index.js at line 3',
      evidence: flow,
      remediation: expect.stringContaining('modules[event.name]'),
    });
  });

  it.each([
    ['index.js', 'vm.runInNewContext', /no sandbox/],
    ['index.js', 'ejs.render', /keep templates/],
    ['app.py', 'importlib.import_module', /MODULES/],
    ['app.py', 'jinja2.Template', /get_template/],
    ['index.js', 'some.other', /constant table\.$/],
  ])('says in %s what to write instead of %s', (path, sink, instead) => {
    const [detail] = detailsOf(eventCodeExecution, [found({ path, sink })]);

    expect(detail?.remediation).toMatch(instead);
  });

  it('numbers those of one sink in one file', () => {
    const places = [found({ line: 7 }), found({ line: 7, column: 2 }), found({ line: 3 })];
    const others = [found({ sink: 'require' }), found({ path: 'lib/a.js' })];

    expect(
      detailsOf(eventCodeExecution, [...places, ...others]).map(({ subject }) => subject),
    ).toEqual([
      'index.js: eval',
      'index.js: require',
      'index.js: eval (2)',
      'index.js: eval (3)',
      'lib/a.js: eval',
    ]);
  });
});

function found(part: Parameters<typeof weaknessOf>[1]) {
  return weaknessOf('event-code-execution', { sink: 'eval', ...part });
}
