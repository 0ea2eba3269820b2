/**
 * The package of `name.field`; undefined for what is built into Python.
 */
export function packageIn(name: string): string | undefined {
  const [first = ''] = name.split(/[.([]/, 1);

  return standard.has(first) ? undefined : first;
}

/** @param name of a module, up to its first dot. */
export function isOfStandardLibrary(name: string): boolean {
  return standard.has(name);
}

/** Whether it is known what a package does with what it is given: the tables say where that is harm. */
export function isKnown(packageName: string): boolean {
  return packageName === 'builtins' || known.has(packageName);
}

/** Source: `sys.stdlib_module_names` of Python 3.14, and what Python 2 called differently. */
const standard: ReadonlySet<string> = new Set(
  'builtins abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib multiprocessing netrc nis nntplib ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 ssl stat statistics string stringprep struct subprocess sunau symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo annotationlib string cPickle _pickle StringIO cStringIO urllib2 urlparse httplib commands popen2 Queue ConfigParser HTMLParser cookielib __future__'.split(
    ' ',
  ),
);

const known: ReadonlySet<string> = new Set(
  [
    // AWS: clients, and what measures and routes.
    'boto3 botocore aioboto3 aiobotocore boto s3transfer awscli aws_lambda_powertools aws_xray_sdk aws_embedded_metrics aws_requests_auth requests_aws4auth aws_lambda_context awslambdaric awswrangler aws_secretsmanager_caching aws_encryption_sdk pynamodb dynamodb_json s3fs smart_open crhelper cfnresponse chalice zappa mangum serverless_wsgi awsgi apig_wsgi warrant pycognito amazon_dax_client',
    // Frameworks.
    'flask flask_cors flask_restful flask_restx flask_login flask_wtf flask_sqlalchemy flask_jwt_extended flask_httpauth quart bottle django rest_framework fastapi starlette pydantic pydantic_settings uvicorn werkzeug jinja2 markupsafe tornado sanic falcon strawberry graphene ariadne graphql wtforms mako',
    // Logs, traces and metrics.
    'structlog loguru sentry_sdk datadog ddtrace datadog_lambda newrelic opentelemetry pythonjsonlogger json_log_formatter logzio lumigo_tracer epsagon thundra rollbar bugsnag prometheus_client statsd watchtower coloredlogs rich tqdm click',
    // Calls of others over the network.
    'requests requests_toolbelt requests_oauthlib httpx aiohttp urllib3 httplib2 certifi idna websocket websockets paramiko fabric pexpect pysftp grpc zeep suds slack_sdk slack slackclient slack_bolt twilio sendgrid stripe github gitlab jira telegram telebot openai anthropic langchain langchain_core langchain_aws langchain_community langchain_openai cohere google googleapiclient gspread firebase_admin azure tweepy facebook pushover mailchimp_marketing mailjet_rest hubspot simple_salesforce salesforce_api zenpy discord linebot pika kafka confluent_kafka paho stomp nats hvac ldap ldap3 dns whois geoip2',
    // Databases.
    'psycopg2 psycopg psycopg_pool pymysql MySQLdb mysql pyodbc pymssql cx_Oracle oracledb pg8000 asyncpg aiomysql aiopg aiosqlite sqlalchemy sqlmodel alembic databases peewee dataset records pymongo motor mongoengine bson redis aioredis rediscluster memcache pymemcache pylibmc elasticsearch elasticsearch_dsl opensearchpy opensearch_py cassandra neo4j gremlin_python influxdb influxdb_client snowflake redshift_connector duckdb trino prestodb pyathena clickhouse_driver sqlite_utils tinydb ravendb',
    // Identities, hashes and keys.
    'jwt jose authlib itsdangerous cryptography Crypto Cryptodome nacl passlib bcrypt argon2 pyotp rsa ecdsa OpenSSL python_jwt hashids shortuuid ulid ksuid nanoid slugify',
    // Formats and checks of shapes.
    'yaml ruamel toml tomli ujson orjson simplejson rapidjson jsonschema fastjsonschema marshmallow flask_marshmallow marshmallow_sqlalchemy cerberus voluptuous attr attrs cattr cattrs dacite jsonpickle dill cloudpickle joblib msgpack avro fastavro google_protobuf xmltodict lxml defusedxml bs4 html5lib bleach nh3 markdown markdown2 mistune feedparser openpyxl xlrd xlsxwriter docx pptx PyPDF2 pypdf pdfplumber fitz pdfminer reportlab weasyprint fpdf qrcode PIL cv2 wand magic multipart python_multipart requests_html parsel scrapy selenium playwright pyppeteer chardet charset_normalizer phonenumbers email_validator validators jmespath jsonpath_ng jsonpath_rw ijson deepdiff dictdiffer glom munch box addict icalendar',
    // Data, text, time and numbers.
    'numpy pandas polars pyarrow scipy sklearn statsmodels xgboost lightgbm torch torchvision tensorflow keras transformers onnxruntime nltk spacy textblob sympy networkx shapely geopandas matplotlib seaborn plotly dateutil pytz arrow pendulum croniter humanize tabulate inflection six future more_itertools toolz cachetools tenacity retry retrying backoff ratelimit wrapt decorator dotenv environs decouple dynaconf injector dependency_injector typing_extensions typer faker fuzzywuzzy rapidfuzz Levenshtein unidecode emoji babel semver packaging psutil',
  ].flatMap((names) => names.split(' ')),
);
