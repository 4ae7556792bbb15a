#ifndef LABBOOK_CCMARK_SHIM_H
#define LABBOOK_CCMARK_SHIM_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <cmark.h>
#endif
