import { parseUse, useOf } from './process-use';

describe('what a process has used', () => {
  test('is its time in user and system mode and its largest size', () => {
    const stat = '4711 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 1234 66 13 14 15';
    expect(parseUse(stat, 'VmPeak:\t 9000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1000 kB\n')).toEqual({
      cpuSeconds: 13,
      peakMiB: 2,
    });
  });

  test('is read of a process that runs', () => {
    const { cpuSeconds, peakMiB } = useOf(process.pid);
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(peakMiB).toBeGreaterThan(10);
  });
});
