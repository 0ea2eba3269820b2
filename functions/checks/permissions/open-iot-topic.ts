import type { SenderVerification } from '../../core/code-route.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { askedByCode } from '../../domain/exposure/asked-by-code.ts';
import { allowedBy, type ReadChanges } from '../../domain/exposure/decided-by-strangers.ts';
import { type GivenPower, givenPower } from '../../domain/exposure/given-power.ts';
import { iotCallerNamed } from '../../domain/exposure/iot-call.ts';
import {
  guestInWords,
  isOpenToGuests,
  type PublishedRule,
  topicInWords,
} from '../../domain/exposure/iot-publishers.ts';
import {
  anyRequest,
  codeClause,
  judgedWay,
  MOST_CHANGES,
  undecidedLines,
} from '../../domain/exposure/open-way.ts';
import { openIotRemediation } from '../../domain/remediation/open-iot-remediation.ts';
import { defineCheck } from '../define-check.ts';

/** As many roles as a reader wants. */
const MOST_ROLES = 5;

export const openIotTopic = defineCheck({
  id: 'permissions/open-iot-topic',
  target: 'function',
  title: 'Unauthenticated clients can publish to an IoT topic',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'An identity pool of Amazon Cognito that allows unauthenticated identities gives credentials of AWS to anyone who ' +
    'knows its id, which lies in each web page and app that uses it. Where the role that it gives them may publish ' +
    '(iot:Publish) to a topic that a rule of AWS IoT takes, anyone on the internet has the rule run the function, with a ' +
    'message of their own. The topics of a rule are those of its SQL and those of its own name ($aws/rules/NAME, basic ' +
    'ingest). It is as bad as what it opens: it is judged as a function URL, as permissions/open-api-route says. What a ' +
    'function does to authenticate who sent a message is not recognised: suppress such a finding with the reason.',
  remediation:
    'Remove iot:Publish from the role of unauthenticated identities, or allow none of these at the identity pool.',
  references: [
    'https://docs.aws.amazon.com/iot/latest/developerguide/cognito-identities.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
    'https://docs.aws.amazon.com/iot/latest/developerguide/iot-basic-ingest.html',
  ],
  suppression: {
    covers: 'its identity pools and their roles, and to which alias or version it leads',
  },
  cwe: 'CWE-306',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  needs: ['iotPublishers', 'rolePower', 'powerInUse', 'verifiesSignature', 'decidedChanges'],

  evaluate({ iotPublishers, rolePower, powerInUse, verifiesSignature, decidedChanges }) {
    const open = Map.groupBy(iotPublishers.filter(isOpenToGuests), ({ rule }) => rule);

    return failIfAny(
      [...open.values()].flatMap((rules) => {
        // Code behind an alias may be another.
        const isOfCode = rules.every(({ qualifier }) => qualifier === undefined);
        return detailOf(rules, {
          power: givenPower(rolePower, isOfCode ? powerInUse : undefined),
          verified: isOfCode ? verifiesSignature : undefined,
          // A message is the whole event: it has fields of its own, and no parameters of a path but those that it says.
          changes: isOfCode ? allowedBy(rolePower, decidedChanges) : undefined,
        });
      }),
    );
  },
});

interface OfCode {
  readonly power: GivenPower | undefined;
  readonly verified: SenderVerification | undefined;
  readonly changes: ReadChanges;
}

/** Of one rule, by each alias that it runs. */
function detailOf(rules: readonly PublishedRule[], of: OfCode): readonly Detail[] {
  const [first] = rules;
  if (!first) return [];

  const { power, verified, changes } = of;
  const name = iotCallerNamed(first.rule)?.name ?? first.rule;
  const { guests } = first.publishers;
  // Who publishes gets no answer, so that nothing is handed out.
  const way = judgedWay(anyRequest, { power, asked: askedByCode(verified), changes });

  return [
    {
      subject: name,
      mark: rules.flatMap(({ qualifier = 'the function' }) =>
        guests.map((guest) => `${guestInWords(guest)} to ${qualifier}`),
      ),
      severity: way.severity,
      summary: `Anyone on the internet can publish to the IoT topic ${topicInWords(first)}, which runs it by the rule ${name}${codeClause(way)}`,
      evidence: lines(
        ...firstOf(
          guests.map((guest) => `iot:Publish is allowed to anyone by ${guestInWords(guest)}`),
          MOST_ROLES,
        ),
        ...way.decided.slice(0, MOST_CHANGES),
        ...(power?.because ?? ['the permissions of its role are not known']),
        ...way.milderBy,
        ...undecidedLines([way]),
      ),
      remediation: openIotRemediation(first),
    },
  ];
}
