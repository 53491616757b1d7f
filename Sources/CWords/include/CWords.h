#ifndef CWORDS_H
#define CWORDS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// How many of sixteen bytes, from the first on, belong to a word: ASCII letters, digits, and all bytes beyond ASCII.
typedef struct {
  uint32_t word;
  uint32_t letters; // how many of those, from the first on, are ASCII letters
  uint32_t capitals; // which of the sixteen are ASCII capitals, a bit for each
} cwords_run;

#if defined(__SSE2__)

// 0xFF for the bytes from `first` on, as many as `count`.
static inline __m128i cwords_range(__m128i bytes, uint8_t first, uint8_t count) {
  const __m128i x = _mm_sub_epi8(bytes, _mm_set1_epi8((char)first));
  return _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8((char)(count - 1))), x);
}

#endif

// Looks at sixteen bytes, and writes them with ASCII capitals in lower case.
static inline cwords_run cwords_lower(const uint8_t *text, uint8_t *out) {
  cwords_run run;
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128((const __m128i *)text);
  const __m128i space = _mm_set1_epi8(0x20);
  const __m128i letters = cwords_range(_mm_or_si128(bytes, space), 'a', 26);
  const __m128i digits = cwords_range(bytes, '0', 10);
  const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(letters, space));
  _mm_storeu_si128((__m128i *)out, lower);
  // A byte beyond ASCII has the bit that the mask is made of.
  const uint32_t word = (uint32_t)_mm_movemask_epi8(_mm_or_si128(bytes, _mm_or_si128(letters, digits)));
  run.word = (uint32_t)__builtin_ctz(~word);
  run.letters = (uint32_t)__builtin_ctz(~(uint32_t)_mm_movemask_epi8(letters));
  run.capitals = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, lower)) ^ 0xFFFF;
#else
  run.word = 16;
  run.letters = 16;
  run.capitals = 0;
  for (uint32_t i = 16; i-- > 0;) {
    const uint8_t byte = text[i], low = byte | 0x20;
    const int is_letter = low >= 'a' && low <= 'z';
    if (!is_letter) run.letters = i;
    if (is_letter && byte != low) run.capitals |= 1u << i;
    if (!is_letter && byte < 0x80 && (byte < '0' || byte > '9')) run.word = i;
    out[i] = is_letter ? low : byte;
  }
#endif
  return run;
}

// The places among 64 bytes of the signs of which text is code, a formula or an address, and of some that mean nothing:
// & ( ) / : ; < = > @ [ \ ] ` { | }
static inline uint64_t cwords_signs(const uint8_t *text) {
  uint64_t signs = 0;
#if defined(__SSE2__)
  for (int i = 0; i < 4; i++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)text + i);
    const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i found = _mm_or_si128(cwords_range(bytes, ':', 5), cwords_range(lower, '{', 3));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(lower, _mm_set1_epi8('`')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_or_si128(bytes, _mm_set1_epi8(1)), _mm_set1_epi8(')')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('/')));
    signs |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * i);
  }
#else
  for (int i = 0; i < 64; i++) signs |= (uint64_t)(text[i] != 0 && strchr("&()/:;<=>@[\\]`{|}", text[i]) != NULL) << i;
#endif
  return signs;
}

// Copies from `text` up to the next backtick or byte beyond ASCII, or to `end`, and gives how many bytes that are; up to 15 bytes more may
// be written behind.
static inline ptrdiff_t cwords_copy(const uint8_t *text, const uint8_t *end, uint8_t *out) {
  const uint8_t *const start = text;
#if defined(__SSE2__)
  while (end - text >= 16) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)text);
    _mm_storeu_si128((__m128i *)out, bytes);
    const int found = _mm_movemask_epi8(_mm_or_si128(bytes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('`'))));
    if (found) return text - start + __builtin_ctz((unsigned)found);
    text += 16;
    out += 16;
  }
#endif
  while (end - text >= 8) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t bytes;
    memcpy(&bytes, text, 8);
    const uint64_t difference = bytes ^ (ones * '`');
    if ((bytes | ((difference - ones) & ~difference)) & (ones * 0x80)) break;
    memcpy(out, &bytes, 8);
    text += 8;
    out += 8;
  }
  while (text < end && *text < 0x80 && *text != '`') *out++ = *text++;
  return text - start;
}

#endif
