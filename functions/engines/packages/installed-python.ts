import { folderOf, foldersUpwards } from './installed-copies.ts';
import { normalisedName } from './package.ts';
import { modulePath } from './python-module.ts';
import { knownModulesIn, modulesOfPackage } from './python-modules.ts';
import { filesOfRecord, isRecord } from './python-record.ts';

interface ListedFile {
  readonly path: string;
  /** Unpacked. */
  readonly bytes: number;
}

interface ReadFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Separates files of Python that an installer put there from a project's own: by the metadata beside
 * them, by what is known of widely used packages, and by where installers put things.
 */
export class InstalledPython {
  /** Modules and folders of them, without extensions. */
  readonly #places = new Set<string>();
  readonly #own: string;

  /**
   * @param listing the files of the archive.
   * @param handler of which the outermost module is the project's own, whatever installed it.
   * @param read those that were read: records of what was installed count, see `recordsToRead`.
   */
  constructor(listing: readonly ListedFile[], handler = '', read: readonly ReadFile[] = []) {
    const paths = listing.map(({ path }) => path);
    this.#own = handler.split(/[./]/).find((step) => step !== '') ?? '';
    for (const path of paths) {
      const metadata = metadataOf(path);
      for (const module of metadata ? modulesOf(metadata.name) : []) {
        this.#places.add(joined(metadata?.root ?? '', module));
      }
    }
    const modules = new Set(paths.flatMap((path) => modulePath(path) ?? []));
    for (const place of driversIn(modules)) this.#places.add(place);
    if (bringsChalice(modules)) this.#places.add('chalice');
    for (const { known, root } of knownModulesIn(modules)) {
      this.#places.add(joined(root, known.name));
    }
    for (const place of this.#recorded(listing, read)) this.#places.add(place);
  }

  /**
   * The modules of packages that the names of which say nothing. Not of the project itself, nor of what
   * was installed from a folder or a repository: that may be the project's own as well.
   */
  #recorded(listing: readonly ListedFile[], read: readonly ReadFile[]): readonly string[] {
    const wanted = new Set(recordsToRead(listing));
    const records = read.filter(({ path }) => wanted.has(path));
    if (records.length === 0) return [];

    const sizes = new Map(listing.map(({ path, bytes }) => [path, bytes]));
    return records.flatMap(({ path, text }) => {
      const folder = folderOf(path);
      const files = filesOfRecord(text, folderOf(folder));
      if (sizes.has(`${folder}/direct_url.json`) || files.some((file) => this.#isOwn(file.path)))
        return [];

      // What was laid over an installed file is no longer that file.
      return files.flatMap((file) =>
        sizes.get(file.path) === file.bytes ? (modulePath(file.path) ?? []) : [],
      );
    });
  }

  #isOwn(path: string): boolean {
    return path === `${this.#own}.py` || path.slice(0, this.#own.length + 1) === `${this.#own}/`;
  }

  has(path: string): boolean {
    if (this.#isOwn(path)) return false;
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

/** The records of packages of which no module is there by a name that is known: most are called like one. */
export function recordsToRead(listing: readonly ListedFile[]): readonly string[] {
  const records = listing.filter(({ path, bytes }) => isRecord(path) && bytes <= LARGEST_RECORD);
  if (records.length === 0) return [];

  const modules = outermostOf(listing);
  return records.flatMap(({ path }) => {
    const { root = '', name = '' } = metadataOf(path) ?? {};
    return modulesOf(name).some((module) => modules.has(joined(root, module))) ? [] : path;
  });
}

/** Bytes. Those of the largest packages, which are known by their names, have a few hundred thousand. */
const LARGEST_RECORD = 2 ** 20;

/** Modules, and the folders that they lie in. */
function outermostOf(listing: readonly ListedFile[]): ReadonlySet<string> {
  const modules = new Set<string>();

  for (const { path } of listing) {
    const module = modulePath(path);
    if (module === undefined) continue;
    modules.add(module);
    for (const folder of foldersUpwards(folderOf(module))) modules.add(folder.slice(0, -1));
  }
  return modules;
}

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

/**
 * Chalice puts these two files of its own into each archive that it makes, and no metadata. Source: `_add_app_files` of
 * chalice/deploy/packager.py.
 */
function bringsChalice(modules: ReadonlySet<string>): boolean {
  const own = [...modules].filter((module) => module.startsWith('chalice/'));

  return own.length === 2 && modules.has('chalice/__init__') && modules.has('chalice/app');
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
