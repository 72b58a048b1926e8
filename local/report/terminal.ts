import { styleText } from 'node:util';

/** Of a terminal that does not say how wide it is. */
const USUAL_COLUMNS = 80;

const COLOURS = { '✓': 'green', '✗': 'red', '…': 'gray' } as const;

/** Takes the line under the cursor back. */
const ERASE_LINE = '\r\u001b[2K';

/** What is written to; `process.stdout` is one. */
export type Screen = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

/**
 * Where a run is told of: lines, and on a terminal one more below them that says what is under way. Anywhere else there are
 * only the lines, without colours.
 */
export class Terminal {
  private live = '';
  private readonly isTerminal: boolean;
  private readonly hasColours: boolean;

  constructor(
    private readonly screen: Screen,
    variables: Readonly<Record<string, string | undefined>>,
  ) {
    this.isTerminal = screen.isTTY === true && variables.TERM !== 'dumb';
    // As https://no-color.org has it.
    this.hasColours = this.isTerminal && (variables.NO_COLOR ?? '') === '';
  }

  /** Undefined where there is no line that could be taken back. */
  get showLive(): ((text: string) => void) | undefined {
    return this.isTerminal ? (text) => this.replaceLive(text) : undefined;
  }

  /** @param text one line or several */
  print(text: string): void {
    const coloured = this.hasColours ? text.split('\n').map(inColour).join('\n') : text;
    this.screen.write(`${this.erased()}${coloured}\n${this.live}`);
  }

  private replaceLive(text: string): void {
    const before = this.erased();
    const width = (this.screen.columns ?? USUAL_COLUMNS) - 1;
    this.live = text.length > width ? `${text.slice(0, width - 1)}…` : text;
    this.screen.write(`${before}${this.live}`);
  }

  private erased(): string {
    return this.live === '' ? '' : ERASE_LINE;
  }
}

function inColour(line: string): string {
  const mark = line.charAt(0) as keyof typeof COLOURS;
  const colour = COLOURS[mark];
  return colour === undefined ? line : `${styleText(colour, mark, { validateStream: false })}${line.slice(1)}`;
}
