import { restCatalogProblems } from '../../connectors/sinks/iceberg-catalog-problems';
import { oneOf } from '../config/one-of';
import type { Pipeline } from './destination-kind';
import type { IcebergOptions } from './iceberg';
import { type IcebergCatalog, tableBucketName } from './iceberg-catalog';

const KINDS: readonly string[] = ['glue', 's3-tables', 'rest'] satisfies IcebergCatalog['kind'][];

/** Of a bucket's name. */
const MOST_CHARACTERS = 63;

/**
 * Every rule that the catalog of a pipeline breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param at path of the pipeline's options, without quotes
 */
export function icebergCatalogProblems(
  at: string,
  pipeline: Pipeline,
  catalog: IcebergCatalog,
  undeclaredTables: IcebergOptions['undeclaredTables'],
): string[] {
  const unknown = oneOf(`${at}.catalog.kind`, [catalog.kind], KINDS);
  switch (unknown.length === 0 ? catalog.kind : 'glue') {
    case 's3-tables':
      return s3TablesProblems(at, pipeline, undeclaredTables);
    case 'rest':
      return catalog.kind === 'rest' ? restCatalogProblems(`${at}.catalog`, catalog) : [];
    case 'glue':
      return unknown;
  }
}

/** What S3 takes, or takes and shows to nobody: Athena and the Data Catalog leave out tables with capitals in their names or columns. */
function s3TablesProblems(
  at: string,
  pipeline: Pipeline,
  undeclaredTables: IcebergOptions['undeclaredTables'],
): string[] {
  const bucket = tableBucketName(pipeline);
  return [
    ...(bucket.length <= MOST_CHARACTERS
      ? []
      : [
          `\`${at}.catalog\` must be of a pipeline whose table bucket is called by at most ${MOST_CHARACTERS} characters, got: ${bucket}`,
        ]),
    ...Object.entries(pipeline.tables).flatMap(([key, { columns }]) =>
      Object.keys(columns)
        .filter((name) => name !== name.toLowerCase())
        .map(
          (name) =>
            `\`${at}.catalog\` must be of tables whose columns are in lower case, for Athena does not see others in a table bucket; a \`from\` gives another name, got: ${key}.${name}`,
        ),
    ),
    ...(undeclaredTables === 'text'
      ? [
          `\`${at}.undeclaredTables\` must be refuse in a table bucket, where Athena does not see tables with capitals in their columns, got: text`,
        ]
      : []),
  ];
}
