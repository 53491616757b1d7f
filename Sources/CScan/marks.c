#include "CScan.h"

// What is looked for are three bytes in a row, each of a class. A class is two tables that say by the halves of a byte which rows have it
// there, a bit for each row: a place is found where all six have a bit in common. Source of the method: "Teddy" of Hyperscan (X. Wang et
// al., NSDI 2019). What a table says too much is looked at again by who asks.

enum {
  WORD = CSCAN_MARK_WORD, ANGLE = CSCAN_MARK_ANGLE, SQUARE = CSCAN_MARK_SQUARE, ESCAPED = CSCAN_MARK_ESCAPED, STARS = CSCAN_MARK_STARS,
  REDACTED = CSCAN_MARK_REDACTED, COUNT = CSCAN_MARK_COUNT, SURROGATE = CSCAN_MARK_SURROGATE,
  UPPER = ANGLE | SQUARE | ESCAPED,
};

// By the low half of the byte, and by the high one.
static const uint8_t low[3][16] = {
    // n, d, a digit, < [ {, c before a capital (as in \u003c), a star, a backslash
    {COUNT, COUNT, COUNT, COUNT | ESCAPED, COUNT | REDACTED, COUNT, COUNT, COUNT, COUNT, COUNT, STARS, SQUARE, ANGLE | SURROGATE, 0, WORD, 0},
    // c, a, a space, capitals, a star, u
    {COUNT | UPPER, UPPER | REDACTED, UPPER, UPPER | WORD, UPPER, UPPER | SURROGATE, UPPER, UPPER, UPPER, UPPER, UPPER | STARS, UPPER, UPPER, UPPER, UPPER, UPPER},
    // a, c; c, b, t, k, m; capitals; a star; d
    {UPPER, UPPER | WORD, UPPER | COUNT, UPPER | COUNT | REDACTED, UPPER | COUNT | SURROGATE, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER | STARS, UPPER | COUNT, UPPER, UPPER | COUNT, UPPER, UPPER},
};
static const uint8_t high[3][16] = {
    {0, 0, STARS, COUNT | ANGLE, WORD | REDACTED, SQUARE | SURROGATE, WORD | REDACTED | ESCAPED, SQUARE, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, COUNT | STARS, 0, UPPER | WORD | REDACTED, UPPER, WORD | REDACTED, SURROGATE, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, STARS, 0, UPPER | WORD | REDACTED | COUNT | SURROGATE, UPPER | COUNT, WORD | REDACTED | COUNT | SURROGATE, COUNT, 0, 0, 0, 0, 0, 0, 0, 0},
};

static inline __attribute__((always_inline)) uint8_t rows_at(const uint8_t *text) {
  uint8_t rows = 0xFF;
  for (int i = 0; i < 3; i++) rows &= low[i][text[i] & 15] & high[i][text[i] >> 4];
  return rows;
}

#if defined(__x86_64__)

#include <immintrin.h>

// The first of 32 places with one of these rows, from a text of 34 bytes; 32 if there is none.
__attribute__((target("avx2,bmi"))) static inline __attribute__((always_inline)) int
find_in_32(const uint8_t *text, const __m256i lows[3], const __m256i highs[3], __m256i wanted) {
  __m256i rows = wanted;
  for (int i = 0; i < 3; i++) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + i));
    const __m256i halves = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
    rows = _mm256_and_si256(rows, _mm256_and_si256(_mm256_shuffle_epi8(lows[i], bytes), _mm256_shuffle_epi8(highs[i], halves)));
  }
  if (__builtin_expect(_mm256_testz_si256(rows, rows), 1)) return 32;
  return (int)_tzcnt_u32(~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(rows, _mm256_setzero_si256())));
}

