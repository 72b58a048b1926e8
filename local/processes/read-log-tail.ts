import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 64 * 1024;
const TAIL_LINES = 25;
const MAX_LINE_LENGTH = 600;

/** Places in the code of a Java stack trace: many, and between the reasons. */
const STACK_FRAME = /^\s+(at |\.\.\. \d+ more)/;

/** What Java says of its archive of classes, at length and after whatever went wrong. */
const CLASS_SHARING = /^\[[\d.]+s\]\[\w+ *\]\[cds\b/;

/** The last lines of a log without stack frames, indented, each cut to a readable length; empty when there is no log. */
export function readLogTail(logFile: string): string {
  let file: number;
  try {
    file = openSync(logFile, 'r');
  } catch {
    return '';
  }
  try {
    const size = fstatSync(file).size;
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return lastTellingLines(buffer.toString('utf8'));
  } finally {
    closeSync(file);
  }
}

/** The same of a text. */
export function lastTellingLines(text: string): string {
  const lines = text.trimEnd().split('\n');
  const telling = lines.filter((line) => !STACK_FRAME.test(line) && !CLASS_SHARING.test(line)).slice(-TAIL_LINES);
  return telling.map((line) => `    ${line.slice(0, MAX_LINE_LENGTH)}`).join('\n');
}
