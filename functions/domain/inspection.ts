/** How Amazon Inspector looks at the packages of a function. */
export interface Inspection {
  /** `absent`: it does not list the function. */
  readonly state: 'active' | 'inactive' | 'absent';
  /** Its own word for it: `EXCLUDED_BY_TAG`. Empty where it lists nothing. */
  readonly reason: string;
}
