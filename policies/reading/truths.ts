import { truth, type Truth } from '../document/truth';
import { asText, type Reading } from './read';

/** Whether a text is as it has to be; what is no text is not. */
export const says = (reading: Reading, test: (value: string) => boolean, absent: Truth = 'no'): Truth => {
  const text = asText(reading);
  if (text.state === 'unknown') return 'unknown';
  if (text.state === 'known') return truth.of(test(text.value));
  return reading.state === 'absent' ? absent : 'no';
};

/** Whether an element of a list is; a list that is absent has none. */
export const someOf = (list: Reading<Reading[]>, test: (reading: Reading, index: number) => Truth): Truth => {
  if (list.state === 'unknown') return 'unknown';
  if (list.state === 'absent') return 'no';
  return truth.some(list.value.entries(), ([index, one]) => (one.state === 'unknown' ? 'unknown' : test(one, index)));
};

export const noneOf = (list: Reading<Reading[]>, test: (value: string) => boolean): Truth =>
  truth.not(someOf(list, (reading) => says(reading, test)));

export const all = (...truths: readonly Truth[]): Truth => truth.every(truths, (one) => one);
