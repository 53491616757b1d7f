#include "CDigest.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

int cdigest_has_sha256(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

// The instructions want the working variables as two vectors: a, b, e, f and c, d, g, h, each from the highest lane down.
__attribute__((target("sha,ssse3,sse4.1"))) void
cdigest_sha256(uint32_t state[8], const uint32_t constants[64], const uint8_t *blocks, size_t count) {
  const __m128i big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  __m128i first = _mm_loadu_si128((const __m128i *)state);
  __m128i second = _mm_loadu_si128((const __m128i *)state + 1);
  __m128i abef = _mm_shuffle_epi32(_mm_unpacklo_epi64(second, first), 0xB1);
  __m128i cdgh = _mm_shuffle_epi32(_mm_unpackhi_epi64(second, first), 0xB1);
  for (; count > 0; count--, blocks += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4]; // the last 16 words of the message schedule
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      __m128i next;
      if (i < 4) {
        next = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)blocks + i), big_endian);
      } else {
        const __m128i last = w[(i + 3) & 3];
        const __m128i seventh = _mm_alignr_epi8(last, w[(i + 2) & 3], 4);
        next = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]), seventh), last);
      }
      w[i & 3] = next;
      const __m128i words = _mm_add_epi32(next, _mm_loadu_si128((const __m128i *)constants + i));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  abef = _mm_shuffle_epi32(abef, 0xB1);
  cdgh = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_unpackhi_epi64(abef, cdgh));
  _mm_storeu_si128((__m128i *)state + 1, _mm_unpacklo_epi64(abef, cdgh));
}

#else

int cdigest_has_sha256(void) { return 0; }

void cdigest_sha256(uint32_t state[8], const uint32_t constants[64], const uint8_t *blocks, size_t count) {}

#endif
