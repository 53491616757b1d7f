#include "CScan.h"

// The number that four hexadecimal digits are, all at once: the low four bits of each, and nine more for letters.
static inline uint32_t hexadecimal(const uint8_t *digits) {
  uint32_t x;
  memcpy(&x, digits, 4);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  x = __builtin_bswap32(x);
#endif
  x = (x & 0x0F0F0F0F) + (x >> 6 & 0x01010101) * 9;
  x = (x | x >> 4) & 0x00FF00FF;
  return (x | x >> 8) & 0xFFFF;
}

// The scalar whose four digits begin at `*text`, with a second escape if both are a surrogate pair; U+FFFD for half of one. Twelve bytes
// from the first escape on can be read.
static inline __attribute__((always_inline)) uint32_t take_scalar(const uint8_t **text) {
  const uint8_t *p = *text;
  const uint32_t unit = hexadecimal(p);
  *text = p + 4;
  if (__builtin_expect((unit & 0xF800) != 0xD800, 1)) return unit;
  if (unit >= 0xDC00 || p[4] != '\\' || p[5] != 'u') return 0xFFFD;
  const uint32_t second = hexadecimal(p + 6);
  if ((second & 0xFC00) != 0xDC00) return 0xFFFD;
  *text = p + 10;
  return 0x10000 + ((unit & 0x3FF) << 10) + (second & 0x3FF);
}

// Writes a scalar in UTF-8, which is shorter than its escape; four bytes at once and without a branch for all but the rarest.
static inline __attribute__((always_inline)) uint8_t *write_scalar(uint32_t scalar, uint8_t *out) {
  const uint32_t last = 0x80 | (scalar & 0x3F), middle = 0x80 | (scalar >> 6 & 0x3F);
  uint32_t bytes[4] = {scalar, 0xC0 | scalar >> 6, 0xE0 | scalar >> 12, middle};
  int count = 1 + (scalar >= 0x80) + (scalar >= 0x800);
  if (__builtin_expect(scalar >= 0x10000, 0)) {
    out[0] = (uint8_t)(0xF0 | scalar >> 18);
    out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
    out[2] = (uint8_t)middle;
    out[3] = (uint8_t)last;
    return out + 4;
  }
  out[0] = (uint8_t)bytes[count - 1];
  out[1] = (uint8_t)(count == 3 ? middle : last);
  out[2] = (uint8_t)last;
  return out + count;
}

