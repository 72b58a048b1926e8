import type { Table } from '../../../connectors/dataset';

/** Tables of the database `pagila`, by the keys that captures and pipelines refer to. */
export const PAGILA = {
  actor: {
    schema: 'public',
    table: 'actor',
    keyColumns: ['actor_id'],
    columns: {
      actor_id: 'INT',
      first_name: 'STRING',
      last_name: 'STRING',
      last_update: 'TIMESTAMP',
    },
  },
  film: {
    schema: 'public',
    table: 'film',
    keyColumns: ['film_id'],
    columns: {
      film_id: 'INT',
      title: 'STRING',
      description: 'STRING',
      release_year: 'INT',
      language_id: 'INT',
      original_language_id: 'INT',
      rental_duration: 'SMALLINT',
      rental_rate: 'DECIMAL(4,2)',
      length: 'SMALLINT',
      replacement_cost: 'DECIMAL(5,2)',
      rating: 'STRING',
      last_update: 'TIMESTAMP',
      special_features: 'STRING',
      fulltext: 'STRING',
    },
  },
  filmActor: {
    schema: 'public',
    table: 'film_actor',
    keyColumns: ['actor_id', 'film_id'],
    columns: {
      actor_id: 'INT',
      film_id: 'INT',
      last_update: 'TIMESTAMP',
    },
  },
  category: {
    schema: 'public',
    table: 'category',
    keyColumns: ['category_id'],
    columns: {
      category_id: 'INT',
      name: 'STRING',
      last_update: 'TIMESTAMP',
    },
  },
  filmCategory: {
    schema: 'public',
    table: 'film_category',
    keyColumns: ['film_id', 'category_id'],
    columns: {
      film_id: 'INT',
      category_id: 'INT',
      last_update: 'TIMESTAMP',
    },
  },
  language: {
    schema: 'public',
    table: 'language',
    keyColumns: ['language_id'],
    columns: {
      language_id: 'INT',
      name: 'STRING',
      last_update: 'TIMESTAMP',
    },
  },
} as const satisfies Readonly<Record<string, Table>>;
