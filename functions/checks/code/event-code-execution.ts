import { compareTexts } from '../../core/compare-texts.ts';
import type { Weakness } from '../../core/weakness.ts';
import { failIfAny } from '../../domain/check.ts';
import { defineCheck } from '../define-check.ts';

export const eventCodeExecution = defineCheck({
  id: 'code/event-code-execution',
  target: 'function',
  title: 'Code injection: event data is run as code',
  severity: 'critical',
  practice: 'code',
  rationale:
    'Anyone who can send an event can run code in the function, with its role, its secrets and ' +
    'its network.',
  remediation:
    'Do not turn event data into code: parse data with JSON.parse, and choose among fixed ' +
    'operations with a constant table.',
  references: [
    'https://owasp.org/www-community/attacks/Code_Injection',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
  ],
  suppression: {
    whole: 'the event is run as code there; one more in the same file has a subject of its own',
  },
  cwe: 'CWE-95',
  needs: ['weaknesses'],

  evaluate({ weaknesses }) {
    const found = weaknesses.filter(({ kind }) => kind === 'event-code-execution').sort(byPlace);

    return failIfAny(
      found.map((weakness, index) => {
        const { sink, path, line, flow } = weakness;
        const remediation = remediations.get(sink);

        return {
          subject: subjectOf(weakness, found.slice(0, index)),
          summary: `${sink} runs event data as code, in ${path} at line ${line}`,
          evidence: flow,
          ...(remediation !== undefined && { remediation }),
        };
      }),
    );
  },
});

/** Lines move and minified names change with every build; the order within a file stays. */
function subjectOf({ path, sink }: Weakness, before: readonly Weakness[]): string {
  const same = before.filter((other) => other.path === path && other.sink === sink);

  return same.length === 0 ? `${path}: ${sink}` : `${path}: ${sink} (${same.length + 1})`;
}

function byPlace(a: Weakness, b: Weakness): number {
  return compareTexts(a.path, b.path) || a.line - b.line || a.column - b.column;
}

const makeNoCode =
  'Write each operation as a function, and choose among them with a constant table: const operations = { add, remove }; operations[event.operation]. For data, JSON.parse; for arithmetic, an expression parser without access to JavaScript.';

const noSandbox = `node:vm is no sandbox: code can escape from it. ${makeNoCode} If callers must supply code, run it in a separate function whose role has no permissions.`;

const loadByTable =
  "List the modules that may be loaded: const modules = { invoice: () => import('./invoice.js') }; modules[event.name]?.(). Use Object.hasOwn or a Map, so that only those names are found.";

/** What to write instead, by sink. */
const remediations: ReadonlyMap<string, string> = new Map([
  ['eval', makeNoCode],
  ['new Function', makeNoCode],
  ['new vm.Script', noSandbox],
  ['new vm.SourceTextModule', noSandbox],
  ['vm.compileFunction', noSandbox],
  ['vm.runInContext', noSandbox],
  ['vm.runInNewContext', noSandbox],
  ['vm.runInThisContext', noSandbox],
  [
    'new Worker',
    `Give the worker a file of the archive, and the event as data: new Worker('./worker.js', { workerData: event }). ${makeNoCode}`,
  ],
  [
    'lodash.template',
    `A template is code: keep templates in the archive, and give them the event as data. ${makeNoCode}`,
  ],
  ['require', loadByTable],
  ['import', loadByTable],
]);
