/** Numbers for the values of one archive, by which equal ones are known. The values themselves are never stored. */
export class ValueNumbers {
  readonly #numbers = new Map<string, number>();

  of(value: string): number {
    const number = this.#numbers.get(value) ?? this.#numbers.size;
    this.#numbers.set(value, number);
    return number;
  }
}

/** Without the numbers of those values that are at one place only. @param all places of one archive. */
export function withSharedValues<T extends { readonly value?: number | undefined }>(
  all: readonly T[],
): readonly Omit<T, 'value'>[] {
  const places = Map.groupBy(all, ({ value }) => value);

  return all.map((one) => {
    const { value, ...alone } = one;
    return (places.get(value)?.length ?? 0) > 1 ? one : alone;
  });
}
