#ifndef CWORDS_H
#define CWORDS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// What 64 bytes of a text are, a bit for each, the first one lowest. A word is ASCII letters, digits and bytes beyond ASCII.
typedef struct {
  uint64_t words;
  uint64_t mixed; // of words, but no letters
  uint64_t capitals;
  uint64_t ends; // signs right behind a word that end a clause: . , : ! ? ; and line ends
  uint64_t signs; // all others; what is left is white space, control characters and round brackets
  // Places in a word of letters, or right behind it, for which the word must be looked at byte by byte: what begins with www, a capital
  // behind the first letter, before a b, or alone (but I and A), an underscore or apostrophe behind it, a point that a small letter or a
  // digit follows, or a capital where the word is one letter; a stop behind one letter or before a point.
  uint64_t doubts;
} cwords_block;

void cwords_look(const uint8_t *text, cwords_block *block);

#if defined(__SSE2__)

// 0xFF for the bytes from `first` on, as many as `count`.
static inline __m128i cwords_range(__m128i bytes, uint8_t first, uint8_t count) {
  const __m128i x = _mm_sub_epi8(bytes, _mm_set1_epi8((char)first));
  return _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8((char)(count - 1))), x);
}

#endif

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
