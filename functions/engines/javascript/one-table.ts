/** Whether code names one table of DynamoDB, and no other: by its text, or by the variable that has its name (`process.env.TABLE`). */
export function isOfOneTable(code: string, table: string): boolean {
  const variables = new Set(code.match(/process\.env\.\w{0,40}TABLE\w{0,40}/gi) ?? []);
  if (table.startsWith('process.env.') && variables.size === 0) return isNamedAlone(code, table);

  return table.startsWith('process.env.')
    ? variables.has(table) && variables.size === 1
    : variables.size === 0 && [`'${table}'`, `"${table}"`].some((text) => code.includes(text));
}

/** `TableName: process.env.STUDENTS`, wherever a table is named. */
function isNamedAlone(code: string, variable: string): boolean {
  const named = [...code.matchAll(/\bTableName: {0,3}(process\.env\.\w{1,60})/g)];
  const all = code.match(/\bTableName\b/g) ?? [];

  return (
    named.length > 0 && named.length === all.length && named.every(([, each]) => each === variable)
  );
}
