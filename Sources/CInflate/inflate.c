#include "CInflate.h"
int cinflate_placeholder(void) { return 0; }
