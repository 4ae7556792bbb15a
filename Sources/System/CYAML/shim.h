#ifndef LABBOOK_CYAML_SHIM_H
#define LABBOOK_CYAML_SHIM_H
#include <yaml.h>
#endif
