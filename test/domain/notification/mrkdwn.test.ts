import { describe, expect, it } from 'vitest';
import { mrkdwn } from '../../../functions/domain/notification/mrkdwn.ts';
import { fc, property } from '../../property.ts';

describe('mrkdwn', () => {
  it.each([
    ['mentions everyone', '<!channel> <@U123> @here', '&lt;!channel&gt; &lt;＠U123&gt; ＠here'],
    ['hides a link', '<https://evil.example|AWS>', '&lt;https:∕∕evil.example|AWS&gt;'],
    ['hides a link as Teams does', '[AWS](https://evil.example)', '[AWS] (https:∕∕evil.example)'],
    ['is its own escape', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['formats', '*a* _b_ ~c~ `d` ```e```', '∗a∗ ＿b＿ ∼c∼ ’d’ ’’’e’’’'],
    ['breaks lines', 'a\n> b', 'a␊&gt; b'],
  ])('shows what %s', (_, text, shown) => {
    expect(mrkdwn(text)).toBe(shown);
  });

  it('leaves names as they are', () => {
    expect(mrkdwn('my_function-name axios@1.6.0 arn:aws:iam::1:role/x')).toBe(
      'my_function-name axios@1.6.0 arn:aws:iam::1:role/x',
    );
  });

  property.prop([fc.string({ unit: fc.constantFrom(...'<>&*_~`@a[](): /\n') })])(
    'leaves nothing that Slack would act on',
    (text) => {
      expect(mrkdwn(text)).not.toMatch(/[<>*~`\n]|&(?!amp;|lt;|gt;)|:\/\/|\]\(|(?<!\w)@|(?<!\w)_/);
    },
  );
});
