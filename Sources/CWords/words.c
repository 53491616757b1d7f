#include "CWords.h"

// 64 bytes of text at once, and a bit for each of them. One kernel in the compiler's own vectors is compiled for each set of instructions.

typedef uint8_t bytes64 __attribute__((vector_size(64), aligned(1)));
typedef int8_t tests64 __attribute__((vector_size(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

#define BITS(tests) ({ \
    const bits64 bits = __builtin_convertvector((tests64)(tests), bits64); \
    uint64_t out; \
    memcpy(&out, &bits, sizeof out); \
    out; \
  })

static inline __attribute__((always_inline)) void look(const uint8_t *text, cwords_block *block) {
  bytes64 bytes;
  memcpy(&bytes, text, sizeof bytes);
  const bytes64 lower = bytes | 0x20;
  const uint64_t letters = BITS((bytes64)(lower - 'a') < 26);
  const uint64_t digits = BITS((bytes64)(bytes - '0') < 10);
  const uint64_t beyond = BITS((tests64)bytes < 0);
  const uint64_t capitals = BITS((bytes64)(bytes - 'A') < 26);
  const uint64_t points = BITS((bytes | 2) == '.' | bytes == ':');
  const uint64_t stops = BITS(bytes == '!' | bytes == '?' | bytes == ';' | bytes == '\n');
  const uint64_t gaps = BITS(bytes <= ' ' | (bytes | 1) == ')') & ~stops;
  const uint64_t joints = BITS(bytes == '_' | bytes == '\'');
  const uint64_t names = BITS((bytes | 8) == 'I');
  const uint64_t b = BITS(bytes == 'b');
  const uint64_t w = BITS(lower == 'w');

  const uint64_t words = letters | digits | beyond;
  const uint64_t behind = words << 1;
  const uint64_t first = words & ~behind;
  const uint64_t single = first & ~(words >> 1);
  const uint64_t going_on = (letters & ~capitals | digits) >> 1;
  block->words = words;
  block->mixed = words & ~letters;
  block->capitals = capitals;
  block->ends = (points | stops) & behind;
  block->signs = ~(words | gaps | block->ends);
  block->doubts = capitals & (behind | single & ~names | first & b >> 1) | first & w & w >> 1 | joints & behind |
                  points & (going_on | single << 1 & capitals >> 1) | stops & (single << 1 | points >> 1);
}

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512bw"))) static void look_avx512(const uint8_t *text, cwords_block *block) { look(text, block); }
__attribute__((target("avx2"))) static void look_avx2(const uint8_t *text, cwords_block *block) { look(text, block); }
#endif
static void look_portable(const uint8_t *text, cwords_block *block) { look(text, block); }

static void (*fastest)(const uint8_t *, cwords_block *) = look_portable;

__attribute__((constructor)) static void choose(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) fastest = look_avx2;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) fastest = look_avx512;
#endif
}

void cwords_look(const uint8_t *text, cwords_block *block) { fastest(text, block); }
