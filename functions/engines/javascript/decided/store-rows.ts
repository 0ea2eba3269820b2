import type { DecidedKind } from '../../../core/decided-change.ts';

/** What a method of a package that stores does to what is kept there, and where it is said to what. */
export interface StoreRow {
  readonly kind: DecidedKind;
  /**
   * `first`: its first argument says it. `any`: any argument. `id`, `where`: that field of an argument. `entity`: an argument that was
   * found, or is all that is sent. `made`: all that the object was made of on which it is called. `chain`: what is called beside it
   * (`where('id', id)`). `self`: the object itself, which was found. `all`: all that is sent, as its first argument. `key`: its first
   * argument, a key under which another is kept.
   */
  readonly by:
    | 'first'
    | 'any'
    | 'id'
    | 'entity'
    | 'made'
    | 'where'
    | 'chain'
    | 'self'
    | 'all'
    | 'key';
  /** Whether much else has a method of that name. */
  readonly isCommon?: boolean;
}

/** What a method of a package may do, the first that fits; nothing of a package whose calls are not known. */
export function storeRows(packageName: string, method: string): readonly StoreRow[] {
  return (families.get(packageName) ?? []).flatMap(([pattern, row]) =>
    pattern.test(method) ? [row] : [],
  );
}

/** Whether a package stores what it is given, by calls that are known. */
export function isStore(packageName: string): boolean {
  return families.has(packageName) || isSqlStore(packageName);
}

/** Whether a package runs texts of SQL. */
export function isSqlStore(packageName: string): boolean {
  return sql.has(packageName);
}

type Rows = readonly (readonly [RegExp, StoreRow])[];

const mongo: Rows = [
  [
    /^(?:deleteOne|deleteMany|findByIdAndDelete|findByIdAndRemove|findOneAndDelete|findOneAndRemove)$/,
    { kind: 'removes', by: 'first' },
  ],
  [/^remove$/, { kind: 'removes', by: 'first', isCommon: true }],
  [/^(?:deleteOne|remove)$/, { kind: 'removes', by: 'self', isCommon: true }],
  [/^(?:replaceOne|findOneAndReplace)$/, { kind: 'replaces', by: 'first' }],
  [
    /^(?:updateOne|updateMany|findByIdAndUpdate|findOneAndUpdate|findAndModify|bulkWrite)$/,
    { kind: 'changes', by: 'first' },
  ],
  [/^update$/, { kind: 'changes', by: 'first', isCommon: true }],
  [/^(?:save|updateOne)$/, { kind: 'changes', by: 'self' }],
  [/^save$/, { kind: 'changes', by: 'made' }],
  [/^(?:create|insertOne|insertMany|insert)$/, { kind: 'changes', by: 'all', isCommon: true }],
];

const prisma: Rows = [
  [/^delete(?:Many)?$/, { kind: 'removes', by: 'where' }],
  [/^(?:update|updateMany|upsert)$/, { kind: 'changes', by: 'where' }],
];

const sequelize: Rows = [
  [/^destroy$/, { kind: 'removes', by: 'where' }],
  [/^destroy$/, { kind: 'removes', by: 'self' }],
  [/^(?:update|increment|decrement)$/, { kind: 'changes', by: 'where' }],
  [/^(?:save|update|increment|decrement)$/, { kind: 'changes', by: 'self' }],
  [/^upsert$/, { kind: 'replaces', by: 'first', isCommon: true }],
  [/^(?:create|bulkCreate)$/, { kind: 'changes', by: 'all', isCommon: true }],
];

const typeorm: Rows = [
  [/^(?:delete|softDelete|remove)$/, { kind: 'removes', by: 'any', isCommon: true }],
  [/^(?:remove|softRemove)$/, { kind: 'removes', by: 'self' }],
  [/^update$/, { kind: 'changes', by: 'any', isCommon: true }],
  [/^(?:save|upsert|preload)$/, { kind: 'changes', by: 'entity', isCommon: true }],
  [/^save$/, { kind: 'changes', by: 'self' }],
  [/^(?:delete|update)$/, { kind: 'changes', by: 'chain', isCommon: true }],
];

