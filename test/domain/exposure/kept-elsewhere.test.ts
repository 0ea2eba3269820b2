import { describe, expect, it } from 'vitest';
import { type HandedOut, handingWords } from '../../../functions/core/handed-out.ts';
import {
  keptElsewhere,
  type TableWriter,
} from '../../../functions/domain/exposure/kept-elsewhere.ts';

const place = { path: 'index.js', line: 7, column: 3 };
const scan: HandedOut = { ...place, kind: 'items', named: 'all', table: [{ variable: 'TABLE' }] };
const one: HandedOut = { ...scan, isOne: true };
const writing = (...fields: readonly string[]): TableWriter => ({ functionName: 'create', fields });

describe('what is handed out of a table in which another function keeps it', () => {
  it.each<[string, string, HandedOut, string, readonly TableWriter[]]>([
    ['users with passwords', 'credentials', scan, 'users-dev', [writing('email', 'password')]],
    ['one of them', 'credentials', one, 'users-dev', [writing('email', 'password')]],
    ['a table of all things', 'nothing', scan, 'shop-dev', [writing('email', 'password')]],
    ['users as they are reached', 'records', scan, 'Users', [writing('email', 'phone')]],
    ['one of them alone', 'nothing', one, 'Users', [writing('email', 'phone')]],
    ['a name and an e-mail address', 'nothing', scan, 'Users', [writing('email')]],
    ['parts by two functions', 'nothing', scan, 'Users', [writing('email'), writing('phone')]],
    ['orders', 'records', scan, 'roomorders-db', [writing('email')]],
    ['what is private in any table', 'records', scan, 'things', [writing('ssn')]],
    ['a table that is called like it', 'records', scan, 'patients-prod', []],
    ['a table of which no one is seen to write', 'nothing', scan, 'users-dev', []],
    [
      'one of the CDK',
      'credentials',
      scan,
      'Shop-UsersTable9725E9C8-1ABCDEFGHIJKL',
      [writing('password')],
    ],
    ['one of CloudFormation', 'records', scan, 'shop-Orders-1ABCDEFGHIJKL', [writing('email')]],
    [
      'by an e-mail address that is asked for',
      'records',
      { ...scan, named: 'part' },
      'orders',
      [writing('email')],
    ],
  ])('%s: %s', (_, kind, handed, table, writers) => {
    const found = keptElsewhere([handed], {
      variables: { TABLE: table },
      writers: new Map([[table, writers]]),
    });

    expect(found[0]?.kind ?? 'nothing').toBe(kind);
    expect(found[0]?.keptBy?.functionName).toBe(
      kind === 'nothing' || writers.length === 0 ? undefined : 'create',
    );
  });

  it.each<[string, HandedOut, Readonly<Record<string, string>> | undefined]>([
    ['is not set', scan, {}],
    ['is not known', scan, undefined],
    ['is not seen', { ...scan, table: undefined }, { TABLE: 'users' }],
    ['is no name of a table', scan, { TABLE: 'arn:aws:s3:::users' }],
    ['is of another', scan, { TABLE: 'users-old' }],
  ])('joins nothing where its name %s', (_, handed, variables) => {
    const writers = new Map([['users', [writing('password')]]]);

    expect(keptElsewhere([handed], { variables, writers })).toEqual([]);
  });

  it.each<[string, HandedOut['table'], Readonly<Record<string, string>>]>([
    ['a text', [{ text: 'users' }], {}],
    ['what the code has for a variable', [{ variable: 'TABLE', otherwise: 'users' }], {}],
    ['a variable', [{ variable: 'TABLE', otherwise: 'old' }], { TABLE: 'users' }],
    ['of parts', [{ variable: 'STAGE', otherwise: '' }, { text: 'ers' }], { STAGE: 'us' }],
    [
      'an ARN',
      [{ variable: 'TABLE' }],
      { TABLE: 'arn:aws:dynamodb:eu-west-1:111122223333:table/users' },
    ],
  ])('goes by the name that the table has where the code runs: %s', (_, table, variables) => {
    const writers = new Map([['users', [writing('password')]]]);

    expect(keptElsewhere([{ ...scan, table }], { variables, writers })).toHaveLength(1);
  });

  it.each<[string, Partial<HandedOut>, string, string]>([
    ['of a kind that another keeps', { part: 'BOOKING' }, 'shop#BOOKING', 'records'],
    ['of a kind that none keeps', { part: 'BOOKING' }, 'shop', 'nothing'],
    ['of all kinds', {}, 'shop#BOOKING', 'nothing'],
    ['of fields that are kept', { part: 'BOOKING', fields: ['email'] }, 'shop#BOOKING', 'records'],
    ['of others', { part: 'BOOKING', fields: ['phone'] }, 'shop#BOOKING', 'nothing'],
    ['under what many know', { part: 'BOOKING', under: 'eventId' }, 'shop#BOOKING', 'records'],
  ])('is what is kept of the same part alone: %s', (_, more, table, kind) => {
    const [found] = keptElsewhere([{ ...scan, ...more }], {
      variables: { TABLE: 'shop' },
      writers: new Map([[table, [writing('email')]]]),
    });

    expect(found?.kind ?? 'nothing').toBe(kind);
    expect(found?.under).toBe(found && more.under);
    expect(found?.keptBy?.table).toBe(found && 'shop');
  });

  it.each([
    ['TABLE_NAME', 'testimonials', 'nothing'],
    ['ORDERS_TABLE', 'MyStack-Data-1ABCDEFGHIJKL', 'records'],
    ['TABLE_NAME', 'MyStack-Data-1ABCDEFGHIJKL', 'records'],
  ])('goes by a variable that says what is kept: %s, %s', (variable, table, kind) => {
    const [found] = keptElsewhere([{ ...scan, table: [{ variable }] }], {
      variables: { [variable]: table },
      writers: new Map([[table, [writing('customerEmail', 'email')]]]),
    });

    expect(found?.kind ?? 'nothing').toBe(kind);
  });

  it('leaves what its own code shows', () => {
    const token: HandedOut = { ...place, kind: 'token', named: 'all' };

    expect(keptElsewhere([token], { variables: {}, writers: new Map() })).toEqual([token]);
  });

  it.each([
    [
      'two fields',
      ['email', 'password'],
      'its code answers users with their passwords, or what these were hashed to (users, to which create writes email and password), and asks for no password or other proof, in index.js at line 7',
    ],
    [
      'four at most',
      ['email', 'phone', 'dob', 'address', 'balance'],
      'its code answers all that it keeps of people (users, to which create writes email, phone, dob and address), and asks for no password or other proof, in index.js at line 7',
    ],
    [
      'passwords among these',
      ['email', 'phone', 'dob', 'address', 'balance', 'password'],
      'its code answers users with their passwords, or what these were hashed to (users, to which create writes email, phone, dob and password), and asks for no password or other proof, in index.js at line 7',
    ],
  ])('says which function keeps it, by its fields: %s', (_, fields, words) => {
    const [found] = keptElsewhere([scan], {
      variables: { TABLE: 'users' },
      writers: new Map([['users', [writing(...fields)]]]),
    });

    expect(found && handingWords(found)).toBe(words);
  });
});
