#ifndef CDOT_H
#define CDOT_H

#include <stddef.h>
#include <stdint.h>

// Rows of a panel. A panel holds 16 vectors of 8-bit numbers, interleaved by groups of four dimensions: 64 bytes per group, four of each row.
// The numbers are -127…127 (never -128), dimensions are filled up with zeros to a multiple of four.
#define CDOT_PANEL 16

// The ways in which the same numbers are worked out, from the one that every processor has to the fastest.
enum { CDOT_PORTABLE = 0, CDOT_AVX2 = 1, CDOT_AVX512_VNNI = 2 };

// The fastest way that this processor and its system have.
int cdot_best_path(void);

// The dot product of the numbers as they are: products are exact in double precision and are added in one order, so that every path
// gives the same bits.
double cdot_exact(int path, const float *a, const float *b, size_t dimensions);

// Quantised vectors, in panels. A vector is about scale times its numbers; `error` bounds the length of what is missing. `limit` is
// what the dot product with another vector must be able to reach to be of interest: a pair is, if it reaches that of either.
typedef struct {
  const int8_t *panels;
  const float *scale;
  const float *error;
  const float *limit;
} cdot_vectors;

// Finds the pairs of a row of the first panel of `rows` and a column of the first `panels` panels of `columns` whose dot product may reach
// a limit: none is missed if rows and columns have a length of at most 1. Writes 16 · column + row for each to `found`, which has room for
// 256 per panel of columns, and returns how many there are.
size_t cdot_candidates(
  int path, const cdot_vectors *rows, const cdot_vectors *columns, size_t panels, size_t groups, uint32_t *found);

#endif
