// The scan itself, for one set of instructions: included by scan.c once for each.
//
// Sixty-four bytes at a time become 64-bit masks, and what JSON says of strings and tokens becomes arithmetic on those, without a branch a
// byte. Source of the method: G. Langdale and D. Lemire, "Parsing Gigabytes of JSON per Second", VLDB Journal 28 (2019); of the check of
// UTF-8: J. Keiser and D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte", Software: Practice and Experience 51 (2021).

#define vector NAME(vector)
#define PARTS (64 / NAME(WIDTH))

typedef struct {
  vector part[PARTS];
} NAME(block);
#define block NAME(block)

// The mask of all bytes of a block, from that of each of its vectors.
#define MASK(expression) \
  ({ \
    uint64_t mask = 0; \
    for (int i = 0; i < PARTS; i++) { \
      const vector v = b->part[i]; \
      mask |= (expression) << (i * (NAME(WIDTH) & 63)); \
    } \
    mask; \
  })

static inline __attribute__((always_inline)) uint64_t NAME(bytes_equal)(const block *b, uint8_t byte) { return MASK(NAME(equal)(v, NAME(all)(byte))); }

// Space, tab, line feed, carriage return: each stands in the table where its low half says; no other byte is equal to what stands there.
static inline __attribute__((always_inline)) uint64_t NAME(spaces)(const block *b) {
  static const uint8_t table[16] = {' ', 2, 1, 1, 1, 1, 1, 1, 1, '\t', '\n', 1, 1, '\r', 1, 1};
  return MASK(NAME(equal)(v, NAME(look_up)(table, v)));
}

// { } [ ] : , and the control characters 0x0C and 0x1A, which are no tokens of JSON for who looks at them.
static inline __attribute__((always_inline)) uint64_t NAME(punctuation)(const block *b) {
  static const uint8_t table[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0};
  return MASK(NAME(equal)(NAME(or)(v, NAME(all)(0x20)), NAME(look_up)(table, v)));
}

// Bytes that may not stand where they do: three tables say by the halves of two bytes what is wrong with both, in bits that all have in
// common only if it is so.
static inline __attribute__((always_inline)) vector NAME(utf8_faults)(vector v, vector before) {
  enum {
    TOO_SHORT = 1, TOO_LONG = 2, OVERLONG_3 = 4, TOO_LARGE = 8, SURROGATE = 16, OVERLONG_2 = 32, TOO_LARGE_1000 = 64, OVERLONG_4 = 64,
    TWO_CONTINUATIONS = 128, ANY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS
  };
  static const uint8_t first_high[16] = {
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
      TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS,
      TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4};
  enum { LARGE = ANY | TOO_LARGE | TOO_LARGE_1000 };
  static const uint8_t first_low[16] = {
      ANY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, ANY | OVERLONG_2, ANY, ANY, ANY | TOO_LARGE,
      LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE | SURROGATE, LARGE, LARGE};
  enum { FOLLOWS = TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS };
  static const uint8_t second_high[16] = {
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      FOLLOWS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, FOLLOWS | OVERLONG_3 | TOO_LARGE, FOLLOWS | SURROGATE | TOO_LARGE,
      FOLLOWS | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT};
  const vector first = NAME(shift)(v, before, 1);
  const vector faults = NAME(and)(
      NAME(and)(NAME(look_up)(first_high, NAME(high)(first)), NAME(look_up)(first_low, NAME(and)(first, NAME(all)(15)))),
      NAME(look_up)(second_high, NAME(high)(v)));
  // After the second byte of a long sequence more continuations must follow: there, two of them are right and anything else is not.
  const vector third = NAME(excess)(NAME(shift)(v, before, 2), NAME(all)(0xE0 - 0x80));
  const vector fourth = NAME(excess)(NAME(shift)(v, before, 3), NAME(all)(0xF0 - 0x80));
  return NAME(xor)(NAME(and)(NAME(or)(third, fourth), NAME(all)(0x80)), faults);
}

// Whether a sequence begins in the last three bytes of a vector that does not end there.
static inline __attribute__((always_inline)) int NAME(is_cut)(vector v) {
  static const uint8_t limits[64] = {
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xF0 - 1, 0xE0 - 1, 0xC0 - 1};
  const vector over = NAME(excess)(v, NAME(load)(limits + 64 - NAME(WIDTH)));
  const block whole = {{over}};
  const block *b = &whole;
  return NAME(equal)(b->part[0], NAME(all)(0)) != (UINT64_MAX >> (64 - NAME(WIDTH)));
}