// Writes what the escape at `escape` means, and gives the place behind it. Twelve bytes can be read there, and four written.
static inline __attribute__((always_inline)) const uint8_t *take_escape(const uint8_t *escape, uint8_t **out) {
  // Looked up, as which comes next is past guessing.
  static const uint8_t meanings[256] = {
      ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'};
  const uint8_t *text = escape + 2;
  if (escape[1] == 'u') {
    *out = write_scalar(take_scalar(&text), *out);
  } else {
    *(*out)++ = meanings[escape[1]];
  }
  return text;
}

// How many bytes the escape at `escape` has, of which six can be read; 0 if it is none.
static inline __attribute__((always_inline)) size_t escape_length(const uint8_t *escape) {
  static const uint8_t lengths[256] = {['"'] = 2, ['\\'] = 2, ['/'] = 2, ['b'] = 2, ['f'] = 2, ['n'] = 2, ['r'] = 2, ['t'] = 2, ['u'] = 6};
  static const uint8_t is_digit[256] = {
      ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['a'] = 1,
      ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1};
  const size_t length = lengths[escape[1]];
  if (length != 6) return length;
  return is_digit[escape[2]] & is_digit[escape[3]] & is_digit[escape[4]] & is_digit[escape[5]] ? length : 0;
}

// How many bytes the sequence of UTF-8 has that begins at a byte beyond ASCII, of which four can be read; 0 if it is malformed. Source:
// Unicode 16.0, table 3-7.
static inline __attribute__((always_inline)) size_t sequence_length(const uint8_t *bytes) {
  const uint32_t first = bytes[0], second = bytes[1];
  if ((second & 0xC0) != 0x80) return 0;
  if (first < 0xE0) return first >= 0xC2 ? 2 : 0;
  if ((bytes[2] & 0xC0) != 0x80) return 0;
  if (first < 0xF0) return first == 0xE0 ? (second >= 0xA0 ? 3 : 0) : first == 0xED ? (second < 0xA0 ? 3 : 0) : 3;
  if ((bytes[3] & 0xC0) != 0x80) return 0;
  return first == 0xF0 ? (second >= 0x90 ? 4 : 0) : first < 0xF4 ? 4 : first == 0xF4 && second < 0x90 ? 4 : 0;
}

// Bytes of a string that can be read from a block of 64 on: its last escape may be a pair, and 64 more are copied from behind it.
enum { REACH = 64 + 11 + 64 };

#if defined(__x86_64__)

#include <immintrin.h>

// The bytes of a text come in vectors. Each set of instructions says what one is, and the kernel is then compiled for it.

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul"))), apply_to = function)
#define NAME(name) name##_avx2
typedef __m256i vector_avx2;
enum { WIDTH_avx2 = 32 };
static inline __attribute__((always_inline)) __m256i load_avx2(const uint8_t *bytes) { return _mm256_loadu_si256((const __m256i *)bytes); }
static inline __attribute__((always_inline)) void store_avx2(uint8_t *bytes, __m256i a) { _mm256_storeu_si256((__m256i *)bytes, a); }
static inline __attribute__((always_inline)) __m256i all_avx2(uint8_t byte) { return _mm256_set1_epi8((char)byte); }
static inline __attribute__((always_inline)) __m256i or_avx2(__m256i a, __m256i b) { return _mm256_or_si256(a, b); }
static inline __attribute__((always_inline)) __m256i and_avx2(__m256i a, __m256i b) { return _mm256_and_si256(a, b); }
static inline __attribute__((always_inline)) __m256i xor_avx2(__m256i a, __m256i b) { return _mm256_xor_si256(a, b); }
static inline __attribute__((always_inline)) __m256i minus_avx2(__m256i a, __m256i b) { return _mm256_sub_epi8(a, b); }
static inline __attribute__((always_inline)) __m256i excess_avx2(__m256i a, __m256i b) { return _mm256_subs_epu8(a, b); }
static inline __attribute__((always_inline)) __m256i high_avx2(__m256i a) { return _mm256_and_si256(_mm256_srli_epi16(a, 4), _mm256_set1_epi8(15)); }
static inline __attribute__((always_inline)) __m256i look_up_avx2(const uint8_t table[16], __m256i a) {
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table)), a);
}
static inline __attribute__((always_inline)) __m256i shift_avx2(__m256i a, __m256i before, int count) {
  const __m256i middle = _mm256_permute2x128_si256(before, a, 0x21);
  return count == 1 ? _mm256_alignr_epi8(a, middle, 15) : count == 2 ? _mm256_alignr_epi8(a, middle, 14) : _mm256_alignr_epi8(a, middle, 13);
}
static inline __attribute__((always_inline)) uint64_t equal_avx2(__m256i a, __m256i b) { return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, b)); }
static inline __attribute__((always_inline)) uint64_t share_avx2(__m256i a, __m256i b) {
  return (uint32_t)~_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(a, b), _mm256_setzero_si256()));
}
static inline __attribute__((always_inline)) uint64_t below_avx2(__m256i a, uint8_t limit) {
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(a, all_avx2(limit - 1)), a));
}
static inline __attribute__((always_inline)) uint64_t signs_avx2(__m256i a) { return (uint32_t)_mm256_movemask_epi8(a); }
static inline __attribute__((always_inline)) uint64_t special_avx2(__m256i a) {
  const __m256i named = _mm256_or_si256(_mm256_cmpeq_epi8(a, all_avx2('"')), _mm256_cmpeq_epi8(a, all_avx2('\\')));
  const __m256i below = _mm256_cmpeq_epi8(_mm256_min_epu8(a, all_avx2(0x1F)), a);
  return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(named, below), a));
}
static inline __attribute__((always_inline)) size_t write_avx2(uint32_t *out, uint64_t bits, uint32_t base) {
  const size_t count = (size_t)_mm_popcnt_u64(bits);
  for (size_t done = 0; done < count; done += 8) {
    // Eight at once, so that the loop is left at the same turn in most blocks; of no bits, _tzcnt_u64 makes 64.
    for (int i = 0; i < 8; i++) {
      out[done + i] = base + (uint32_t)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
  }
  return count;
}
#include "kernel.h"
#undef NAME
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt,pclmul"))), apply_to = function)
#define NAME(name) name##_avx512
typedef __m512i vector_avx512;
enum { WIDTH_avx512 = 64 };
static inline __attribute__((always_inline)) __m512i load_avx512(const uint8_t *bytes) { return _mm512_loadu_si512(bytes); }
static inline __attribute__((always_inline)) void store_avx512(uint8_t *bytes, __m512i a) { _mm512_storeu_si512(bytes, a); }
static inline __attribute__((always_inline)) __m512i all_avx512(uint8_t byte) { return _mm512_set1_epi8((char)byte); }
static inline __attribute__((always_inline)) __m512i or_avx512(__m512i a, __m512i b) { return _mm512_or_si512(a, b); }
static inline __attribute__((always_inline)) __m512i and_avx512(__m512i a, __m512i b) { return _mm512_and_si512(a, b); }
static inline __attribute__((always_inline)) __m512i xor_avx512(__m512i a, __m512i b) { return _mm512_xor_si512(a, b); }
static inline __attribute__((always_inline)) __m512i minus_avx512(__m512i a, __m512i b) { return _mm512_sub_epi8(a, b); }
static inline __attribute__((always_inline)) __m512i excess_avx512(__m512i a, __m512i b) { return _mm512_subs_epu8(a, b); }
static inline __attribute__((always_inline)) __m512i high_avx512(__m512i a) { return _mm512_and_si512(_mm512_srli_epi16(a, 4), _mm512_set1_epi8(15)); }
static inline __attribute__((always_inline)) __m512i look_up_avx512(const uint8_t table[16], __m512i a) {
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)table)), a);
}
static inline __attribute__((always_inline)) __m512i shift_avx512(__m512i a, __m512i before, int count) {
  const __m512i middle = _mm512_alignr_epi64(a, before, 6);
  return count == 1 ? _mm512_alignr_epi8(a, middle, 15) : count == 2 ? _mm512_alignr_epi8(a, middle, 14) : _mm512_alignr_epi8(a, middle, 13);
}
static inline __attribute__((always_inline)) uint64_t equal_avx512(__m512i a, __m512i b) { return _mm512_cmpeq_epi8_mask(a, b); }
static inline __attribute__((always_inline)) uint64_t share_avx512(__m512i a, __m512i b) { return _mm512_test_epi8_mask(a, b); }
static inline __attribute__((always_inline)) uint64_t below_avx512(__m512i a, uint8_t limit) { return _mm512_cmplt_epu8_mask(a, all_avx512(limit)); }
static inline __attribute__((always_inline)) uint64_t signs_avx512(__m512i a) { return _mm512_movepi8_mask(a); }
static inline __attribute__((always_inline)) uint64_t special_avx512(__m512i a) {
  return equal_avx512(a, all_avx512('"')) | equal_avx512(a, all_avx512('\\')) | below_avx512(a, 0x20) | signs_avx512(a);
}
static inline __attribute__((always_inline)) size_t write_avx512(uint32_t *out, uint64_t bits, uint32_t base) {
  static const uint8_t places[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const size_t count = (size_t)_mm_popcnt_u64(bits);
  const __m512i set = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(places));
  const __m512i bases = _mm512_set1_epi32((int)base);
  _mm512_storeu_si512(out, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(set))));
  if (__builtin_expect(count > 16, 0)) {
    _mm512_storeu_si512(out + 16, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 1))));
    _mm512_storeu_si512(out + 32, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 2))));
    _mm512_storeu_si512(out + 48, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 3))));
  }
  return count;
}
#include "kernel.h"
#undef NAME
#pragma clang attribute pop

