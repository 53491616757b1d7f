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

// The closing quote of a string from its first byte on, or from anywhere between its escapes and sequences; NULL if it breaks the grammar.
static const uint8_t *NAME(close)(const source *text, const uint8_t *p, int *has_escape) {
  state s = {0};
  for (;; p += 64) {
    const uint8_t *bytes = NAME(readable)(text, p);
    block copy;
    for (int i = 0; i < PARTS; i++) copy.part[i] = NAME(load)(bytes + i * NAME(WIDTH));
    const block *b = &copy;
    const uint64_t backslashes = NAME(bytes_equal)(b, '\\');
    const uint64_t escaped = NAME(escaped)(backslashes, &s);
    const uint64_t faults = NAME(escape_faults)(b, escaped, &s) | MASK(NAME(below)(v, 0x20));
    const uint64_t quotes = NAME(bytes_equal)(b, '"') & ~escaped;
    NAME(check_utf8)(b, &s);
    const uint64_t inside = quotes ? quotes ^ (quotes - 1) : UINT64_MAX;
    s.has_escape |= (backslashes & inside) != 0;
    if ((faults & inside) || s.faults) return NULL;
    if (quotes) {
      *has_escape = s.has_escape != 0;
      return NAME(is_utf8)(&s) ? p + _tzcnt_u64(quotes) : NULL;
    }
  }
}

// As close, for strings that are short and plain mostly.
static inline __attribute__((always_inline)) const uint8_t *NAME(close_plain)(const source *text, const uint8_t *p, int *has_escape) {
  for (;; p += NAME(WIDTH)) {
    const uint8_t *bytes = NAME(readable)(text, p);
    const vector v = NAME(load)(bytes);
    const uint64_t quotes = NAME(equal)(v, NAME(all)('"'));
    const uint64_t others = NAME(equal)(v, NAME(all)('\\')) | NAME(below)(v, 0x20) | NAME(signs)(v);
    if (!(quotes | others)) continue;
    // The lowest bit is a quote's.
    if (quotes & ~others & ((quotes | others) & -(quotes | others))) return p + _tzcnt_u64(quotes);
    return NAME(close)(text, p, has_escape);
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
  uint32_t word;
  memcpy(&word, p, 4);
  static const uint8_t words[3][4] = {{'n', 'u', 'l', 'l'}, {'t', 'r', 'u', 'e'}, {'f', 'a', 'l', 's'}};
  *kind = CSCAN_NULL;
  if (memcmp(&word, words[0], 4) == 0) return 4;
  *kind = CSCAN_TRUE;
  if (memcmp(&word, words[1], 4) == 0) return 4;
  *kind = CSCAN_FALSE;
  if (memcmp(&word, words[2], 4) == 0 && p[4] == 'e') return 5;
  *kind = CSCAN_NUMBER;
  return NAME(number)(p);
}

static inline __attribute__((always_inline)) int
NAME(is_same)(const source *text, const uint8_t *p, const uint8_t *fixed, size_t count) {
  for (size_t done = 0; done < count; done += NAME(WIDTH)) {
    const uint64_t differing = ~NAME(equal)(NAME(load)(NAME(readable)(text, p + done)), NAME(load)(fixed + done));
    const size_t rest = count - done;
    if (differing & (rest < NAME(WIDTH) ? (UINT64_C(1) << rest) - 1 : UINT64_MAX >> (64 - NAME(WIDTH)))) return 0;
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
    if (it.count > (size_t)(s.end - p) || !NAME(is_same)(&s, p, fixed + it.text, it.count)) return piece;
    p += it.count;
    if (piece + 1 == piece_count) return p == s.end ? piece_count : piece;
    if (p == s.end) return piece;
    const uint8_t *bytes = NAME(readable)(&s, p);
    cscan_node node = {(uint32_t)(p - text), 0, 0, CSCAN_STRING};
    if (*bytes == '"') {
      int has_escape = 0;
      const uint8_t *close = NAME(close_plain)(&s, p + 1, &has_escape);
      if (!close) return piece;
      node.count = (uint32_t)(close + 1 - p);
      node.tag += (uint32_t)has_escape;
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
