import { weaknessCheck } from './weakness-check.ts';

export const commandInjection = weaknessCheck({
  id: 'code/command-injection',
  title: 'OS command injection: event data in a shell command',
  severity: 'critical',
  rationale:
    'A shell runs whatever follows a `;`, a `|` or a `$(`: anyone who can send an event can run ' +
    'programs in the function, and read the credentials of its role.',
  remediation:
    'Start the program without a shell, with each argument by itself, and let the event name ' +
    'neither the program nor an option.',
  references: [
    'https://owasp.org/www-community/attacks/Command_Injection',
    'https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/78.html',
  ],
  cwe: 'CWE-78',
  frameworks: { owasp: ['S1:2017'], csa: ['SAS-1'] },
  does: 'runs a command that holds event data',
  accepted: 'the command holds event data there',
  instead: (_, language) =>
    language === 'python'
      ? "Start the program without a shell, with each argument by itself: subprocess.run(['convert', '--', event['file'], 'out.png'], check=True). Where a shell cannot be avoided, shlex.quote each value. The event names neither the program nor an option: '--' ends the options."
      : "Start the program without a shell, with each argument by itself: execFile('convert', ['--', event.file, 'out.png']). The event names neither the program nor an option: '--' ends the options.",
});
