import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/javascript/handed-out/find-handed-out.ts';

interface Parts {
  readonly read?: string;
  readonly beside?: string;
  readonly before?: string;
  readonly schema?: string;
}

const SCHEMA = 'model User {\n  id Int @id\n  password String\n}\nmodel Note {\n  id Int @id\n}\n';

/** Of Prisma: the client is made in a file of its own. */
function prisma({
  read = 'prisma.user.findMany()',
  beside = '',
  before = '',
  schema = SCHEMA,
}: Parts) {
  return handed(
    {
      'db.js':
        "const { PrismaClient } = require('@prisma/client');\nmodule.exports = new PrismaClient();\n",
      'index.js': `const prisma = require('./db');\n${answering(read, before)}${beside}`,
    },
    [schema],
  );
}

/** Of TypeORM, as TypeScript writes it. */
function typeOrm({
  read = 'source.getRepository(user_1.User).find()',
  beside = '',
  before = '',
  schema = '(0, typeorm_1.Column)()',
}: Parts) {
  return handed({
    'user.js': `const typeorm_1 = require('typeorm');\nclass User extends typeorm_1.BaseEntity {}\nexports.User = User;\n__decorate([${schema}, __metadata('design:type', String)], User.prototype, 'password', void 0);\n`,
    'index.js': `const user_1 = require('./user');\nconst source = new (require('typeorm').DataSource)({});\n${answering(read, before)}${beside}`,
  });
}

/** Of Drizzle. */
function drizzle({
  read = 'db.select().from(users)',
  beside = '',
  before = '',
  schema = "'users', { password: text('password') }",
}: Parts) {
  return handed({
    'schema.js': `const { pgTable, text } = require('drizzle-orm/pg-core');\nconst users = pgTable(${schema});\nmodule.exports = { users };\n`,
    'index.js': `const { drizzle } = require('drizzle-orm/node-postgres');\nconst { users } = require('./schema');\nconst db = drizzle('');\n${answering(read, before)}${beside}`,
  });
}

function answering(read: string, before: string) {
  return `exports.handler = async (event) => { ${before} const found = await ${read}; return { statusCode: 200, body: JSON.stringify(found) }; };\n`;
}

function handed(files: Readonly<Record<string, string>>, schemas: readonly string[] = []) {
  const source = { files: new Map(Object.entries(files)), handler: 'index.handler', schemas };

  return findHandedOut(source).map(({ kind, named, of = '' }) => `${kind} ${named} ${of}`.trim());
}

