import { HELP, parseOptions } from '../../../tools/start/options';

describe('the command line of npm start', () => {
  it('takes one file, or none', () => {
    expect(parseOptions(['data.csv'])).toEqual({ help: false, csvFile: 'data.csv' });
    expect(parseOptions([])).toEqual({ help: false, csvFile: undefined });
  });

  it('answers --help and -h', () => {
    expect(parseOptions(['--help']).help).toBe(true);
    expect(parseOptions(['-h']).help).toBe(true);
    expect(HELP).toContain('FILE.csv');
  });

  it.each([[['--force']], [['a.csv', 'b.csv']]])('refuses %j and names the way out', (argv) => {
    expect(() => parseOptions(argv)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        explanation: {
          what: expect.any(String),
          value: expect.any(String),
          rule: expect.any(String),
          fix: expect.stringMatching(/\w/),
        },
      }),
    );
  });
});
