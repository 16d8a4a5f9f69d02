import { readFileSync } from 'node:fs';

/** What a process of Linux has used so far. */
interface Use {
  cpuSeconds: number;
  peakMiB: number;
}

const TICKS_PER_SECOND = 100;

/** Reads /proc/PID/stat and /proc/PID/status. Source: proc_pid_stat(5), proc_pid_status(5). */
export function parseUse(stat: string, status: string): Use {
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  const [, peakKiB = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return { cpuSeconds: (user + system) / TICKS_PER_SECOND, peakMiB: Number(peakKiB) / 1024 };
}

export const useOf = (pid: number): Use =>
  parseUse(readFileSync(`/proc/${pid}/stat`, 'utf8'), readFileSync(`/proc/${pid}/status`, 'utf8'));
