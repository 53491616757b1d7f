#ifndef CDIGEST_H
#define CDIGEST_H

#include <stddef.h>
#include <stdint.h>

// Whether the processor has instructions for SHA-256.
int cdigest_has_sha256(void);

// Works `count` blocks of 64 bytes into the state of SHA-256 with those instructions; nothing happens where there are none.
// `constants` are the 64 of FIPS 180-4, section 4.2.2.
void cdigest_sha256(uint32_t state[8], const uint32_t constants[64], const uint8_t *blocks, size_t count);

// XXH3 with 128 bits of bytes that come in pieces.
typedef struct cdigest_xxh3 cdigest_xxh3;

// The digest of nothing so far; null if there is no memory for it.
cdigest_xxh3 *cdigest_xxh3_create(void);
void cdigest_xxh3_update(cdigest_xxh3 *state, const void *bytes, size_t count);
// Gives the two halves of the digest of all bytes so far.
void cdigest_xxh3_words(const cdigest_xxh3 *state, uint64_t *high, uint64_t *low);
void cdigest_xxh3_destroy(cdigest_xxh3 *state);

#endif
