import { about } from '../../core/amounts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { defineCheck } from '../define-check.ts';

/** Below it there is little to save. */
const SMALL_MB = 256;

/** Times the most that was used. */
const FAR_ABOVE = 2.5;

/** Times the same, that leaves room. */
const ROOM = 1.5;

/** Source: "Configure Lambda function memory" (Lambda Developer Guide): steps of 1 MB, from 128. */
const LEAST_MB = 128;

/** At which a function has one processor to itself. Source: the same. */
const ONE_CPU_MB = 1_769;

/** Fewer may not have met what takes most. */
const LEAST_INVOCATIONS = 100;
const LEAST_DAYS = 7;

export const oversizedMemory = defineCheck({
  id: 'usage/oversized-memory',
  target: 'function',
  title: 'Memory far above observed use',
  severity: 'info',
  practice: 'cost',
  rationale:
    'Each millisecond is billed by the configured memory, not by the memory in use. But memory ' +
    'also buys CPU: with less of it a function may run longer, and then costs as much or more.',
  remediation:
    'Measure before you lower it: AWS Lambda Power Tuning runs a function with several sizes ' +
    'and compares time and cost. Lower the memory of a function that mostly waits for others; ' +
    'keep it for one that computes.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-metrics.html',
  ],
  suppression: { covers: 'its memory, up to the next power of two' },
  needs: ['memoryUse', 'configuration'],

  evaluate({ memoryUse, configuration: { memoryMb } }) {
    if (!memoryUse) return pass;

    const { maxMb, invocations, measuredDays } = memoryUse;
    const isMeasured = invocations >= LEAST_INVOCATIONS && measuredDays >= LEAST_DAYS;
    if (!isMeasured || memoryMb <= SMALL_MB || memoryMb <= FAR_ABOVE * maxMb) return pass;

    const enough = Math.max(LEAST_MB, Math.ceil(ROOM * maxMb));
    return failIfAny([
      {
        subject: 'function',
        mark: powersIn(memoryMb, 'MB'),
        summary: `${memoryMb} MB configured, ${about(maxMb)} MB used at most`,
        evidence: lines(
          `Most memory that one invocation used, by Lambda Insights: ${about(maxMb)} MB of ${memoryMb} MB`,
          `With room to spare, ${enough} MB are enough`,
          `${memoryMb} MB come with ${about(memoryMb / ONE_CPU_MB)} vCPUs, ${enough} MB with ${about(enough / ONE_CPU_MB)}: it may run longer`,
        ),
      },
    ]);
  },
});
