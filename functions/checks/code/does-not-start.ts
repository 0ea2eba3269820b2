import { weaknessCheck } from './weakness-check.ts';

export const doesNotStart = weaknessCheck({
  id: 'code/does-not-start',
  title: 'The function cannot start',
  severity: 'medium',
  rationale:
    'Every invocation fails before the first line of the handler runs: events are lost or retried, ' +
    'and each attempt is paid for.',
  remediation:
    'Make the handler setting name a file and an export of the package, and ship each module that ' +
    'is imported: a runtime brings few of its own, and newer ones bring others.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  ],
  does: 'keeps the function from starting',
  accepted: 'what it needs is missing',
});