describe('users are handed out with their passwords', () => {
  it.each<[string, Parts]>([
    ['all', {}],
    [
      'some in an order',
      { read: "prisma.user.findMany({ where: { age: 1 }, orderBy: { name: 'asc' } })" },
    ],
    ['one', { read: 'prisma.user.findUnique({ where: { id: event.id } })' }],
    ['with what is theirs', { read: 'prisma.user.findMany({ include: { notes: true } })' }],
    ['of a context', { read: 'event.prisma.user.findFirst()' }],
    [
      'by what is put in',
      {
        schema: '',
        beside:
          'exports.add = (body) => prisma.user.create({ data: { ...body, password: hash } });',
      },
    ],
    [
      'by what is put in as a list',
      {
        schema: '',
        beside: 'exports.add = (body) => prisma.user.createMany({ data: [{ password: hash }] });',
      },
    ],
  ])('by Prisma: %s', (_, parts) => {
    expect(prisma(parts)).toEqual(['credentials all']);
  });

  it.each<[string, Parts]>([
    ['another model', { read: 'prisma.note.findMany()' }],
    ['some fields', { read: 'prisma.user.findMany({ select: { id: true } })' }],
    ['all but some', { read: 'prisma.user.findMany({ omit: { password: true } })' }],
    ['options that are not seen', { read: 'prisma.user.findMany(options)' }],
    ['how many', { read: 'prisma.user.count()' }],
    ['what a client leaves out', { beside: 'const other = prisma.$extends({ result: {} });' }],
    ['what is taken out', { beside: 'const hide = (user) => { delete user.password; };' }],
    [
      'to who is known',
      { before: 'if (!check(event.headers.authorization)) return { statusCode: 401 };' },
    ],
    ['of another client', { read: 'other.user.findMany()' }],
  ])('not by Prisma: %s', (_, parts) => {
    expect(prisma(parts)).toEqual([]);
  });

  it.each<[string, Parts]>([
    ['all', {}],
    ['one', { read: 'source.getRepository(user_1.User).findOneBy({ id: 1 })' }],
    ['some', { read: 'source.getRepository(user_1.User).find({ where: { age: 1 }, take: 9 })' }],
    ['of the entity', { read: 'user_1.User.find()' }],
    ['by a manager', { read: 'source.manager.find(user_1.User)' }],
    [
      'of a repository with a name',
      { before: 'const users = source.getRepository(user_1.User);', read: 'users.find()' },
    ],
  ])('by TypeORM: %s', (_, parts) => {
    expect(typeOrm(parts)).toEqual(['credentials all']);
  });

  it.each<[string, Parts]>([
    ['what its column leaves out', { schema: '(0, typeorm_1.Column)({ select: false })' }],
    ['what a package leaves out', { schema: '(0, typeorm_1.Column)(), (0, other_1.Exclude)()' }],
    ['no column', { schema: '(0, typeorm_1.OneToMany)()' }],
    ['some fields', { read: "source.getRepository(user_1.User).find({ select: ['id'] })" }],
    ['another entity', { read: 'source.getRepository(note_1.Note).find()' }],
    ['what is made plain', { beside: 'const shown = (user) => instanceToPlain(user);' }],
  ])('not by TypeORM: %s', (_, parts) => {
    expect(typeOrm(parts)).toEqual([]);
  });

  it.each<[string, Parts]>([
    ['all', {}],
    ['some', { read: 'db.select().from(users).where(eq(users.id, event.id)).limit(1)' }],
    ['by a query', { read: 'db.query.users.findMany()' }],
    ['one by a query', { read: 'db.query.users.findFirst({ where: eq(users.id, event.id) })' }],
  ])('by Drizzle: %s', (_, parts) => {
    expect(drizzle(parts)).toEqual(['credentials all']);
  });

  it.each<[string, Parts]>([
    ['some columns', { read: 'db.select({ id: users.id }).from(users)' }],
    ['some columns of a query', { read: 'db.query.users.findMany({ columns: { id: true } })' }],
    ['another table', { read: 'db.select().from(notes)' }],
    ['a table without one', { schema: "'users', { name: text('name') }" }],
  ])('not by Drizzle: %s', (_, parts) => {
    expect(drizzle(parts)).toEqual([]);
  });

  it('is of a mapper alone', () => {
    const code = answering('prisma.user.findMany()', '').replace(
      'exports',
      'const prisma = open();\nexports',
    );

    expect(handed({ 'index.js': code }, [SCHEMA])).toEqual([]);
  });
});

describe('what is kept of people is handed out', () => {
  const patients = 'model Patient {\n  id Int @id\n  name String\n}\n';
  const people = "'customers', { email: text(), phone: text() }";

  it.each<[string, readonly string[]]>([
    [
      'all by Prisma',
      prisma({ schema: patients, read: 'prisma.patient.findMany()', beside: 'const email = 1;' }),
    ],
    ['all by Drizzle', drizzle({ schema: people })],
  ])('is seen: %s', (_, found) => {
    expect(found).toEqual([expect.stringMatching(/^records all (?:patient|customers)$/)]);
  });

  it.each<[string, readonly string[]]>([
    [
      'some by Prisma',
      prisma({ schema: patients, read: 'prisma.patient.findMany({ where: { id: 1 } })' }),
    ],
    ['one by Prisma', prisma({ schema: patients, read: 'prisma.patient.findFirst()' })],
    [
      'some by Drizzle',
      drizzle({ schema: people, read: 'db.select().from(users).where(eq(users.id, 1))' }),
    ],
  ])('is not: %s', (_, found) => {
    expect(found).toEqual([]);
  });
});
