import { lines } from '../../core/evidence.ts';
import { type FunctionTarget, regionOf, roleTarget } from '../../core/target.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import { type EventRule, ruleNamed } from '../../domain/exposure/event-rule.ts';
import type { Recursion } from '../../domain/exposure/recursion.ts';
import { isWatchedForLoops, type Trigger, triggersOf } from '../../domain/exposure/trigger.ts';
import { type WriteBack, writeBacksOf } from '../../domain/exposure/write-back.ts';
import { awsCommand, resumeFunction, stopFunction } from '../../domain/remediation/aws-command.ts';
import {
  type RemediationPart,
  remediationText,
} from '../../domain/remediation/remediation-text.ts';
import { placeOf, reachOf } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Write to another resource than the one that triggers the function, and remove that write ' +
  'from the role. If the loop is on purpose, end it by a counter in the message, and limit the ' +
  'concurrency.';

export const selfTrigger = defineCheck({
  id: 'usage/self-trigger',
  target: 'function',
  title: 'Function can write to its own trigger',
  severity: 'low',
  practice: 'cost',
  rationale:
    'One write that triggers the function again starts an endless loop: it runs until the bill ' +
    'is noticed, and takes the concurrency of all other functions. The finding is low because ' +
    'only the configuration is checked, not whether the code writes there. Lambda stops loops ' +
    'through queues, topics and buckets after some 16 rounds, unless it is configured not to, ' +
    'and only when the SDK passes on the trace; none is reported where the mapping limits ' +
    'concurrency as well. Through tables and streams it stops nothing. Reported are grants ' +
    'that name the resource; a role that may write to everything has a finding of its own. Not ' +
    "checked: whether a filter of the mapping excludes the function's own writes, whether a " +
    'bucket notification is for a prefix that the function never writes to, which of its own ' +
    'events an EventBridge rule selects (a rule that selects everything on its bus is ' +
    'reported), and loops through a second function or service.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
    'https://docs.aws.amazon.com/lambda/latest/operatorguide/recursive-runaway.html',
  ],
  suppression: { covers: 'the action by which the role may write to it' },
  cwe: 'CWE-835',
  frameworks: { csa: ['SAS-8'] },
  needs: [
    'eventSources',
    'waysIn',
    'eventRules',
    'rolePermissions',
    'recursion',
    'configuration',
    'now',
  ],

  evaluate(facts) {
    const { eventSources, waysIn, eventRules, rolePermissions, recursion, configuration, now } =
      facts;
    if (!rolePermissions) return pass;

    const role = roleTarget(configuration.roleArn);
    const triggers = triggersOf(eventSources, waysIn).filter(
      ({ source }) => !ruleNamed(source) || isCatchAll(source, eventRules),
    );
    const loops = writeBacksOf(triggers, rolePermissions, role, now);
    return failIfAny(loops.flatMap((loop) => detailOf(loop, recursion, configuration)));
  },
});

/** What else a rule selects, and whether its own events are among that, is not known. */
function isCatchAll(source: string, rules: readonly EventRule[]): boolean {
  return rules.some(({ arn, state, takesAll }) => arn === source && state === 'on' && takesAll);
}

function detailOf(
  loop: WriteBack,
  recursion: Recursion | undefined,
  target: FunctionTarget,
): readonly Detail[] {
  const { trigger, to, action, decision, naming } = loop;
  const isStopped = isWatchedForLoops(trigger) && recursion === 'Terminate';
  const { mostAtOnce } = trigger.polled ?? {};
  const filter = filterOf(trigger);
  if (isStopped && mostAtOnce !== undefined) return [];

  const isSure = decision.answer === 'allowed';
  return [
    {
      subject: to,
      mark: [action],
      summary: `${to} triggers it, and its role ${isSure ? 'may' : 'may, under a condition,'} call ${action} on it`,
      evidence: lines(
        `triggered by ${trigger.source}${filter === undefined ? '' : `, ${filter}`}`,
        ...naming
          .slice(0, 5)
          .map((origin) => `${placeOf(origin)}, allows ${reachOf(origin.statement)}`),
        isStopped
          ? 'Lambda stops the loop after some 16 rounds, where the SDK passes on the trace'
          : 'Lambda does not stop this loop',
      ),
      remediation: remediationText(LEAD, partsFor(loop, target)),
    },
  ];
}

/** What may keep the function's own writes from it, if anything does. */
function filterOf({ polled }: Trigger): string | undefined {
  if (!polled || polled.isFiltered === false) return undefined;

  return polled.isFiltered
    ? 'as far as a filter allows'
    : 'as far as a filter allows, if there is one: its criteria would be encrypted';
}

function partsFor({ trigger: { polled, source } }: WriteBack, { arn }: FunctionTarget) {
  const parts: RemediationPart[] = [
    {
      title: 'If it is in a loop now: this stops the function at once',
      text: stopFunction(arn),
    },
    {
      title: 'And this lets it run again',
      text: resumeFunction(arn),
    },
  ];
  if (!polled || !source.includes(':sqs:')) return parts;

  return [
    ...parts,
    {
      title: 'To limit how many run at once, by the mapping of the queue',
      text: awsCommand('lambda', 'update-event-source-mapping', {
        uuid: polled.uuid,
        'scaling-config': 'MaximumConcurrency=2',
        region: regionOf(arn),
      }),
    },
  ];
}
