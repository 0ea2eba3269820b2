import { type ArgumentSpec, argumentSpec, type Given, isGiven } from './argument-spec.ts';
import {
  anyField,
  anyKey,
  asJson,
  type FieldPath,
  fromJson,
  isAnyKey,
  iterated,
  itself,
  itsKeys,
  reordered,
  under,
  within,
} from './field-path.ts';
import {
  behindWord,
  highAtMost,
  type Kinds,
  kindsOf,
  mediumAtMost,
  noKinds,
  ofAllKinds,
  others,
} from './kinds.ts';
import { RENDERED } from './rendered-templates.ts';

/** What a call makes of what it is given. */
export interface Passage {
  /** Where in the result; undefined where it is not in it. `safe` is what is known of it before. */
  readonly path: (path: FieldPath, safe: Kinds) => FieldPath | undefined;
  /** What the result does no harm to. */
  readonly safe: Kinds;
}

export const same = (path: FieldPath) => path;
export const whole = () => itself;
export const values = (path: FieldPath) => within(path, anyField) && reordered(path);
const element = iterated;
const listed = (path: FieldPath) => {
  const inner = iterated(path);
  return inner && (path.length === 0 ? itself : under(anyField, inner));
};
/** Of a text that is taken apart: its first word, unless that is fixed, and the others. */
export const firstWord = (_: FieldPath, safe: Kinds) =>
  (safe & behindWord) === 0 ? ['0'] : undefined;
export const words = () => [anyField];

interface Row extends Passage {
  readonly given: ArgumentSpec;
}

/** Letters and digits. */
const plainText = kindsOf(
  'command-injection',
  'event-code-execution',
  'unescaped-html',
  'query-injection',
  'open-redirect',
  'server-side-request-forgery',
  'path-traversal',
  'log-injection',
  'logs-whole-event',
  'event-returned',
);

/**
 * What the content of an object does no harm to: it is no address, and is not shown as it is. Whose
 * it is, is another matter: who names an object is seldom who wrote it.
 */
const ofContent = others(
  kindsOf(
    'command-injection',
    'event-code-execution',
    'path-traversal',
    'query-injection',
    'unsafe-deserialization',
    'xml-external-entity',
  ) | ofAllKinds,
);

/** Of a bucket of the function's own: what is in it was put there by the function, or by its owner. */
const ofOwnContent = ofContent | mediumAtMost;
/** Of a bucket that the event names as well. */
const ofNamedContent = ofContent | highAtMost;

const byName = new Map<string, readonly Row[]>();

