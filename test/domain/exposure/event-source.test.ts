import { expect, it } from 'vitest';
import {
  isStream,
  isSwitchedOff,
  nameOfSource,
} from '../../../functions/domain/exposure/event-source.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';

it.each([
  ['Enabled', false],
  ['Creating', false],
  ['Enabling', false],
  ['Updating', false],
  ['Disabling', true],
  ['Disabled', true],
])('one that is %s is switched off: %s', (state, isOff) => {
  expect(isSwitchedOff(eventSourceOf('arn:aws:sqs:eu-west-1:1:q', { state }))).toBe(isOff);
});

it.each([
  ['arn:aws:sqs:eu-west-1:111122223333:q', false],
  ['arn:aws:mq:eu-west-1:111122223333:broker:b:b-1', false],
  ['arn:aws:kinesis:eu-west-1:111122223333:stream/s', true],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/2026', true],
  ['arn:aws:kafka:eu-west-1:111122223333:cluster/c/1', true],
])('%s is a stream: %s', (source, is) => {
  expect(isStream(eventSourceOf(source))).toBe(is);
});

it('a cluster outside of AWS is a stream, and has the name of its mapping', () => {
  const kafka = { ...eventSourceOf(''), source: undefined, uuid: 'u-1' };

  expect(isStream(kafka)).toBe(true);
  expect(nameOfSource(kafka)).toContain('u-1');
});
