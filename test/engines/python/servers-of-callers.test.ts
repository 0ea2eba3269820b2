import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/python/index.ts';

const code = (body: string, beside = '') => `import json, os, re, requests
from urllib.parse import urlparse
${beside}
def handler(event, context):
    url = json.loads(event['body'])['url']
${body.replace(/^/gm, '    ')}
`;
const severityOf = (text: string) => {
  const { weaknesses } = findWeaknesses({
    files: new Map([['app.py', text]]),
    handler: 'app.handler',
  });
  const [found] = weaknesses.filter(({ kind }) => kind === 'server-side-request-forgery');

  return found && (found.severity ?? 'as usual');
};
const get = (more: string, given = '') => code(`answer = requests.get(url${given})\n${more}`);

describe('a server that a caller names', () => {
  it.each([
    ['is asked whether it answers', "return {'statusCode': 200, 'body': str(answer.status_code)}"],
    ['is asked how long it takes', 'return answer.elapsed.total_seconds()'],
    ['answers something of a length', 'return len(answer.content) if answer.content else 0'],
  ])('is medium where it %s', (_, more) => {
    expect(severityOf(get(more))).toBe('medium');
  });

  it.each([
    ['with a limit', ', timeout=5, allow_redirects=True'],
    ['with heads of the code', ", headers={'User-Agent': 'monitor', 'Accept': '*/*'}"],
  ])('is medium %s', (_, given) => {
    expect(severityOf(get('return answer.ok', given))).toBe('medium');
  });

  it.each([
    ['it answers', get('return answer.text')],
    ['it answers is not looked at', get('return 1')],
    ['a table of it holds', get('return answer.json()')],
    ['is handed on', get('return show(answer)')],
    ['is set again', get('answer = other(answer)\nreturn answer.ok')],
    ['is long, or not', get('return answer.content if answer.ok else 0')],
    ['is sent a key', get('return answer.ok', ", headers={'Authorization': os.environ['KEY']}")],
    ['is sent what is not seen', get('return answer.ok', ', **options')],
    ['is given something', code("return requests.post(url, json={'a': '1'}).ok")],
  ])('is as bad as usual where what %s', (_, text) => {
    expect(severityOf(text)).toBe('as usual');
  });
});

describe('a check of an address that is called valid', () => {
  const checked = (check: string) =>
    code(
      "if not is_valid_url(url):\n    return {'statusCode': 400}\nreturn requests.get(url).text",
      `def is_valid_url(url):\n${check.replace(/^/gm, '    ')}`,
    );

  it.each([
    ['there is one', "return urlparse(url).netloc != ''"],
    ['all of it is there', 'p = urlparse(url)\nreturn all([p.scheme, p.netloc])'],
    [
      'how it is asked',
      "p = urlparse(url)\nreturn p.scheme in ('http', 'https') and bool(p.netloc)",
    ],
    [
      'it can be read',
      "try:\n    if not url.startswith('http'):\n        url = 'https://' + url\n    p = urlparse(url)\n    return p.scheme != '' and p.netloc is not None\nexcept ValueError:\n    return False",
    ],
  ])('is none where it asks whether %s', (_, check) => {
    expect(severityOf(checked(check))).toBe('as usual');
  });

  it.each([
    ['the host is one of some', 'return urlparse(url).hostname in HOSTS'],
    ['another asks of the host', 'return allowed(urlparse(url).hostname)'],
    [
      'the host is none of some',
      "host = urlparse(url).hostname\nreturn host not in ('localhost', '169.254.169.254')",
    ],
    [
      'a number may fail',
      'try:\n    p = urlparse(url)\n    return int(p.path) > 0\nexcept ValueError:\n    return False',
    ],
    [
      'something else may fail',
      'try:\n    p = urlparse(url)\n    resolve(p)\n    return True\nexcept ValueError:\n    return False',
    ],
  ])('is one where %s', (_, check) => {
    expect(severityOf(checked(check))).toBeUndefined();
  });
});
