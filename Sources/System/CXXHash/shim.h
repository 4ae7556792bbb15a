#ifndef LABBOOK_CXXHASH_SHIM_H
#define LABBOOK_CXXHASH_SHIM_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <xxhash.h>
#endif
