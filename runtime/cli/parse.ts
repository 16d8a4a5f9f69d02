import { InvalidArgumentError } from 'commander';

/** A whole number of at least 1. */
export const integer = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number of at least 1');
  return value;
};

/** Gathers the values of an option that may be repeated. */
export const collect = (value: string, previous: string[]): string[] => [...previous, value];
