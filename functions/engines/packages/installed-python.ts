import { folderOf } from './installed-copies.ts';
import { normalisedName } from './package.ts';
import { modulePath } from './python-module.ts';
import { knownModulesIn, modulesOfPackage } from './python-modules.ts';

/**
 * Separates files of Python that an installer put there from a project's own: by the metadata beside
 * them, by what is known of widely used packages, and by where installers put things.
 */
export class InstalledPython {
  /** Modules and folders of them, without extensions. */
  readonly #places = new Set<string>();
  readonly #own: string;

  /**
   * @param paths of the files of the archive.
   * @param handler of which the outermost module is the project's own, whatever installed it.
   */
  constructor(paths: readonly string[], handler = '') {
    this.#own = handler.split(/[./]/).find((step) => step !== '') ?? '';
    for (const path of paths) {
      const metadata = metadataOf(path);
      for (const module of metadata ? modulesOf(metadata.name) : []) {
        this.#places.add(joined(metadata?.root ?? '', module));
      }
    }
    const modules = new Set(paths.flatMap((path) => modulePath(path) ?? []));
    for (const place of driversIn(modules)) this.#places.add(place);
    for (const { known, root } of knownModulesIn(modules)) {
      this.#places.add(joined(root, known.name));
    }
  }

  has(path: string): boolean {
    if (path.slice(0, this.#own.length + 1) === `${this.#own}/`) return false;
    if (path === `${this.#own}.py`) return false;
    if (/(?:^|\/)(?:site-packages|dist-packages|_vendor|vendored)\//.test(path)) return true;

    let place = modulePath(path) ?? path;
    for (let steps = 0; place !== '' && steps < MOST_LEVELS; steps += 1) {
      if (this.#places.has(place)) return true;
      place = folderOf(place);
    }
    return false;
  }
}

const MOST_LEVELS = 40;

/** Of `root/name-1.2.dist-info/METADATA`. */
function metadataOf(path: string): { readonly root: string; readonly name: string } | undefined {
  const steps = path.split('/');
  const at = steps.findLastIndex((step) => /\.(?:dist|egg)-info$/.test(step));
  const [name] = (steps[at] ?? '').replace(/\.(?:dist|egg)-info$/, '').split('-');

  return at < 0 || !name ? undefined : { root: steps.slice(0, at).join('/'), name };
}

/** Those that are known, and that which would have its name. */
function modulesOf(name: string): readonly string[] {
  const normalised = normalisedName('PyPI', name);

  return [name, normalised.replaceAll('-', '_'), ...modulesOfPackage(normalised)];
}

/** Folders by the name of a driver, with as many modules as no wrapper of it has. */
function driversIn(modules: ReadonlySet<string>): readonly string[] {
  const counts = new Map<string, number>();

  for (const module of modules) {
    const [first = ''] = module.split('/', 1);
    if (drivers.has(first) && module !== first) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts].flatMap(([name, count]) => (count >= MODULES_OF_DRIVER ? name : []));
}

const MODULES_OF_DRIVER = 4;

/**
 * Modules that functions ship by hand, without what an installer leaves, and that no own code is
 * called like. Source: the names that the packages of databases on PyPI are imported by.
 */
const drivers: ReadonlySet<string> = new Set(
  'redshift_connector psycopg2 psycopg psycopg_pool pymysql MySQLdb pg8000 asyncpg aiomysql aiopg aiosqlite pyodbc pymssql cx_Oracle oracledb clickhouse_driver clickhouse_connect pymongo gridfs bson motor mongoengine sqlalchemy peewee pyathena trino prestodb snowflake cassandra neo4j elasticsearch opensearchpy elasticsearch_dsl influxdb influxdb_client pyhive impala teradatasql hdbcli scramp aiobotocore requests_aws4auth requests_toolbelt requests_oauthlib oauthlib ldap3 paramiko pysftp impacket pyasn1 asn1crypto lxml openpyxl xlrd xlsxwriter pypdf PyPDF2 reportlab bs4 html5lib'.split(
    ' ',
  ),
);

function joined(root: string, module: string): string {
  return root === '' ? module : `${root}/${module}`;
}
