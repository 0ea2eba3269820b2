/** Whether code names one table of DynamoDB, and no other: by its text, or by the variable that has its name (`process.env.TABLE`). */
export function isOfOneTable(code: string, table: string): boolean {
  const variables = new Set(code.match(/process\.env\.\w{0,40}TABLE\w{0,40}/gi) ?? []);

  return table.startsWith('process.env.')
    ? variables.has(table) && variables.size === 1
    : variables.size === 0 && [`'${table}'`, `"${table}"`].some((text) => code.includes(text));
}
