#include "CDot.h"

#include <string.h>

// Four numbers of one row.
static inline int32_t four(const int8_t *numbers) {
  int32_t word;
  memcpy(&word, numbers, sizeof word);
  return word;
}

// With x about s q, |x| <= 1 and |x - s q| <= e (likewise y, t, r, f): x y - s t (q r) = (x - s q) t r + x (y - t r), hence
// x y <= s t (q r) + e (1 + f) + f.
static inline size_t
filter(const cdot_vectors *rows, const cdot_vectors *columns, size_t column, int row, const int32_t *dots, int count, uint32_t *found) {
  size_t n = 0;
  const float s = rows->scale[row], e = rows->error[row], limit = rows->limit[row];
  for (int i = 0; i < count; i++) {
    const size_t c = column + (size_t)i;
    const float reach = (float)dots[i] * s * columns->scale[c] + (columns->error[c] * (1 + e) + e);
    if (reach >= limit || reach >= columns->limit[c]) found[n++] = (uint32_t)(c * CDOT_PANEL) + (uint32_t)row;
  }
  return n;
}

static size_t candidates_portable(
  const cdot_vectors *rows, const cdot_vectors *columns, size_t panels, size_t groups, uint32_t *found) {
  size_t n = 0;
  for (size_t p = 0; p < panels; p++) {
    const int8_t *panel = columns->panels + p * groups * 4 * CDOT_PANEL;
    for (int row = 0; row < CDOT_PANEL; row++) {
      int32_t dots[CDOT_PANEL] = {0};
      for (size_t g = 0; g < groups; g++) {
        const int8_t *x = rows->panels + (g * CDOT_PANEL + (size_t)row) * 4;
        const int8_t *y = panel + g * 4 * CDOT_PANEL;
        for (int i = 0; i < CDOT_PANEL; i++) {
          dots[i] += x[0] * y[4 * i] + x[1] * y[4 * i + 1] + x[2] * y[4 * i + 2] + x[3] * y[4 * i + 3];
        }
      }
      n += filter(rows, columns, p * CDOT_PANEL, row, dots, CDOT_PANEL, found + n);
    }
  }
  return n;
}

// Eight sums, so that the additions of one need not wait for each other.
static inline __attribute__((always_inline)) double exact(const float *a, const float *b, size_t dimensions) {
  double sums[8] = {0};
  size_t i = 0;
  for (; i + 8 <= dimensions; i += 8) {
    for (int k = 0; k < 8; k++) sums[k] += (double)a[i + k] * (double)b[i + k];
  }
  for (int k = 0; i < dimensions; i++, k++) sums[k] += (double)a[i] * (double)b[i];
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

#if defined(__x86_64__)

#include <immintrin.h>

int cdot_best_path(void) {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni")) {
    return CDOT_AVX512_VNNI;
  }
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? CDOT_AVX2 : CDOT_PORTABLE;
}

__attribute__((target("avx2,fma"))) static double exact_avx2(const float *a, const float *b, size_t dimensions) {
  return exact(a, b, dimensions);
}

// Four rows at a time by sixteen columns: eight sums stay in registers. The instruction wants one factor without a sign, so that of the row
// goes over to the column; 127 · 127 · 2 fits into its 16 bits.
__attribute__((target("avx2,fma"))) static size_t
candidates_avx2(const cdot_vectors *rows, const cdot_vectors *columns, size_t panels, size_t groups, uint32_t *found) {
  const __m256i ones = _mm256_set1_epi16(1);
  size_t n = 0;
  for (size_t p = 0; p < panels; p++) {
    const int8_t *panel = columns->panels + p * groups * 4 * CDOT_PANEL;
    for (int first = 0; first < CDOT_PANEL; first += 4) {
      __m256i sums[4][2];
#pragma clang loop unroll(full)
      for (int r = 0; r < 4; r++) sums[r][0] = sums[r][1] = _mm256_setzero_si256();
      for (size_t g = 0; g < groups; g++) {
        const int8_t *x = rows->panels + (g * CDOT_PANEL + (size_t)first) * 4;
        const __m256i y0 = _mm256_loadu_si256((const __m256i *)(panel + g * 64));
        const __m256i y1 = _mm256_loadu_si256((const __m256i *)(panel + g * 64 + 32));
#pragma clang loop unroll(full)
        for (int r = 0; r < 4; r++) {
          const __m256i each = _mm256_set1_epi32(four(x + 4 * r));
          const __m256i size = _mm256_abs_epi8(each);
          const __m256i low = _mm256_maddubs_epi16(size, _mm256_sign_epi8(y0, each));
          const __m256i high = _mm256_maddubs_epi16(size, _mm256_sign_epi8(y1, each));
          sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(low, ones));
          sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(high, ones));
        }
      }
#pragma clang loop unroll(full)
      for (int r = 0; r < 4; r++) {
        const int row = first + r;
        const __m256 s = _mm256_set1_ps(rows->scale[row]), e = _mm256_set1_ps(rows->error[row]), limit = _mm256_set1_ps(rows->limit[row]);
        const __m256 grown = _mm256_set1_ps(1 + rows->error[row]);
#pragma clang loop unroll(full)
        for (int h = 0; h < 2; h++) {
          const size_t column = p * CDOT_PANEL + 8 * (size_t)h;
          const __m256 dots = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[r][h]), s);
          const __m256 slack = _mm256_fmadd_ps(_mm256_loadu_ps(columns->error + column), grown, e);
          const __m256 reach = _mm256_fmadd_ps(dots, _mm256_loadu_ps(columns->scale + column), slack);
          const __m256 least = _mm256_min_ps(_mm256_loadu_ps(columns->limit + column), limit);
          unsigned mask = (unsigned)_mm256_movemask_ps(_mm256_cmp_ps(reach, least, _CMP_GE_OQ));
          for (; mask != 0; mask &= mask - 1) found[n++] = (uint32_t)((column + (size_t)__builtin_ctz(mask)) * CDOT_PANEL) + (uint32_t)row;
        }
      }
    }
  }
  return n;
}