const searching: Rows = [
  [/^(?:delete|deleteByQuery)$/, { kind: 'removes', by: 'any', isCommon: true }],
  [/^(?:update|updateByQuery)$/, { kind: 'changes', by: 'any', isCommon: true }],
  [/^index$/, { kind: 'replaces', by: 'id', isCommon: true }],
];

const chained: Rows = [
  [/^(?:del|delete|deleteFrom)$/, { kind: 'removes', by: 'chain', isCommon: true }],
  [
    /^(?:update|updateTable|upsert|patch|increment|decrement)$/,
    { kind: 'changes', by: 'chain', isCommon: true },
  ],
  [/^deleteById$/, { kind: 'removes', by: 'first' }],
  [/^(?:patch|update)AndFetchById$/, { kind: 'changes', by: 'first' }],
];

const documents: Rows = [
  // Accounts of Firebase's own.
  [/^(?:deleteUsers?|revokeRefreshTokens)$/, { kind: 'removes', by: 'first' }],
  [/^(?:updateUser|setCustomUserClaims)$/, { kind: 'changes', by: 'first' }],
  [/^(?:delete|remove)$/, { kind: 'removes', by: 'chain', isCommon: true }],
  [/^update$/, { kind: 'changes', by: 'chain', isCommon: true }],
  [/^set$/, { kind: 'replaces', by: 'chain', isCommon: true }],
];

const redis: Rows = [
  [/^(?:del|unlink|hdel|hDel|lrem|srem|sRem|zrem|zRem)$/, { kind: 'removes', by: 'first' }],
  [
    /^(?:set|setex|setEx|hset|hSet|hmset|mset|getset|getSet)$/,
    { kind: 'replaces', by: 'key', isCommon: true },
  ],
];

const mappers: Rows = [
  [/^(?:delete|remove|destroy)$/, { kind: 'removes', by: 'first', isCommon: true }],
  [/^(?:update|patch|upsert)$/, { kind: 'changes', by: 'first', isCommon: true }],
  [/^(?:delete|remove|destroy)$/, { kind: 'removes', by: 'self', isCommon: true }],
  [/^save$/, { kind: 'changes', by: 'self' }],
  [/^put$/, { kind: 'replaces', by: 'all', isCommon: true }],
];

const families: ReadonlyMap<string, Rows> = new Map([
  ...named(mongo, 'mongoose mongodb monk @nestjs/mongoose'),
  ...named(prisma, '@prisma/client'),
  ...named(sequelize, 'sequelize sequelize-typescript @nestjs/sequelize'),
  ...named(typeorm, 'typeorm @nestjs/typeorm @mikro-orm/core'),
  ...named(
    chained,
    'knex kysely drizzle-orm objection @supabase/supabase-js @supabase/postgrest-js',
  ),
  ...named(documents, 'firebase-admin firebase-admin/firestore @google-cloud/firestore firebase'),
  ...named(searching, '@elastic/elasticsearch elasticsearch @opensearch-project/opensearch'),
  ...named(redis, 'redis ioredis @upstash/redis'),
  ...named(
    mappers,
    'dynamoose electrodb dynamodb-toolbox dynamodb @typedorm/core dynamodb-onetable nestjs-dynamoose',
  ),
]);

const sql: ReadonlySet<string> = new Set(
  (
    'pg mysql mysql2 mysql2/promise promise-mysql mariadb serverless-mysql postgres pg-promise @neondatabase/serverless @planetscale/database ' +
    'better-sqlite3 sqlite3 sqlite sql.js @libsql/client @vercel/postgres mssql tedious oracledb neo4j-driver data-api-client knex sequelize typeorm @prisma/client drizzle-orm'
  ).split(' '),
);

function named(rows: Rows, packages: string): readonly (readonly [string, Rows])[] {
  return packages.split(' ').map((name) => [name, rows]);
}