int cscan_level(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") ||
      !__builtin_cpu_supports("pclmul"))
    return CSCAN_NONE;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi2"))
    return CSCAN_AVX512;
  return CSCAN_AVX2;
}

ptrdiff_t cscan_tokens(int level, const uint8_t *text, size_t count, uint32_t *tokens, uint64_t *escapes) {
  switch (level) {
  case CSCAN_AVX2: return tokens_avx2(text, count, tokens, escapes);
  case CSCAN_AVX512: return tokens_avx512(text, count, tokens, escapes);
  default: return -1;
  }
}

size_t cscan_follow(
    int level, const uint8_t *text, size_t count, const cscan_piece *piece, size_t pieces, const uint8_t *fixed, size_t from,
    uint32_t *places, cscan_node *nodes) {
  switch (level) {
  case CSCAN_AVX2: return follow_avx2(text, count, piece, pieces, fixed, from, places, nodes);
  case CSCAN_AVX512: return follow_avx512(text, count, piece, pieces, fixed, from, places, nodes);
  default: return from;
  }
}

static const uint8_t *unescape_blocks(int level, const uint8_t *text, const uint8_t *end, const uint8_t *limit, uint8_t **out) {
  switch (level) {
  case CSCAN_AVX2: return unescape_avx2(text, end, limit, out);
  case CSCAN_AVX512: return unescape_avx512(text, end, limit, out);
  default: return text;
  }
}

#else

int cscan_level(void) { return CSCAN_NONE; }

ptrdiff_t cscan_tokens(int level, const uint8_t *text, size_t count, uint32_t *tokens, uint64_t *escapes) { return -1; }

size_t cscan_follow(
    int level, const uint8_t *text, size_t count, const cscan_piece *piece, size_t pieces, const uint8_t *fixed, size_t from,
    uint32_t *places, cscan_node *nodes) {
  return from;
}

static const uint8_t *unescape_blocks(int level, const uint8_t *text, const uint8_t *end, const uint8_t *limit, uint8_t **out) {
  return text;
}

#endif

size_t cscan_unescape(int level, const uint8_t *text, size_t count, size_t readable, uint8_t *output) {
  const uint8_t *const end = text + count;
  uint8_t *out = output;
  text = unescape_blocks(level, text, end, text + readable, &out);
  while (text < end) {
    const uint8_t *escape = cscan_copy(text, end, out);
    out += escape - text;
    if (end - escape < 2) break;
    if (end - escape >= 12) {
      text = take_escape(escape, &out);
    } else {
      // The last ones, where they can be read.
      uint8_t rest[12] = {0};
      memcpy(rest, escape, (size_t)(end - escape));
      text = escape + (take_escape(rest, &out) - rest);
    }
  }
  return (size_t)(out - output);
}
