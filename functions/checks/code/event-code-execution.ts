import { type Language, weaknessCheck } from './weakness-check.ts';

export const eventCodeExecution = weaknessCheck({
  id: 'code/event-code-execution',
  title: 'Code injection: event data is run as code',
  severity: 'critical',
  rationale:
    'Anyone who can send an event can run code in the function, with its role, its secrets and ' +
    'its network.',
  remediation:
    'Do not turn event data into code: parse data with JSON.parse or json.loads, and choose among ' +
    'fixed operations with a constant table.',
  references: [
    'https://owasp.org/www-community/attacks/Code_Injection',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
  ],
  cwe: 'CWE-95',
  frameworks: { owasp: ['S1:2017'], csa: ['SAS-1'] },
  does: 'runs event data as code',
  accepted: 'the event is run as code there',
  instead,
});

function instead(sink: string, language: Language): string | undefined {
  return language === 'python' ? insteadInPython(sink) : inJavaScript.get(sink);
}

function insteadInPython(sink: string): string {
  if (/import/.test(sink)) return loadByTableInPython;

  return /template|from_string|jinja|mako|render/i.test(sink) ? keepTemplates : makeNoCodeInPython;
}

const makeNoCodeInPython =
  "Write each operation as a function, and choose among them with a constant table: OPERATIONS = {'add': add, 'remove': remove}; OPERATIONS[event['operation']]. For data, json.loads; for literals, ast.literal_eval.";

const keepTemplates =
  "A template is code: keep templates in the archive, and give them the event as data: env.get_template('mail.html').render(name=event['name']). If callers must supply templates, render them in a separate function whose role has no permissions.";

const loadByTableInPython =
  "List the modules that may be loaded: MODULES = {'invoice': invoice}; MODULES[event['name']]. A name that is not in it raises KeyError.";

const makeNoCode =
  'Write each operation as a function, and choose among them with a constant table: const operations = { add, remove }; operations[event.operation]. For data, JSON.parse; for arithmetic, an expression parser without access to JavaScript.';

const noSandbox = `node:vm is no sandbox: code can escape from it. ${makeNoCode} If callers must supply code, run it in a separate function whose role has no permissions.`;

const loadByTable =
  "List the modules that may be loaded: const modules = { invoice: () => import('./invoice.js') }; modules[event.name]?.(). Use Object.hasOwn or a Map, so that only those names are found.";

const keepTemplatesInJavaScript =
  'A template is code: keep templates in the archive, and give them the event as data.';

/** By sink. */
const inJavaScript: ReadonlyMap<string, string> = new Map([
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
  ['lodash.template', `${keepTemplatesInJavaScript} ${makeNoCode}`],
  ...['ejs.render', 'ejs.compile', 'handlebars.compile', 'pug.compile', 'pug.render'].map(
    (sink) => [sink, keepTemplatesInJavaScript] as const,
  ),
  ['require', loadByTable],
  ['import', loadByTable],
]);