function rows(
  names: string,
  given: string,
  path: Passage['path'] = same,
  safe: Kinds = noKinds,
): void {
  for (const name of names.split(' ')) {
    const row: Row = { given: argumentSpec(given), path, safe };
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
}

// Of the language itself.
rows(
  'builtins.str builtins.bytes builtins.bytearray builtins.format builtins.unicode',
  '0 object',
  shownText,
);
rows('builtins.repr builtins.ascii', '0', whole, kindsOf('log-injection'));
rows(
  'builtins.list builtins.tuple builtins.set builtins.frozenset builtins.sorted builtins.reversed',
  '0',
  listed,
);
rows('builtins.dict collections.OrderedDict', '0', same);
rows('builtins.dict collections.OrderedDict', '0', ofPairs);
rows('builtins.iter builtins.vars', '0', same);
rows('builtins.next builtins.max builtins.min builtins.sum', '0', element);
rows('builtins.enumerate', '0', (path) => {
  const inner = iterated(path);
  return inner && under(anyField, under('1', inner));
});
for (const position of ['0', '1', '2', '3']) {
  rows('builtins.zip itertools.zip_longest', position, (path) => {
    const inner = iterated(path);
    return inner && under(anyField, under(position, inner));
  });
}
rows('itertools.chain itertools.product itertools.chain.from_iterable', '*', () => itself);
rows('builtins.filter builtins.map', '1', listed);
rows('builtins.getattr', '0', whole);
rows('copy.copy copy.deepcopy itertools.islice', '0', same);
rows('asyncio.gather asyncio.wait_for asyncio.run asyncio.to_thread', '0', same);
rows('types.SimpleNamespace argparse.Namespace collections.defaultdict', '*', same);
rows('dataclasses.asdict contextlib.closing contextlib.nullcontext', '0', same);
rows('typing.cast', '1', same);
rows('ast.literal_eval', '0', whole);

// Of text and its encodings.
rows('json.dumps ujson.dumps orjson.dumps simplejson.dumps rapidjson.dumps', '0 obj', asJson);
rows(
  'json.loads ujson.loads orjson.loads simplejson.loads rapidjson.loads json.load demjson.decode',
  '0 s fp',
  fromJson,
);
rows(
  'base64.b64decode base64.urlsafe_b64decode base64.standard_b64decode base64.b32decode base64.b16decode base64.decodebytes base64.a85decode binascii.unhexlify binascii.a2b_base64 bytes.fromhex codecs.decode codecs.encode',
  '0 s',
  whole,
);
rows('base64.b64encode base64.urlsafe_b64encode binascii.hexlify', '0 s', whole, plainText);
rows('zlib.decompress gzip.decompress bz2.decompress lzma.decompress', '0 data', whole);
rows('urllib.request.Request urllib2.Request', '0 url', whole);
rows('requests.Request requests.models.Request httpx.Request', '1 url', whole);
rows('botocore.awsrequest.AWSRequest', '1 url', whole);
rows('requests.Session().prepare_request requests.session().prepare_request', '0 request', whole);
rows(
  'io.StringIO io.BytesIO StringIO.StringIO zipfile.ZipFile gzip.GzipFile',
  '0 initial_value initial_bytes file fileobj',
  whole,
);
rows('tarfile.open tarfile.TarFile', '0 fileobj name', whole);
rows(
  'textwrap.dedent textwrap.fill textwrap.shorten string.Template string.capwords re.escape unicodedata.normalize',
  '0',
  whole,
);
rows('re.sub re.subn', '1 2 repl string', whole);
rows('re.split re.findall re.finditer re.search re.match re.fullmatch', '1 2 string', whole);
// Of a compiled pattern.
rows('re.compile().sub re.compile().subn', '0 1 repl string', whole);
rows(
  ['split', 'findall', 'finditer', 'search', 'match', 'fullmatch']
    .map((method) => `re.compile().${method}`)
    .join(' '),
  '0 string',
  whole,
);
rows('csv.reader csv.DictReader', '0', whole);
rows('html.unescape', '0', whole);
rows(
  'html.escape cgi.escape markupsafe.escape flask.escape xml.sax.saxutils.escape xml.sax.saxutils.quoteattr bleach.clean nh3.clean django.utils.html.escape django.utils.html.conditional_escape',
  '0 s text',
  whole,
  kindsOf('unescaped-html'),
);
rows('shlex.quote pipes.quote', '0 s', whole, kindsOf('command-injection'));
rows('shlex.split', '0 s', firstWord);
rows('shlex.split', '0 s', words);
// It quotes each of its words; the first is still the program.
rows('shlex.join', '0 split_command', (path) => (isFirst(path) ? itself : undefined));
rows(
  'shlex.join',
  '0 split_command',
  (path) => (isFirst(path) ? undefined : itself),
  kindsOf('command-injection') | behindWord,
);
rows('os.path.join posixpath.join', '*', whole);
rows(
  'os.path.abspath os.path.realpath os.path.normpath os.path.expanduser os.path.expandvars os.path.dirname os.path.relpath os.fspath os.fsencode os.fsdecode',
  '0 path',
  whole,
);
rows('os.path.splitext posixpath.splitext ntpath.splitext', '0 p', () => ['0']);
rows(
  'os.path.splitext posixpath.splitext ntpath.splitext os.path.split posixpath.split',
  '0 p',
  () => ['1'],
  kindsOf('path-traversal'),
);
rows('os.path.split posixpath.split', '0 p', () => ['0']);
rows(
  'os.path.basename ntpath.basename posixpath.basename werkzeug.utils.secure_filename flask.helpers.safe_join flask.safe_join werkzeug.utils.safe_join django.utils.text.get_valid_filename pathvalidate.sanitize_filename',
  '0 1 2 p filename',
  whole,
  kindsOf('path-traversal'),
);
rows('pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath', '*', whole);

// Of addresses.
rows(
  'urllib.parse.quote urllib.parse.quote_plus urllib.quote urllib.quote_plus urllib.parse.quote_from_bytes',
  '0 string',
  whole,
  kindsOf(
    'unescaped-html',
    'open-redirect',
    'server-side-request-forgery',
    'command-injection',
    'log-injection',
  ),
);
rows(
  'urllib.parse.urlencode urllib.urlencode',
  '0 query',
  whole,
  kindsOf('unescaped-html', 'open-redirect', 'server-side-request-forgery', 'path-traversal'),
);
rows(
  'urllib.parse.unquote urllib.parse.unquote_plus urllib.unquote urllib.unquote_plus urlparse.unquote',
  '0 string',
  whole,
);
rows(
  'urllib.parse.parse_qs urllib.parse.parse_qsl urllib.parse.urlparse urllib.parse.urlsplit urllib.parse.urlunparse urllib.parse.urlunsplit urlparse.urlparse urlparse.parse_qs',
  '0 qs url',
  whole,
);
rows('urllib.parse.urljoin urlparse.urljoin', '0 1 base url', whole);

// Of packages that read formats.
rows(
  'xmltodict.parse yaml.safe_load yaml.safe_load_all toml.loads tomllib.loads tomli.loads cgi.FieldStorage requests_toolbelt.MultipartDecoder multipart.parse_form_data email.message_from_string email.message_from_bytes boto3.dynamodb.types.TypeDeserializer().deserialize dynamodb_json.json_util.loads',
  '0 stream',
  whole,
);
rows('pydantic.parse_obj_as pydantic.TypeAdapter().validate_python', '0 1', same);
rows(
  'aws_lambda_powertools.utilities.parser.parse aws_lambda_powertools.utilities.parser.envelopes.parse',
  'event 0',
  whole,
);
rows('aws_lambda_powertools.utilities.data_classes.*', '0', whole);
rows('markdown.markdown markdown2.markdown', '0', whole);
rows(RENDERED, '*', whole);
rows('aws_lambda_powertools.utilities.validation.envelopes jmespath.search', '1', whole);
rows("boto3.client('s3').get_object", 'Key', whole, ofOwnContent);
rows("boto3.client('s3').get_object", 'Bucket', whole, ofNamedContent);
rows(
  "boto3.resource('s3').Object boto3.resource('s3').ObjectSummary",
  '0 bucket_name',
  whole,
  ofNamedContent,
);
rows(
  "boto3.resource('s3').Object boto3.resource('s3').ObjectSummary",
  '1 key',
  whole,
  ofOwnContent,
);
rows("boto3.resource('s3').Bucket().Object", '0 key', whole, ofOwnContent);
rows('marshmallow.Schema().load marshmallow.Schema().loads', '0', same);

/** Whether a table says what a call of it makes: then its last word is not looked at as a method. */
export function isPassage(name: string): boolean {
  return byName.has(name);
}

/** What a call of what is not in the archive makes of one of its arguments. */
export function passagesThrough(name: string, given: Given): readonly Passage[] {
  const all = byName.get(name) ?? wholePackage(name);

  return all.filter((row) => isGiven(row.given, given));
}

/** The text of a table shows what is in it, and so does that of what holds it. */
function shownText(path: FieldPath): FieldPath {
  const isOfTable = path.some((field) => field === itsKeys || isAnyKey(field));
  const isOfElements = path.length > 1 && path.every((field) => /^(?:\[\]|\d+)$/.test(field));

  return isOfTable || isOfElements ? itself : path;
}

/** `dict([('a', x)])`: a table of the second of each pair, by the first. */
function ofPairs([outer = '', inner = '', ...rest]: FieldPath): FieldPath | undefined {
  const isList = outer === anyField || /^\d+$/.test(outer);

  if (!isList) return undefined;
  if (inner === '0') return [itsKeys, ...rest];
  return inner === '1' || inner === anyField ? [anyKey, ...rest] : undefined;
}

/** The first of a list, or all of a list that is not known. */
function isFirst([index]: FieldPath): boolean {
  return index === undefined || index === '0';
}

/** Data classes wrap what they are given. */
function wholePackage(name: string): readonly Row[] {
  const isDataClass = /^aws_lambda_powertools\.utilities\.data_classes\.[\w.]+$/.test(name);

  return (isDataClass && byName.get('aws_lambda_powertools.utilities.data_classes.*')) || [];
}
