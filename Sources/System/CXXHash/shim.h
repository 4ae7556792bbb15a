#ifndef LABBOOK_CXXHASH_SHIM_H
#define LABBOOK_CXXHASH_SHIM_H
#include <xxhash.h>
#endif
