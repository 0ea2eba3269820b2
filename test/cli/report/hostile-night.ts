import type { ReportSource } from '../../../cli/report/report-source.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import { functionArn, roleArn, sampleCoverage, sampleFinding, wholeCoverage } from '../samples.ts';
import { now } from '../world.ts';

/** What an attacker may call a function, a package or a variable. */
const hostileTexts = [
  '<script>window.hit = 1</script>',
  '"><img src=x onerror="window.hit = 1">',
  "'-window.hit=1-'",
  '</title></style></script><script>window.hit = 1</script>',
  '<!-- --><svg/onload=window.hit=1>',
  '<%= process.exit(1) %><%~ it.style %>',
  'javascript:window.hit=1',
  '\u202egnp.exe\u2066\u200b\u0000\u001b[2J',
  'n'.repeat(500),
  '&lt;&amp;#60;',
];

/** Each of them in every field that comes from outside. */
export function hostileNight(): ReportSource {
  const findings = hostileTexts.flatMap((text, index) => [
    hostileFinding(text, index, {}),
    hostileFinding(text, index, {
      subject: 'role',
      target: roleArn(text.replaceAll('/', '|')),
      figures: { score: 50 + index, usdPerHour: index + 1 },
    }),
    hostileFinding(text, index, {
      subject: 'suppressed',
      status: 'suppressed',
      suppression: { reason: text, until: '2026-12-31T00:00:00.000Z' },
    }),
    hostileFinding(text, index, {
      subject: 'resolved',
      status: 'resolved',
      changedAt: '2026-11-24T02:00:00.000Z',
      history: [{ kind: 'resolved', at: '2026-11-24T02:00:00.000Z', severity: 'low' }],
    }),
  ]);

  return {
    account: '111122223333',
    now,
    findings,
    coverage: [
      ...wholeCoverage(functionArn('checkout')),
      ...hostileTexts.map((text) =>
        sampleCoverage({
          target: functionArn(nameIn(text)),
          gaps: [{ fact: text, reason: text }],
          gapsSince: '2026-11-21T02:00:00.000Z',
        }),
      ),
    ],
  };
}

function hostileFinding(text: string, index: number, over: Partial<Finding>): Finding {
  return sampleFinding({
    target: functionArn(nameIn(text)),
    subject: text,
    severity: index % 2 === 0 ? 'critical' : 'low',
    title: text,
    summary: text,
    evidence: [{ text, path: text, line: 1, column: 2, code: text }],
    remediation: `${text}\n\n${text}\n${text}`,
    cwe: text,
    owner: text,
    stacks: [text, `${text} 2`],
    application: text,
    ...over,
  });
}

/** A colon ends the name of a function in an ARN. */
function nameIn(text: string): string {
  return text.replaceAll(':', ';');
}
