/** What a service takes under no circumstances, however often it is sent. */
export interface Refused {
  /** What it is known by there. */
  readonly id: string;
  /** The service's own code and words. */
  readonly reason: string;
}
