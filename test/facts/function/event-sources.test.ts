import { describe, expect, it } from 'vitest';
import type { EventSourceReader } from '../../../functions/app/account-readers.ts';
import {
  eventSourceSurvey,
  surveyedEventSources,
} from '../../../functions/facts/function/event-sources.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const abroad = functionNamed('orders', { region: 'us-east-1' });
const one = eventSourceOf('arn:aws:sqs:eu-west-1:1:one');
const two = eventSourceOf('arn:aws:sqs:eu-west-1:1:two');

describe('the survey of event sources', () => {
  it('brings to each function what Lambda polls for it, by one listing of each region', async () => {
    const asked: string[] = [];

    const answers = await surveyed(async (region) => {
      asked.push(region);
      return region === 'eu-west-1'
        ? [
            { leadsTo: orders.arn, source: one },
            { leadsTo: orders.arn, source: two },
          ]
        : [];
    });

    expect(answers).toEqual([
      { known: true, value: [one, two] },
      { known: true, value: [] },
      { known: true, value: [] },
    ]);
    expect(asked).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('is unknown where they cannot be listed, and only there', async () => {
    const answers = await surveyed(async (region) => {
      if (region === 'eu-west-1') throw new Error('not authorised');
      return [];
    });

    const unknown = { known: false, reason: 'not authorised' };
    expect(answers).toEqual([unknown, unknown, { known: true, value: [] }]);
  });

  it('is unknown where nothing was written down, or what was is damaged', async () => {
    const facts = recordedFacts();
    const reason = async () => (await surveyedEventSources(facts)([orders])).get(orders.arn);

    expect(await reason()).toMatchObject({ known: false });
    await facts.write('event-sources', new Map([[orders.region, { known: true, value: [1] }]]));
    expect(await reason()).toMatchObject({ reason: expect.stringContaining('damaged') });
  });

  it('calls of the table exactly what the fact declares', async () => {
    const facts = recordedFacts();

    await eventSourceSurvey(async () => [], facts).survey(['eu-west-1'], []);
    await surveyedEventSources(facts)([orders]);

    expect(facts.called()).toEqual(
      factSources.function.eventSources
        .map(({ action }) => action)
        .filter((action) => action.startsWith('dynamodb')),
    );
  });
});

async function surveyed(read: EventSourceReader) {
  const facts = recordedFacts();
  await eventSourceSurvey(read, facts).survey(['eu-west-1', 'us-east-1'], []);
  const answers = await surveyedEventSources(facts)([orders, mails, abroad]);

  return [orders, mails, abroad].map(({ arn }) => answers.get(arn));
}
