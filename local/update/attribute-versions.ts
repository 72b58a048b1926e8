import { type Resource, resourceId } from '../assembly/environment-templates';
import type { ChangeAction } from './resource-change';

/** Attributes that have another value after a change in place, by type. A replaced resource has others altogether. */
const MOVING_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  'AWS::MSK::Configuration': ['LatestRevision.Revision', 'LatestRevision.CreationTime', 'LatestRevision.Description'],
  'AWS::EC2::LaunchTemplate': ['LatestVersionNumber', 'DefaultVersionNumber'],
};

/** How often a resource was made, and how often it was changed in place since the run began. */
interface ResourceVersion {
  readonly made: number;
  readonly updated: number;
}

const FIRST: ResourceVersion = { made: 1, updated: 0 };
const NEVER: ResourceVersion = { made: 0, updated: 0 };

/** Counts what happened to resources, by resource id; a resource that is not in it was made once and never changed. */
export type ResourceVersions = ReadonlyMap<string, ResourceVersion>;

/** The versions once an action is done. */
export function withAction(versions: ResourceVersions, id: string, action: ChangeAction): ResourceVersions {
  const version = versions.get(id) ?? (action === 'create' ? NEVER : FIRST);
  switch (action) {
    case 'create':
    case 'replace':
      return new Map(versions).set(id, { made: version.made + 1, updated: 0 });
    case 'update':
      return new Map(versions).set(id, { ...version, updated: version.updated + 1 });
    // Kept, so that one that returns under its name is another one.
    case 'delete':
    case 'abandon':
      return new Map(versions).set(id, version);
  }
}

/** The same text as long as the attribute has the same value. */
export function attributeVersion(versions: ResourceVersions, resource: Resource, attribute: string): string {
  const { made, updated } = versions.get(resourceId(resource)) ?? FIRST;
  const moves = MOVING_ATTRIBUTES[resource.type]?.includes(attribute) ?? false;
  return moves ? `${made}.${updated}` : `${made}`;
}
