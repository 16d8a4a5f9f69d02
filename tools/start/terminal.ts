import { formatElapsed } from './format';

type Colour = 'green' | 'red' | 'dim' | 'bold';
const CODES: Record<Colour, [number, number]> = { green: [32, 39], red: [31, 39], dim: [2, 22], bold: [1, 22] };
const NAME_WIDTH = 16;
const ELAPSED_WIDTH = 11;

/** What a terminal must have; `process.stdout` does. */
export interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Prints what is being done, with elapsed times; colours and a running clock only where a person looks. */
export class Terminal {
  private readonly colours: boolean;
  private clock: NodeJS.Timeout | undefined;

  /** @param env - `NO_COLOR`, set to anything, turns colours off */
  constructor(
    private readonly out: Output,
    env: NodeJS.ProcessEnv,
  ) {
    const noColour = env['NO_COLOR'];
    this.colours = out.isTTY === true && (noColour === undefined || noColour === '');
  }

  paint(colour: Colour, text: string): string {
    if (!this.colours) return text;
    const [on, off] = CODES[colour];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  }

  line(text = ''): void {
    this.clearClock();
    this.out.write(`${text}\n`);
  }

  /** A heading, with a blank line above. */
  heading(text: string): void {
    this.line();
    this.line(this.paint('bold', text));
  }

  /** Shows that a task runs and for how long; on a TTY only, as it overwrites itself. */
  begin(name: string): void {
    if (this.out.isTTY !== true) return;
    const begun = performance.now();
    const show = () => {
      const elapsed = formatElapsed(performance.now() - begun).padStart(ELAPSED_WIDTH - 2);
      this.out.write(`\r\u001b[K${this.paint('dim', `… ${elapsed}  ${name}`)}`);
    };
    show();
    this.clock = setInterval(show, 1000).unref();
  }

  /** The line of a finished task: mark, elapsed time, name, and what came of it. */
  end(passed: boolean, name: string, elapsedMs: number, summary: string): void {
    const mark = passed ? this.paint('green', '✓') : this.paint('red', '✗');
    const elapsed = this.paint('dim', formatElapsed(elapsedMs).padStart(ELAPSED_WIDTH - 2));
    this.line(`${mark} ${elapsed}  ${name.padEnd(NAME_WIDTH)}  ${summary}`.trimEnd());
  }

  /** A detail of the task above it. */
  detail(text: string): void {
    this.line(`${' '.repeat(ELAPSED_WIDTH + 2)}${this.paint('dim', text)}`);
  }

  private clearClock(): void {
    if (this.clock === undefined) return;
    clearInterval(this.clock);
    this.clock = undefined;
    this.out.write('\r\u001b[K');
  }
}
