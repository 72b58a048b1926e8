import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder for each sample: its schema and rows in statements that are run in the order of their names. */
export const SAMPLES_FOLDER = join(__dirname, '..', '..', 'samples');

export function sampleNames(): string[] {
  return readdirSync(SAMPLES_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function sampleFolder(name: string): string {
  return join(SAMPLES_FOLDER, name);
}

/** Absolute paths of a sample's statements. */
export function sampleFiles(name: string): string[] {
  return readdirSync(sampleFolder(name))
    .sort()
    .map((file) => join(sampleFolder(name), file));
}
