import type { OwnedDatabase } from '../source/source-database';

/** Where the registry keeps what it knows. */
export const DATABASE_OF_REGISTRY: OwnedDatabase = { name: 'apicurio-registry', owner: 'apicurio_registry' };
