/** Whether code names one table of DynamoDB, and no other: by its text, or by that of the variable that has its name. */
export function isOfOneTable(code: string, table: string): boolean {
  const tables = code.match(/\bTable\(|\bTableName\s?=/g) ?? [];

  return tables.length === 1 && [`'${table}'`, `"${table}"`].some((text) => code.includes(text));
}
