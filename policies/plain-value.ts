import type { Reading } from './reading/read';

/** A value that AWS shows, as it was given, to whoever may read the resource. */
export interface PlainValue {
  /** Where it is, in words; a key of a map is part of it, never a value. */
  place: string;
  /** What it is called; nothing where it has no name of its own. */
  name: Reading;
  value: Reading;
}

/** A value without a name of its own. */
export const nameless = (place: string, value: Reading): PlainValue => ({ place, name: { state: 'absent' }, value });