__attribute__((target("avx2,bmi"))) static size_t marks_avx2(const uint8_t *text, size_t count, size_t from, uint8_t kinds) {
  __m256i lows[3], highs[3];
  for (int i = 0; i < 3; i++) {
    lows[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)low[i]));
    highs[i] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)high[i]));
  }
  const __m256i wanted = _mm256_set1_epi8((char)kinds);
  while (count - from >= 34) {
    const int place = find_in_32(text + from, lows, highs, wanted);
    if (__builtin_expect(place < 32, 0)) return from + (size_t)place;
    from += 32;
  }
  // What is left is followed by zeros, which are of no class.
  uint8_t rest[66] = {0};
  memcpy(rest, text + from, count - from);
  for (int done = 0; done < 64 && (size_t)done < count - from; done += 32) {
    const int place = find_in_32(rest + done, lows, highs, wanted);
    if (place < 32) return from + (size_t)(done + place);
  }
  return count;
}

// The places of 64 with one of these rows; of the bytes that are not in a mask none is read.
__attribute__((target("avx512f,avx512bw,bmi"))) static inline __attribute__((always_inline)) uint64_t
find_in_64(const uint8_t *text, const __m512i lows[3], const __m512i highs[3], __m512i wanted, const __mmask64 masks[3]) {
  __m512i rows = wanted;
  for (int i = 0; i < 3; i++) {
    const __m512i bytes = masks ? _mm512_maskz_loadu_epi8(masks[i], text + i) : _mm512_loadu_si512(text + i);
    const __m512i halves = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
    rows = _mm512_and_si512(rows, _mm512_and_si512(_mm512_shuffle_epi8(lows[i], bytes), _mm512_shuffle_epi8(highs[i], halves)));
  }
  return _mm512_test_epi8_mask(rows, rows);
}

__attribute__((target("avx512f,avx512bw,bmi"))) static size_t marks_avx512(const uint8_t *text, size_t count, size_t from, uint8_t kinds) {
  __m512i lows[3], highs[3];
  for (int i = 0; i < 3; i++) {
    lows[i] = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)low[i]));
    highs[i] = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)high[i]));
  }
  const __m512i wanted = _mm512_set1_epi8((char)kinds);
  for (; count - from >= 66; from += 64) {
    const uint64_t found = find_in_64(text + from, lows, highs, wanted, NULL);
    if (__builtin_expect(found != 0, 0)) return from + _tzcnt_u64(found);
  }
  for (; from < count; from += 64) {
    __mmask64 masks[3];
    for (size_t i = 0; i < 3; i++) {
      const size_t left = count - from > i ? count - from - i : 0;
      masks[i] = left >= 64 ? UINT64_MAX : ((uint64_t)1 << left) - 1;
    }
    const uint64_t found = find_in_64(text + from, lows, highs, wanted, masks);
    if (__builtin_expect(found != 0, 0)) return from + _tzcnt_u64(found);
  }
  return count;
}

#endif

static size_t next_mark(int level, const uint8_t *text, size_t count, size_t place, uint8_t wanted) {
#if defined(__x86_64__)
  if (level == CSCAN_AVX512) {
    return marks_avx512(text, count, place, wanted);
  } else if (level == CSCAN_AVX2) {
    return marks_avx2(text, count, place, wanted);
  }
#endif
  while (count - place >= 3 && !(rows_at(text + place) & wanted)) place++;
  return place;
}

// Whether the letters behind a number and a space begin as chars, bytes, tokens, KB, MB and more do.
static int may_count(const uint8_t *text, size_t left) {
  if (left < 4) return 0;
  switch (text[2] | 0x20) {
  case 'c': return (text[3] | 0x20) == 'h';
  case 'b': return (text[3] | 0x20) == 'y';
  case 't': return (text[3] | 0x20) == 'o';
  case 'k': return (text[3] | 0x20) == 'b';
  case 'm': return (text[3] | 0x20) == 'b' || (text[3] | 0x20) == 'o';
  default: return 0;
  }
}

size_t cscan_mark(int level, const uint8_t *text, size_t count, size_t from, uint8_t wanted, uint8_t *kinds) {
  if (count < 3) return count;
  for (size_t place = from;; place++) {
    place = next_mark(level, text, count, place, wanted);
    if (place > count - 3) return count;
    const uint8_t rows = rows_at(text + place) & wanted;
    // Numbers are many, and most of something else.
    if (rows == COUNT && !may_count(text + place, count - place)) continue;
    *kinds = rows;
    return place;
  }
}
