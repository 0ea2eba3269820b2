import { type Language, weaknessCheck } from './weakness-check.ts';

export const queryInjection = weaknessCheck({
  id: 'code/query-injection',
  title: 'SQL or NoSQL injection: event data is part of a query',
  severity: 'high',
  rationale:
    'A caller who writes a part of a query decides what it selects: all rows, other tables, a login ' +
    'without its password. Where it writes, they change and delete. An object in the place of a value in ' +
    'a look-up of MongoDB is high where it may stand for a secret, where what is found is changed, or is seen ' +
    'to be answered and the field says whose it is; else it is medium, as it is where an authorizer wrote it, ' +
    'and in an update expression of DynamoDB, which changes the one item that its key names.',
  remediation:
    'Keep the text of the query fixed, and hand over each value by itself, as a parameter. Names of ' +
    'tables and columns, which cannot be parameters, come from a constant list.',
  references: [
    'https://owasp.org/www-community/attacks/SQL_Injection',
    'https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/89.html',
    'https://cwe.mitre.org/data/definitions/943.html',
  ],
  cwe: 'CWE-943',
  frameworks: { owasp: ['S1:2017'], csa: ['SAS-1'] },
  does: 'runs a query of which event data is a part',
  accepted: 'event data is part of the query there',
  instead,
});

function instead(sink: string, language: Language): string | undefined {
  const small = sink.toLowerCase();
  const family = families.find(({ names }) => names.some((name) => small.includes(name)));

  return family?.words ?? (language === 'python' ? inPython : inJavaScript);
}

const inJavaScript =
  "Keep the text of the query fixed, and hand over each value by itself: client.query('SELECT * FROM orders WHERE id = $1', [event.id]); mysql2 and SQLite write ? for $1. Names of tables and columns come from a constant list.";

const inPython =
  "Keep the text of the query fixed, and hand over each value by itself: cursor.execute('SELECT * FROM orders WHERE id = %s', (event['id'],)); sqlite3 writes ? for %s, SQLAlchemy text('… = :id') with {'id': …}. Names of tables and columns come from a constant list.";

/** What is not written as SQL is, by what its sinks have in their names; the more specific first. */
const families: readonly { readonly names: readonly string[]; readonly words: string }[] = [
  {
    names: ['prisma', '$queryraw', '$executeraw'],
    words:
      'Use prisma.$queryRaw as the tag of a template: it binds each value that stands in it. $queryRawUnsafe takes values only behind its text: $queryRawUnsafe("… = $1", id).',
  },
  {
    names: ['knex', 'sequelize', 'typeorm'],
    words:
      "Hand over each value by itself: knex.raw('… = ?', [id]); sequelize.query('… = :id', { replacements: { id } }); TypeORM query('… = $1', [id]) and where('… = :id', { id }). Names of tables and columns come from a constant list.",
  },
  {
    names: ['executestatement', 'execute_statement', 'rdsdata', 'rds-data'],
    words:
      "Keep the text fixed, and name each value: sql: 'SELECT * FROM orders WHERE id = :id', parameters: [{ name: 'id', value: { stringValue: id } }].",
  },
  {
    names: ['partiql', 'statement'],
    words:
      "Keep the text of the statement fixed, with a ? for each value: Statement: 'SELECT * FROM orders WHERE id = ?', Parameters: [{ S: id }].",
  },
  {
    names: ['dynamo', 'scan', 'filterexpression', 'updateexpression'],
    words:
      "Keep the expression fixed, and hand over values and names by themselves: FilterExpression: '#status = :status', ExpressionAttributeNames, ExpressionAttributeValues. Take of the event single values, never a whole key or filter.",
  },
  {
    names: ['mongo', 'mongoose', 'findone', 'find_one', 'collection', 'aggregate', '$where'],
    words:
      'Take of the event single values, and make each a text or a number first: an object holds operators such as $ne and $where. find({ name: String(event.name) }) in JavaScript, find_one({"name": str(event["name"])}) in Python.',
  },
];
