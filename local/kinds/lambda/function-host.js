// Stands for the Lambda runtime: loads the function's code, calls its handler once, writes down what came of it.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [codeDirectory, handler, eventFile, answerFile, timeoutSeconds] = process.argv.slice(2);
const end = Date.now() + Number(timeoutSeconds) * 1000;
const [file, name] = handler.split('.');

async function main() {
  const event = JSON.parse(readFileSync(eventFile, 'utf8'));
  try {
    const context = { functionName: name, getRemainingTimeInMillis: () => Math.max(0, end - Date.now()) };
    const result = await require(join(codeDirectory, file))[name](event, context);
    return { result };
  } catch (error) {
    console.error(error);
    return { error: { name: error?.name ?? 'Error', message: error?.message ?? String(error) } };
  }
}

main().then((answer) => {
  writeFileSync(answerFile, JSON.stringify(answer));
  // Connections that the handler keeps for a next call would keep the process.
  process.exit(0);
});
