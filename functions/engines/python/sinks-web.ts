import { constantValue } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { allowHosts } from './fixes/texts.ts';
import { severityOfSession } from './guarded-sessions.ts';
import { isPutIntoText } from './put-into-text.ts';
import { severityOfRequest } from './severity-of-request.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import type { Call } from './syntax.ts';
import { literalStart } from './text-shape.ts';
import type { Values } from './value.ts';

const verbs = 'get post put patch delete head options';

/** `client.get(f'/orders/{x}')`: behind a path no server is named; what asks has one already, or refuses. */
const ofClients = {
  fix: allowHosts,
  when: ({ callee }: Call, values: Values, { node }: Fact) =>
    !/^\/[\w-]/.test(literalStart(constantValue(node) ?? node) ?? '') ||
    // A class of the archive may put another server before it.
    (callee.type === 'Attribute' &&
      values.valuesOf(callee.object).some(({ kind }) => kind === 'instance')),
} as const;
const ofSession = { ...ofClients, severity: severityOfSession };

const clients: readonly NamedSink[] = [
  ...requests('requests httpx requests.api', verbs, {
    ...ofClients,
    severity: severityOfRequest,
  }),
  ...sinks(
    'server-side-request-forgery',
    'requests.request httpx.request httpx.stream',
    '1 url',
    ofClients,
  ),
  ...requests(
    'requests.Session() requests.session() requests.sessions.Session()',
    verbs,
    ofSession,
  ),
  ...requests('httpx.Client() httpx.AsyncClient() aiohttp.ClientSession()', verbs),
  ...sinks(
    'server-side-request-forgery',
    'requests.Session().request requests.session().request requests.sessions.Session().request',
    '1 url',
    ofSession,
  ),
  ...sinks(
    'server-side-request-forgery',
    'httpx.Client().request httpx.AsyncClient().request httpx.Client().stream aiohttp.ClientSession().request aiohttp.request',
    '1 url',
    ofClients,
  ),
  ...sinks(
    'server-side-request-forgery',
    'urllib.request.urlopen urllib.request.urlretrieve urllib.urlopen urllib2.urlopen urllib.urlretrieve urllib.request.build_opener().open urllib2.build_opener().open urllib.request.OpenerDirector().open',
    '0 url fullurl',
    { fix: allowHosts },
  ),
  ...sinks(
    'server-side-request-forgery',
    'requests.Session().send requests.session().send',
    '0 request',
    ofSession,
  ),
  ...sinks(
    'server-side-request-forgery',
    'httpx.Client().send httpx.AsyncClient().send',
    '0 request',
    { fix: allowHosts },
  ),
  ...sinks(
    'server-side-request-forgery',
    'urllib3.PoolManager().request urllib3.PoolManager().urlopen urllib3.request urllib3.ProxyManager().request httplib2.Http().request',
    '1 url',
    { fix: allowHosts },
  ),
  ...sinks('server-side-request-forgery', 'httplib2.Http().request', '0 uri', { fix: allowHosts }),
  ...sinks(
    'server-side-request-forgery',
    'http.client.HTTPConnection http.client.HTTPSConnection httplib.HTTPConnection httplib.HTTPSConnection socket.create_connection',
    '0 host',
  ),
  ...sinks('server-side-request-forgery', 'boto3.client boto3.resource', 'endpoint_url'),
  ...sinks(
    'server-side-request-forgery',
    'httpx.Client httpx.AsyncClient aiohttp.ClientSession',
    'base_url',
    { fix: allowHosts },
  ),
  ...sinks(
    'server-side-request-forgery',
    'trafilatura.fetch_url wget.download pycurl.Curl().setopt',
    '0 1 url',
  ),
  ...sinks(
    'server-side-request-forgery',
    'botocore.httpsession.URLLib3Session().send botocore.endpoint.URLLib3Session().send',
    '0 request',
    { fix: allowHosts },
  ),
  ...sinks(
    'server-side-request-forgery',
    'git.Repo.clone_from git.repo.Repo.clone_from git.repo.base.Repo.clone_from pygit2.clone_repository dulwich.porcelain.clone',
    '0 url source',
  ),
  ...sinks(
    'server-side-request-forgery',
    'yt_dlp.YoutubeDL().download yt_dlp.YoutubeDL().extract_info youtube_dl.YoutubeDL().download youtube_dl.YoutubeDL().extract_info',
    '0 url url_list',
    { isDeep: true },
  ),
  ...sinks('server-side-request-forgery', 'selenium.webdriver.Chrome().get', '0'),
];

const models =
  'openai.OpenAI() openai.AsyncOpenAI() openai.AzureOpenAI() openai anthropic.Anthropic() anthropic.AsyncAnthropic() anthropic.AnthropicBedrock() groq.Groq() cohere.Client()';

const prompts: readonly NamedSink[] = [
  ...sinks(
    'prompt-injection',
    "boto3.client('bedrock-runtime').invoke_model boto3.client('bedrock-runtime').invoke_model_with_response_stream boto3.client('bedrock-runtime').converse boto3.client('bedrock-runtime').converse_stream",
    'body messages system',
    { isDeep: true, title: 'bedrock-runtime', when: isInstructed },
  ),
  ...sinks(
    'prompt-injection',
    models
      .split(' ')
      .flatMap((model) =>
        [
          'chat.completions.create',
          'messages.create',
          'completions.create',
          'responses.create',
          'ChatCompletion.create',
          'Completion.create',
          'messages.stream',
          'chat',
          'generate',
        ].map((method) => `${model}.${method}`),
      )
      .join(' '),
    'messages prompt system input instructions message',
    { isDeep: true, when: isInstructed },
  ),
];

/** Among instructions of the function's own: what a caller says as a caller is meant to be there. */
function isInstructed(_: Call, __: unknown, fact: Fact): boolean {
  return isPutIntoText(fact);
}

/** What takes a text as JSON. */
const json: readonly NamedSink[] = [
  ...sinks('json-injection', 'json.loads ujson.loads orjson.loads simplejson.loads', '0 s'),
  ...sinks(
    'json-injection',
    "boto3.client('lambda').invoke boto3.client('sqs').send_message boto3.client('sns').publish boto3.client('events').put_events boto3.client('stepfunctions').start_execution boto3.client('bedrock-runtime').invoke_model boto3.resource('sqs').Queue().send_message",
    'Payload MessageBody Message input body',
  ),
  ...sinks(
    'json-injection',
    'requests.post requests.put requests.patch httpx.post',
    '1 data content',
  ),
];

/** What speaks to others: over the network, to models. */
export const webSinks: readonly NamedSink[] = [...clients, ...prompts, ...json];

function requests(
  packages: string,
  methods: string,
  options: typeof ofSession | typeof ofClients = ofClients,
): readonly NamedSink[] {
  return packages.split(' ').flatMap((each) =>
    sinks(
      'server-side-request-forgery',
      methods
        .split(' ')
        .map((method) => `${each}.${method}`)
        .join(' '),
      '0 url',
      options,
    ),
  );
}
