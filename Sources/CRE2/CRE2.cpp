#include "CRE2.h"

#include <re2/re2.h>

#include <cstdlib>
#include <cstring>
#include <string>

struct CRE2Pattern {
  re2::RE2 expression;

  CRE2Pattern(const char *pattern, size_t length)
      : expression(re2::StringPiece(pattern, length), re2::RE2::Quiet) {}
};

CRE2Pattern *CRE2PatternCreate(const char *pattern, size_t length) {
  return new CRE2Pattern(pattern, length);
}

void CRE2PatternDestroy(CRE2Pattern *pattern) { delete pattern; }

const char *CRE2PatternError(const CRE2Pattern *pattern) {
  return pattern->expression.ok() ? nullptr : pattern->expression.error().c_str();
}

bool CRE2PatternMatchesFully(const CRE2Pattern *pattern, const char *text, size_t length) {
  return re2::RE2::FullMatch(re2::StringPiece(text, length), pattern->expression);
}

char *CRE2PatternReplaceAll(const CRE2Pattern *pattern, const char *text, size_t length,
                            const char *substitution, size_t substitutionLength,
                            size_t *resultLength) {
  std::string result(text, length);
  re2::RE2::GlobalReplace(&result, pattern->expression,
                          re2::StringPiece(substitution, substitutionLength));
  char *memory = static_cast<char *>(std::malloc(result.size() + 1));
  if (memory == nullptr) std::abort();
  std::memcpy(memory, result.data(), result.size());
  memory[result.size()] = '\0';
  *resultLength = result.size();
  return memory;
}

void CRE2TextDestroy(char *text) { std::free(text); }
