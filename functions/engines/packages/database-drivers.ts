import type { Package } from './package.ts';

/**
 * What code connects to a database of its own by, with a password or a key, and not with its role.
 * Caches are left out, and so is what needs a driver beside it: ORMs, query builders.
 */
const drivers = {
  npm: setOf(
    'mysql mysql2 mariadb pg pg-native postgres pg-promise mongodb mongoose mssql tedious oracledb ' +
      'cassandra-driver neo4j-driver @neondatabase/serverless @planetscale/database ' +
      '@supabase/supabase-js @prisma/client snowflake-sdk',
  ),
  PyPI: setOf(
    'pymysql mysqlclient mysql-connector-python mysql-connector mariadb psycopg psycopg2 ' +
      'psycopg2-binary aws-psycopg2 pg8000 asyncpg aiomysql pymongo motor pymssql pyodbc oracledb ' +
      'cx-oracle cassandra-driver neo4j supabase snowflake-connector-python',
  ),
} satisfies Partial<Record<Package['ecosystem'], ReadonlySet<string>>>;

/** Names of the drivers of databases that code is seen to import, or may import; each once. */
export function databaseDrivers(packages: readonly Package[]): readonly string[] {
  const found = packages.filter(
    ({ ecosystem, name, importedBy }) =>
      (ecosystem === 'npm' || ecosystem === 'PyPI') &&
      drivers[ecosystem].has(name) &&
      importedBy?.length !== 0,
  );

  return [...new Set(found.map(({ name }) => name))];
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
