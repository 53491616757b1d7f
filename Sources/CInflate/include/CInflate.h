#ifndef CINFLATE_H
#define CINFLATE_H

#include <stddef.h>
#include <stdint.h>

// gzip members by ISA-L, whose state (over 64 KiB of tables) stays behind an opaque pointer.
typedef struct cinflate cinflate;

// The results of cinflate_step.
enum {
  CINFLATE_MORE = 0,      // give more input, or more room
  CINFLATE_END = 1,       // the member ended, its checksum and length were right
  CINFLATE_CHECKSUM = -1, // the member ended, its checksum or length was wrong
  CINFLATE_CORRUPT = -2   // this is not gzip
};

// A decoder at the start of a member, or NULL without memory.
cinflate *cinflate_create(void);

void cinflate_destroy(cinflate *decoder);

// Forgets everything and expects the header of a member.
void cinflate_begin(cinflate *decoder);

// Decodes from `in` to `out`; says in the counts how much of each was used.
int cinflate_step(cinflate *decoder, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count);

#endif
