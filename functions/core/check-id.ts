/** `<scanner>/<file name>`. */
export type CheckId = `${string}/${string}`;
