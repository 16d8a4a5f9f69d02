import * as artifacts from './000001-artifacts';
import * as access from './000002-access';
import * as lineageWalk from './000003-lineage-walk';

/** Forward-only, in order; the position is the version. A released migration is never edited. */
export const migrations: readonly { name: string; sql: string }[] = [artifacts, access, lineageWalk];

/** The schema version this code needs. */
export const requiredSchemaVersion = migrations.length;
