#ifndef LABBOOK_CRE2_H
#define LABBOOK_CRE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. Reading it from several threads at once is safe.
typedef struct CRE2Pattern CRE2Pattern;

/// Compiles; never null. Whether it worked is told by CRE2PatternError.
CRE2Pattern *CRE2PatternCreate(const char *pattern, size_t length);
void CRE2PatternDestroy(CRE2Pattern *pattern);

/// RE2's message, or null where the pattern compiled. Lives as long as the pattern.
const char *CRE2PatternError(const CRE2Pattern *pattern);

/// Whether the whole text matches.
bool CRE2PatternMatchesFully(const CRE2Pattern *pattern, const char *text, size_t length);

/// Replaces every match; `\1` … `\9` in the substitution stand for groups, `\0` for the match.
/// Returns memory for CRE2TextDestroy(), with its length.
char *CRE2PatternReplaceAll(const CRE2Pattern *pattern, const char *text, size_t length,
                            const char *substitution, size_t substitutionLength,
                            size_t *resultLength);

void CRE2TextDestroy(char *text);

#ifdef __cplusplus
}
#endif
#endif
