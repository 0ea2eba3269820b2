import { describe, expect, it } from 'vitest';
import { consoleLink, itemLink } from '../../functions/domain/console-link.ts';

const account = '111122223333';

describe('consoleLink', () => {
  it.each([
    [
      `arn:aws:lambda:eu-west-1:${account}:function:checkout`,
      'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/checkout',
    ],
    [
      `arn:aws-cn:lambda:cn-northwest-1:${account}:function:checkout`,
      'https://cn-northwest-1.console.amazonaws.cn/lambda/home?region=cn-northwest-1#/functions/checkout',
    ],
    [
      `arn:aws-us-gov:lambda:us-gov-east-1:${account}:layer:libs:3`,
      'https://us-gov-east-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-east-1#/layers/libs/versions/3',
    ],
    [
      `arn:aws:iam::${account}:role/service-role/a+b=c,d.e@f`,
      'https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/a%2Bb%3Dc%2Cd.e%40f',
    ],
    [
      `arn:aws-us-gov:iam::${account}:role/ops`,
      'https://us-gov-west-1.console.amazonaws-us-gov.com/iam/home?region=us-gov-west-1#/roles/details/ops',
    ],
    [
      `arn:aws-cn:iam::${account}:root`,
      'https://cn-north-1.console.amazonaws.cn/iam/home?region=cn-north-1#/home',
    ],
    [`arn:aws-iso:lambda:us-iso-east-1:${account}:function:checkout`, undefined],
  ])('of %s is %s', (arn, link) => {
    expect(consoleLink(arn)).toBe(link);
  });

  it('is one of any name, also of one with half a character', () => {
    expect(consoleLink(`arn:aws:lambda:eu-west-1:${account}:function:a\ud800`)).toContain(
      'a%EF%BF%BD',
    );
  });

  it('leads nowhere else, whatever a region or a name holds', () => {
    const hostile = '"><script>/evil';
    const link = consoleLink(`arn:aws:lambda:eu-west-1:${account}:function:a${hostile}`);

    expect(new URL(link ?? '').hostname).toBe('eu-west-1.console.aws.amazon.com');
    expect(link).not.toMatch(/["<>]/);
    expect(consoleLink(`arn:aws:lambda:evil.example/:${account}:function:a`)).toBeUndefined();
  });
});

describe('itemLink', () => {
  it('names the item by its key', () => {
    const target = `arn:aws:lambda:eu-west-1:${account}:function:checkout`;
    const item = {
      table: 'Findings-1',
      region: 'eu-central-1',
      key: { pk: target, sk: 'a/b#c d' },
    };

    expect(itemLink({ target }, item)).toBe(
      `https://eu-central-1.console.aws.amazon.com/dynamodbv2/home?region=eu-central-1#edit-item?itemMode=2&pk=${encodeURIComponent(target)}&sk=a%2Fb%23c%20d&table=Findings-1&route=ROUTE_ITEM_EXPLORER`,
    );
    expect(itemLink({ target: target.replace('arn:aws', 'arn:aws-iso') }, item)).toBeUndefined();
  });
});
