// Memory that changes hands: the source manager's functions where it has any, else the system's.
#pragma once

#include <cstring>
#include <vector>

#include "twain-codes.h"

namespace virtual_source {

// Set by DAT_ENTRYPOINT / SET; empty with the old source manager.
extern twain::TW_ENTRYPOINT entryPoint;

twain::TW_HANDLE handleOf(const std::vector<unsigned char> &bytes);
// A copy of what the application handed over.
std::vector<unsigned char> bytesOf(twain::TW_HANDLE handle);

}  // namespace virtual_source
