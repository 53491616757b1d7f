#ifndef CSCAN_H
#define CSCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// The instruction sets that cscan_tokens is written for.
enum {
  CSCAN_NONE = 0,  // there is no scan for this processor
  CSCAN_AVX2 = 1,
  CSCAN_AVX512 = 2 // as Ice Lake and Zen 4 have it
};

// The widest of them that this processor has.
int cscan_level(void);

// Entries that the tokens of `count` bytes may need, and words of the bitmap that belongs to them.
static inline size_t cscan_token_room(size_t count) { return count + 64; }
static inline size_t cscan_word_room(size_t count) { return count / 64 + 1; }

// Where the tokens of a JSON text stand: in order, the offsets of all punctuation outside of strings, of both quotes of each string, and of
// the first byte of anything else. In `escapes` the bit of each closing quote is set whose string has a backslash, and all others are not.
//
// Gives the number of tokens; -1 if a string is not closed, holds a control character or a malformed escape, if the text is not UTF-8, or
// if `level` is not one that this processor has. What stands between the tokens, and how they follow on each other, is not looked at.
// `count` is below 2^32.
ptrdiff_t cscan_tokens(int level, const uint8_t *text, size_t count, uint32_t *tokens, uint64_t *escapes);

// A node of a tape, as JSONNode has it: where it begins in the text, bytes of it, and for a value its kind in the high byte of the tag.
typedef struct {
  uint32_t start, count, link, tag;
} cscan_node;

// Kinds of values that have no others in them, as JSONNode.Kind numbers them.
enum { CSCAN_NULL = 0, CSCAN_FALSE = 1, CSCAN_TRUE = 2, CSCAN_NUMBER = 3, CSCAN_STRING = 4, CSCAN_ESCAPED_STRING = 5 };

// What texts of one form have between two such values: bytes of what is the same in all, and the node of the value that follows.
typedef struct {
  uint32_t text, count, node;
} cscan_piece;

// Reads a text of a form along its pieces, from piece `from` on, which begins at places[from]: compares what is the same in all with
// `fixed`, behind which 64 bytes can be read, checks the values between as cscan_tokens does, and scalars too, writes their nodes, and to
// `places` where each piece begins. Gives the first piece that does not fit, or whose value is none; `pieces` if all do, to the end of the text.
size_t cscan_follow(
    int level, const uint8_t *text, size_t count, const cscan_piece *piece, size_t pieces, const uint8_t *fixed, size_t from,
    uint32_t *places, cscan_node *nodes);

// Copies from `text` up to the next backslash or to `end`, and gives the place of that; up to 31 bytes more may be written behind.
static inline const uint8_t *cscan_copy(const uint8_t *text, const uint8_t *end, uint8_t *out) {
#if defined(__SSE2__)
  const __m128i backslashes = _mm_set1_epi8('\\');
  while (end - text >= 32) {
    const __m128i first = _mm_loadu_si128((const __m128i *)text);
    const __m128i second = _mm_loadu_si128((const __m128i *)text + 1);
    _mm_storeu_si128((__m128i *)out, first);
    _mm_storeu_si128((__m128i *)out + 1, second);
    const unsigned low = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(first, backslashes));
    const unsigned found = low | (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(second, backslashes)) << 16;
    if (found) return text + __builtin_ctz(found);
    text += 32;
    out += 32;
  }
#else
  const uint64_t ones = UINT64_C(0x0101010101010101);
  while (end - text >= 8) {
    uint64_t word;
    memcpy(&word, text, 8);
    const uint64_t difference = word ^ (ones * '\\');
    if ((difference - ones) & ~difference & (ones * 0x80)) break;
    memcpy(out, &word, 8);
    text += 8;
    out += 8;
  }
#endif
  while (text < end && *text != '\\') *out++ = *text++;
  return text;
}

// Writes the text that a checked string means, without its quotes, to `out`: never longer than the string, and up to 64 bytes more may be
// written behind. Lone surrogates become U+FFFD. Gives the number of bytes. `readable` says how many bytes from the first on can be read:
// `count` at least, and more is quicker. `level` is one that this processor has, or CSCAN_NONE.
size_t cscan_unescape(int level, const uint8_t *text, size_t count, size_t readable, uint8_t *out);

// What may begin something that a logger left in a text. Letters are found in both cases.
enum {
  CSCAN_MARK_WORD = 1,      // "nca", as in truncated
  CSCAN_MARK_ANGLE = 2,     // "<" and two of the bytes 0x40 to 0x5F, which are capitals nearly always
  CSCAN_MARK_SQUARE = 4,    // "[" or "{" and two such
  CSCAN_MARK_ESCAPED = 8,   // "c" and two such, as behind the escape of "<"
  CSCAN_MARK_STARS = 16,    // "***"
  CSCAN_MARK_REDACTED = 32, // "dac", as in redacted
  CSCAN_MARK_COUNT = 64,    // a digit, a space, and what CH, BY, TO, KB, MB or MO begins
  CSCAN_MARK_SURROGATE = 128 // "\\ud" or "\\uD", which a surrogate is written with
};

// The first place from `from` on at which one of the `wanted` marks begins, and which of them do; `count` if there is none.
size_t cscan_mark(int level, const uint8_t *text, size_t count, size_t from, uint8_t wanted, uint8_t *kinds);

#endif
