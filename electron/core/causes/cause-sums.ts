/** SQL over the counts that a row of `causes` keeps. */

/** All that waits by a cause. */
export const sum = "failed + held + repaired";

/**
 * Records whose repair is in go with the next push; so does what waits, once nothing refused is left before it and nothing
 * else holds it. What nobody knows the outcome of is sent again in any case.
 */
export const ready = `repaired + CASE WHEN fingerprint GLOB 'lost|*' THEN failed + held WHEN failed = 0 AND shut = 0 THEN held ELSE 0 END`;
