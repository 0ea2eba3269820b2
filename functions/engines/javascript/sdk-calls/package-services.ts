/** The services that an installed package may call by itself; undefined among them for any. */
export type PackageServices = (name: string) => readonly (string | undefined)[];
