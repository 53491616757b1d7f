// Reads texts along a form that is known of others, for one set of instructions: included by kernel.h.

// A text, of which 64 bytes can be read from any place on: its last 64 are copied, with zeros behind them, which are in no JSON.
typedef struct {
  const uint8_t *text;
  const uint8_t *end;
  ptrdiff_t copied; // from behind this place on the copy is read
  uint8_t copy[64 + 128];
} NAME(source);
#define source NAME(source)

static inline __attribute__((always_inline)) const uint8_t *NAME(readable)(const source *s, const uint8_t *p) {
  const ptrdiff_t behind = p - s->text - s->copied;
  return __builtin_expect(behind <= 0, 1) ? p : s->copy + behind;
}

// The closing quote of a string from its first byte on; NULL if it breaks the grammar. Runs of plain bytes are passed over in vectors; what
// else there is in a text comes one at a time mostly.
static const uint8_t *NAME(close)(const source *text, const uint8_t *p, uint32_t *has_escape) {
  for (;;) {
    const uint64_t special = NAME(special)(NAME(load)(NAME(readable)(text, p)));
    if (!special) {
      p += NAME(WIDTH);
      continue;
    }
    p += _tzcnt_u64(special);
    for (;;) {
      const uint8_t *bytes = NAME(readable)(text, p);
      size_t length;
      if (*bytes == '"') return p;
      if (*bytes == '\\') {
        *has_escape = 1;
        length = escape_length(bytes);
      } else if (*bytes >= 0x80) {
        length = sequence_length(bytes);
      } else if (*bytes >= 0x20) {
        break;
      } else {
        return NULL;
      }
      if (!length) return NULL;
      p += length;
    }
  }
}

// How many bytes the number has that begins where 64 can be read; 0 if it is none, or has 32 or more.
static inline __attribute__((always_inline)) size_t NAME(number)(const uint8_t *p) {
  const vector v = NAME(load)(p);
  // No other byte is as much after '0' as a digit, in eight bits without a sign.
  const uint32_t digits = (uint32_t)NAME(below)(NAME(minus)(v, NAME(all)('0')), 10);
  uint32_t i = p[0] == '-';
  uint32_t more = _tzcnt_u32(~(digits >> i));
  if (more == 0 || (more > 1 && p[i] == '0') || (i += more) > 31) return 0;
  if (p[i] == '.') {
    i++;
    more = i > 31 ? 0 : _tzcnt_u32(~(digits >> i));
    if (more == 0 || (i += more) > 31) return 0;
  }
  if ((p[i] | 0x20) == 'e') {
    i++;
    i += p[i] == '+' || p[i] == '-';
    more = i > 31 ? 0 : _tzcnt_u32(~(digits >> i));
    if (more == 0 || (i += more) > 31) return 0;
  }
  return i;
}

// The same for any value that has no others in it and is no string; with its kind.
static inline __attribute__((always_inline)) size_t NAME(scalar)(const uint8_t *p, uint32_t *kind) {
  *kind = CSCAN_NUMBER;
  if (*p <= '9') return NAME(number)(p);
  uint32_t word;
  memcpy(&word, p, 4);
  static const uint8_t words[3][4] = {{'n', 'u', 'l', 'l'}, {'t', 'r', 'u', 'e'}, {'f', 'a', 'l', 's'}};
  *kind = CSCAN_NULL;
  if (memcmp(&word, words[0], 4) == 0) return 4;
  *kind = CSCAN_TRUE;
  if (memcmp(&word, words[1], 4) == 0) return 4;
  *kind = CSCAN_FALSE;
  return memcmp(&word, words[2], 4) == 0 && p[4] == 'e' ? 5 : 0;
}

// Whether the next bytes of a text are the same as some others, by vectors that are of its copy where it `is_near` its end.
static inline __attribute__((always_inline)) int
NAME(is_same)(const source *text, const uint8_t *p, const uint8_t *fixed, size_t count, int is_near) {
  for (size_t done = 0; done < count; done += NAME(WIDTH)) {
    const uint8_t *bytes = is_near ? NAME(readable)(text, p + done) : p + done;
    const uint64_t differing = ~NAME(equal)(NAME(load)(bytes), NAME(load)(fixed + done));
    const size_t rest = count - done;
    if (rest >= NAME(WIDTH) ? differing << (64 - NAME(WIDTH)) : differing << (64 - rest)) return 0;
  }
  return 1;
}

static size_t NAME(follow)(
    const uint8_t *text, size_t count, const cscan_piece *pieces, size_t piece_count, const uint8_t *fixed, size_t from, uint32_t *places,
    cscan_node *nodes) {
  source s = {text, text + count, (ptrdiff_t)count - 64, {0}};
  const size_t last = count < 64 ? count : 64;
  memcpy(s.copy + 64 - last, s.end - last, last);
  const uint8_t *p = text + places[from];
  for (size_t piece = from;; piece++) {
    const cscan_piece it = pieces[piece];
    places[piece] = (uint32_t)(p - text);
    const size_t left = (size_t)(s.end - p);
    const uint8_t *bytes = p + it.count;
    if (__builtin_expect(left >= (size_t)it.count + 64, 1)) {
      if (!NAME(is_same)(&s, p, fixed + it.text, it.count, 0)) return piece;
    } else {
      if (left < it.count || !NAME(is_same)(&s, p, fixed + it.text, it.count, 1)) return piece;
      bytes = NAME(readable)(&s, bytes);
    }
    p += it.count;
    if (piece + 1 == piece_count) return p == s.end ? piece_count : piece;
    cscan_node node = {(uint32_t)(p - text), 0, 0, CSCAN_STRING};
    if (*bytes == '"') {
      uint32_t has_escape = 0;
      const uint8_t *close = NAME(close)(&s, p + 1, &has_escape);
      if (!close) return piece;
      node.count = (uint32_t)(close + 1 - p);
      node.tag += has_escape;
    } else {
      node.count = (uint32_t)NAME(scalar)(bytes, &node.tag);
      if (!node.count) return piece;
    }
    node.tag <<= 24;
    nodes[it.node] = node;
    p += node.count;
  }
}

#undef source
