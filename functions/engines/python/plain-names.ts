/** Modules of the runtime that neither send nor run anything, and what AWS's SDK is used by. */
export function isPlainModule(name: string): boolean {
  return modules.has(name) || /^boto3\.dynamodb\.\w+$/.test(name);
}

const modules: ReadonlySet<string> = new Set(
  (
    '__future__ base64 boto3 botocore.exceptions calendar collections collections.abc copy csv datetime decimal enum ' +
    'hashlib hmac html ipaddress itertools json json.decoder logging math os os.path random re secrets ' +
    'statistics string struct textwrap time traceback typing unicodedata urllib.parse uuid zoneinfo'
  ).split(' '),
);

/** What every file has, and neither runs nor opens anything that is not written there. */
export function isPlainBuiltIn(name: string): boolean {
  return builtIns.has(name) || /^[A-Z]\w*(?:Error|Exception|Warning)$/.test(name);
}

const builtIns: ReadonlySet<string> = new Set(
  (
    'abs all any bin bool bytearray bytes callable chr dict divmod enumerate filter float format frozenset ' +
    'hasattr hash hex id int isinstance issubclass iter len list map max min next oct ord pow print range ' +
    'repr reversed round set slice sorted str sum super tuple type zip Exception KeyboardInterrupt StopIteration ' +
    '__name__'
  ).split(' '),
);

/** Fields through which code gets at other code, or at another module. */
export function isPlainField(name: string): boolean {
  return name.startsWith('_') ? ['__init__', '__name__'].includes(name) : !odd.has(name);
}

const odd: ReadonlySet<string> = new Set(
  (
    'os sys io builtins importlib subprocess socket codecs handlers config modules system popen ' +
    'eval exec getattr setattr globals get_available_resources meta Session DEFAULT_SESSION session ' +
    'setup_default_session expandvars format_map vformat'
  ).split(' '),
);
