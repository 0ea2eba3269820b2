import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { notificationSchema } from '../../../functions/domain/notification/notification.ts';
import { formattedSchema } from './formatted-schema.ts';
import { alertAbout } from './samples.ts';

describe('docs/message.schema.json', () => {
  it('is what messages are made of', async () => {
    const schema = {
      title: 'A message of lambda-vigil for machines, version 1',
      ...z.toJSONSchema(notificationSchema, { io: 'input' }),
    };

    await expect(formattedSchema(schema)).toMatchFileSnapshot('../../../docs/message.schema.json');
  });

  it('takes an alert after its way through a topic, whole', () => {
    const alert = alertAbout({
      cwe: 'CWE-94',
      evidence: [{ text: 'a', path: 'b', line: 1, code: 'c' }],
    });

    expect(notificationSchema.parse(JSON.parse(JSON.stringify(alert)))).toEqual(alert);
  });
});