typedef struct {
  uint64_t in_string;  // all bits, if the block before ended in a string
  uint64_t is_escaped; // one, if it ended in the backslash of an escape
  uint64_t has_escape; // one, if that string has had an escape
  uint64_t digits;     // where the hexadecimal digits of its last escape must go on
  uint64_t is_scalar;  // one, if it ended in a number, a literal, or anything else that is no token
  uint64_t faults;
  vector last;         // its last bytes, if they were not ASCII
  int is_cut;          // whether those end within a sequence
  vector utf8_faults;
} NAME(state);
#define state NAME(state)

// The bytes that an escape is for. Of a row of backslashes every other one begins one, from the first that may: odd places come out by a
// subtraction that borrows along the row.
static inline __attribute__((always_inline)) uint64_t NAME(escaped)(uint64_t backslashes, state *s) {
  const uint64_t odd = UINT64_C(0xAAAAAAAAAAAAAAAA);
  const uint64_t possible = backslashes & ~s->is_escaped;
  const uint64_t both = (((possible << 1) | odd) - possible) ^ odd;
  const uint64_t escaped = both ^ (backslashes | s->is_escaped);
  s->is_escaped = (both & backslashes) >> 63;
  return escaped;
}

// Escaped bytes that JSON has no escape for, and bytes that should be the hexadecimal digits of \u and are not. Two tables say by the halves
// of a byte what it may be: a bit for each group of those that have the upper half in common.
static inline __attribute__((always_inline)) uint64_t NAME(escape_faults)(const block *b, uint64_t escaped, state *s) {
  enum { AFTER_2 = 1, AFTER_5 = 2, AFTER_6 = 4, AFTER_7 = 8, DIGIT = 16, LETTER = 32 };
  static const uint8_t high[16] = {0, 0, AFTER_2, DIGIT, LETTER, AFTER_5, AFTER_6 | LETTER, AFTER_7};
  static const uint8_t low[16] = {
      DIGIT, DIGIT | LETTER, DIGIT | LETTER | AFTER_2 | AFTER_6 | AFTER_7, DIGIT | LETTER, DIGIT | LETTER | AFTER_7, DIGIT | LETTER | AFTER_7,
      DIGIT | LETTER | AFTER_6, DIGIT, DIGIT, DIGIT, 0, 0, AFTER_5, 0, AFTER_6, AFTER_2};
  block classes;
  for (int i = 0; i < PARTS; i++) {
    const vector v = b->part[i];
    classes.part[i] = NAME(and)(NAME(look_up)(high, NAME(high)(v)), NAME(look_up)(low, NAME(and)(v, NAME(all)(15))));
  }
  const uint64_t u = escaped & NAME(bytes_equal)(b, 'u');
  b = &classes;
  const uint64_t escapable = MASK(NAME(share)(v, NAME(all)(AFTER_2 | AFTER_5 | AFTER_6 | AFTER_7)));
  const uint64_t hexadecimal = MASK(NAME(share)(v, NAME(all)(DIGIT | LETTER)));
  const uint64_t wanted = s->digits | u << 1 | u << 2 | u << 3 | u << 4;
  s->digits = u >> 63 | u >> 62 | u >> 61 | u >> 60;
  return (escaped & ~escapable) | (wanted & ~hexadecimal);
}

static inline __attribute__((always_inline)) void NAME(check_utf8)(const block *b, state *s) {
  if (!MASK(NAME(signs)(v))) {
    s->faults |= (uint64_t)s->is_cut;
    s->is_cut = 0;
    s->last = NAME(all)(0);
    return;
  }
  for (int i = 0; i < PARTS; i++) {
    s->utf8_faults = NAME(or)(s->utf8_faults, NAME(utf8_faults)(b->part[i], s->last));
    s->last = b->part[i];
  }
  s->is_cut = NAME(is_cut)(s->last);
}

// Whether no byte so far stood where it may not.
static inline __attribute__((always_inline)) int NAME(is_utf8)(const state *s) {
  return NAME(equal)(s->utf8_faults, NAME(all)(0)) == (UINT64_MAX >> (64 - NAME(WIDTH)));
}

