#ifndef CPREFETCH_H
#define CPREFETCH_H

// Asks for the memory at `place`, which need not be readable, and does not wait for it.
static inline void cprefetch(const void *place) { __builtin_prefetch(place); }

#endif
