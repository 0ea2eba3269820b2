type Row = readonly [name: string, body: string, beside?: string];

const unset = "API_KEY = os.environ.get('API_SHARED_KEY')\n";
const refused = 'return answer(401)';
const acting = "return act(json.loads(event['body']))";
const sent = "event['headers'].get('x-api-key')";

/** A helper `authed` that decides. */
function asked(name: string, body: string): Row {
  const helper = `def authed(headers):\n${body.replace(/^/gm, '    ')}`;

  return [
    name,
    `if not authed(event.get('headers', {})):\n    ${refused}\n${acting}`,
    unset + helper,
  ];
}

function inHandler(name: string, body: string): Row {
  return [name, body, unset];
}

/** Handlers that compare a key of the environment, where one is set. */
export const optional: readonly Row[] = [
  inHandler(
    'with the key before it',
    `if API_KEY and ${sent} != API_KEY:\n    ${refused}\n${acting}`,
  ),
  inHandler('without a key', `if not API_KEY or ${sent} == API_KEY:\n    ${acting}\n${refused}`),
  inHandler('nested', `if API_KEY:\n    if ${sent} != API_KEY:\n        ${refused}\n${acting}`),
  asked('by is None', "return (API_KEY is None) or (headers.get('x-api-key') == API_KEY)"),
  asked('first', "if not API_KEY:\n    return True\nreturn headers.get('x-api-key') == API_KEY"),
  asked('chosen', "return headers.get('x-api-key') == API_KEY if API_KEY else True"),
  asked(
    'by the empty text, in constant time',
    "key = os.environ.get('API_KEY', '').strip()\nif key == '':\n    return True\nreturn hmac.compare_digest(headers.get('x-api-key', ''), key)",
  ),
  [
    'that raises',
    `try:\n    check(event)\nexcept PermissionError:\n    ${refused}\n${acting}`,
    `${unset}def check(event):\n    if API_KEY is not None:\n        if ${sent} != API_KEY:\n            raise PermissionError('no')`,
  ],
];

/** Handlers that let callers on though one is set. */
export const optionalForAll: readonly Row[] = [
  inHandler('which is only set', `if not API_KEY:\n    ${refused}\n${acting}`),
  inHandler(
    'that asks only whom brings one',
    `if API_KEY and ${sent} and ${sent} != API_KEY:\n    ${refused}\n${acting}`,
  ),
  inHandler(
    'that lets on who brings none',
    `if not API_KEY or not ${sent} or ${sent} == API_KEY:\n    ${acting}\n${refused}`,
  ),
  inHandler(
    'that another header switches off',
    `if API_KEY and not event['headers'].get('x-debug') and ${sent} != API_KEY:\n    ${refused}\n${acting}`,
  ),
  inHandler(
    'that is only logged',
    `if API_KEY and ${sent} != API_KEY:\n    print('wrong')\n${acting}`,
  ),
  inHandler(
    'that refuses the right one',
    `if API_KEY and ${sent} == API_KEY:\n    ${refused}\n${acting}`,
  ),
  inHandler(
    'where none is set alone',
    `if not API_KEY:\n    if ${sent} != API_KEY:\n        ${refused}\n${acting}`,
  ),
  inHandler(
    'after the action',
    `act(json.loads(event['body']))\nif API_KEY and ${sent} != API_KEY:\n    ${refused}\nreturn answer(200)`,
  ),
  inHandler(
    'that 404 hides',
    `if API_KEY:\n    if ${sent} != API_KEY:\n        return answer(404)\n${acting}`,
  ),
  inHandler('that is a text', `if API_KEY and ${sent} != 'x':\n    ${refused}\n${acting}`),
  inHandler(
    'behind a switch',
    `if os.environ.get('AUTH_ENABLED') and ${sent} != API_KEY:\n    ${refused}\n${acting}`,
  ),
  inHandler(
    'that the request may say',
    `key = os.environ.get('API_KEY') or ${sent}\nif key and ${sent} != key:\n    ${refused}\n${acting}`,
  ),
  inHandler(
    'beside a key of the request',
    `key = event['headers'].get('x-key')\nif key and ${sent} != API_KEY:\n    ${refused}\n${acting}`,
  ),
  inHandler(
    'that is its own default',
    `if event['headers'].get('x-api-key', os.environ['API_KEY']) != os.environ['API_KEY']:\n    ${refused}\n${acting}`,
  ),
  asked(
    'that never says no',
    "if not API_KEY:\n    return True\nif headers.get('x-api-key') == API_KEY:\n    return True\nreturn True",
  ),
  asked(
    'that is not compared',
    "if not API_KEY:\n    return True\nreturn headers.get('x-api-key') is not None",
  ),
  asked(
    'that only switches something else on',
    "if not API_KEY:\n    return True\nreturn sessions.get_item(Key={'token': headers.get('authorization')}).get('Item') is not None",
  ),
];
