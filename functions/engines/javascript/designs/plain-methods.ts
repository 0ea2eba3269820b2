/** Whether a method of that name is one of texts, lists and promises, and none by which what stores or sends is asked to change something. */
export function isPlainMethod(method: string): boolean {
  return plain.has(method);
}

const plain: ReadonlySet<string> = new Set(
  (
    'then catch finally toString toLocaleString toISOString toJSON toObject valueOf toFixed toLowerCase toUpperCase trim trimStart trimEnd ' +
    'map flatMap forEach filter some every reduce reduceRight includes indexOf lastIndexOf findIndex join split slice substring substr concat ' +
    'sort toSorted reverse flat at keys values entries has hasOwnProperty charAt charCodeAt padStart padEnd replace replaceAll startsWith endsWith ' +
    'match matchAll test getTime getFullYear getMonth getDate getHours getMinutes normalize localeCompare push pop shift unshift splice ' +
    'digest update equals hex base64 log info warn error debug'
  ).split(' '),
);