// Sixteen rows by sixteen columns: a sum of sixteen columns for each row stays in a register. The instruction wants the columns' numbers
// without a sign: they are 128 larger, which a start of -128 times the sum of the row's numbers makes good.
__attribute__((target("avx512f,avx512bw,avx512vnni"))) static size_t
candidates_avx512(const cdot_vectors *rows, const cdot_vectors *columns, size_t panels, size_t groups, uint32_t *found) {
  int32_t starts[CDOT_PANEL] = {0};
  for (size_t g = 0; g < groups; g++) {
    for (int i = 0; i < 4 * CDOT_PANEL; i++) starts[i / 4] -= 128 * rows->panels[g * 4 * CDOT_PANEL + (size_t)i];
  }
  const __m512i high = _mm512_set1_epi8((char)0x80);
  size_t n = 0;
  for (size_t p = 0; p < panels; p++) {
    const int8_t *panel = columns->panels + p * groups * 4 * CDOT_PANEL;
    __m512i sums[CDOT_PANEL];
#pragma clang loop unroll(full)
    for (int row = 0; row < CDOT_PANEL; row++) sums[row] = _mm512_set1_epi32(starts[row]);
    for (size_t g = 0; g < groups; g++) {
      const int8_t *x = rows->panels + g * 4 * CDOT_PANEL;
      const __m512i y = _mm512_xor_si512(_mm512_loadu_si512(panel + g * 64), high);
#pragma clang loop unroll(full)
      for (int row = 0; row < CDOT_PANEL; row++) sums[row] = _mm512_dpbusd_epi32(sums[row], y, _mm512_set1_epi32(four(x + 4 * row)));
    }
    const size_t column = p * CDOT_PANEL;
    const __m512 scales = _mm512_loadu_ps(columns->scale + column), errors = _mm512_loadu_ps(columns->error + column);
    const __m512 limits = _mm512_loadu_ps(columns->limit + column);
#pragma clang loop unroll(full)
    for (int row = 0; row < CDOT_PANEL; row++) {
      const __m512 dots = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[row]), _mm512_set1_ps(rows->scale[row]));
      const __m512 e = _mm512_set1_ps(rows->error[row]);
      const __m512 reach = _mm512_fmadd_ps(dots, scales, _mm512_fmadd_ps(errors, _mm512_set1_ps(1 + rows->error[row]), e));
      const __m512 least = _mm512_min_ps(limits, _mm512_set1_ps(rows->limit[row]));
      unsigned mask = _mm512_cmp_ps_mask(reach, least, _CMP_GE_OQ);
      for (; mask != 0; mask &= mask - 1) found[n++] = (uint32_t)((column + (size_t)__builtin_ctz(mask)) * CDOT_PANEL) + (uint32_t)row;
    }
  }
  return n;
}

double cdot_exact(int path, const float *a, const float *b, size_t dimensions) {
  return path == CDOT_PORTABLE ? exact(a, b, dimensions) : exact_avx2(a, b, dimensions);
}

size_t cdot_candidates(
  int path, const cdot_vectors *rows, const cdot_vectors *columns, size_t panels, size_t groups, uint32_t *found) {
  switch (path) {
  case CDOT_AVX512_VNNI: return candidates_avx512(rows, columns, panels, groups, found);
  case CDOT_AVX2: return candidates_avx2(rows, columns, panels, groups, found);
  default: return candidates_portable(rows, columns, panels, groups, found);
  }
}

#else

int cdot_best_path(void) { return CDOT_PORTABLE; }

double cdot_exact(int path, const float *a, const float *b, size_t dimensions) { return exact(a, b, dimensions); }

size_t cdot_candidates(
  int path, const cdot_vectors *rows, const cdot_vectors *columns, size_t panels, size_t groups, uint32_t *found) {
  return candidates_portable(rows, columns, panels, groups, found);
}

#endif
