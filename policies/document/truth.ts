/** Kleene's three truth values: what a statement says may hang on a value that is not known yet. */
export type Truth = 'yes' | 'no' | 'unknown';

const of = (value: boolean): Truth => (value ? 'yes' : 'no');

const AND: Readonly<Record<'yes' | 'unknown', Readonly<Record<Truth, Truth>>>> = {
  yes: { yes: 'yes', no: 'no', unknown: 'unknown' },
  unknown: { yes: 'unknown', no: 'no', unknown: 'unknown' },
};

/** `no` when one is no, else `unknown` when one is unknown. Stops at the first no. */
function every<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let result: 'yes' | 'unknown' = 'yes';
  for (const item of items) {
    const truth: Truth = AND[result][test(item)];
    if (truth === 'no') return truth;
    result = truth;
  }
  return result;
}

const NOT: Readonly<Record<Truth, Truth>> = { yes: 'no', no: 'yes', unknown: 'unknown' };
const not = (truth: Truth): Truth => NOT[truth];

/** `yes` when one is yes, else `unknown` when one is unknown. */
const some = <T>(items: Iterable<T>, test: (item: T) => Truth): Truth => not(every(items, (item) => not(test(item))));

export const truth = { of, not, every, some };
