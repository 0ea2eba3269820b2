import { daysBefore } from '../../core/days-before.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { type FunctionTarget, regionOf } from '../../core/target.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { type DeadTrigger, deadTriggers } from '../../domain/exposure/dead-triggers.ts';
import { ruleNamed } from '../../domain/exposure/event-rule.ts';
import { type IotCallerName, iotCallerNamed } from '../../domain/exposure/iot-call.ts';
import { awsCommand } from '../../domain/remediation/aws-command.ts';
import {
  type RemediationPart,
  remediationText,
} from '../../domain/remediation/remediation-text.ts';
import { defineCheck } from '../define-check.ts';

/** Long enough that a trigger disabled for a repair is not reported. */
const QUIET_DAYS = 7;

const LEAD =
  'Enable again what should run, or fix what fails. If the function is not needed: set its ' +
  'reserved concurrency to 0, wait until you are sure that it is not missed, and delete it ' +
  'with its mappings and rules.';

export const deadTrigger = defineCheck({
  id: 'usage/dead-trigger',
  target: 'function',
  title: 'All triggers are disabled, deleted or failing',
  severity: 'low',
  practice: 'idle functions',
  rationale:
    'All its triggers are disabled, deleted or failing, and it was not invoked for a week. ' +
    'Either work has been waiting since, or the function is dead: no one watches it, and it ' +
    'keeps its role. It is medium where Lambda fails to poll an enabled trigger, which is ' +
    'never on purpose. Callers that use a role of their own (other code, Step Functions, ' +
    'EventBridge Scheduler) are not seen: hence the week. Of AWS IoT, rules and custom authorizers ' +
    'count.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html',
    'https://docs.aws.amazon.com/iot/latest/developerguide/iot-rules.html',
  ],
  frameworks: { csa: ['SAS-11'] },
  suppression: { covers: 'the triggers, and the state of each' },
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
            ? `All ${dead.length} triggers of the function are disabled, deleted or failing`
            : `The only trigger, ${first.name}, is ${stateInWords(first.state)}`,
        evidence: lines(
          ...firstOf(dead.map(lineOf), 10),
          `no invocation in the last ${QUIET_DAYS} days`,
        ),
        remediation: remediationText(LEAD, switchingOn(dead, configuration)),
      },
    ]);
  },
});

/** In a sentence; suppressions are stored with the other words. */
function stateInWords(state: DeadTrigger['state']): string {
  if (state === 'switched off') return 'disabled';

  return state === 'gone' ? 'deleted' : state;
}

function switchingOn(
  dead: readonly DeadTrigger[],
  { region }: FunctionTarget,
): readonly RemediationPart[] {
  const commands = dead.flatMap(({ state, mapping: uuid, rule = '' }) => {
    if (state !== 'switched off') return [];
    if (uuid !== undefined) {
      return awsCommand('lambda', 'update-event-source-mapping', { uuid, enabled: true, region });
    }

    const ofIot = iotCallerNamed(rule);
    if (ofIot) return enablingOf(ofIot, regionOf(rule));

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
    ? [{ title: 'To enable it again', text: commands.slice(0, 10).join('\n') }]
    : [];
}

function enablingOf({ kind, name }: IotCallerName, region: string): string {
  return kind === 'rule'
    ? awsCommand('iot', 'enable-topic-rule', { 'rule-name': name, region })
    : awsCommand('iot', 'update-authorizer', { 'authorizer-name': name, status: 'ACTIVE', region });
}

function lineOf({ name, state, because }: DeadTrigger): string {
  return `${stateInWords(state)}: ${name}${because === undefined ? '' : ` (${because})`}`;
}
