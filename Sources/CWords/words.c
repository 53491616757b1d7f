// All there is stands in the header, to be a part of what calls it.
#include "CWords.h"
