package io.tributary.msk.iam;

/**
 * What a client of one role signs with.
 *
 * @param secretAccessKey signs
 * @param sessionToken accompanies a temporary key and must be presented then; null for one that has
 *     none, with which none may be presented
 * @param role name of the role
 */
record AccessKey(String secretAccessKey, String sessionToken, String role) {

  /** Names the role only: a secret must not get into a log by way of a record. */
  @Override
  public String toString() {
    return "AccessKey[role=" + role + "]";
  }
}
