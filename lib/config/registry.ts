/** The schema registry: what records in Avro are made of. One for all captures of an environment. */
export interface RegistryConfig {
  /** Key of a PostgreSQL in `databases` that the app makes: the registry has a database and a user of its own there. */
  readonly database: string;
  /** Tasks that answer; two of them stay up where a zone goes. */
  readonly tasks: number;
  /** What a new version of a schema has to be to those before it. A capture may say otherwise for its own. */
  readonly compatibility: Compatibility;
  /**
   * Repository of the account's own ECR that has a copy of the image, under its version. A network without a way out cannot
   * reach any other.
   *
   * @default - `REGISTRY_IMAGE` of Docker Hub
   */
  readonly mirrorRepository?: string;
  /**
   * By which connectors reach it through TLS. Required where data is retained.
   *
   * @default - none: unencrypted, inside the network
   */
  readonly certificate?: RegistryCertificate;
}

/** A certificate of ACM, and the name that it is of, which somebody has to lead to the load balancer. */
export interface RegistryCertificate {
  /** `arn:aws:acm:…` */
  readonly arn: string;
  /** Such as `registry.example.com`. */
  readonly hostname: string;
}

/**
 * As Avro has it. `BACKWARD`: who has the new version reads what was written by the last one; `FORWARD`: the other way round; `FULL`:
 * both; `…_TRANSITIVE`: of all versions before it; `NONE`: anything goes.
 */
export type Compatibility = (typeof COMPATIBILITIES)[number];
export const COMPATIBILITIES = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;
