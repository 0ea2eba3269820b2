import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';
import { before } from './design-of-handler.ts';

const remove = "table.delete_item(Key={'id': event['pathParameters']['id']})";
const add = "table.put_item(Item={'id': str(uuid.uuid4()), 'text': event['body']})";
const by = (method: string, code: string) =>
  `if event['httpMethod'] == '${method}':\n    ${code}\n    return answer(201)`;

function isListed(code: string): boolean {
  const text = `${before}\ndef handler(event, context):\n${code.replace(/^/gm, '    ')}\n    return answer(201)\n`;
  const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };

  return findDecidedChanges(source, findSdkCalls(source).calls)?.isListed ?? false;
}

describe('all that code changes is listed', () => {
  it.each([
    ['one item is removed', remove],
    ['what is read beside it', `found = table.get_item(Key={'id': '1'})\nprint(found)\n${remove}`],
    [
      'what another method has done',
      `${by('POST', "requests.post('https://other.example')")}\n${by('DELETE', remove)}`,
    ],
    ['what is added by another method', `${by('POST', add)}\n${by('DELETE', remove)}`],
  ])('%s', (_, code) => {
    expect(isListed(code)).toBe(true);
  });

  it.each([
    ['nothing is', 'pass'],
    ['what no request decides', `${remove}\ntable.delete_item(Key={'id': '1'})`],
    ['what is added', `${add}\n${remove}`],
    ['what is added by a method that changes', `${by('PUT', add)}\n${by('DELETE', remove)}`],
    ['what is called elsewhere', `${remove}\nrequests.post('https://other.example')`],
    ['what is not seen', `import other\nother.run(event)\n${remove}`],
    [
      'several items',
      "client.transact_write_items(TransactItems=[{'Delete': {'Key': {'id': event['pathParameters']['id']}}}, {'Delete': {'Key': {'id': '1'}}}])",
    ],
  ])('but not where there is more: %s', (_, code) => {
    expect(isListed(code)).toBe(false);
  });
});