static inline __attribute__((always_inline)) uint64_t NAME(take)(const uint8_t *bytes, uint64_t *escapes, state *s) {
  block copy;
  for (int i = 0; i < PARTS; i++) copy.part[i] = NAME(load)(bytes + i * NAME(WIDTH));
  const block *b = &copy;
  const uint64_t backslashes = NAME(bytes_equal)(b, '\\');
  const uint64_t all_quotes = NAME(bytes_equal)(b, '"');
  const uint64_t escaped = NAME(escaped)(backslashes, s);
  s->faults |= NAME(escape_faults)(b, escaped, s);
  const uint64_t quotes = all_quotes & ~escaped;
  if (s->in_string && !quotes) {
    // All of it is text, as most of a log is: there is no token, and what is asked of punctuation would be masked off.
    s->faults |= MASK(NAME(below)(v, 0x20));
    s->has_escape |= backslashes != 0;
    *escapes = 0;
    NAME(check_utf8)(b, s);
    return 0;
  }
  // A byte is in a string if the quotes up to it are odd in number: the carryless product with all ones sums them up.
  const __m128i sums = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8(-1), 0);
  const uint64_t in_string = (uint64_t)_mm_cvtsi128_si64(sums) ^ s->in_string;
  s->in_string = (uint64_t)((int64_t)in_string >> 63);
  s->faults |= in_string & MASK(NAME(below)(v, 0x20));
  // A string is a row of ones up to its closing quote: adding its backslashes, however many, carries into that once.
  unsigned long long carry;
  *escapes = __builtin_addcll(in_string, backslashes & in_string, s->has_escape, &carry) & quotes & ~in_string;
  s->has_escape = carry;
  NAME(check_utf8)(b, s);
  const uint64_t punctuation = NAME(punctuation)(b);
  const uint64_t scalars = ~(punctuation | NAME(spaces)(b) | quotes);
  const uint64_t starts = scalars & ~(scalars << 1 | s->is_scalar);
  s->is_scalar = scalars >> 63;
  return ((punctuation | starts) & ~in_string) | quotes;
}

static ptrdiff_t NAME(tokens)(const uint8_t *text, size_t count, uint32_t *tokens, uint64_t *escapes) {
  state s = {0};
  uint32_t *out = tokens;
  uint8_t rest[64];
  for (size_t offset = 0; offset < count; offset += 64) {
    const uint8_t *bytes = text + offset;
    if (count - offset < 64) {
      memset(rest, ' ', 64);
      bytes = memcpy(rest, bytes, count - offset);
    }
    const uint64_t found = NAME(take)(bytes, escapes++, &s);
    if (found) out += NAME(write)(out, found, (uint32_t)offset);
  }
  return s.faults || s.in_string || s.is_cut || !NAME(is_utf8)(&s) ? -1 : out - tokens;
}

static inline __attribute__((always_inline)) void NAME(copy)(const uint8_t *from, uint8_t *out) {
  for (int i = 0; i < PARTS; i++) NAME(store)(out + i * NAME(WIDTH), NAME(load)(from + i * NAME(WIDTH)));
}

// Writes what the first bytes of a string mean, as far as there are REACH bytes before `limit`, and gives the place of those that are left.
static const uint8_t *NAME(unescape)(const uint8_t *text, const uint8_t *end, const uint8_t *limit, uint8_t **output) {
  uint8_t *out = *output;
  while (text < end && limit - text >= REACH) {
    const uint8_t *const stop = end - text > 64 ? text + 64 : end;
    block copy;
    for (int i = 0; i < PARTS; i++) copy.part[i] = NAME(load)(text + i * NAME(WIDTH));
    uint64_t backslashes = NAME(bytes_equal)(&copy, '\\') & (UINT64_MAX >> (64 - (stop - text)));
    for (int i = 0; i < PARTS; i++) NAME(store)(out + i * NAME(WIDTH), copy.part[i]);
    // All escapes of the block, one after the other; what stands between them is copied with more than there is of it.
    const uint8_t *from = text;
    while (backslashes) {
      const uint8_t *escape = text + _tzcnt_u64(backslashes);
      out += escape - from;
      from = take_escape(escape, &out);
      NAME(copy)(from, out);
      const ptrdiff_t done = from - text;
      backslashes = done < 64 ? backslashes & (UINT64_MAX << done) : 0;
    }
    if (from < stop) out += stop - from;
    text = from < stop ? stop : from;
  }
  *output = out;
  return text;
}

#include "follow.h"

#undef block
#undef vector
#undef state
#undef MASK
#undef PARTS
