import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LocalRunError } from '../local-run-error';

/** What a schema says of a type: paths below `Properties` whose parts are parted by slashes, `*` for any item of a list. */
export interface ProviderSchema {
  /** Another value replaces the resource. */
  readonly createOnly?: readonly string[];
  /** Another value replaces the resource where its service cannot change it in place. */
  readonly conditionalCreateOnly?: readonly string[];
}

/** A type that no schema describes. */
export class ProviderSchemaError extends LocalRunError {}

const REGION = 'us-east-1';
const POINTER = /^\/properties\//;

interface SchemaFile {
  readonly createOnlyProperties?: readonly string[];
  readonly conditionalCreateOnlyProperties?: readonly string[];
}

/**
 * Reads CloudFormation's own schemas of resource types as cfn-lint carries them.
 *
 * @param sitePackages where cfn-lint is installed
 * @returns what they say of each type, types and paths in alphabetical order
 * @throws ProviderSchemaError where cfn-lint is missing or does not know a type
 */
export function readProviderSchemas(sitePackages: string, types: readonly string[]): Record<string, ProviderSchema> {
  const folder = join(sitePackages, 'cfnlint', 'data', 'schemas');
  const index = join(folder, 'providers', `${REGION}.json`);
  if (!existsSync(index)) {
    throw new ProviderSchemaError(`there are no schemas of cfn-lint in ${folder}: run \`node bin/setup.mjs\``);
  }
  const files = readJson(index) as Readonly<Record<string, string>>;
  const sorted = [...new Set(types)].sort();
  return Object.fromEntries(
    sorted.map((type) => {
      const file = files[type];
      if (file === undefined) throw new ProviderSchemaError(`type must be one that cfn-lint knows, got: ${type}`);
      return [type, shortened(readJson(join(folder, 'resources', `${file}.json`)) as SchemaFile)];
    }),
  );
}

function shortened({ createOnlyProperties, conditionalCreateOnlyProperties }: SchemaFile): ProviderSchema {
  const lists = { createOnly: createOnlyProperties, conditionalCreateOnly: conditionalCreateOnlyProperties };
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, pointers = []]) =>
      pointers.length === 0 ? [] : [[name, pointers.map((pointer) => pointer.replace(POINTER, '')).sort()]],
    ),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
