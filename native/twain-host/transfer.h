// Taking one image from the source, whole or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "session.h"

namespace host {

enum class Transfer { memory, native };

// Rows top down, `stride` bytes each; samples in the order red, green, blue.
struct PageImage {
  std::uint32_t width = 0, height = 0, stride = 0;
  // A sample.
  int bits = 8;
  int channels = 1;
  double dpiX = 0, dpiY = 0;
  // Of a bitonal image: whether 0 is black. Of others without meaning.
  bool isBlackZero = true;
  std::vector<unsigned char> rows;
};

// State 6 to 7. `isBlackZero` is what ICAP_PIXELFLAVOR says. Throws Fault, Cancelled, std::bad_alloc.
PageImage transferPage(Session &session, Transfer transfer, bool isBlackZero);

PageImage transferMemory(Session &session, const twain::TW_IMAGEINFO &told, bool isBlackZero);
PageImage transferNative(Session &session, const twain::TW_IMAGEINFO &told);

// Of `bits` a pixel, padded to a byte.
inline std::uint32_t packedStride(std::uint32_t width, int bits) {
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(width) * static_cast<unsigned>(bits) + 7) / 8);
}

}  // namespace host
