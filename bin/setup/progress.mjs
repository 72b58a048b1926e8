const tickMs = 1000;

/** Seconds with one decimal, e.g. `12.3 s`. */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one step and shows it with its time: on a terminal as one line that counts, elsewhere as a line at the start and
 * one at the end.
 * @returns {Promise<number>} milliseconds it took
 */
export async function showStep(label, work, stream = process.stdout) {
  const started = Date.now();
  const elapsed = () => Date.now() - started;
  const terminal = stream.isTTY === true;
  const draw = () => stream.write(`\r\u001b[K${label} … ${Math.round(elapsed() / 1000)} s`);
  if (terminal) draw();
  else stream.write(`${label} …\n`);
  const timer = terminal ? setInterval(draw, tickMs) : undefined;
  try {
    await work();
    stream.write(`${terminal ? '\r\u001b[K' : ''}${label}  done in ${seconds(elapsed())}\n`);
    return elapsed();
  } catch (error) {
    stream.write(`${terminal ? '\r\u001b[K' : ''}${label}  failed after ${seconds(elapsed())}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
