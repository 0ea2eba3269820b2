import { type Language, weaknessCheck } from './weakness-check.ts';

export const brokenObjectAuthorization = weaknessCheck({
  id: 'code/broken-object-authorization',
  title: 'Objects of other users: nothing asks whose the item is',
  severity: 'high',
  rationale:
    'To be signed in is not to own what one asks for. Here the request names the item that is changed or ' +
    'removed, and nothing of who calls is a part of its key, of a condition or of a comparison before, while other code of the same archive ' +
    'keeps who calls with such items, finds them by that, or compares it: so any caller who knows or guesses an id has the item of another user ' +
    '(Broken Object Level Authorization, API1:2023 of the OWASP API Security Top 10). The same holds for users of a user pool of Amazon Cognito: ' +
    'one is disabled, removed or put into a group by its name, while other code asks for a group of who calls ' +
    '(Broken Function Level Authorization, API5:2023). It is medium where other code only keeps who calls with such items, and neither finds nor compares ' +
    'them by that, so that all users may be meant to change them; where a change only adds to what is there; where the code adds an item of the ' +
    'caller under an id that the request names, which replaces the item of another user who has the same id; and where an item is only read and answered, ' +
    'of a kind that other code finds by who calls, and that no code lists for all. It is reported where nothing that the code ' +
    'does on the way may be such a question: a role or a group, a refusal by 403, what an unknown function is given of ' +
    'the caller or of the whole request, and what is found by who calls all count as one.',
  remediation:
    'Make who calls a part of the key of each item, or a condition of each change, and take it of the claims that the ' +
    'authorizer has verified, never of what the request says.',
  references: [
    'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html',
    'https://cwe.mitre.org/data/definitions/639.html',
  ],
  cwe: 'CWE-639',
  frameworks: { owasp: ['S5:2017'] },
  does,
  accepted: 'that item may be changed by any caller there',
  instead: (_, language) => instead[language],
});

function does(sink: string): string {
  if (sink.startsWith('cognito-idp:'))
    return 'changes or removes the user that the request names, for any caller';
  const method = sink.replace(/^.*[:.]/, '');
  if (/delete|remove|destroy|del$/i.test(method))
    return 'removes any item that the request names, of any user';
  if (/get|find(?:ById|_one)$/i.test(method))
    return 'reads any item that the request names, of any user';
  if (/put|replace|index|^set$/i.test(method))
    return 'replaces any item that the request names, of any user';

  return 'changes any item that the request names, of any user';
}

const instead: Readonly<Record<Language, string>> = {
  javascript:
    "Ask for the owner in the call itself: Key: { userId: claims.sub, id }, or ConditionExpression: 'userId = :caller' with ':caller': event.requestContext.authorizer.claims.sub; of MongoDB deleteOne({ _id: id, userId: req.user.id }); of SQL … WHERE id = $1 AND user_id = $2.",
  python:
    "Ask for the owner in the call itself: Key={'userId': claims['sub'], 'id': id}, or ConditionExpression=Attr('userId').eq(claims['sub']); of MongoDB delete_one({'_id': id, 'userId': user_id}); of SQL … WHERE id = %s AND user_id = %s.",
};
