#include "CDigest.h"

// All of it is compiled in here, so that nothing is linked.
#define XXH_INLINE_ALL
#include <xxhash.h>

cdigest_xxh3 *cdigest_xxh3_create(void) {
  XXH3_state_t *state = XXH3_createState();
  if (state) XXH3_128bits_reset(state);
  return (cdigest_xxh3 *)state;
}

void cdigest_xxh3_update(cdigest_xxh3 *state, const void *bytes, size_t count) {
  XXH3_128bits_update((XXH3_state_t *)state, bytes, count);
}

void cdigest_xxh3_words(const cdigest_xxh3 *state, uint64_t *high, uint64_t *low) {
  const XXH128_hash_t hash = XXH3_128bits_digest((const XXH3_state_t *)state);
  *high = hash.high64;
  *low = hash.low64;
}

void cdigest_xxh3_destroy(cdigest_xxh3 *state) { XXH3_freeState((XXH3_state_t *)state); }
