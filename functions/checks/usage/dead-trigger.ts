import { daysBefore } from '../../core/days-before.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { type FunctionTarget, regionOf } from '../../core/target.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { type DeadTrigger, deadTriggers } from '../../domain/exposure/dead-triggers.ts';
import { ruleNamed } from '../../domain/exposure/event-rule.ts';
import { awsCommand } from '../../domain/remediation/aws-command.ts';
import { type RemedyPart, remedyText } from '../../domain/remediation/remedy-text.ts';
import { defineCheck } from '../define-check.ts';

/** Long enough that nobody is told of what was switched off for a repair. */
const QUIET_DAYS = 7;

const LEAD =
  'Switch on again what should run, or mend what fails. If the function is dead: set its reserved concurrency to 0, wait until you are sure that nobody misses it, and delete it with its mappings and rules.';

export const deadTrigger = defineCheck({
  id: 'usage/dead-trigger',
  target: 'function',
  title: 'Nothing triggers this function any more',
  severity: 'low',
  practice: 'dead functions',
  rationale:
    'All that should invoke it is switched off, is gone or fails, and nobody has invoked it for a ' +
    'week. Either something has been waiting for it since, or the function is dead: it is no ' +
    'longer watched, and keeps its role. It weighs more where Lambda fails to poll what is ' +
    'switched on, for nobody has meant that. Not seen is who invokes it in the name of a role of ' +
    'his own (other code, Step Functions, a schedule of EventBridge Scheduler): hence the week.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html',
  ],
  suppression: { covers: 'the triggers, and what has become of them' },
  needs: ['eventSources', 'waysIn', 'eventRules', 'dailyInvocations', 'configuration', 'now'],

  evaluate({ eventSources, waysIn, eventRules, dailyInvocations, configuration, now }) {
    const recent = dailyInvocations.counts.slice(-QUIET_DAYS);
    const isQuiet =
      recent.every((count) => count === 0) &&
      configuration.lastModified < daysBefore(now, QUIET_DAYS);
    const dead = deadTriggers(eventSources, waysIn, eventRules);
    const [first] = dead;
    if (!isQuiet || !first) return pass;

    return failIfAny([
      {
        subject: 'function',
        mark: dead.map(({ name, state }) => `${name} ${state}`),
        severity: dead.some(({ state }) => state === 'failing') ? 'medium' : 'low',
        summary:
          dead.length > 1
            ? `All ${dead.length} of its triggers are dead`
            : `Its only trigger, ${first.name}, is ${first.state}`,
        evidence: lines(
          ...firstOf(dead.map(lineOf), 10),
          `no invocation in the last ${QUIET_DAYS} days`,
        ),
        remediation: remedyText(LEAD, switchingOn(dead, configuration)),
      },
    ]);
  },
});

function switchingOn(
  dead: readonly DeadTrigger[],
  { region }: FunctionTarget,
): readonly RemedyPart[] {
  const commands = dead.flatMap(({ state, mapping: uuid, rule = '' }) => {
    if (state !== 'switched off') return [];
    if (uuid !== undefined) {
      return awsCommand('lambda', 'update-event-source-mapping', { uuid, enabled: true, region });
    }

    const named = ruleNamed(rule);
    return named
      ? awsCommand('events', 'enable-rule', {
          name: named.name,
          'event-bus-name': named.bus,
          region: regionOf(rule),
        })
      : [];
  });

  return commands.length > 0
    ? [{ title: 'To switch it on again', text: commands.slice(0, 10).join('\n') }]
    : [];
}

function lineOf({ name, state, because }: DeadTrigger): string {
  return `${state}: ${name}${because === undefined ? '' : ` (${because})`}`;
}
