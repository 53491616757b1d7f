#include "CInflate.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>

struct cinflate {
  struct inflate_state state;
};

cinflate *cinflate_create(void) {
  // Zeroed, as tables of a damaged block may have codes that lead to what was never written: the same bytes must give the same text.
  cinflate *decoder = calloc(1, sizeof *decoder);
  if (decoder) cinflate_begin(decoder);
  return decoder;
}

void cinflate_destroy(cinflate *decoder) { free(decoder); }

void cinflate_begin(cinflate *decoder) {
  isal_inflate_init(&decoder->state);
  decoder->state.crc_flag = ISAL_GZIP;
}

int cinflate_step(cinflate *decoder, const uint8_t *in, size_t *in_count, uint8_t *out, size_t *out_count) {
  struct inflate_state *state = &decoder->state;
  const uint32_t limit = UINT32_C(1) << 30;
  const uint32_t available_in = *in_count < limit ? (uint32_t)*in_count : limit;
  const uint32_t available_out = *out_count < limit ? (uint32_t)*out_count : limit;
  state->next_in = (uint8_t *)in;
  state->avail_in = available_in;
  state->next_out = out;
  state->avail_out = available_out;
  const int result = isal_inflate(state);
  *in_count = available_in - state->avail_in;
  *out_count = available_out - state->avail_out;
  if (result == ISAL_INCORRECT_CHECKSUM) return CINFLATE_CHECKSUM;
  if (result < 0 || result == ISAL_NEED_DICT) return CINFLATE_CORRUPT;
  return state->block_state == ISAL_BLOCK_FINISH ? CINFLATE_END : CINFLATE_MORE;
}
